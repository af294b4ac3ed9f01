/** The finest operations that turn the lines of one block into others: phrase before 项 before 款; nothing when only the whole will do. */
import { align } from '../align.ts'
import { heaviestChain } from '../chain.ts'
import { withoutBlanks as squeeze } from '../characters.ts'
import type { Alignable } from '../matching.ts'
import { Likenesses } from '../similarity.ts'
import { phraseOperations } from './compare-phrases.ts'
import type { EditedBlock } from './edited-block.ts'
import type { Operation, Place } from './operation.ts'
import { itemNumber, unitsOf, withItemNumber } from './units.ts'

/** A 款 of an article with its 项, as lines. */
interface Paragraph {
  readonly head: string | null
  readonly items: readonly (readonly string[])[]
  /** Indexes of its lines in the block. */
  readonly lines: readonly number[]
}

/**
 * @param edited the old block
 * @param expected its lines as they would read if only numbers were adjusted; the same count as the block's lines
 * @param next the new lines
 * @returns operations on places of the old text, null when there are none finer than replacing the block
 */
export function compareLines(edited: EditedBlock, expected: readonly string[], next: readonly string[]): Operation[] | null {
  const block = edited.block.label
  const olds = paragraphsOf(edited, expected)
  const news = paragraphsOf(edited, next, unitsOfNew(next))
  if (olds.some(({ head }) => head === null) || news.some(({ head }) => head === null)) return null
  const pairs = pairParagraphs(olds, news)
  const single = olds.length === 1 && news.length === 1
  const operations: Operation[] = []
  let kept = 0
  for (const [index, old] of olds.entries()) {
    const place: Place = single ? { block } : { block, paragraph: index + 1 }
    const b = pairs.get(index)
    const now = b === undefined ? undefined : news[b]
    if (!now) {
      operations.push({ op: 'deleteUnit', at: { block, paragraph: index + 1 } })
      continue
    }
    kept++
    const found = compareParagraph(edited, expected, place, old, now)
    if (!found) return null
    operations.push(...found)
  }
  if (kept === 0) return null
  const taken = new Set(pairs.values())
  for (const [index, now] of news.entries())
    if (!taken.has(index))
      operations.push({ op: 'insertUnit', at: { block, paragraph: index + 1 }, lines: [now.head ?? '', ...now.items.flat()] })
  return operations
}

function paragraphsOf(edited: EditedBlock, lines: readonly string[], units = edited.units): Paragraph[] {
  const paragraphs: { head: string | null; items: string[][]; lines: number[] }[] = []
  for (const [index, line] of lines.entries()) {
    const unit = units[index]
    if (!unit) continue
    let last = paragraphs.at(-1)
    if (unit.item === null && unit.subitem === null) {
      paragraphs.push({ head: line, items: [], lines: [index] })
      continue
    }
    if (!last) {
      last = { head: null, items: [], lines: [] }
      paragraphs.push(last)
    }
    last.lines.push(index)
    if (unit.subitem === null || unit.item === null) last.items.push([line])
    else last.items.at(-1)?.push(line)
  }
  return paragraphs
}

const unitsOfNew = (lines: readonly string[]) => unitsOf(lines.map(text => ({ text })))

/** Which new 款 each old one became, in order. */
function pairParagraphs(olds: readonly Paragraph[], news: readonly Paragraph[]): Map<number, number> {
  if (olds.length === 1 && news.length === 1) return new Map([[0, 0]])
  return pairInOrder(olds.map(alignable), news.map(alignable))
}

/** Pairs that do not cross; what is left one to one between the same neighbours is paired too: it is replaced. */
function pairInOrder(olds: readonly Alignable[], news: readonly Alignable[]): Map<number, number> {
  const chain = heaviestChain(align(olds, news, new Likenesses()).map(pair => ({ ...pair, weight: 1 })))
  const pairs = new Map(chain.map(({ a, b }) => [a, b]))
  let [fromOld, fromNew] = [0, 0]
  for (const { a, b } of [...chain, { a: olds.length, b: news.length }]) {
    if (a - fromOld === b - fromNew) for (let at = 0; at < a - fromOld; at++) pairs.set(fromOld + at, fromNew + at)
    fromOld = a + 1
    fromNew = b + 1
  }
  return pairs
}

function alignable({ head, items }: Paragraph) {
  const text = [head ?? '', ...items.flat()].join('\n')
  return { unit: 'line', wording: squeeze(text), label: '', size: text.length, text, isHeading: false }
}

function compareParagraph(
  edited: EditedBlock,
  expected: readonly string[],
  place: Place,
  old: Paragraph,
  now: Paragraph
): Operation[] | null {
  if (same([old.head ?? '', ...old.items.flat()], [now.head ?? '', ...now.items.flat()])) return []
  const whole: Operation[] = [{ op: 'replaceUnit', at: place, lines: [now.head ?? '', ...now.items.flat()] }]
  // 第X条 alone names the whole article: replacing it is no finer than that.
  const coarse = place.paragraph === undefined ? null : whole
  const operations: Operation[] = []
  if (!sameLine(old.head ?? '', now.head ?? '')) {
    const index = old.lines[0] ?? 0
    const phrases = phraseOperations(edited, index, expected[index] ?? '', now.head ?? '', old.items.length > 0 ? { ...place } : place)
    if (phrases) operations.push(...phrases)
    else if (old.items.length > 0 && now.items.length > 0) operations.push({ op: 'replaceLeadIn', at: place, text: now.head ?? '' })
    else return coarse
  }
  const items = compareItems(edited, expected, place, old, now)
  if (!items) return coarse
  operations.push(...items)
  return operations.every(isPhrase) || cost(operations) < cost(whole) ? operations : coarse
}

function compareItems(edited: EditedBlock, expected: readonly string[], place: Place, old: Paragraph, now: Paragraph): Operation[] | null {
  if (old.items.length === 0 && now.items.length === 0) return []
  if (old.items.length === 0 || now.items.length === 0) return null
  const bare = (items: Paragraph['items']) => items.map(([first = '', ...rest]) => [withoutNumber(first), ...rest])
  const [olds, news] = [bare(old.items), bare(now.items)]
  const pairs = pairItems(olds, news)
  if (pairs.size === 0) return null
  const at = (item: number): Place => ({ ...place, item: item + 1 })
  const operations: Operation[] = []
  for (const [index, lines] of olds.entries()) {
    const b = pairs.get(index)
    const next = b === undefined ? undefined : now.items[b]
    if (b === undefined || !next) {
      operations.push({ op: 'deleteUnit', at: at(index) })
      continue
    }
    const [first = '', ...rest] = next
    const number = itemNumber(old.items[index]?.[0] ?? '')
    const asOld = number === null ? first : withItemNumber(first, number)
    if (!same(old.items[index] ?? [], [asOld, ...rest])) {
      const lineIndex = firstLineOf(old, index)
      const phrases =
        lines.length === 1 && rest.length === 0 ? phraseOperations(edited, lineIndex, expected[lineIndex] ?? '', asOld, at(index)) : null
      operations.push(...(phrases ?? [{ op: 'replaceUnit' as const, at: at(index), lines: next }]))
    }
  }
  const taken = new Set(pairs.values())
  for (const [index, lines] of now.items.entries()) if (!taken.has(index)) operations.push({ op: 'insertUnit', at: at(index), lines })
  return operations
}

const firstLineOf = (paragraph: Paragraph, item: number) =>
  paragraph.lines[(paragraph.head === null ? 0 : 1) + paragraph.items.slice(0, item).reduce((sum, lines) => sum + lines.length, 0)] ?? 0

function pairItems(olds: readonly (readonly string[])[], news: readonly (readonly string[])[]): Map<number, number> {
  const made = (lines: readonly string[]) => {
    // The last item ends with 。 where it ended with ；.
    const text = lines.join('\n')
    return { unit: 'line', wording: squeeze(text).replace(/[。；]$/, ''), label: '', size: text.length, text, isHeading: false }
  }
  return pairInOrder(olds.map(made), news.map(made))
}

const withoutNumber = (line: string) => line.replace(/^[（(]\s*[一二三四五六七八九十百零]{1,6}\s*[）)]/, '')

const sameLine = (one: string, other: string) => squeeze(one) === squeeze(other)
const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((line, index) => sameLine(line, other[index] ?? ''))

const isPhrase = ({ op }: Operation) => op === 'replacePhrase' || op === 'insertPhrase'

/** How much a reader has to read. */
const CLAUSE = 12
function cost(operations: readonly Operation[]): number {
  return operations.reduce((sum, operation) => {
    if ('lines' in operation && operation.lines) return sum + CLAUSE + operation.lines.join('').length
    if (operation.op === 'replacePhrase') return sum + CLAUSE + operation.from.length + operation.to.length
    if (operation.op === 'insertPhrase') return sum + CLAUSE + operation.anchor.length + operation.text.length
    if (operation.op === 'replaceLeadIn') return sum + CLAUSE + operation.text.length
    return sum + CLAUSE
  }, 0)
}

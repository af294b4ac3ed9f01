/**
 * Consecutive numbers for every unit, with every internal reference following its target. Guarantees:
 * 1. Only printed numbers change: labels of units, the contents list, and the numbers in references that stand.
 * 2. A number that stays is left as it is printed, blanks and brackets included.
 * 3. A reference that dangles is left alone: nobody can know where its target went.
 * 4. Of two neighbours with one number the second keeps the references: the first took its number when it was inserted before it.
 */
import { withoutBlanks } from './characters.ts'
import { type Consecutive, countConsecutively, type Numbered } from './consecutive.ts'
import { readOrdinal } from './labels.ts'
import { formatNumeral, isNumeralCode } from './numerals.ts'
import { parse } from './parse.ts'
import { articleKey, itemsOf, paragraphsOf } from './places.ts'
import type { Article, CitedNumber, HeadingKind, Item, Law, LawNode, PlacedReference } from './tree.ts'

/** A piece of a text and what stands there instead. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** @returns the text with consecutive numbers; the same text when they were */
export function renumber(text: string): string {
  return applyEdits(text, renumberEdits(parse(text)))
}

/** The same as edits, for an editor that keeps its cursor; in order and without overlaps. */
export function renumberEdits(law: Law): Edit[] {
  const counted = countConsecutively(law)
  const edits: Edit[] = []
  for (const [unit, number] of counted.numbers) pushEdit(edits, labelEdit(law.text, unit, number))
  for (const edit of contentsEdits(law, counted)) edits.push(edit)
  const follow = followers(law, counted)
  for (const reference of law.references) for (const edit of follow(reference)) edits.push(edit)
  return edits.sort((a, b) => a.start - b.start)
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  let printed = ''
  let from = 0
  for (const edit of edits) {
    printed += text.slice(from, edit.start) + edit.text
    from = edit.end
  }
  return printed + text.slice(from)
}

function pushEdit(edits: Edit[], edit: Edit | null): void {
  if (edit) edits.push(edit)
}

function labelEdit(text: string, unit: Numbered, number: number): Edit | null {
  const mark = unit.children[0]
  if (mark?.type !== 'mark' || isNumbered(unit, number)) return null
  const { offset } = mark.position.start
  const end = offset + mark.value.length
  if (unit.type === 'item' || unit.type === 'subitem') return figureEdit(text, offset, end, number)
  const at = text.indexOf('第', offset)
  const ordinal = readOrdinal(text, at, end)
  return ordinal ? ordinalEdit(text, at, ordinal.end, number) : null
}

const isNumbered = (unit: Numbered, number: number) => unit.number === number && (unit.type !== 'article' || unit.branch === 0)

/** 第十条之一 becomes 第十一条: the figures between 第 and the unit's character change, 之一 goes. */
function ordinalEdit(text: string, start: number, end: number, number: number): Edit {
  const printed = withoutBlanks(text.slice(start, end))
  let at = 1
  while (isNumeralCode(printed.charCodeAt(at))) at++
  const unit = printed.slice(at).replace(/^条之.*$/, '条')
  return { start, end, text: `第${figures(printed.charCodeAt(1), number)}${unit}` }
}

/** Only the figures of （一）, 1. or 第（一）项 change; ① ⒈ ㈠ are one character each. */
function figureEdit(text: string, start: number, end: number, number: number): Edit | null {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    for (const [first, count] of ENCLOSED) {
      if (unit >= first && unit < first + count && number <= count)
        return { start: at, end: at + 1, text: String.fromCharCode(first + number - 1) }
    }
    if (!isNumeralCode(unit)) continue
    let to = at + 1
    while (to < end && isNumeralCode(text.charCodeAt(to))) to++
    return { start: at, end: to, text: figures(unit, number) }
  }
  return null
}

/** ①–⑳, ⑴–⒇, ⒈–⒛, ㈠–㈩ */
const ENCLOSED = [
  [0x2460, 20],
  [0x2474, 20],
  [0x2488, 20],
  [0x3220, 10]
] as const

/** Arabic where Arabic was printed. */
const figures = (first: number, number: number) => (first >= 0x30 && first <= 0x39 ? String(number) : formatNumeral(number))

/** The contents list names headings once more: each entry is the heading of its kind and name. */
function* contentsEdits(law: Law, { numbers }: Consecutive): Generator<Edit> {
  const byName = new Map<string, number[]>()
  for (const [unit, number] of numbers) {
    if (!('title' in unit)) continue
    const name = `${unit.type} ${withoutBlanks(unit.title)}`
    const known = byName.get(name)
    if (known) known.push(number)
    else byName.set(name, [number])
  }
  for (const leaf of contentsLeaves(law)) {
    const at = law.text.indexOf('第', leaf.position.start.offset)
    const ordinal = at < 0 ? null : readOrdinal(law.text, at, leaf.position.end.offset)
    if (!ordinal || at >= leaf.position.end.offset) continue
    const line = law.text.indexOf('\n', ordinal.end)
    const name = withoutBlanks(law.text.slice(ordinal.end, line < 0 ? law.text.length : line)).replace(/[.…·（()）0-9]{1,200}$/, '')
    const number = byName.get(`${ordinal.unit} ${name}`)?.shift()
    if (number !== undefined && number !== ordinal.number) yield ordinalEdit(law.text, at, ordinal.end, number)
  }
}

function contentsLeaves(law: Law) {
  const contents: LawNode | undefined = law.tree.children.find(node => node.type === 'tableOfContents')
  return contents?.type === 'tableOfContents' ? contents.children.filter(leaf => leaf.type !== 'gap') : []
}

/** Makes the edits by which a reference follows its target. */
function followers(law: Law, counted: Consecutive): (reference: PlacedReference) => Edit[] {
  const articles = [...counted.articles.keys()]
  const articleNamed = (label: string | undefined) => {
    const ordinal = label === undefined ? null : readOrdinal(label, 0, label.length)
    return ordinal ? counted.articleByKey.get(articleKey(ordinal.number, ordinal.branch)) : undefined
  }
  const newNumber = (reference: PlacedReference, cited: CitedNumber): number | undefined => {
    const here = articleAt(articles, reference.start)
    const place = cited.of === 'to' ? (reference.target.to ?? reference.target) : reference.target
    if (cited.unit === 'article') return numberOf(counted, counted.articleByKey.get(articleKey(cited.number, cited.branch)))
    if (cited.unit !== 'item' && cited.unit !== 'subitem') return headingNumber(counted, cited, place.chapter, here)
    const article = place.article === here?.label ? here : articleNamed(place.article)
    const item = article && findItem(article, place.paragraph, place.item)
    if (cited.unit === 'item') return numberOf(counted, item)
    return numberOf(counted, item?.children.find(node => node.type === 'subitem' && node.number === cited.number) as Numbered | undefined)
  }
  return reference => {
    if (reference.state !== 'valid' || reference.target.instrument !== 'self') return []
    return reference.numbers.flatMap(cited => {
      const number = cited.unit === 'paragraph' ? undefined : newNumber(reference, cited)
      if (number === undefined || (number === cited.number && cited.branch === 0)) return []
      const inList = cited.unit === 'item' || cited.unit === 'subitem'
      const edit = inList ? figureEdit(law.text, cited.start, cited.end, number) : ordinalEdit(law.text, cited.start, cited.end, number)
      return edit ? [edit] : []
    })
  }
}

const numberOf = ({ numbers }: Consecutive, unit: Numbered | undefined) => unit && numbers.get(unit)

function headingNumber(
  counted: Consecutive,
  cited: CitedNumber,
  chapter: string | undefined,
  here: Article | undefined
): number | undefined {
  const above = (here && counted.articles.get(here)) ?? []
  const unit = cited.unit as HeadingKind
  if (unit !== 'section' || chapter === undefined) return numberOf(counted, counted.findHeading(unit, cited.number, above))
  const named = counted.findHeading('chapter', readOrdinal(chapter, 0, chapter.length)?.number ?? null, above)
  return named && numberOf(counted, counted.findHeading('section', cited.number, [named]))
}

function findItem(article: Article, paragraph: number | undefined, number: number | undefined): Item | undefined {
  const paragraphs = paragraphsOf(article)
  const within = paragraph === undefined ? paragraphs : paragraphs.slice(paragraph - 1, paragraph)
  for (const each of within) {
    const item = itemsOf(each).findLast(node => node.number === number)
    if (item) return item
  }
  return undefined
}

/** The article around an offset. */
function articleAt(articles: readonly Article[], offset: number): Article | undefined {
  let low = 0
  let high = articles.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((articles[middle]?.position.start.offset ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  const article = articles[low - 1]
  return article && offset < article.position.end.offset ? article : undefined
}

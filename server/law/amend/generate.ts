/**
 * From two texts to the operations between them. First as a legislature would say it; then what was said is executed and compared, and what
 * did not come out as the new text is said more coarsely, until it does (`apply(amend(A, B), A) = B`).
 */
import { withoutBlanks as squeeze } from '../characters.ts'
import { comparePassages } from '../redline.ts'
import { type Block, type Body, headingParts, isArticle, isHeading, printedLines, rowsOf } from './body.ts'
import { compareLines } from './compare-lines.ts'
import { EditedBlock, type Follow } from './edited-block.ts'
import { type Executed, execute } from './execute.ts'
import { referencesThatFollow } from './follow.ts'
import { articlesUnder, type Heading, headingsOf } from './headings.ts'
import { joinPhrases } from './join-phrases.ts'
import { isConsecutive } from './labels.ts'
import type { HeadingPath, Operation } from './operation.ts'
import { type Coarser, diagnose, finest } from './repair.ts'

interface Pairing {
  readonly old: Block | null
  readonly next: Block | null
  readonly moved: boolean
}

/** How often what was said may be said again more coarsely before the whole text is given. */
const MAX_ROUNDS = 6

export function generate(old: Body, next: Body): Operation[] {
  const pairs = pairBlocks(old, next)
  const oldOf = new Map(pairs.flatMap(pair => (pair.old && pair.next ? [[pair.next, pair.old] as const] : [])))
  const wanted = rowsOfBody(next)
  let coarser: Coarser = finest
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const operations = new Generator(old, next, pairs, oldOf, coarser).operations()
    const made = execute(old, operations)
    if (made.failed.size === 0 && sameRows(rowsMade(made), wanted)) return joinedIfSame(old, operations, wanted)
    const again = diagnose({ old, next, oldOf }, operations, made, coarser)
    if (!again) break
    coarser = again
  }
  return (
    byRange(old, next, wanted) ?? [
      { op: 'replaceTitle', text: next.title },
      { op: 'replaceWhole', lines: next.blocks.flatMap(printedLines) }
    ]
  )
}

const rowsOfBody = (body: Body) => rowsOf(body.title, body.blocks.flatMap(printedLines))
const rowsMade = (made: Executed) =>
  rowsOf(
    made.title,
    made.blocks.flatMap(({ lines }) => lines)
  )
const sameRows = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((row, index) => row === other[index])

/** The same phrase in many places is said once, as long as that comes to the same. */
function joinedIfSame(old: Body, operations: Operation[], wanted: readonly string[]): Operation[] {
  const joined = joinPhrases(old, operations)
  if (joined.length === operations.length) return operations
  const made = execute(old, joined)
  return made.failed.size === 0 && sameRows(rowsMade(made), wanted) ? joined : operations
}

function pairBlocks(old: Body, next: Body): Pairing[] {
  const of = (body: Body) => new Map(body.blocks.map(block => [block.passage, block]))
  const [olds, news] = [of(old), of(next)]
  const passagesOf = (body: Body) => body.blocks.flatMap(({ passage }) => (passage ? [passage] : []))
  const pairs = comparePassages(passagesOf(old), passagesOf(next)).map(compared => ({
    old: olds.get(compared.old) ?? null,
    next: news.get(compared.next) ?? null,
    moved: compared.kind === 'moved' || compared.kind === 'movedAndModified'
  }))
  return withReplacements(pairs)
}

/** 删去第五条 beside 增加一条，作为第五条 is a replacement: a legislature writes 将第五条修改为. */
function withReplacements(pairs: readonly Pairing[]): Pairing[] {
  const made: Pairing[] = []
  let run = 0
  for (const pair of pairs) {
    if (pair.old && pair.next) {
      made.push(pair)
      run = made.length
      continue
    }
    const block = pair.old ?? pair.next
    const other = made.findIndex(({ old, next }, index) => {
      const candidate = pair.old ? (old ? null : next) : next ? null : old
      return (
        index >= run && candidate !== null && block !== null && isArticle(candidate) && isArticle(block) && candidate.label === block.label
      )
    })
    const found = made[other]
    if (found) made[other] = { old: found.old ?? pair.old, next: found.next ?? pair.next, moved: false }
    else made.push(pair)
  }
  return made
}

class Generator {
  readonly #old: Body
  readonly #next: Body
  readonly #pairs: readonly Pairing[]
  readonly #coarser: Coarser
  /** 条文顺序作相应调整: every number of the new text follows from the order. */
  readonly #anew: boolean
  readonly #follow: Follow
  readonly #oldHeadings: ReadonlyMap<Block, Heading>
  readonly #oldOf: ReadonlyMap<Block, Block>
  /** The articles that stand first under a heading. */
  readonly #openedBy: ReadonlyMap<Block, Block>

  constructor(old: Body, next: Body, pairs: readonly Pairing[], oldOf: ReadonlyMap<Block, Block>, coarser: Coarser) {
    this.#old = old
    this.#next = next
    this.#pairs = pairs
    this.#coarser = coarser
    const renamed = new Map<string, string>()
    for (const pair of pairs)
      if (pair.old && pair.next && (isArticle(pair.old) || isHeading(pair.old)) && pair.old.label !== pair.next.label)
        renamed.set(pair.old.label, pair.next.label)
    const numbersChange = pairs.some(pair => pair.old && pair.next && isArticle(pair.old) && pair.old.label !== pair.next.label)
    this.#anew = numbersChange && isConsecutive(next.blocks.filter(isArticle).map(({ label }) => label))
    this.#follow = referencesThatFollow(old, renamed)
    this.#oldHeadings = new Map(headingsOf(old).map(heading => [heading.block, heading]))
    this.#oldOf = oldOf
    this.#openedBy = firstArticles(next)
  }

  operations(): Operation[] {
    const operations: Operation[] = []
    if (this.#old.title !== this.#next.title) operations.push({ op: 'replaceTitle', text: this.#next.title })
    for (const pair of this.#pairs) operations.push(...this.#pair(pair))
    for (const [block, from, to] of this.#coarser.ranges) operations.push({ op: 'setRange', path: this.#path(block), from, to })
    for (const [block, n] of this.#coarser.headingLabels) operations.push({ op: 'renumberHeading', path: this.#path(block), n })
    if (this.#anew) operations.push({ op: 'renumberRest' })
    return operations
  }

  #path(block: Block): HeadingPath {
    return this.#oldHeadings.get(block)?.path ?? [block.label]
  }

  #pair({ old, next, moved }: Pairing): Operation[] {
    const block = next ?? old
    if (!block) return []
    if (isArticle(block)) return this.#article(old, next, moved)
    if (isHeading(block)) return this.#heading(old, next)
    return this.#other(old, next)
  }

  #article(old: Block | null, next: Block | null, moved: boolean): Operation[] {
    if (!next) return old ? [{ op: 'deleteArticle', o: old.label }] : []
    const lines = next.lines.map(({ text }) => text)
    const under = this.#underAtBorder(next)
    if (!old) return [{ op: 'insertArticle', n: next.label, lines, ...(under && { under }) }]
    const edited = new EditedBlock(old)
    const expected = edited.lines(this.#follow)
    const changed = !sameRows(rowsOf('', expected), rowsOf('', lines)) || this.#coarser.articles.has(old)
    if (moved) return [{ op: 'moveArticle', o: old.label, n: next.label, ...(under && { under }), ...(changed && { lines }) }]
    const renumbered = old.label !== next.label
    if (!changed) return renumbered && !this.#anew ? [{ op: 'renumber', o: old.label, n: next.label }] : []
    const fine = this.#coarser.articles.has(old) ? null : compareLines(edited, expected, lines)
    if (!fine) return [{ op: 'replaceArticle', o: old.label, ...(renumbered && { n: next.label }), lines }]
    return renumbered && !this.#anew ? [{ op: 'renumber', o: old.label, n: next.label }, ...fine] : fine
  }

  /** The old heading under which an article stands, where the article before it stands under another. */
  #underAtBorder(next: Block): HeadingPath | null {
    const heading = this.#openedBy.get(next)
    const old = heading && this.#oldOf.get(heading)
    return old ? this.#path(old) : null
  }

  #heading(old: Block | null, next: Block | null): Operation[] {
    if (!next) return old ? [{ op: 'deleteHeading', path: this.#path(old) }] : []
    if (old) {
      const name = headingParts(next).name.join('\n')
      return squeeze(headingParts(old).name.join('\n')) === squeeze(name) && old.lines.length === next.lines.length
        ? []
        : [{ op: 'replaceHeading', path: this.#path(old), name }]
    }
    const range = isHeading(next) ? articlesUnder(this.#next, next) : []
    return [{ op: 'insertHeading', n: next.label, name: headingParts(next).name.join('\n'), from: range[0] ?? '', to: range.at(-1) ?? '' }]
  }

  #other(old: Block | null, next: Block | null): Operation[] {
    const block = next ?? old
    if (!block) return []
    const name = NAMES[block.unit] ?? block.label
    const lines = next?.lines.map(({ text }) => text) ?? []
    // 目录 is made anew from the headings; only where that does not give the new one it is said.
    if (block.unit === 'tableOfContents' && old && next && !this.#coarser.contents && this.#headingsChange()) return []
    if (!old) return [{ op: 'replaceBlock', block: name, lines }]
    const edited = new EditedBlock({ ...old, label: name })
    const expected = new EditedBlock(old).lines(this.#follow)
    if (next && sameRows(rowsOf('', expected), rowsOf('', lines))) return []
    const fine = next && !this.#coarser.articles.has(old) ? compareLines(edited, expected, lines) : null
    return fine ?? [{ op: 'replaceBlock', block: name, lines }]
  }

  #headingsChange(): boolean {
    return this.#pairs.some(({ old, next }) => {
      const block = old ?? next
      return block !== null && isHeading(block) && (!old || !next || old.name !== next.name)
    })
  }
}

/** What decisions call the blocks around the articles. */
const NAMES: Partial<Record<Block['unit'], string>> = { titleNote: '题注', tableOfContents: '目录', preamble: '引言', prose: '正文' }

/** The first article under each heading, with that heading. */
function firstArticles(body: Body): Map<Block, Block> {
  const first = new Map<Block, Block>()
  let heading: Block | null = null
  for (const block of body.blocks) {
    if (isHeading(block)) heading = block
    else if (isArticle(block) && heading) {
      first.set(block, heading)
      heading = null
    }
  }
  return first
}

/** What lies between the first and the last difference, given as one stretch from article to article. */
function byRange(old: Body, next: Body, wanted: readonly string[]): Operation[] | null {
  const same = (a: Block | undefined, b: Block | undefined) =>
    a !== undefined && b !== undefined && sameRows(printedLines(a), printedLines(b))
  const [as, bs] = [old.blocks, next.blocks]
  let head = 0
  while (head < Math.min(as.length, bs.length) && same(as[head], bs[head])) head++
  let tail = 0
  while (tail < Math.min(as.length, bs.length) - head && same(as.at(-1 - tail), bs.at(-1 - tail))) tail++
  let [from, to] = [head, as.length - 1 - tail]
  while (from > 0 && !(as[from] && isArticle(as[from] as Block))) from--
  while (to < as.length - 1 && !(as[to] && isArticle(as[to] as Block))) to++
  const [first, last] = [as[from], as[to]]
  if (!first || !last || !isArticle(first) || !isArticle(last) || to < from) return null
  const lines = bs.slice(from, bs.length - (as.length - 1 - to)).flatMap(printedLines)
  const operations: Operation[] = [
    ...(old.title === next.title ? [] : [{ op: 'replaceTitle' as const, text: next.title }]),
    { op: 'replaceRange', from: first.label, to: last.label, lines }
  ]
  const made = execute(old, operations)
  return made.failed.size === 0 && sameRows(rowsMade(made), wanted) ? operations : null
}

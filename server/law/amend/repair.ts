/** Compares what a set of operations made with what was wanted, and says what must be said more coarsely. */
import { withoutBlanks as squeeze } from '../characters.ts'
import { type Block, type Body, isArticle, isHeading } from './body.ts'
import type { Executed } from './execute.ts'
import { articlesUnder } from './headings.ts'
import type { Operation } from './operation.ts'

/** What is no longer said in the finest way. */
export interface Coarser {
  /** Old blocks that are replaced as a whole. */
  readonly articles: ReadonlySet<Block>
  /** Old headings whose range is stated: from, to. */
  readonly ranges: readonly (readonly [Block, string, string])[]
  /** Old headings whose number is stated. */
  readonly headingLabels: readonly (readonly [Block, string])[]
  readonly contents: boolean
}

export const finest: Coarser = { articles: new Set(), ranges: [], headingLabels: [], contents: false }

/** @returns null when nothing more can be said than before */
export function diagnose(old: Body, next: Body, operations: readonly Operation[], made: Executed, before: Coarser): Coarser | null {
  const articles = new Set(before.articles)
  for (const block of wrongBlocks(old, next, operations, made)) articles.add(block)
  const headings = wrongHeadings(old, next, made, before)
  const contents = before.contents || contentsDiffer(next, made)
  const again: Coarser = { articles, ...headings, contents }
  const grew =
    articles.size > before.articles.size ||
    headings.ranges.length > before.ranges.length ||
    headings.headingLabels.length > before.headingLabels.length ||
    contents !== before.contents
  return grew ? again : null
}

/** Old blocks whose new lines are not as wanted, and those on which an operation failed. */
function* wrongBlocks(old: Body, next: Body, operations: readonly Operation[], made: Executed): Iterable<Block> {
  const wanted = new Map<string, string>()
  for (const block of next.blocks.filter(isArticle))
    wanted.set(block.label, squeeze([block.label, ...block.lines.map(({ text }) => text)].join('')))
  const got = made.blocks.filter(({ kind }) => kind === 'article').map(({ lines }) => squeeze(lines.join('')))
  const wrong = new Set<string>()
  next.blocks.filter(isArticle).forEach((block, index) => {
    if (got[index] !== wanted.get(block.label)) wrong.add(block.label)
  })
  for (const block of old.blocks) {
    if (isHeading(block)) continue
    const failed = [...made.failed.keys()].some(index => names(operations[index], block))
    if (failed || (isArticle(block) && wrong.has(block.label)) || (!isArticle(block) && wrong.size === 0)) yield block
  }
}

function names(operation: Operation | undefined, block: Block): boolean {
  if (!operation) return false
  if ('o' in operation) return operation.o === block.label
  if ('at' in operation) return operation.at.block === block.label
  return 'places' in operation && operation.places.some(place => place.block === block.label)
}

interface SeenHeading {
  readonly label: string
  /** The place of the article that follows it. */
  readonly at: number
}

/** Headings of the new text that stand elsewhere or under another number than wanted. */
function wrongHeadings(old: Body, next: Body, made: Executed, before: Coarser): Pick<Coarser, 'ranges' | 'headingLabels'> {
  const olds = old.blocks.filter(isHeading)
  const wanted = seen(next.blocks.map(block => ({ isHead: isHeading(block), isArticle: isArticle(block), label: block.label })))
  const got = seen(
    made.blocks.map(({ kind, lines }) => ({ isHead: kind === 'heading', isArticle: kind === 'article', label: squeeze(lines[0] ?? '') }))
  )
  const ranges = [...before.ranges]
  const headingLabels = [...before.headingLabels]
  const nexts = next.blocks.filter(isHeading)
  wanted.forEach((want, index) => {
    const have = got[index]
    const block = nexts[index]
    const source = block && olds.find(({ name, unit }) => squeeze(name) === squeeze(block.name) && unit === block.unit)
    if (!have || !block || !source) return
    if (have.at !== want.at && !ranges.some(([one]) => one === source)) {
      const labels = articlesUnder(next, block)
      if (labels[0] !== undefined) ranges.push([source, labels[0], labels.at(-1) ?? labels[0]])
    }
    if (!have.label.startsWith(squeeze(want.label)) && block.unit !== 'division' && !headingLabels.some(([one]) => one === source))
      headingLabels.push([source, want.label])
  })
  return { ranges, headingLabels }
}

function seen(blocks: readonly { readonly isHead: boolean; readonly isArticle: boolean; readonly label: string }[]): SeenHeading[] {
  let at = 0
  const found: SeenHeading[] = []
  for (const { isHead, isArticle: counts, label } of blocks) {
    if (isHead) found.push({ label, at })
    if (counts) at++
  }
  return found
}

function contentsDiffer(next: Body, made: Executed): boolean {
  const wanted = next.blocks.find(({ unit }) => unit === 'tableOfContents')
  if (!wanted) return false
  const lines = squeeze(wanted.lines.map(({ text }) => text).join(''))
  return !made.blocks.some(({ kind, lines: got }) => kind === 'other' && squeeze(got.join('')) === lines)
}

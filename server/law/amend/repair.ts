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

/**
 * @param oldOf the old block that each new one was
 * @returns null when nothing more can be said than before
 */
export function diagnose(
  { old, next, oldOf }: { readonly old: Body; readonly next: Body; readonly oldOf: ReadonlyMap<Block, Block> },
  operations: readonly Operation[],
  made: Executed,
  before: Coarser
): Coarser | null {
  const articles = new Set(before.articles)
  for (const block of wrongBlocks(old, next, oldOf, operations, made)) articles.add(block)
  const headings = wrongHeadings(next, oldOf, made, before)
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
function* wrongBlocks(
  old: Body,
  next: Body,
  oldOf: ReadonlyMap<Block, Block>,
  operations: readonly Operation[],
  made: Executed
): Iterable<Block> {
  const got = made.blocks.filter(({ kind }) => kind === 'article').map(({ lines }) => squeeze(lines.join('')))
  let allRight = true
  for (const [index, block] of next.blocks.filter(isArticle).entries()) {
    if (got[index] === squeeze([block.label, ...block.lines.map(({ text }) => text)].join(''))) continue
    allRight = false
    const source = oldOf.get(block)
    if (source) yield source
  }
  for (const block of old.blocks) {
    if (isHeading(block)) continue
    const failed = [...made.failed.keys()].some(index => names(operations[index], block))
    if (failed || (allRight && !isArticle(block))) yield block
  }
}

function names(operation: Operation | undefined, block: Block): boolean {
  if (!operation) return false
  if ('o' in operation) return operation.o === block.label
  if ('at' in operation) return operation.at.block === block.label
  return 'places' in operation && operation.places.some(place => place.block === block.label)
}

/** Headings of the new text that stand elsewhere or under another number than wanted. */
function wrongHeadings(
  next: Body,
  oldOf: ReadonlyMap<Block, Block>,
  made: Executed,
  before: Coarser
): Pick<Coarser, 'ranges' | 'headingLabels'> {
  const ranges = [...before.ranges]
  const headingLabels = [...before.headingLabels]
  const places = headingPlaces(made)
  let articles = 0
  for (const block of next.blocks) {
    if (isArticle(block)) articles++
    const source = isHeading(block) ? oldOf.get(block) : undefined
    const have = source && places.get(source)
    if (!isHeading(block) || !source || !have) continue
    const labels = articlesUnder(next, block)
    if (have.at !== articles && labels[0] !== undefined && !ranges.some(([one]) => one === source))
      ranges.push([source, labels[0], labels.at(-1) ?? labels[0]])
    if (block.unit !== 'division' && !have.line.startsWith(squeeze(block.label)) && !headingLabels.some(([one]) => one === source))
      headingLabels.push([source, block.label])
  }
  return { ranges, headingLabels }
}

/** Where each old heading came to stand: how many articles stand before it, and how it reads. */
function headingPlaces(made: Executed): Map<Block, { readonly at: number; readonly line: string }> {
  const places = new Map<Block, { at: number; line: string }>()
  let at = 0
  for (const { kind, source, lines } of made.blocks) {
    if (kind === 'article') at++
    if (kind === 'heading' && source) places.set(source, { at, line: squeeze(lines[0] ?? '') })
  }
  return places
}

function contentsDiffer(next: Body, made: Executed): boolean {
  const wanted = next.blocks.find(({ unit }) => unit === 'tableOfContents')
  if (!wanted) return false
  const lines = squeeze(wanted.lines.map(({ text }) => text).join(''))
  return !made.blocks.some(({ kind, lines: got }) => kind === 'other' && squeeze(got.join('')) === lines)
}

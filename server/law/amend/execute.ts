/**
 * Executes the operations of a decision on a text: each is laid down on the **unchanged** old text first, then articles are put in order
 * and numbered, headings find their place, and references that the decision did not write follow their targets.
 */
import { type Block, type Body, type HeadingUnit, isArticle, isHeading, printedLines } from './body.ts'
import type { EditedBlock } from './edited-block.ts'
import { referencesThatFollow } from './follow.ts'
import { HeadingPlan } from './heading-plan.ts'
import { isConsecutive } from './labels.ts'
import type { Operation } from './operation.ts'
import { layDown, type Plan } from './plan.ts'
import { inOrder, type Placed } from './sequence.ts'

/** A block of the new text, its lines as printed. */
export interface MadeBlock {
  readonly kind: 'heading' | 'article' | 'other'
  readonly unit: HeadingUnit | null
  readonly lines: readonly string[]
  /** The old heading or article that it was. */
  readonly source: Block | null
}

export interface Executed {
  readonly title: string
  readonly blocks: readonly MadeBlock[]
  /** Operations that do not fit, by their index, each with its reason in Chinese. The others are done. */
  readonly failed: ReadonlyMap<number, string>
}

export function execute(body: Body, operations: readonly Operation[]): Executed {
  const plan = layDown(body, operations)
  const title = plan.title ?? body.title
  if (plan.whole) return { title, blocks: [{ kind: 'other', unit: null, lines: plan.whole, source: null }], failed: plan.failed }
  const sequence = inOrder(plan, numbersAnew(body, plan), plan.failed)
  const headings = new HeadingPlan(body, plan, sequence)
  const renamed = new Map([...newLabels(sequence), ...headings.renamed()])
  const follow = referencesThatFollow(body, renamed)
  const blocks: MadeBlock[] = []
  const others = new OtherBlocks(plan)
  const print = (edited: EditedBlock) => {
    const lines = edited.lines(follow)
    if (lines.length > 0) blocks.push({ kind: 'other', unit: null, lines, source: edited.block })
  }
  const contents = plan.rebuildsContents ? headings.contents() : null
  for (const edited of others.front()) {
    if (edited.block.unit === 'tableOfContents' && contents && edited.whole === null)
      blocks.push({ kind: 'other', unit: null, lines: contents, source: edited.block })
    else print(edited)
  }
  for (const [index, placed] of sequence.entries()) {
    for (const heading of headings.before(index)) {
      blocks.push({ kind: 'heading', unit: heading.unit, lines: heading.lines, source: heading.old })
      if (heading.oldIndex !== null) for (const edited of others.behind(heading.oldIndex)) print(edited)
    }
    const lines = placed.lines(follow)
    if (lines.length > 0 || placed.label !== null)
      blocks.push({
        kind: 'article',
        unit: null,
        lines: placed.label === null ? lines : printedLines(articleOf(placed.label, lines)),
        source: null
      })
    for (const old of placed.stoodAt) for (const edited of others.behind(old)) print(edited)
  }
  for (const heading of headings.before(sequence.length)) {
    blocks.push({ kind: 'heading', unit: heading.unit, lines: heading.lines, source: heading.old })
    if (heading.oldIndex !== null) for (const edited of others.behind(heading.oldIndex)) print(edited)
  }
  for (const edited of others.rest()) print(edited)
  return { title, blocks, failed: plan.failed }
}

const articleOf = (label: string, lines: readonly string[]) => ({
  unit: 'article' as const,
  label,
  lines: lines.map(text => ({ text, start: -1 }))
})

/** 条文顺序作相应调整; or a new article claims a number that another keeps, in a text that was numbered without gaps. */
function numbersAnew(body: Body, plan: Plan): boolean {
  if (plan.renumbersRest) return true
  const kept = body.blocks.filter(isArticle).filter(block => !plan.edited.get(block)?.isDeleted)
  const labels = new Set(kept.map(({ label }) => label))
  const claims = plan.inserted.some(({ label }) => label !== null && labels.has(label))
  return claims && isConsecutive(body.blocks.filter(isArticle).map(({ label }) => label))
}

/** Old article label → new, where they differ. */
function newLabels(sequence: readonly Placed[]): [string, string][] {
  return sequence.flatMap(({ oldLabel, label }): [string, string][] =>
    oldLabel !== null && label !== null && oldLabel !== label ? [[oldLabel, label]] : []
  )
}

/** Blocks that are neither article nor heading: before the body, behind one of its blocks, or after everything. */
class OtherBlocks {
  readonly #plan: Plan
  readonly #behind = new Map<number, EditedBlock[]>()
  readonly #front: EditedBlock[] = []
  readonly #end: EditedBlock[] = []

  constructor(plan: Plan) {
    this.#plan = plan
    let last: number | null = null
    plan.body.blocks.forEach((block, index) => {
      const edited = plan.edited.get(block)
      if (isArticle(block) || isHeading(block)) {
        if (isHeading(block) ? !plan.deletedHeadings.has(block) : edited && !edited.isDeleted && !plan.inRange(index)) last = index
      } else if (edited && !edited.isDeleted && !plan.inRange(index)) {
        if (block.unit === 'annex') this.#end.push(edited)
        else if (last === null) this.#front.push(edited)
        else this.#behind.set(last, [...(this.#behind.get(last) ?? []), edited])
      }
    })
  }

  front(): EditedBlock[] {
    const { newFront } = this.#plan
    const rank = (edited: EditedBlock) => FRONT.indexOf(edited.block.unit)
    const made = [...this.#front]
    for (const added of newFront) {
      const at = made.findIndex(edited => rank(edited) > rank(added))
      made.splice(at < 0 ? made.length : at, 0, added)
    }
    return made
  }

  /** What stood behind an old block; each is printed once. */
  behind(index: number): EditedBlock[] {
    const found = this.#behind.get(index) ?? []
    this.#behind.delete(index)
    return found
  }

  rest(): EditedBlock[] {
    return [...[...this.#behind.values()].flat(), ...this.#end, ...this.#plan.newEnd]
  }
}

/** The order in which new blocks stand before the body. */
const FRONT = ['titleNote', 'tableOfContents', 'preamble', 'prose']

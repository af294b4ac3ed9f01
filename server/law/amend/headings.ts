/** The headings of a text (编章节) as decisions name them: by their path, and by the article that comes first under them. */
import { type Block, type Body, type HeadingUnit, isArticle, isHeading } from './body.ts'
import { isConsecutive, printLabel, readLabel } from './labels.ts'
import type { HeadingPath } from './operation.ts'

export interface Heading {
  readonly block: Block & { readonly unit: HeadingUnit }
  /** The labels of the headings it stands under, and its own: enough to tell it from every other. */
  readonly path: HeadingPath
  readonly index: number
}

/** Every heading with its shortest path that no other heading has. A division (附则 without a number) has its name for a label. */
export function headingsOf(body: Body): Heading[] {
  const stack: (Block & { readonly unit: HeadingUnit })[] = []
  const full = body.blocks.flatMap((block, index) => {
    if (!isHeading(block)) return []
    while (stack.length > 0 && DEPTH[stack.at(-1)?.unit ?? 'section'] >= DEPTH[block.unit]) stack.pop()
    const path = [...stack.map(({ label }) => label), block.label]
    stack.push(block)
    return [{ block, path, index }]
  })
  const count = new Map<string, number>()
  for (const { path } of full) for (let length = 1; length <= path.length; length++) bump(count, path.slice(-length).join(''))
  return full.map(heading => ({ ...heading, path: shortest(heading.path, count) }))
}

export const DEPTH: Readonly<Record<HeadingUnit, number>> = { part: 0, subpart: 1, division: 1, chapter: 2, section: 3 }

const bump = (count: Map<string, number>, key: string) => count.set(key, (count.get(key) ?? 0) + 1)

function shortest(path: HeadingPath, count: ReadonlyMap<string, number>): HeadingPath {
  // A section is always named with its chapter (第二章第一节), as people do.
  const least = path.at(-1)?.endsWith('节') && path.length > 1 ? 2 : 1
  for (let length = least; length <= path.length; length++) if (count.get(path.slice(-length).join('')) === 1) return path.slice(-length)
  return path
}

/** Whether chapters begin again under every part (as in some codes) instead of running through the text. */
export function chaptersRestart(body: Body): boolean {
  const chapters = body.blocks.filter(block => block.unit === 'chapter').map(({ label }) => label)
  return !isConsecutive(chapters) && chapters.some((label, index) => index > 0 && readLabel(label)?.number === 1)
}

const UNIT: Readonly<Record<HeadingUnit, string>> = { part: '编', subpart: '分编', chapter: '章', section: '节', division: '' }

/** Numbers headings in order: parts and chapters through the text, sections in their chapter, chapters in their part where they restart. */
export class HeadingCounter {
  readonly #count = { part: 0, subpart: 0, chapter: 0, section: 0 }
  readonly #restarts: boolean

  constructor(restarts: boolean) {
    this.#restarts = restarts
  }

  next(unit: HeadingUnit): string | null {
    if (unit === 'division') return null
    this.#count[unit]++
    if (unit === 'part') this.#count.subpart = 0
    if (unit === 'part' && this.#restarts) this.#count.chapter = 0
    if (unit === 'subpart' && this.#restarts) this.#count.chapter = 0
    if (unit !== 'section') this.#count.section = 0
    return printLabel(this.#count[unit], UNIT[unit])
  }
}

/** Labels of the articles that stand under a heading, those of its inner headings included. */
export function articlesUnder(body: Body, heading: Block & { readonly unit: HeadingUnit }): string[] {
  const labels: string[] = []
  for (let at = body.blocks.indexOf(heading) + 1; at < body.blocks.length; at++) {
    const block = body.blocks[at]
    if (!block || (isHeading(block) && DEPTH[block.unit] <= DEPTH[heading.unit])) break
    if (isArticle(block)) labels.push(block.label)
  }
  return labels
}

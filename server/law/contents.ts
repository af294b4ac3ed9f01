/** Second pass, part two: the table of contents (目录), with its word or only as headings printed twice, which are not counted. */
import type { Line } from './line-kinds.ts'
import type { HeadingKind } from './tree.ts'

export const RANK: Readonly<Record<HeadingKind, number>> = { part: 1, subpart: 2, chapter: 3, section: 4 }

/** Lines [from, to) are the contents list; equal when there is none. `announced`: the word 目录 stands there. */
export interface ContentsRange {
  readonly from: number
  readonly to: number
  readonly announced: boolean
}

/**
 * The headings before the first article are the contents list and then the body's first headings, which are the last run of ever
 * deeper ones (第一编, 第一章, 第一节). They are the body's when the list has named the first of them, or when there is no list.
 * @param firstArticle index of the first article's line, or the number of lines
 */
export function findContents(lines: readonly Line[], from: number, firstArticle: number): ContentsRange {
  const word = lines.slice(from, firstArticle).findIndex(line => line.kind === 'contents') + from
  const announced = word >= from
  const headings = headingsBetween(lines, announced ? word : from, firstArticle)
  const first = announced ? word : (headings[0] ?? from)
  const tail = deepeningTail(lines, headings)
  const body = headings[tail]
  const none = { from: first, to: first, announced: false }
  if (!announced && (tail === 0 || firstArticle === lines.length)) return none
  if (tail === 0) return { from: word, to: body ?? endOfList(lines, word, firstArticle), announced }
  const listed = new Set(headings.slice(0, tail).map(at => keyOf(lines[at])))
  if (body !== undefined && listed.has(keyOf(lines[body]))) return { from: first, to: body, announced }
  // The body lost its first heading: all of these are the list, if later headings repeat it.
  const repeated = headingsBetween(lines, firstArticle, lines.length).some(at => listed.has(keyOf(lines[at])))
  return announced || repeated ? { from: first, to: (headings.at(-1) ?? first) + 1, announced } : none
}

function headingsBetween(lines: readonly Line[], from: number, to: number): number[] {
  const found: number[] = []
  for (let at = from; at < to; at++) if (lines[at]?.kind === 'heading') found.push(at)
  return found
}

/** Where in `headings` the last run of ever deeper headings begins. */
function deepeningTail(lines: readonly Line[], headings: readonly number[]): number {
  let tail = headings.length
  let rank = Number.POSITIVE_INFINITY
  while (tail > 0) {
    const unit = lines[headings[tail - 1] ?? -1]?.unit
    if (!unit || RANK[unit] >= rank) break
    rank = RANK[unit]
    tail--
  }
  return tail
}

const keyOf = (line: Line | undefined) => `${line?.unit}${line?.value}`

/** A list under 目录 whose lines are no headings: up to the first article, or the word alone. */
const endOfList = (lines: readonly Line[], word: number, firstArticle: number) => (firstArticle < lines.length ? firstArticle : word + 1)

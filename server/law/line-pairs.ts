/** The difference between the lines (款, 项) of two passages: lines are paired first, then compared by words. */
import type { Hunk } from '../../schema/redline.ts'
import { align } from './align.ts'
import { heaviestChain } from './chain.ts'
import { type Alignable, stayWeight } from './matching.ts'
import { wordingOf } from './passages.ts'
import type { Likenesses } from './similarity.ts'
import { tidy } from './tidy.ts'
import { diffLine, type LineDifference, type Run, replaced } from './words.ts'

export interface Difference {
  readonly hunks: readonly Hunk[]
  readonly coarse: boolean
}

/** When two lines have less than this share of their words in common, the reader sees the one struck and the other new. */
const LEAST_KEPT = 0.3

/** @returns hunks that spell both sides; lines are separated by one line feed */
export function diffText(old: string, next: string, likenesses: Likenesses): Difference {
  if (old === next) return { hunks: old === '' ? [] : [{ op: 'equal', text: old }], coarse: false }
  return diffLines(old === '' ? [] : old.split('\n'), next === '' ? [] : next.split('\n'), likenesses)
}

function diffLines(old: readonly string[], next: readonly string[], likenesses: Likenesses): Difference {
  const spelling = new Spelling()
  let head = 0
  while (head < old.length && head < next.length && old[head] === next[head]) spelling.both(equalRuns(old[head++]))
  let tail = 0
  while (tail < Math.min(old.length, next.length) - head && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++
  const coarse = diffBetween(spelling, old.slice(head, old.length - tail), next.slice(head, next.length - tail), likenesses)
  for (const line of old.slice(old.length - tail)) spelling.both(equalRuns(line))
  return { hunks: tidy(spelling.runs), coarse }
}

const equalRuns = (line = ''): Run[] => [{ op: 'equal', text: line }]

/** @returns whether a bound was reached */
function diffBetween(spelling: Spelling, old: readonly string[], next: readonly string[], likenesses: Likenesses): boolean {
  let coarse = false
  let [atOld, atNew] = [0, 0]
  for (const { a, b } of [...pairLines(old, next, likenesses), { a: old.length, b: next.length }]) {
    while (atOld < a) spelling.old(old[atOld++] ?? '')
    while (atNew < b) spelling.next(next[atNew++] ?? '')
    if (a === old.length) break
    const difference = diffPair(old[atOld++] ?? '', next[atNew++] ?? '')
    spelling.both(difference.runs)
    coarse ||= difference.coarse
  }
  return coarse
}

function diffPair(old: string, next: string): LineDifference {
  const difference = diffLine(old, next)
  const kept = difference.runs.reduce((sum, { op, text }) => sum + (op === 'equal' ? text.length : 0), 0)
  return kept < LEAST_KEPT * Math.min(old.length, next.length) ? { ...difference, runs: replaced(old, next) } : difference
}

function pairLines(old: readonly string[], next: readonly string[], likenesses: Likenesses): readonly { a: number; b: number }[] {
  if (old.length === 0 || next.length === 0) return []
  if (old.length === 1 && next.length === 1) return [{ a: 0, b: 0 }]
  const news = next.map(alignableLine)
  const pairs = align(old.map(alignableLine), news, likenesses)
  return heaviestChain(pairs.map(({ a, b }) => ({ a, b, weight: stayWeight(news[b]?.text) })))
}

const alignableLine = (text: string): Alignable => ({
  unit: 'line',
  wording: wordingOf(text),
  label: '',
  text,
  isHeading: false
})

/** Writes lines one after another on one or both sides, with the line feeds between them. */
class Spelling {
  readonly runs: Run[] = []
  #hasOld = false
  #hasNew = false

  both(runs: readonly Run[]): void {
    if (this.#hasOld && this.#hasNew) this.runs.push({ op: 'equal', text: '\n' })
    else if (this.#hasOld) this.runs.push({ op: 'delete', text: '\n' })
    else if (this.#hasNew) this.runs.push({ op: 'insert', text: '\n' })
    this.runs.push(...runs)
    this.#hasOld = true
    this.#hasNew = true
  }

  old(line: string): void {
    this.runs.push({ op: 'delete', text: this.#hasOld ? `\n${line}` : line })
    this.#hasOld = true
  }

  next(line: string): void {
    this.runs.push({ op: 'insert', text: this.#hasNew ? `\n${line}` : line })
    this.#hasNew = true
  }
}

/**
 * The difference between two lines by words: whole Chinese words and punctuation, numbers with what they count (第十四条).
 * Bounded: what is too long or too different is compared by clauses, and in the end replaced as a whole.
 */
import { diffArrays } from 'diff'
import type { HunkOp } from '../../schema/redline.ts'
import { wordingOf } from './passages.ts'

/** A run of words; plain text, so that every later pass may join and cut it. */
export interface Run {
  readonly op: HunkOp
  readonly text: string
}

export interface LineDifference {
  readonly runs: readonly Run[]
  /** The bound was reached: some part is shown replaced as a whole. */
  readonly coarse: boolean
}

/**
 * Work in a line grows with its words times the words changed. 600 changed words in a line of 2,000 took 4 ms; a legal line has 60 words, and
 * who changed more than 600 of them wrote a new one.
 */
const MAX_EDITED_WORDS = 600
/** Longer stretches are first compared by clauses: `Intl.Segmenter` is made for sentences. */
const MAX_SEGMENTED = 4_000
const MAX_EDITED_CLAUSES = 200

/** Brackets are no cut: （二） is one word. */
const PUNCTUATION: ReadonlySet<number> = new Set([...'，。；：、！？,;:!?《》〈〉“”‘’「」【】\n'].map(mark => mark.charCodeAt(0)))
const CLAUSES = /[^，。；：、！？,;:!?\n]*[，。；：、！？,;:!?\n]?/g
const NUMERAL = /^[〇零一二三四五六七八九十百千万]+[编章节条款项目]?$/
const UNIT = /^[编章节条款项目]$/
const CLOSING = /^[）)]$/
const NUMBERED = /^[（(][〇零一二三四五六七八九十]+$/

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** @returns runs whose `equal` and `delete` texts joined are `old` and whose `equal` and `insert` texts joined are `next`. */
export function diffLine(old: string, next: string): LineDifference {
  if (old === next) return { runs: old === '' ? [] : [{ op: 'equal', text: old }], coarse: false }
  const head = commonHead(old, next)
  const tail = commonTail(old, next, head)
  const middle = diffMiddle(old.slice(head, old.length - tail), next.slice(head, next.length - tail))
  const runs = [run('equal', old.slice(0, head)), ...middle.runs, run('equal', old.slice(old.length - tail))]
  return { runs: runs.filter(({ text }) => text !== ''), coarse: middle.coarse }
}

const run = (op: HunkOp, text: string): Run => ({ op, text })

/** The same words with other blanks: only the blanks are struck and new, not the words around them. */
function diffBlanks(old: string, next: string): Run[] {
  const runs: Run[] = []
  let [a, b] = [0, 0]
  while (a < old.length || b < next.length) {
    const start = a
    while (a < old.length && old.charAt(a) === next.charAt(b)) {
      a++
      b++
    }
    runs.push(run('equal', old.slice(start, a)))
    const [struck, fresh] = [blanksAt(old, a), blanksAt(next, b)]
    runs.push(...replaced(struck, fresh))
    a += struck.length
    b += fresh.length
  }
  return runs.filter(({ text }) => text !== '')
}

function blanksAt(text: string, at: number): string {
  let end = at
  while (end < text.length && wordingOf(text.charAt(end)) === '') end++
  return text.slice(at, end)
}

/** What both begin with, back to the last punctuation mark: words are only sure between marks. */
function commonHead(old: string, next: string): number {
  const most = Math.min(old.length, next.length)
  let at = 0
  while (at < most && old.charCodeAt(at) === next.charCodeAt(at)) at++
  while (at > 0 && !(isCut(old, at) && isCut(next, at))) at--
  return at
}

/** What both end with, from the first punctuation mark on; never into the common head. */
function commonTail(old: string, next: string, head: number): number {
  const most = Math.min(old.length, next.length) - head
  let length = 0
  while (length < most && old.charCodeAt(old.length - 1 - length) === next.charCodeAt(next.length - 1 - length)) length++
  while (length > 0 && !(isCut(old, old.length - length) && isCut(next, next.length - length))) length--
  return length
}

/** A word ends before `at` for sure: a mark stands there on either side. */
function isCut(text: string, at: number): boolean {
  return at === 0 || at === text.length || PUNCTUATION.has(text.charCodeAt(at - 1)) || PUNCTUATION.has(text.charCodeAt(at))
}

function diffMiddle(old: string, next: string): LineDifference {
  if (old === '' || next === '') return { runs: replaced(old, next), coarse: false }
  if (wordingOf(old) === wordingOf(next)) return { runs: diffBlanks(old, next), coarse: false }
  if (old.length > MAX_SEGMENTED || next.length > MAX_SEGMENTED) return diffClauses(old, next)
  const oldWords = wordsOf(old)
  const newWords = wordsOf(next)
  const parts = diffArrays(oldWords, newWords, { maxEditLength: MAX_EDITED_WORDS })
  if (!parts) return { runs: replaced(old, next), coarse: true }
  const runs = parts.map(part => run(opOf(part), part.value.join('')))
  return { runs: runs.flatMap((struck, at) => withoutBlanks(struck, runs[at + 1], runs[at - 1])), coarse: false }
}

/** A replacement that only changes blanks is taken apart. */
function withoutBlanks(here: Run, following: Run | undefined, before: Run | undefined): Run[] {
  if (following && isSameWording(here, following)) return diffBlanks(here.text, following.text)
  return before && isSameWording(before, here) ? [] : [here]
}

const isSameWording = (struck: Run, fresh: Run): boolean =>
  struck.op === 'delete' && fresh.op === 'insert' && wordingOf(struck.text) === wordingOf(fresh.text)

/** By clauses first; a replaced stretch that is short enough is then compared by words. */
function diffClauses(old: string, next: string): LineDifference {
  const parts = diffArrays(old.match(CLAUSES) ?? [], next.match(CLAUSES) ?? [], { maxEditLength: MAX_EDITED_CLAUSES })
  if (!parts) return { runs: replaced(old, next), coarse: true }
  const runs: Run[] = []
  let coarse = false
  for (let at = 0; at < parts.length; at++) {
    const [part, following] = [parts[at], parts[at + 1]]
    if (!part) continue
    const text = part.value.join('')
    const other = following?.value.join('') ?? ''
    if (part.removed && following?.added && text.length <= MAX_SEGMENTED && other.length <= MAX_SEGMENTED) {
      const inside = diffLine(text, other)
      runs.push(...inside.runs)
      coarse ||= inside.coarse
      at++
    } else {
      runs.push(run(opOf(part), text))
    }
  }
  return { runs, coarse }
}

export const replaced = (old: string, next: string): Run[] => [run('delete', old), run('insert', next)].filter(({ text }) => text !== '')

const opOf = (part: { readonly added: boolean; readonly removed: boolean }): HunkOp =>
  part.added ? 'insert' : part.removed ? 'delete' : 'equal'

/** The words of a stretch. 第十四条 and （二） are one word each, which the dictionary takes for two and three. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  let last = ''
  for (const { segment } of segmenter.segment(text)) {
    if (isGlued(last, segment)) words[words.length - 1] = last += segment
    else {
      words.push(segment)
      last = segment
    }
  }
  return words
}

function isGlued(last: string, segment: string): boolean {
  const first = last.charAt(0)
  if (first === '第') return (last === '第' && NUMERAL.test(segment)) || (UNIT.test(segment) && last.length > 1)
  return (first === '（' || first === '(') && (last.length === 1 ? NUMERAL.test(segment) : CLOSING.test(segment) && NUMBERED.test(last))
}

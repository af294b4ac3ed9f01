/** Turns the difference between two readings of a line into phrases that a person can find: whole words, each standing once at its place. */
import { tidy } from '../tidy.ts'
import { diffLine } from '../words.ts'
import type { EditedBlock } from './edited-block.ts'
import type { Operation, Place } from './operation.ts'

/** Beyond these a reader is better served with the whole new wording. */
const MOST_PHRASES = 3
const MOST_CHANGED = 0.3
/** A phrase to be found has at least so many characters. */
const LEAST_PHRASE = 2
/** How far a phrase is extended to be found once; longer ones are no phrases any more. */
const LONGEST_PHRASE = 40

const QUOTE = /[“”‘’"]/

interface Stretch {
  start: number
  end: number
  text: string
}

/**
 * @param index the line in the old block; `expected` is that line with its numbers adjusted, and differs from it only where references followed
 * @returns null when phrases cannot say it
 */
export function phraseOperations(edited: EditedBlock, index: number, expected: string, next: string, at: Place): Operation[] | null {
  const printed = edited.block.lines[index]?.text ?? ''
  // Where a reference followed its target, places in the expected line are not places in the printed one.
  const follows = printed !== expected
  const changes = stretches(follows ? printed : expected, next)
  const changed = changes.reduce((sum, { start, end, text }) => sum + Math.max(end - start, text.length), 0)
  if (changes.length === 0 || changes.length > MOST_PHRASES || changed > MOST_CHANGED * Math.max(printed.length, next.length)) return null
  const operations: Operation[] = []
  let done = 0
  for (const change of changes) {
    const operation = phrase(edited, at, index, printed, change, done)
    if (!operation) return null
    operations.push(operation.operation)
    done = operation.end
  }
  return operations
}

function stretches(old: string, next: string): Stretch[] {
  const found: Stretch[] = []
  let at = 0
  let open: Stretch | null = null
  for (const { op, text } of tidy(diffLine(old, next).runs)) {
    if (op === 'equal') {
      at += text.length
      open = null
      continue
    }
    if (!open) {
      open = { start: at, end: at, text: '' }
      found.push(open)
    }
    if (op === 'delete') {
      at += text.length
      open.end = at
    } else open.text += text
  }
  return found
}

/** One change as an operation whose phrase stands once at the place: extended to the left and right until it does. */
function phrase(
  edited: EditedBlock,
  at: Place,
  index: number,
  line: string,
  change: Stretch,
  done: number
): { operation: Operation; end: number } | null {
  if (change.start === change.end && !joins(change.text)) return insertion(edited, at, index, line, change, done)
  const grown = grow(edited, at, index, line, change, done)
  if (!grown || QUOTE.test(grown.from) || QUOTE.test(grown.to)) return null
  return { operation: { op: 'replacePhrase', places: [at], from: grown.from, to: grown.to }, end: grown.end }
}

/** 、区 inserted between 市 and 人民政府 reads as a change of the words around it: “市人民政府”修改为“市、区人民政府”. */
const joins = (text: string) => /^[、和或及与]|[、和或及与者]$/.test(text)

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** The places in a line between words and marks, from 0 to its end. */
function cuts(line: string): number[] {
  const found = [0]
  for (const { index, segment } of segmenter.segment(line)) found.push(index + segment.length)
  return found
}

function insertion(
  edited: EditedBlock,
  at: Place,
  index: number,
  line: string,
  { start, text }: Stretch,
  done: number
): { operation: Operation; end: number } | null {
  if (QUOTE.test(text)) return null
  for (let from = start - LEAST_PHRASE; from >= Math.max(done, start - LONGEST_PHRASE); from--) {
    const anchor = line.slice(from, start)
    if (QUOTE.test(anchor)) break
    if (isHere(edited, at, index, from, anchor)) return { operation: { op: 'insertPhrase', at, anchor, text }, end: start }
  }
  for (let to = start + LEAST_PHRASE; to <= Math.min(line.length, start + LONGEST_PHRASE); to++) {
    const anchor = line.slice(start, to)
    if (QUOTE.test(anchor)) break
    if (isHere(edited, at, index, start, anchor)) return { operation: { op: 'insertPhrase', at, anchor, before: true, text }, end: to }
  }
  return null
}

/** The smallest run of whole words around a change that stands once at the place. */
function grow(
  edited: EditedBlock,
  at: Place,
  index: number,
  line: string,
  { start, end, text }: Stretch,
  done: number
): { from: string; to: string; end: number } | null {
  const all = cuts(line).filter(cut => cut >= done)
  let left = all.findLastIndex(cut => (start === end ? cut < start : cut <= start))
  let right = all.findIndex(cut => (start === end ? cut > end : cut >= end))
  if (left < 0) left = 0
  if (right < 0) right = all.length - 1
  for (;;) {
    const [from, to] = [Math.min(all[left] ?? done, start), Math.max(all[right] ?? line.length, end)]
    const phrase = line.slice(from, to)
    if (phrase.length >= LEAST_PHRASE && isHere(edited, at, index, from, phrase))
      return { from: phrase, to: line.slice(from, start) + text + line.slice(end, to), end: to }
    if (phrase.length > LONGEST_PHRASE) return null
    const canLeft = left > 0 && isWord(line.charAt((all[left] ?? 0) - 1))
    const canRight = right < all.length - 1 && isWord(line.charAt(all[right] ?? 0))
    if (canRight && (!canLeft || to - end <= start - from)) right++
    else if (canLeft) left--
    else if (right < all.length - 1) right++
    else if (left > 0) left--
    else return null
  }
}

const isWord = (character: string) => !/[，。；：、“”‘’（）《》]/.test(character)

/** Whether a phrase stands exactly once at a place, and there. */
function isHere(edited: EditedBlock, at: Place, index: number, start: number, phrase: string): boolean {
  const found = edited.occurrences(at, phrase)
  return found.length === 1 && found[0]?.index === index && found[0].start === start
}

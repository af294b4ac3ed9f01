/** 项 that were typed into one line: `应当提交：（一）申请书；（二）身份证明。` */
import { code, isBlank, skipBlanks } from './characters.ts'
import { readListLabel } from './labels.ts'

/** Where an item stands in a line; `wordsEnd` is where the words before it end. */
export interface ItemPlace {
  readonly wordsEnd: number
  readonly start: number
  readonly labelStart: number
  readonly labelEnd: number
  readonly words: number
  readonly number: number | null
}

/** Finds the brackets of a text from the front to the back; most lines have none, and are not looked at. */
export class BracketFinder {
  readonly #text: string
  #full = 0
  #half = 0

  constructor(text: string) {
    this.#text = text
    this.#full = find(text, '（', 0)
    this.#half = find(text, '(', 0)
  }

  /** The next opening bracket from `at` on, or the end of the text. Offsets may only grow from call to call. */
  next(at: number): number {
    if (this.#full < at) this.#full = find(this.#text, '（', at)
    if (this.#half < at) this.#half = find(this.#text, '(', at)
    return Math.min(this.#full, this.#half)
  }
}

function find(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at
}

/**
 * The next item inside a line.
 * @param expected its number; the first one stands after ： and later ones after ；。：
 * @returns null when the rest of the line has none: 前款第（一）项 is a reference
 */
export function inlineItem(text: string, brackets: BracketFinder, from: number, to: number, expected: number): ItemPlace | null {
  for (let at = brackets.next(from + 1); at < to; at = brackets.next(at + 1)) {
    let wordsEnd = at
    while (wordsEnd > from && isBlank(text.charCodeAt(wordsEnd - 1))) wordsEnd--
    const before = text.charCodeAt(wordsEnd - 1)
    const ends = before === code.colon || before === code.colonHalf || (expected > 1 && (before === code.semicolon || before === code.stop))
    if (!ends || wordsEnd === from) continue
    const label = readListLabel(text, at, to)
    if (label?.unit !== 'item' || label.number !== expected) continue
    return { wordsEnd, start: at, labelStart: at, labelEnd: label.end, words: skipBlanks(text, label.end, to), number: expected }
  }
  return null
}

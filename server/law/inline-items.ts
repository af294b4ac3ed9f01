/** 项 that were typed into one line: `应当提交：（一）申请书；（二）身份证明。` */
import { code, isBlank, skipBlanks } from './characters.ts'
import { isOpenBracket, readListLabel } from './labels.ts'

/** Where an item stands in a line; `wordsEnd` is where the words before it end. */
export interface ItemPlace {
  readonly wordsEnd: number
  readonly start: number
  readonly labelStart: number
  readonly labelEnd: number
  readonly words: number
  readonly number: number | null
}

/**
 * The next item inside a line.
 * @param expected its number; the first one stands after ： and later ones after ；。：
 * @returns null when the rest of the line has none: 前款第（一）项 is a reference
 */
export function inlineItem(text: string, from: number, to: number, expected: number): ItemPlace | null {
  for (let at = from + 1; at < to; at++) {
    if (!isOpenBracket(text.charCodeAt(at))) continue
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

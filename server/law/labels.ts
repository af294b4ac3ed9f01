/** Reads the printed numbers of units where they stand: 第十条之一, 第一分编, （一）, 1. — by scanning forwards a bounded number of characters. */
import { code, isBlank, skipBlanks } from './characters.ts'
import { isNumeralCode, parseNumeral } from './numerals.ts'

/** A number of up to eight figures, with the blanks that get typed into it: longer is no number, and no scan goes on for ever. */
const LONGEST = 24

export type OrdinalUnit = 'part' | 'subpart' | 'chapter' | 'section' | 'article' | 'paragraph' | 'item' | 'subitem'

/** What stands at a 第: its unit, its number, and where it ends. */
export interface Ordinal {
  readonly unit: OrdinalUnit
  readonly number: number | null
  /** 之一 of 第十条之一; 0 without. */
  readonly branch: number
  readonly start: number
  readonly end: number
}

/**
 * Reads 第N编, 第N分编, 第N章, 第N节, 第N条(之N), 第N款, 第N项 (also 第（N）项), 第N目.
 * @param at the offset of 第 @returns null when no unit of a law stands here: 第一次
 */
export function readOrdinal(text: string, at: number, end: number): Ordinal | null {
  const bound = Math.min(end, at + LONGEST)
  let from = skipBlanks(text, at + 1, bound)
  const bracketed = isOpenBracket(text.charCodeAt(from))
  if (bracketed) from++
  let to = numeralEnd(text, from, bound)
  if (to === from) return null
  const number = numberBetween(text, from, to)
  to = skipBlanks(text, to, bound)
  if (bracketed) {
    if (!isCloseBracket(text.charCodeAt(to))) return null
    to = skipBlanks(text, to + 1, bound)
  }
  const unit = to < bound ? unitAt(text, to) : null
  if (unit === null || (bracketed && unit !== 'item' && unit !== 'subitem')) return null
  to += unit === 'subpart' ? 2 : 1
  const ordinal = { unit, number, branch: 0, start: at, end: to }
  return unit === 'article' ? withBranch(text, ordinal, end) : ordinal
}

function unitAt(text: string, at: number): OrdinalUnit | null {
  switch (text.charCodeAt(at)) {
    case code.article:
      return 'article'
    case code.paragraph:
      return 'paragraph'
    case code.item:
      return 'item'
    case code.subitem:
      return 'subitem'
    case code.chapter:
      return 'chapter'
    case code.section:
      return 'section'
    case code.part:
      return 'part'
    case code.division:
      return text.charCodeAt(at + 1) === code.part ? 'subpart' : null
    default:
      return null
  }
}

/** 第十条之一, but not 第十条之规定. */
function withBranch(text: string, plain: Ordinal, end: number): Ordinal {
  const at = plain.end
  if (at >= end || text.charCodeAt(at) !== code.of) return plain
  const to = numeralEnd(text, at + 1, Math.min(end, at + LONGEST))
  const branch = to > at + 1 ? parseNumeral(text.slice(at + 1, to)) : null
  return branch ? { ...plain, branch, end: to } : plain
}

/** Where the figures that begin at `at` end; blanks between them count, blanks after them do not. */
function numeralEnd(text: string, at: number, bound: number): number {
  let end = at
  for (let next = at; next < bound; next++) {
    const unit = text.charCodeAt(next)
    if (isNumeralCode(unit)) end = next + 1
    else if (!isBlank(unit)) break
  }
  return end
}

function numberBetween(text: string, from: number, to: number): number | null {
  const figures = text.slice(from, to)
  return parseNumeral(figures) ?? parseNumeral(figures.replace(/\s+|\u200b+/g, ''))
}

export const isOpenBracket = (unit: number): boolean => unit === code.openBracketFull || unit === code.openBracket
export const isCloseBracket = (unit: number): boolean => unit === code.closeBracketFull || unit === code.closeBracket
const isDigit = (unit: number) => (unit >= 0x30 && unit <= 0x39) || (unit >= 0xff10 && unit <= 0xff19)

/** The label of a 项 or 目 at the head of a line. */
export interface ListLabel {
  readonly unit: 'item' | 'subitem' | 'clause'
  readonly number: number | null
  readonly end: number
}

/**
 * Reads （一） (一) ㈠ (项), 1. 1． 1、 1） （1） ① ⒈ ⑴ (目), or 一、 (a clause: a 项 of old texts).
 * @returns null when the line begins with none of these: 1.5米以上, 一、二级
 */
export function readListLabel(text: string, at: number, end: number): ListLabel | null {
  const first = text.charCodeAt(at)
  if (isOpenBracket(first)) return bracketedLabel(text, at, end)
  if (first >= 0x3220 && first <= 0x3229) return { unit: 'item', number: first - 0x321f, end: at + 1 }
  for (const [from, count] of ENCLOSED)
    if (first >= from && first < from + count) return { unit: 'subitem', number: first - from + 1, end: at + 1 }
  if (isDigit(first)) return figureLabel(text, at, end)
  return isNumeralCode(first) ? clauseLabel(text, at, end) : null
}

/** ①–⑳, ⑴–⒇, ⒈–⒛ */
const ENCLOSED = [
  [0x2460, 20],
  [0x2474, 20],
  [0x2488, 20]
] as const

function bracketedLabel(text: string, at: number, end: number): ListLabel | null {
  const bound = Math.min(end, at + LONGEST)
  const from = skipBlanks(text, at + 1, bound)
  const to = numeralEnd(text, from, bound)
  const close = skipBlanks(text, to, bound)
  if (to === from || close >= bound || !isCloseBracket(text.charCodeAt(close))) return null
  return { unit: isDigit(text.charCodeAt(from)) ? 'subitem' : 'item', number: numberBetween(text, from, to), end: close + 1 }
}

function figureLabel(text: string, at: number, end: number): ListLabel | null {
  let to = at
  while (to < end && to - at < 4 && isDigit(text.charCodeAt(to))) to++
  const mark = to < end ? text.charCodeAt(to) : 0
  if (to - at > 3) return null
  if (mark !== code.point && mark !== code.pointFull && mark !== code.comma && !isCloseBracket(mark)) return null
  if (to + 1 < end && isDigit(text.charCodeAt(to + 1))) return null
  return { unit: 'subitem', number: parseNumeral(text.slice(at, to)), end: to + 1 }
}

function clauseLabel(text: string, at: number, end: number): ListLabel | null {
  const to = numeralEnd(text, at, Math.min(end, at + 6))
  if (to >= end || text.charCodeAt(to) !== code.comma) return null
  if (to + 1 < end && isNumeralCode(text.charCodeAt(to + 1))) return null
  return { unit: 'clause', number: numberBetween(text, at, to), end: to + 1 }
}

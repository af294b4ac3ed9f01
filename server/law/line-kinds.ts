/** First pass: cuts a text into lines and says what each could be by its own characters alone. What stands around it is decided later. */
import { code, isBlank, skipBlanks, withoutBlanks } from './characters.ts'
import { readListLabel, readOrdinal } from './labels.ts'
import type { HeadingKind } from './tree.ts'

export type LineKind =
  | 'article'
  | 'heading'
  | 'item'
  | 'subitem'
  | 'clause'
  | 'table'
  | 'annex'
  | 'contents'
  | 'infoEnd'
  | 'comment'
  | 'text'

/** One line that holds more than blanks. Offsets are into the whole text. */
export interface Line {
  kind: LineKind
  /** From 1. */
  readonly number: number
  readonly lineStart: number
  /** First and after last character that is no blank. */
  readonly start: number
  readonly end: number
  /** Where the words begin, after Markdown marks and label. */
  readonly words: number
  /** Where the label stands in the text; both equal `words` when there is none. */
  readonly labelStart: number
  readonly labelEnd: number
  readonly value: number | null
  readonly branch: number
  readonly unit: HeadingKind | null
  /** How many `#` stand before it. */
  readonly marks: number
  /** Whether a blank, the end of the line or a 【 follows the label. */
  readonly spaced: boolean
}

/** No heading is longer; a longer line is a sentence. */
const LONGEST_HEADING = 60

export function splitLines(text: string): Line[] {
  const lines: Line[] = []
  let number = 1
  for (let lineStart = 0; lineStart <= text.length; number++) {
    let next = text.indexOf('\n', lineStart)
    if (next < 0) next = text.length
    const start = skipBlanks(text, lineStart, next)
    if (start < next) {
      let end = next
      while (isBlank(text.charCodeAt(end - 1))) end--
      lines.push(readLine(text, number, lineStart, start, end))
    }
    lineStart = next + 1
  }
  return lines
}

/** What a label says, and where; a line without one has none of it. */
interface Label {
  readonly start: number
  readonly end: number
  readonly words: number
  readonly value: number | null
  readonly branch: number
  readonly unit: HeadingKind | null
  readonly spaced: boolean
}

type Make = (kind: LineKind, label?: Label) => Line

function readLine(text: string, number: number, lineStart: number, start: number, end: number): Line {
  let at = start
  while (at < end && text.charCodeAt(at) === code.hash) at++
  let marks = at - start
  if (marks > 0) at = skipBlanks(text, at, end)
  if (at === end) {
    at = start
    marks = 0
  }
  const none: Label = { start: at, end: at, words: at, value: null, branch: 0, unit: null, spaced: false }
  const make: Make = (kind, label = none) => ({
    kind,
    number,
    lineStart,
    start,
    end,
    words: label.words,
    labelStart: label.start,
    labelEnd: label.end,
    value: label.value,
    branch: label.branch,
    unit: label.unit,
    marks,
    spaced: label.spaced
  })
  return kindOfLine(text, at, end, marks, make)
}

function kindOfLine(text: string, at: number, end: number, marks: number, make: Make): Line {
  const first = text.charCodeAt(at)
  if (first === code.ordinal) return ordinalLine(text, at, end, marks, make)
  if (first === code.asterisk) return emphasisedLine(text, at, end, marks, make)
  if (first === code.attached) return make(isAnnexLine(text, at, end, marks > 0) ? 'annex' : 'text')
  if (first === code.pipe) return make('table')
  if (first === code.less) return make(markupKind(text, at, end))
  if (first === code.subitem && end - at <= 8) return make(isContentsWord(text.slice(at, end)) ? 'contents' : 'text')
  const list = readListLabel(text, at, end)
  if (!list) return make(isRule(text, at, end) ? 'comment' : 'text')
  const words = skipBlanks(text, list.end, end)
  return make(list.unit, { start: at, end: list.end, words, value: list.number, branch: 0, unit: null, spaced: words > list.end })
}

function ordinalLine(text: string, at: number, end: number, marks: number, make: Make): Line {
  const ordinal = readOrdinal(text, at, end)
  if (!ordinal) return make('text')
  const { unit, number: value, branch, end: labelEnd } = ordinal
  let after = labelEnd
  while (after < end && text.charCodeAt(after) === code.asterisk) after++
  const words = skipBlanks(text, after, end)
  const spaced = words > labelEnd || words === end || text[words] === '【'
  const label = { start: at, end: labelEnd, words, value, branch, spaced }
  if (unit === 'article') return make('article', { ...label, unit: null })
  if (unit === 'paragraph' || unit === 'item' || unit === 'subitem') return make('text')
  return marks > 0 || isHeadingName(text, words, end, spaced) ? make('heading', { ...label, unit }) : make('text')
}

/** `**第一条** …`: an emphasised label is a label. */
function emphasisedLine(text: string, at: number, end: number, marks: number, make: Make): Line {
  let label = at
  while (label < end && text.charCodeAt(label) === code.asterisk) label++
  if (isRule(text, at, end)) return make('comment')
  return text.charCodeAt(label) === code.ordinal ? ordinalLine(text, label, end, marks, make) : make('text')
}

/** A heading that lost its `#`: 第五章法律责任. A sentence that begins with a chapter (第二章规定的…，…) is none. */
function isHeadingName(text: string, at: number, end: number, spaced: boolean): boolean {
  if (end - at > LONGEST_HEADING) return false
  const name = text.slice(at, end)
  if (/[，。；：？！,;]/.test(name)) return false
  return spaced || !/^(?:的|规定|和|或|至|第|、|以|所|中)/.test(name)
}

/** 附件, 附表一, 附：… — but 附条件不起诉…, 附件与本条例具有同等效力。 are sentences. */
function isAnnexLine(text: string, at: number, end: number, marked: boolean): boolean {
  const head = withoutBlanks(text.slice(at, Math.min(end, at + LONGEST_HEADING)))
  if (/^附[：:]/.test(head) || head === '附') return true
  const label = /^附[件录表图][一二三四五六七八九十0-9０-９A-Za-z]{0,3}/.exec(head)?.[0]
  if (!label) return false
  const rest = head.slice(label.length)
  if (rest === '' || marked || /^[：:]/.test(rest)) return true
  if (end - at >= LONGEST_HEADING || /[，。；：,;]/.test(rest)) return false
  return label.length > 2 || isBlank(text.charCodeAt(at + 2)) || /^[（(《]/.test(rest)
}

const isContentsWord = (line: string) => /^目[录次]$/.test(withoutBlanks(line))

function markupKind(text: string, at: number, end: number): LineKind {
  if (text.startsWith('<!--', at)) {
    if (!text.startsWith('-->', end - 3)) return 'text'
    return end - at <= 40 && /^<!-- *INFO +END *-->$/.test(text.slice(at, end)) ? 'infoEnd' : 'comment'
  }
  return /^<\/?(?:table|thead|tbody|tr|td|th|img|br|hr)\b/i.test(text.slice(at, at + 8)) ? 'table' : 'text'
}

/** A Markdown rule (---, ***), which separates and says nothing. */
function isRule(text: string, at: number, end: number): boolean {
  if (end - at < 3 || end - at > 80) return false
  const first = text.charCodeAt(at)
  if (first !== 0x2d && first !== code.asterisk && first !== 0x5f && first !== 0x3d) return false
  for (let next = at + 1; next < end; next++) if (text.charCodeAt(next) !== first && !isBlank(text.charCodeAt(next))) return false
  return true
}

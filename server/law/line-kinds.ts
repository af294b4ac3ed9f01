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
  const scan: Scan = { text, number: 1, lineStart: 0, start: 0, end: 0, marks: 0, at: 0 }
  for (let lineStart = 0; lineStart <= text.length; scan.number++) {
    let next = text.indexOf('\n', lineStart)
    if (next < 0) next = text.length
    const start = skipBlanks(text, lineStart, next)
    if (start < next) {
      let end = next
      while (isBlank(text.charCodeAt(end - 1))) end--
      scan.lineStart = lineStart
      scan.start = start
      scan.end = end
      lines.push(readLine(scan))
    }
    lineStart = next + 1
  }
  return lines
}

/** The line under scan. One object is used for all lines of a text: this is the hottest loop of the parser, and closures would double its time. */
interface Scan {
  readonly text: string
  number: number
  lineStart: number
  start: number
  end: number
  marks: number
  /** Where the words begin, or the label. */
  at: number
}

function readLine(scan: Scan): Line {
  const { text, start, end } = scan
  let at = start
  if (text.charCodeAt(at) === code.hash) {
    do at++
    while (at < end && text.charCodeAt(at) === code.hash)
    const words = skipBlanks(text, at, end)
    scan.marks = words < end ? at - start : 0
    scan.at = words < end ? words : start
    at = scan.at
  } else {
    scan.marks = 0
    scan.at = at
  }
  const first = text.charCodeAt(at)
  if (first === code.ordinal) return ordinalLine(scan, at)
  if (first === code.asterisk) return emphasisedLine(scan)
  if (first === code.attached) return plain(scan, isAnnexLine(text, at, end, scan.marks > 0) ? 'annex' : 'text')
  if (first === code.pipe) return plain(scan, 'table')
  if (first === code.less) return plain(scan, markupKind(text, at, end))
  if (first === code.subitem && end - at <= 8) return plain(scan, isContentsWord(text.slice(at, end)) ? 'contents' : 'text')
  const list = readListLabel(text, at, end)
  if (!list) return plain(scan, isRule(text, at, end) ? 'comment' : 'text')
  const words = skipBlanks(text, list.end, end)
  return labelled(scan, list.unit, at, list.end, words, list.number, 0, null, words > list.end)
}

const plain = (scan: Scan, kind: LineKind): Line => labelled(scan, kind, scan.at, scan.at, scan.at, null, 0, null, false)

function labelled(
  { number, lineStart, start, end, marks }: Scan,
  kind: LineKind,
  labelStart: number,
  labelEnd: number,
  words: number,
  value: number | null,
  branch: number,
  unit: HeadingKind | null,
  spaced: boolean
): Line {
  return { kind, number, lineStart, start, end, words, labelStart, labelEnd, value, branch, unit, marks, spaced }
}

function ordinalLine(scan: Scan, at: number): Line {
  const { text, end } = scan
  const ordinal = readOrdinal(text, at, end)
  if (!ordinal) return plain(scan, 'text')
  const { unit, number, branch, end: labelEnd } = ordinal
  let after = labelEnd
  while (after < end && text.charCodeAt(after) === code.asterisk) after++
  const words = skipBlanks(text, after, end)
  const spaced = words > labelEnd || words === end || text.charCodeAt(words) === code.captionBracket
  if (unit === 'article') return labelled(scan, 'article', at, labelEnd, words, number, branch, null, spaced)
  if (unit === 'paragraph' || unit === 'item' || unit === 'subitem') return plain(scan, 'text')
  if (scan.marks === 0 && !isHeadingName(text, words, end, spaced)) return plain(scan, 'text')
  return labelled(scan, 'heading', at, labelEnd, words, number, branch, unit, spaced)
}

/** `**第一条** …`: an emphasised label is a label. */
function emphasisedLine(scan: Scan): Line {
  const { text, at, end } = scan
  let label = at
  while (label < end && text.charCodeAt(label) === code.asterisk) label++
  if (isRule(text, at, end)) return plain(scan, 'comment')
  return text.charCodeAt(label) === code.ordinal ? ordinalLine(scan, label) : plain(scan, 'text')
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

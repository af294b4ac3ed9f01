/** Rows of CSV files and of what is pasted from a spreadsheet: cells parted by commas, semicolons or tabs, quoted where they hold such. */
import { UnreadableFile } from './xml.ts'

/** Excel in Chinese saves CSV in the office's old code page unless it is told otherwise. */
export function textOfBytes(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next encoding.
    }
  throw new UnreadableFile('这不是文本文件；请在 Excel 或者 WPS 中另存为 XLSX，或者“CSV UTF-8”后重试')
}

const SEPARATORS = ['\t', ',', ';', '，', '；'] as const

/**
 * @example separatedRows('条款,意见\r\n第一条,"好,但是""长"""') // [['条款', '意见'], ['第一条', '好,但是"长"']]
 */
export function separatedRows(text: string): string[][] {
  const source = text
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
  return rowsBy(source, separatorOf(source))
}

/** The separator that the first line has most of; a line without any is one cell. */
function separatorOf(text: string): string {
  const end = text.indexOf('\n')
  const first = end < 0 ? text : text.slice(0, end)
  if (first.includes('\t')) return '\t'
  const counts = SEPARATORS.map(separator => [separator, first.split(separator).length] as const)
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}

function rowsBy(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const { cell, end } = cellAt(text, at, separator)
    row.push(cell)
    at = end + 1
    if (end >= text.length || text.charAt(end) === '\n') {
      rows.push(row)
      row = []
    } else if (at >= text.length) row.push('')
  }
  if (row.length > 0) rows.push(row)
  return rows
}

/** One cell and where it ends: at a separator, a line end or the end of the text. */
function cellAt(text: string, start: number, separator: string): { cell: string; end: number } {
  let cell = ''
  let at = start
  if (text.charAt(at) === '"') {
    for (at++; at < text.length; at++) {
      if (text.charAt(at) !== '"') cell += text.charAt(at)
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at)
      else break
    }
    at++
  }
  const from = at
  while (at < text.length && text.charAt(at) !== '\n' && text.charAt(at) !== separator) at++
  return { cell: cell + text.slice(from, at), end: at }
}

import { cellText, type Table, type TableCell } from './table.ts'

/** Without it Excel reads the file in the office's old code page. */
const BYTE_ORDER_MARK = '\ufeff'
/** What a spreadsheet may take for the head of a formula, full-width forms too (Excel in Chinese reads ＝ as =). */
const FORMULA_HEAD = /^\s*[=+\-@＝＋－＠\t\r]/
const QUOTED = /[",\r\n]/

/**
 * Writes a table as CSV (RFC 4180, CRLF, UTF-8 with byte order mark), one record a row below one header row.
 * What a person typed never becomes a formula: such a cell gets a leading apostrophe.
 * @example csv({ title: '进展', columns: [{ title: '名称', kind: 'text', width: 20 }], rows: [['=1+1']] }) // '\ufeff名称\r\n\'=1+1\r\n'
 */
export function csv(table: Table): string {
  const lines = [table.columns.map(column => column.title), ...table.rows].map(row => row.map(field).join(','))
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`
}

function field(cell: TableCell): string {
  const text = cellText(cell)
  const guarded = typeof cell === 'string' && FORMULA_HEAD.test(text) ? `'${text}` : text
  return QUOTED.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

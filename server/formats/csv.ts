import { cellText, type Table, type TableCell, type TableColumn } from './table.ts'

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
export const csv = (table: Table): string => csvHead(table.columns) + table.rows.map(csvRow).join('')

/** The beginning of a file whose rows are written one after another. */
export const csvHead = (columns: readonly Pick<TableColumn, 'title'>[]): string =>
  `${BYTE_ORDER_MARK}${columns.map(column => field(column.title)).join(',')}\r\n`

export const csvRow = (row: readonly TableCell[]): string => `${row.map(field).join(',')}\r\n`

function field(cell: TableCell): string {
  const text = cellText(cell)
  const guarded = typeof cell === 'string' && FORMULA_HEAD.test(text) ? `'${text}` : text
  return QUOTED.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

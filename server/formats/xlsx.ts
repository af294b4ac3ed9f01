import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node'
import type { Table, TableCell, TableColumn } from './table.ts'

/** Characters that XML 1.0 cannot hold; a workbook with one of them is refused by Excel as damaged. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
/** Excel's own limit for one cell, in UTF-16 units. */
const MAX_CELL = 32_767
/** Excel's own limit for a sheet's name, and the marks that it may not hold. */
const MAX_SHEET_NAME = 31
const NOT_IN_SHEET_NAME = /[\\/?*[\]:']/g

/**
 * Writes a table as a workbook of one sheet: title, note, header row that stays in sight, typed cells. Every text is stored as text
 * (`=1+1` is no formula), every date as a date. All cells are held in memory: for reports, not for exports of 100,000 rows.
 */
export async function xlsx(table: Table): Promise<Uint8Array> {
  const span = Math.max(1, table.columns.length)
  const head: SheetData = [wide(table.title, span, { fontWeight: 'bold', fontSize: 16, align: 'center' })]
  if (table.note) head.push(wide(table.note, span, { align: 'right' }))
  head.push(
    table.columns.map(column => ({ value: clean(column.title), type: String, fontWeight: 'bold', align: 'center', ...FRAME, wrap: true }))
  )
  const rows = table.rows.map(row => row.map((cell, at) => typed(cell, table.columns[at])))
  return (
    await writeXlsxFile([...head, ...rows], {
      sheet: clean(table.title).replace(NOT_IN_SHEET_NAME, ' ').slice(0, MAX_SHEET_NAME).trim() || '报表',
      columns: table.columns.map(column => ({ width: column.width })),
      orientation: 'landscape',
      stickyRowsCount: head.length
    })
  ).toBuffer()
}

const FRAME = { borderStyle: 'thin', alignVertical: 'center' } as const

const wide = (text: string, span: number, style: object): Cell[] => [
  { value: clean(text), type: String, columnSpan: span, ...style },
  ...Array<null>(span - 1).fill(null)
]

function typed(cell: TableCell, column: TableColumn | undefined): Cell {
  if (cell === null || cell === '') return { value: '', type: String, ...FRAME }
  if (typeof cell === 'number') return { value: cell, type: Number, ...FRAME }
  if (typeof cell === 'object')
    return { value: new Date(`${cell.date}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', align: 'center', ...FRAME }
  return { value: clean(cell), type: String, wrap: column?.kind === 'text', ...FRAME }
}

const clean = (text: string): string => text.replace(NOT_XML, '').slice(0, MAX_CELL)

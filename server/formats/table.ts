/**
 * A report as typed rows: made once by a feature, written by `xlsx.ts`, `csv.ts`, `markdown-table.ts` and the pages, so that every
 * writer prints the same figures in the same order. Plain data: no formula, no style, no markup.
 */

/** A legal date (YYYY-MM-DD). It is no timestamp: 5月31日 stays 5月31日 in every time zone. */
interface DateCell {
  readonly date: string
}

export type TableCell = string | number | DateCell | null

export interface TableColumn {
  readonly title: string
  readonly kind: 'text' | 'number' | 'date'
  /** In characters of a spreadsheet; a Chinese character takes two. */
  readonly width: number
}

export interface Table {
  readonly title: string
  /** One line below the title, such as 统计截至2026年5月13日. */
  readonly note?: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly TableCell[])[]
}

/** A date column's cell: an absent date is an empty cell. */
export const dateCell = (date: string | null | undefined): TableCell => (date ? { date } : null)

/** What a cell reads as in a text format. */
export function cellText(cell: TableCell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'object') return cell.date
  return String(cell)
}

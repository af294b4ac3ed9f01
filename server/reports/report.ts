/** A report (报表) made ready: figures, rows and what a leader reads first. Pages, files and API are all written from this one value. */
import type { Figure, ReportName } from '../../schema/reports.ts'
import type { Table } from '../formats/table.ts'

/** One bar of a chart: days (or a count) with its words; the name leads to the thing. */
export interface Bar {
  readonly name: string
  readonly value: number
  readonly words: string
  readonly alarm: boolean
}

export interface Chart {
  readonly title: string
  readonly note: string
  readonly bars: readonly Bar[]
}

/** A matter to be told in words: 存在问题和下一步. */
export interface Matter {
  readonly title: string
  readonly href: string | null
  readonly problem: string
  readonly next: string
}

/** Some rows that follow one another, about one thing. */
export interface Group {
  readonly title: string
  readonly rows: number
  /** How it stands, in words. */
  readonly words: string
  /** What is to be looked at first, in words. */
  readonly alarm: string | null
}

export interface Report {
  readonly report: ReportName
  /** The period or the date that it speaks of, in words. */
  readonly note: string
  readonly figures: readonly Figure[]
  readonly table: Table
  /** Where each row's name leads; in the rows' order. */
  readonly links: readonly (string | null)[]
  /** The column that carries the link. */
  readonly linkColumn: number
  /** Titles of the columns that the screen shows; the files have all of them. Absent: all. */
  readonly onScreen?: readonly string[]
  readonly chart?: Chart
  readonly matters?: readonly Matter[]
  /** The rows by what they are about, in their order: the screen folds each group away. Absent: one table. */
  readonly groups?: readonly Group[]
  /** What the chosen parameters are, to be asked for again. */
  readonly parameters: Readonly<Record<string, string>>
  /** How many rows there are, where `table` holds the first of them alone. */
  readonly rowsInAll?: number
  /** Where an empty report leads. */
  readonly empty: { readonly sentence: string; readonly href: string; readonly action: string }
}

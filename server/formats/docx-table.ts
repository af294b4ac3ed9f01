/** A table as a paper: landscape A4, title in 小标宋, the note below it, the head repeated on every page, rows whole. */
import {
  AlignmentType,
  type IRunOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType
} from 'docx'
import { docxFile } from './docx-file.ts'
import { CENTRED, FONT, section, TITLE } from './docx-style.ts'
import { wordText } from './official-docx.ts'
import { cellText, type Table as ReportTable, type TableColumn } from './table.ts'

/** Twips between the margins of landscape A4: 297 mm less 28 mm and 26 mm. */
const WIDTH = 13_776
/** Sizes in half points by how many columns must fit: 五号, 小五, 六号. */
const SIZES = [
  [10, 21],
  [16, 18],
  [Number.POSITIVE_INFINITY, 15]
] as const

export const docxTable = (table: ReportTable): Promise<Uint8Array> => docxFile(table.title, [section(tableBlocks(table), true)])

/** Title, note and table, for a landscape section. */
export function tableBlocks({ title, note, columns, rows }: ReportTable): (Paragraph | Table)[] {
  const size = SIZES.find(([most]) => columns.length <= most)?.[1] ?? 15
  const heading = new Paragraph({ ...TITLE, children: [new TextRun({ ...FONT.title, text: wordText(title) })] })
  const below = note === undefined ? [] : [new Paragraph({ ...CENTRED, children: [new TextRun({ ...FONT.table, text: wordText(note) })] })]
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(column => cell(column.title, { ...FONT.tableHead, size }, AlignmentType.CENTER))
  })
  const body = rows.map(
    row =>
      new TableRow({
        cantSplit: true,
        children: columns.map((column, index) => cell(cellText(row[index]), { ...FONT.table, size }, alignmentOf(column)))
      })
  )
  const table = new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widthsOf(columns),
    rows: [head, ...body]
  })
  return [heading, ...below, table]
}

/** Columns share the line as their widths in characters do. */
function widthsOf(columns: readonly TableColumn[]): number[] {
  const total = columns.reduce((sum, { width }) => sum + width, 0)
  return columns.map(({ width }) => Math.floor((width / total) * WIDTH))
}

const alignmentOf = ({ kind }: TableColumn) => (kind === 'text' ? AlignmentType.LEFT : AlignmentType.CENTER)

/** A cell's line ends become paragraphs. */
const cell = (text: string, run: IRunOptions, alignment: (typeof AlignmentType)['LEFT' | 'CENTER']) =>
  new TableCell({
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 40, bottom: 40, left: 50, right: 50 },
    children: wordText(text)
      .split('\n')
      .map(line => new Paragraph({ alignment, children: [new TextRun({ ...run, text: line })] }))
  })

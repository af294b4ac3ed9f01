/**
 * Writes a workbook of any number of rows, some at a time: what is written is handed on, what is to come is not yet there. For exports of 50,000 rows;
 * the reports of a few hundred are written by xlsx.ts. Every text is an inline string (`=1+1` is no formula), every date a date.
 */
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { Table, TableCell, TableColumn } from './table.ts'

const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
/** Excel's own limits. */
const MAX_CELL = 32_767
export const MAX_SHEET_ROWS = 1_048_576
const MAX_SHEET_NAME = 31
const NOT_IN_SHEET_NAME = /[\\/?*[\]:']/g
/** The earliest date that a ZIP archive can tell: the same rows give the same bytes. */
const ZIP_EPOCH = new Date('1980-01-01T00:00:00')
const DAY = 86_400_000
/** Excel counts days from here. */
const EPOCH = Date.UTC(1899, 11, 30)
/** Styles by their place in styles.xml: plain, head, date, text that wraps. */
const STYLE = { plain: 0, head: 1, date: 2, text: 3 } as const

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export interface XlsxStream {
  /** Adds rows below those that are there. */
  readonly rows: (rows: readonly (readonly TableCell[])[]) => void
  /** Writes the end; nothing can be added after it. */
  readonly end: () => void
}

/** @param write gets the file's bytes in order @throws what compressing throws: nothing, as long as there is memory */
export function xlsxStream({ title, note, columns }: Omit<Table, 'rows'>, write: (bytes: Uint8Array) => void): XlsxStream {
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    write(bytes)
  })
  for (const [name, text] of Object.entries(partsOf(title))) {
    const part = new ZipPassThrough(name)
    part.mtime = ZIP_EPOCH
    zip.add(part)
    part.push(strToU8(XML + text), true)
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 1 })
  sheet.mtime = ZIP_EPOCH
  zip.add(sheet)
  let at = 0
  const row = (cells: readonly string[]) => `<row r="${++at}">${cells.join('')}</row>`
  const head = [row([textCell(title, STYLE.head)]), ...(note ? [row([textCell(note, STYLE.plain)])] : [])]
  const titles = row(columns.map(column => textCell(column.title, STYLE.head)))
  sheet.push(strToU8(`${XML}<worksheet xmlns="${MAIN}">${viewOf(at)}${widthsOf(columns)}<sheetData>${head.join('')}${titles}`))
  return {
    rows: rows => void sheet.push(strToU8(rows.map(cells => row(cells.map(cellXml))).join(''))),
    end: () => {
      sheet.push(strToU8('</sheetData></worksheet>'), true)
      zip.end()
    }
  }
}

function cellXml(cell: TableCell): string {
  if (cell === null || cell === '') return '<c/>'
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
  if (typeof cell === 'object') return `<c s="${STYLE.date}"><v>${(Date.parse(cell.date) - EPOCH) / DAY}</v></c>`
  return textCell(cell, STYLE.text)
}

const textCell = (text: string, style: number): string =>
  `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string =>
  text
    .slice(0, MAX_CELL)
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(/[&<>]/g, mark => ENTITIES[mark] ?? mark)

/** The head stays in sight. */
const viewOf = (rows: number): string =>
  `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${rows}" topLeftCell="A${rows + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`

const widthsOf = (columns: readonly TableColumn[]): string =>
  `<cols>${columns.map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`

function partsOf(title: string): Readonly<Record<string, string>> {
  const name = escaped(title.replace(NOT_IN_SHEET_NAME, ' ').slice(0, MAX_SHEET_NAME).trim() || '报表').replaceAll('"', '&quot;')
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`
  }
}

/** The first sheet of a workbook as rows of words. The archive is measured before the library sees it. */
import { readSheet } from 'read-excel-file/universal'
import { openOffice, textPart } from './office-file.ts'
import { demandPlainXml, UnreadableFile } from './xml.ts'

/** @throws {UnreadableFile} with a Chinese sentence */
export async function xlsxRows(bytes: Uint8Array): Promise<string[][]> {
  const zip = openOffice(bytes, 'xlsx')
  // The library unpacks what it reads by itself: every part is counted and looked at first.
  for (const name of zip.names) if (/\.(?:xml|rels)$/i.test(name)) demandPlainXml(textPart(zip, name) ?? '')
  let rows: readonly (readonly unknown[])[]
  try {
    rows = await readSheet(new Uint8Array(bytes).buffer)
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new UnreadableFile('表格已损坏，请在 Excel 或者 WPS 中打开后另存一份 XLSX')
  }
  return rows.map(row => row.map(wordsOf))
}

function wordsOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  // A day in a spreadsheet has no time zone; the library gives it as midnight UTC.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell)
}

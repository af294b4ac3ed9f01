/** What is read of an uploaded file, by what it is wanted for. Pure: bytes in, plain values out. */
import { readWordFile, type WordFile } from '../formats/docx-document.ts'
import { openOffice } from '../formats/office-file.ts'
import { separatedRows, textOfBytes } from '../formats/separated-text.ts'
import { UnreadableFile } from '../formats/xml.ts'

/** Rows and columns beyond are no list of opinions. */
const MAX_ROWS = 20_000
const MAX_COLUMNS = 60

export const readers = {
  word: (bytes: Uint8Array): WordFile => readWordFile(bytes),
  /** The rows of a table: of a workbook, of the tables in a Word file, or of text. */
  table: async (bytes: Uint8Array): Promise<string[][]> => bounded(await rowsOf(bytes)),
  /** Text of a file that must be UTF-8 and JSON. */
  json: (bytes: Uint8Array): unknown => jsonOf(bytes)
} as const

export type FileKind = keyof typeof readers
export type FileContent<K extends FileKind> = Awaited<ReturnType<(typeof readers)[K]>>

async function rowsOf(bytes: Uint8Array): Promise<string[][]> {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b
  const isOldOffice = bytes[0] === 0xd0 && bytes[1] === 0xcf
  if (!isArchive && !isOldOffice) return separatedRows(textOfBytes(bytes))
  if (!isArchive || openedAs(bytes, 'xlsx')) {
    const { xlsxRows } = await import('../formats/xlsx-reader.ts')
    return xlsxRows(bytes)
  }
  const rows = readWordFile(bytes).paragraphs.flatMap(({ cells }) => (cells ? [[...cells]] : []))
  if (rows.length === 0) throw new UnreadableFile('Word 文件中没有表格；请把意见整理为表格，或者用“导入 Word 修订稿”导入修订和批注')
  return rows
}

function openedAs(bytes: Uint8Array, kind: 'xlsx'): boolean {
  try {
    openOffice(bytes, kind)
    return true
  } catch (error) {
    if (error instanceof UnreadableFile && error.message.includes('Word 的 DOCX')) return false
    throw error
  }
}

function bounded(rows: readonly (readonly string[])[]): string[][] {
  const filled = rows.filter(row => row.some(cell => cell.trim() !== ''))
  if (filled.length > MAX_ROWS) throw new UnreadableFile(`表格超过 ${MAX_ROWS} 行，请拆分后分次导入`)
  return filled.map(row => row.slice(0, MAX_COLUMNS).map(cell => cell.toWellFormed().replaceAll('\0', '').trim()))
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new UnreadableFile('这不是评审包保存的答复文件；请选择评审人交回的 .json 文件')
  }
}

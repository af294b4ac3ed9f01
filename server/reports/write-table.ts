import type { Readable } from 'node:stream'
import { Type } from 'typebox'
import { csv } from '../formats/csv.ts'
import { docxTable } from '../formats/docx-table.ts'
import { markdownTable } from '../formats/markdown-table.ts'
import type { Table } from '../formats/table.ts'
import { xlsx } from '../formats/xlsx.ts'
import { attachment } from '../web/http/attachment.ts'

/** The files that a table can be written as. */
const FILES = {
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: xlsx },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', write: docxTable },
  csv: { type: 'text/csv; charset=utf-8', write: csv },
  md: { type: 'text/markdown; charset=utf-8', write: markdownTable }
} as const satisfies Record<string, { type: string; write: (table: Table) => string | Uint8Array | Promise<Uint8Array> }>

export type TableFormat = keyof typeof FILES
export const TABLE_FORMATS = Object.keys(FILES) as readonly TableFormat[]

/** A file in an answer's description; bytes pass the serializer as they are. */
export const FileBody = Type.Unsafe<Buffer | Readable>({ type: 'string', format: 'binary', description: '文件' })

export interface WrittenFile {
  readonly headers: Readonly<Record<'content-type' | 'content-disposition', string>>
  readonly body: Buffer
}

/** Writes a table as a file that a browser saves under the table's title. */
export async function writeTable(table: Table, format: TableFormat): Promise<WrittenFile> {
  const { type, write } = FILES[format]
  return {
    headers: {
      'content-type': type,
      'content-disposition': attachment(`${table.title}.${format}`)
    },
    body: Buffer.from(await write(table))
  }
}

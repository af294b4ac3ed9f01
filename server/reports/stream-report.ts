import { Readable } from 'node:stream'
import { csvHead, csvRow } from '../formats/csv.ts'
import { xlsxStream } from '../formats/xlsx-stream.ts'
import { adoptionRows } from '../opinions/adoption.ts'
import type { Services } from '../store/services.ts'
import { attachment } from '../web/http/attachment.ts'
import { ADOPTION_COLUMNS, adoptionCells } from './adoption-table.ts'
import type { Report } from './report.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const streamHeaders = ({ table }: Report, format: 'xlsx' | 'csv') => ({
  'content-type': format === 'xlsx' ? XLSX : 'text/csv; charset=utf-8',
  'content-disposition': attachment(`${table.title}.${format}`)
})

/** Any number of opinions as a file that is made while it is sent: a page of rows is in memory at a time. */
export const streamAdoption = (services: Services, { parameters, table }: Report, format: 'xlsx' | 'csv'): Readable =>
  Readable.from(format === 'csv' ? asCsv(services, parameters['bill'] ?? '') : asXlsx(services, parameters['bill'] ?? '', table.title), {
    objectMode: false
  })

async function* asCsv(services: Services, bill: string): AsyncGenerator<Buffer> {
  yield Buffer.from(csvHead(ADOPTION_COLUMNS))
  let done = 0
  for await (const rows of adoptionRows(services, bill)) {
    yield Buffer.from(rows.map((row, index) => csvRow(adoptionCells(row, done + index))).join(''))
    done += rows.length
  }
}

async function* asXlsx(services: Services, bill: string, title: string): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const stream = xlsxStream({ title, columns: ADOPTION_COLUMNS }, bytes => void ready.push(bytes))
  let done = 0
  for await (const rows of adoptionRows(services, bill)) {
    stream.rows(rows.map((row, index) => adoptionCells(row, done + index)))
    done += rows.length
    yield* ready
    ready = []
  }
  stream.end()
  yield* ready
}

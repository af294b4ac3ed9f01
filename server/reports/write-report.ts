import { Problem } from '../../schema/problems.ts'
import type { ReportFormat } from '../../schema/reports.ts'
import { reportDocx } from '../formats/report-docx.ts'
import { attachment } from '../web/http/attachment.ts'
import type { Report } from './report.ts'
import { type WrittenFile, writeTable } from './write-table.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/**
 * Writes a report as a file. DOCX is a paper with its figures in words and the table behind it; the others hold the table.
 * @throws {Problem} `report-too-large` when the report holds its first rows alone
 */
export async function writeReport(report: Report, format: ReportFormat): Promise<WrittenFile> {
  const { table, note, figures, chart, matters, rowsInAll } = report
  if (rowsInAll !== undefined) throw new Problem('report-too-large')
  if (format !== 'docx') return writeTable(table, format)
  const body = await reportDocx({ table, note, figures, chart: chart ?? null, matters: matters ?? [] })
  return {
    headers: { 'content-type': DOCX, 'content-disposition': attachment(`${table.title}.docx`) },
    body: Buffer.from(body)
  }
}

import type { ReportFormat, ReportName, ReportParameters } from '../../schema/reports.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import { makeReport } from './catalogue.ts'
import { insertExport } from './store.ts'
import { writeReport } from './write-report.ts'
import type { WrittenFile } from './write-table.ts'

/** Who may read and export reports: all but experts, who answer what they are asked. */
export const REPORT_READERS = ['administrator', 'staff', 'reader'] as const

/**
 * Writes a report as a file and records who had it: 上次导出. The file is made first; what is recorded was really written.
 * @throws {Problem} `forbidden`, `not-found`
 */
export async function exportReport(
  services: Services,
  actor: ActorOrOperator,
  report: ReportName,
  parameters: ReportParameters,
  format: ReportFormat
): Promise<WrittenFile> {
  demandRole(actor, ...REPORT_READERS)
  const made = await makeReport(services, report, parameters)
  const file = await writeReport(made, format)
  const at = services.now().toISOString()
  const id = services.newId()
  await transaction(services.db, async trx => {
    await insertExport(trx, {
      id,
      report,
      parameters: JSON.stringify(made.parameters),
      format,
      status: 'done',
      rowsDone: made.table.rows.length,
      rowsTotal: made.table.rows.length,
      name: `${made.table.title}.${format}`,
      account: actor?.id ?? null,
      createdAt: at,
      finishedAt: at,
      touchedAt: at
    })
    await appendEvent(trx, {
      kind: 'reportExported',
      actor: actor?.id ?? null,
      at,
      subject: id,
      payload: { report, format, parameters: { ...made.parameters } }
    })
  })
  return file
}

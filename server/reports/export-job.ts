/**
 * Exports that take longer than a person waits: written in the background, some rows at a time, so that everybody else goes on working; how far it is
 * stands in the database, the file in `dataDir/exports`. After a crash it is finished or cleanly absent.
 */
import fs from 'node:fs'
import path from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { Problem } from '../../schema/problems.ts'
import type { ExportJob } from '../../schema/reports.ts'
import { readBill } from '../bills/read.ts'
import { MAX_SHEET_ROWS, xlsxStream } from '../formats/xlsx-stream.ts'
import { adoptionRows } from '../opinions/adoption.ts'
import { opinionTotals } from '../opinions/read.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { ReportExportRow } from '../store/tables.ts'
import { ADOPTION_COLUMNS, adoptionCells } from './adoption-table.ts'
import { REPORT_READERS } from './export-report.ts'
import { failSilent, findExport, insertExport, updateExport } from './store.ts'

/** Whoever writes a file gives a sign of life with every page; this long without one it is dead. */
const SILENCE = 60_000
/** Rows between two looks at whether it was cancelled: a hundredth of a second's work. */
const AT_ONCE = 500
/** Title and column heads. */
const HEAD_ROWS = 2

const folderOf = ({ dataDir }: Pick<Services, 'dataDir'>): string => path.join(dataDir, 'exports')
const fileOf = (services: Pick<Services, 'dataDir'>, id: string): string => path.join(folderOf(services), `${id}.xlsx`)

export interface StartedExport {
  readonly job: ExportJob
  /** Ends when the file is written, or is not to be written any more. Nobody has to wait for it. */
  readonly finished: Promise<void>
}

/** Begins to write all opinions on a bill as a workbook. @throws {Problem} `forbidden`, `not-found`, `report-too-large` (more than a sheet holds) */
export async function startAdoptionExport(services: Services, actor: ActorOrOperator, bill: string): Promise<StartedExport> {
  demandRole(actor, ...REPORT_READERS)
  const { title } = await readBill(services, bill)
  const { total } = await opinionTotals(services, bill, {})
  if (total > MAX_SHEET_ROWS - HEAD_ROWS) throw new Problem('report-too-large')
  await buryTheDead(services)
  const at = services.now().toISOString()
  const row: ReportExportRow = {
    id: services.newId(),
    report: 'adoption',
    parameters: JSON.stringify({ bill }),
    format: 'xlsx',
    status: 'running',
    rowsDone: 0,
    rowsTotal: total,
    name: `${title}意见采纳情况表.xlsx`,
    account: actor?.id ?? null,
    createdAt: at,
    finishedAt: null,
    touchedAt: at
  }
  await transaction(services.db, async trx => {
    await insertExport(trx, row)
    await appendEvent(trx, {
      kind: 'reportExported',
      actor: actor?.id ?? null,
      at,
      subject: row.id,
      payload: { report: row.report, format: row.format, parameters: { bill } }
    })
  })
  return { job: show(row), finished: work(services, row.id, bill, title) }
}

async function work(services: Services, id: string, bill: string, title: string): Promise<void> {
  const part = `${fileOf(services, id)}.part`
  const now = () => services.now().toISOString()
  try {
    fs.mkdirSync(folderOf(services), { recursive: true, mode: 0o700 })
    const isWhole = await writeRows(services, id, bill, title, part)
    if (isWhole) fs.renameSync(part, fileOf(services, id))
    const stands = isWhole && (await updateExport(services.db, id, { status: 'done', finishedAt: now() }))
    if (!stands) fs.rmSync(fileOf(services, id), { force: true })
  } catch {
    // A full disk, a closed database: the page says that it was not finished, and the next export cleans up.
    await updateExport(services.db, id, { status: 'failed', finishedAt: now() }).catch(() => undefined)
  } finally {
    fs.rmSync(part, { force: true })
  }
}

/** @returns false when it was cancelled meanwhile */
async function writeRows(services: Services, id: string, bill: string, title: string, part: string): Promise<boolean> {
  const file = fs.openSync(part, 'w', 0o600)
  try {
    const stream = xlsxStream({ title: `${title}意见采纳情况表`, columns: ADOPTION_COLUMNS }, bytes => void fs.writeSync(file, bytes))
    let done = 0
    for await (const rows of adoptionRows(services, bill, AT_ONCE)) {
      stream.rows(rows.map((row, index) => adoptionCells(row, done + index)))
      done += rows.length
      if (!(await updateExport(services.db, id, { rowsDone: done, touchedAt: services.now().toISOString() }))) return false
      await breathe()
    }
    stream.end()
    return true
  } finally {
    fs.closeSync(file)
  }
}

/** How far an export is. @throws {Problem} `forbidden`, `not-found` */
export async function readExport(services: Services, actor: ActorOrOperator, id: string): Promise<ExportJob> {
  return show(await demandExport(services, actor, id))
}

/** Stops an export that is under way; one that has ended is left as it is. @throws {Problem} `forbidden`, `not-found` */
export async function cancelExport(services: Services, actor: ActorOrOperator, id: string): Promise<ExportJob> {
  await demandExport(services, actor, id)
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    if (!(await updateExport(trx, id, { status: 'cancelled', finishedAt: at }))) return
    await appendEvent(trx, { kind: 'exportCancelled', actor: actor?.id ?? null, at, subject: id, payload: {} })
  })
  return readExport(services, actor, id)
}

/** The finished file. @throws {Problem} `forbidden`, `not-found`, `export-not-done` */
export async function openExport(services: Services, actor: ActorOrOperator, id: string): Promise<{ name: string; stream: fs.ReadStream }> {
  const { status, name } = await demandExport(services, actor, id)
  const file = fileOf(services, id)
  if (status !== 'done' || !fs.existsSync(file)) throw new Problem('export-not-done')
  return { name, stream: fs.createReadStream(file) }
}

/** A silent one is told to have failed; what it left is removed when the next export begins, for looking changes nothing. */
async function demandExport(services: Services, actor: ActorOrOperator, id: string): Promise<ReportExportRow> {
  demandRole(actor, ...REPORT_READERS)
  const row = await findExport(services.db, id)
  // Whose export it is, and the administrator: what is in it may be of their eyes alone.
  if (!row || (actor !== null && actor.role !== 'administrator' && row.account !== actor.id))
    throw new Problem('not-found', { detail: '没有找到这次导出，请从报表导出重新开始。' })
  return row.status === 'running' && row.touchedAt < silentSince(services) ? { ...row, status: 'failed' } : row
}

const silentSince = ({ now }: Services): string => new Date(now().getTime() - SILENCE).toISOString()

async function buryTheDead(services: Services): Promise<void> {
  const dead = await failSilent(services.db, silentSince(services), services.now().toISOString())
  for (const { id } of dead) fs.rmSync(`${fileOf(services, id)}.part`, { force: true })
}

const show = ({ id, report, name, status, rowsDone, rowsTotal, createdAt, finishedAt }: ReportExportRow): ExportJob => ({
  id,
  report,
  name,
  status: STATUSES.find(one => one === status) ?? 'failed',
  rowsDone,
  rowsTotal,
  createdAt,
  finishedAt
})

const STATUSES = ['running', 'done', 'failed', 'cancelled'] as const

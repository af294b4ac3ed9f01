import type { NewUpwardReport, UpwardReport, UpwardReportChange } from '../../schema/meetings.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { UpwardReportRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { findReport, insertReport, updateReport } from './store.ts'
import { showReport } from './view.ts'

/** Keeps a 请示报告 to the party committee or the province. @throws {Problem} `forbidden`, `not-found`, `invalid-request` for days that cannot be */
export async function reportUpward(services: Services, actor: ActorOrOperator, wish: NewUpwardReport): Promise<UpwardReport> {
  demandRole(actor, 'staff')
  const now = services.now()
  const at = now.toISOString()
  const { addressee, reportedOn, bill = null, number = null, repliedOn = null, reply = null } = wish
  const row: UpwardReportRow = {
    ...{ id: services.newId(), bill, addressee, reportedOn, number, repliedOn, reply },
    ...{ title: wish.title.trim(), createdAt: at, revision: 1 }
  }
  demandSound(row, chinaDate(now))
  return transaction(services.db, async trx => {
    if (bill !== null) await demandBill(trx, bill)
    await insertReport(trx, row)
    const payload = { addressee, title: row.title, number, reportedOn, repliedOn, reply }
    await appendEvent(trx, {
      kind: 'reportedUpward',
      actor: actor?.id ?? null,
      at,
      ...(bill !== null && { bill }),
      subject: row.id,
      payload
    })
    return showReport(row)
  })
}

/** The reply, or a correction. @throws {Problem} as `reportUpward` */
export async function changeReport(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  wish: UpwardReportChange
): Promise<UpwardReport> {
  demandRole(actor, 'staff')
  const now = services.now()
  return transaction(services.db, async trx => {
    const row = await findReport(trx, id)
    if (!row) throw new Problem('not-found', { detail: '没有找到这份请示报告，请从列表中进入。' })
    const changed: UpwardReportRow = { ...row, ...wish }
    demandSound(changed, chinaDate(now))
    const names = ['title', 'number', 'reportedOn', 'repliedOn', 'reply'] as const
    const changes = Object.fromEntries(names.filter(name => changed[name] !== row[name]).map(name => [name, changed[name]]))
    if (Object.keys(changes).length > 0) {
      await updateReport(trx, id, { ...changes, revision: row.revision + 1 })
      const about = { actor: actor?.id ?? null, at: now.toISOString(), ...(row.bill !== null && { bill: row.bill }), subject: id }
      await appendEvent(trx, { kind: 'upwardReportChanged', ...about, payload: { changes } })
    }
    return showReport(changed)
  })
}

function demandSound({ reportedOn, repliedOn }: UpwardReportRow, today: string): void {
  const wrong = (message: string, pointer: string) => new Problem('invalid-request', { errors: [{ code: 'dates', message, pointer }] })
  if (reportedOn > today) throw wrong('报送日期不能在今天之后', '/reportedOn')
  if (repliedOn !== null && (repliedOn < reportedOn || repliedOn > today))
    throw wrong('答复日期不能早于报送日期，也不能在今天之后', '/repliedOn')
}

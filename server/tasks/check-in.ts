import { Problem, type ProblemItem } from '../../schema/problems.ts'
import type { CheckIn, NewCheckIn } from '../../schema/tasks.ts'
import { demandBill } from '../bills/read.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import { chinaDate, weekOf } from '../web/dates.ts'
import { hashOfAccount } from './account-hash.ts'
import { showCheckIn } from './read-check-ins.ts'
import { putCheckIn } from './store.ts'

/**
 * 交账: what a unit has done in a week for a bill. 顺延 and 受阻 owe their reason. Handing in again for the same week corrects it; a past week may be
 * made up for, and shows as late.
 * @throws {Problem} `forbidden`, `not-found`, `reason-missing`, `invalid-request` for a week that has not begun
 */
export async function checkIn(services: Services, actor: ActorOrOperator, bill: string, wish: NewCheckIn): Promise<CheckIn> {
  demandRole(actor, 'staff')
  const now = services.now()
  const at = now.toISOString()
  const today = chinaDate(now)
  const { monday: week } = weekOf(wish.on ?? today)
  const reason = said(wish.reason)
  if (wish.status !== 'done' && reason === null) throw refused('reason-missing', '请写明未完成的原因', '/reason')
  if (week > today) throw refused('invalid-request', '不能替还没有到的一周交账', '/on')
  const row = {
    id: services.newId(),
    bill,
    unit: wish.unit.trim(),
    week,
    status: wish.status,
    done: said(wish.done),
    reason,
    next: said(wish.next),
    help: said(wish.help),
    author: actor?.displayName ?? null,
    createdAt: at
  }
  return transaction(services.db, async trx => {
    await demandBill(trx, bill)
    const kept = await putCheckIn(trx, row)
    const payload = { unit: row.unit, week, status: row.status, sha256: hashOfAccount(row) }
    await appendEvent(trx, { kind: 'checkedIn', actor: actor?.id ?? null, at, bill, payload })
    return showCheckIn(kept)
  })
}

const said = (text: string | null | undefined): string | null => text?.trim() || null

const refused = (code: 'reason-missing' | 'invalid-request', message: string, pointer: string): Problem => {
  const error: ProblemItem = { code: code === 'reason-missing' ? code : 'dates', message, pointer }
  return new Problem(code, { detail: `${message}。`, errors: [error] })
}

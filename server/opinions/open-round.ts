import type { NewRound, Round } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import { procedureOf } from '../bills/workflows.ts'
import { demandRole } from '../people/permissions.ts'
import { addresseesOf, askedOf, saveAddressees } from '../reviews/addressees.ts'
import { transaction } from '../store/database.ts'
import { isUniqueViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { RoundRow } from '../store/tables.ts'
import { daysFrom } from '../web/dates.ts'
import { demandVersionOf, wrong } from './file.ts'
import { readRound } from './list-rounds.ts'
import { findRound, insertRound } from './store.ts'

/** 立法法第四十条: 公开征求意见的时间一般不少于三十日. A definition may say another number (浙江 20). */
const CONSULTATION_DAYS = 30

/**
 * Opens a round (征求意见) on a version of a text. A public consultation lasts as long as the rules ask, or says why not.
 * @param id of the form that asks for it, so that a form that is sent twice opens one round
 * @throws {Problem} `forbidden`, `not-found`, `invalid-request`, `round-too-short`
 */
export async function openRound(
  services: Services,
  actor: Actor,
  bill: string,
  wish: NewRound,
  id: string = services.newId()
): Promise<Round> {
  demandRole(actor, 'staff')
  const { workflowHash } = await demandBill(services.db, bill)
  await demandVersionOf(services.db, bill, wish)
  const { opensOn, closesOn } = wish
  if (closesOn < opensOn) throw wrong('closesOn', '截止日期不能早于开始日期')
  const reason = wish.reason?.trim() || null
  if (wish.kind === 'publicConsultation' && reason === null) {
    const { params } = (await procedureOf(services.db, workflowHash)).definition
    const least = Number(params['consultationDays'] ?? CONSULTATION_DAYS)
    // The day after publication is the first: the last day is at least `least` days behind it.
    if (daysFrom(opensOn, closesOn) < least) {
      const message = `公开征求意见的时间一般不少于 ${least} 日（立法法第四十条），少于的请写明理由`
      throw new Problem('round-too-short', { detail: `${message}。`, errors: [{ code: 'round-too-short', message, pointer: '/closesOn' }] })
    }
  }
  const at = services.now().toISOString()
  const { document, version, kind } = wish
  const title = wish.title.trim()
  const addressees = wish.addressees?.trim() ?? null
  const row: RoundRow = { id, bill, document, version, kind, title, addressees, opensOn, closesOn, reason, createdAt: at }
  try {
    await transaction(services.db, async trx => {
      await insertRound(trx, row)
      const asked = await addresseesOf({ ...services, db: trx }, row.id, at, wish)
      await saveAddressees(trx, asked)
      const about = { actor: actor.id, at, bill, document, subject: row.id }
      const payload = { version, kind, title, opensOn, closesOn, reason, asked: askedOf(asked) }
      await appendEvent(trx, { kind: 'roundOpened', ...about, payload })
    })
  } catch (error) {
    // A form that was sent twice opens one round.
    if (!(isUniqueViolation(error) && (await findRound(services.db, row.id)))) throw error
  }
  return readRound(services, row.id)
}

import type { Consultation, ConsultationChange, NewConsultation } from '../../schema/consultations.ts'
import { Problem } from '../../schema/problems.ts'
import { fileUnder } from '../bills/file.ts'
import { addDocument } from '../drafts/documents.ts'
import { saveVersion } from '../drafts/save-version.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { consultationProcedure } from './procedure.ts'
import { demandConsultation, readConsultation } from './read.ts'
import { insertConsultation, updateConsultation } from './store.ts'

/**
 * Puts a draft on record on which our opinion is asked (收到征求意见稿), with its text as the first version.
 * @throws {Problem} `forbidden`, `invalid-request`, and whatever refuses a text; nothing is written then
 */
export async function receiveConsultation(services: Services, actor: ActorOrOperator, wish: NewConsultation): Promise<Consultation> {
  demandRole(actor, 'staff')
  const now = services.now()
  const { level, dueOn, receivedOn = chinaDate(now) } = wish
  if (receivedOn > chinaDate(now)) throw wrong('receivedOn', '收文日期不能在今天之后')
  demandDue(receivedOn, dueOn)
  const told = { level, askedBy: wish.askedBy.trim(), number: wish.number?.trim() || null, receivedOn, dueOn }
  const procedure = consultationProcedure()
  const id = await transaction(services.db, async trx => {
    const within = { ...services, db: trx }
    const bill = await fileUnder(within, actor, { title: wish.title, kind: wish.kind ?? 'enact' }, procedure)
    const document = await addDocument(within, actor, bill.id, { kind: 'draft', title: '征求意见稿' })
    await saveVersion(within, actor, document.id, { text: wish.text, message: '收到的征求意见稿', parent: null })
    const at = services.now().toISOString()
    await insertConsultation(trx, { bill: bill.id, document: document.id, ...told, createdAt: at })
    await appendEvent(trx, {
      kind: 'consultationReceived',
      actor: actor?.id ?? null,
      at,
      bill: bill.id,
      document: document.id,
      payload: told
    })
    return bill.id
  })
  return readConsultation(services, id)
}

/** Corrects what the letter said. @throws {Problem} `forbidden`, `not-found`, `invalid-request` */
export async function changeConsultation(services: Services, actor: Actor, id: string, wish: ConsultationChange): Promise<Consultation> {
  demandRole(actor, 'staff')
  await transaction(services.db, async trx => {
    const row = await demandConsultation(trx, id)
    const { level = row.level, dueOn = row.dueOn } = wish
    const askedBy = wish.askedBy?.trim() ?? row.askedBy
    const number = wish.number === undefined ? row.number : wish.number?.trim() || null
    demandDue(row.receivedOn, dueOn)
    const changes = Object.fromEntries(
      Object.entries({ level, askedBy, number, dueOn }).filter(([name, value]) => row[name as keyof typeof row] !== value)
    )
    if (Object.keys(changes).length === 0) return
    await updateConsultation(trx, id, changes)
    await appendEvent(trx, {
      kind: 'consultationChanged',
      actor: actor.id,
      at: services.now().toISOString(),
      bill: id,
      document: row.document,
      payload: { changes }
    })
  })
  return readConsultation(services, id)
}

function demandDue(receivedOn: string, dueOn: string): void {
  if (dueOn < receivedOn) throw wrong('dueOn', '要求回复的日期不能早于收文日期')
}

const wrong = (member: string, message: string): Problem =>
  new Problem('invalid-request', { detail: `${message}。`, errors: [{ code: member, message, pointer: `/${member}` }] })

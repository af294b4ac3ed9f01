import type { EventInput } from '../../schema/facts.ts'
import { Problem } from '../../schema/problems.ts'
import { attachChecklist } from '../implementation/attach.ts'
import { readChecklist } from '../implementation/checklists.ts'
import { delegationsIn } from '../implementation/delegations.ts'
import { type Advance, advance, offers } from '../lifecycle/advance.ts'
import type { Procedure } from '../lifecycle/procedure.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { enterBill } from '../register/enter-bill.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { BillRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { readDraft } from './draft-text.ts'
import { factsOf } from './facts.ts'
import { demandBill } from './read.ts'
import { updateBill } from './store.ts'
import { readState, stateColumns } from './view.ts'
import { procedureOf } from './workflows.ts'

/**
 * Drives a bill by one event, e.g. `submit` 提请审议: new state, event and attached checklists in one transaction. Of two at once one wins. Staff act
 * for every body that a definition names; which body acted is recorded.
 * @throws {Problem} `forbidden`, `not-found`, `no-such-event`, `blocked` with the blockers, `bill-moved`; nothing is changed then
 */
export async function advanceBill(services: Services, actor: ActorOrOperator, id: string, event: string, input: EventInput): Promise<void> {
  demandRole(actor, 'staff')
  await transaction(services.db, async trx => {
    const bill = await demandBill(trx, id)
    const procedure = await procedureOf(trx, bill.workflowHash)
    await step(services, trx, actor, { bill, procedure, event, input })
  })
}

/**
 * Takes the steps that are due without anybody's act, e.g. 施行 on its date.
 * @returns whether a step was taken; a bill that somebody else moved meanwhile is left to the next time
 */
export async function advanceIfDue(services: Services, id: string): Promise<boolean> {
  try {
    return await transaction(services.db, async trx => {
      const bill = await demandBill(trx, id)
      const procedure = await procedureOf(trx, bill.workflowHash)
      const facts = (await factsOf(trx, [bill], chinaDate(services.now()))).get(id)
      const due = facts && offers(procedure, readState(bill), facts).find(({ automatic, allowed }) => automatic && allowed)
      if (due) await step(services, trx, null, { bill, procedure, event: due.event, input: {} })
      return due !== undefined
    })
  } catch (error) {
    if (error instanceof Problem && error.code === 'bill-moved') return false
    throw error
  }
}

interface Drive {
  readonly bill: BillRow
  readonly procedure: Procedure
  readonly event: string
  readonly input: EventInput
}

async function step(services: Services, trx: Transaction, actor: ActorOrOperator, { bill, procedure, event, input }: Drive): Promise<void> {
  const now = services.now()
  const at = now.toISOString()
  const facts = (await factsOf(trx, [bill], chinaDate(now))).get(bill.id)
  if (!facts) throw new Problem('not-found')
  const before = readState(bill)
  const result = advance(procedure, before, event, facts, input)
  if (!(await updateBill(trx, bill.id, bill.revision, { ...stateColumns(procedure, result.state), updatedAt: at })))
    throw new Problem('bill-moved')
  const body = actingBody(procedure, before.place, event, input)
  await appendEvent(trx, {
    kind: 'billAdvanced',
    actor: actor?.id ?? null,
    at,
    bill: bill.id,
    ...(body === null ? {} : { body }),
    payload: { event, from: result.from, to: result.state.place, status: result.state.status, input, attaches: [...result.attaches] }
  })
  await attach(services, trx, actor, bill, result)
  // A regulation stands in the register from the day on which it is promulgated.
  if (result.state.dates.promulgatedOn !== undefined && before.dates.promulgatedOn === undefined)
    await enterBill(services, trx, actor, { bill: { ...bill, state: JSON.stringify(result.state) }, number: input.number })
}

/** The body that the person named; without a name the only one that may decide. Of several it is not for the program to choose. */
function actingBody(procedure: Procedure, place: string, event: string, input: EventInput): string | null {
  if (input.body !== undefined) return input.body
  const move = procedure.movesAt.get(place)?.find(({ transition }) => transition.event === event)
  const [only, ...others] = (move?.transition.roles ?? []).filter(role => role !== 'anybody')
  return others.length === 0 ? (only ?? null) : null
}

async function attach(
  services: Services,
  trx: Transaction,
  actor: ActorOrOperator,
  bill: BillRow,
  { state, attaches }: Advance
): Promise<void> {
  if (attaches.length === 0) return
  const { promulgatedOn = chinaDate(services.now()), effectiveOn = null } = state.dates
  const delegations = delegationsIn((await readDraft(trx, bill.id)) ?? '')
  for (const id of attaches) {
    const checklist = await readChecklist(services.workflowsDir, id)
    await attachChecklist(services, trx, actor, { bill, checklist, dates: { promulgatedOn, effectiveOn }, delegations })
  }
}

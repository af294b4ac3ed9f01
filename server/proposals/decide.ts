import { Problem } from '../../schema/problems.ts'
import { ARGUMENT_TITLES, ARGUMENTS, type Proposal, type ProposalDecision, type ProposalTransfer } from '../../schema/proposals.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { addItem } from '../plans/add.ts'
import { readPlan } from '../plans/read.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { ProposalRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { noSuchProposal, readProposal } from './read.ts'
import { lockProposal, updateProposal } from './store.ts'
import { readArgument } from './view.ts'

/**
 * Decides about a proposal, with the reason on record: selected (选取), kept in the pool (留库) or declined (不予立项). Only what was argued is selected. A decision may be
 * taken anew until the proposal stands in a plan.
 * @throws {Problem} `forbidden`, `not-found`, `proposal-planned`, `proposal-not-argued` naming the questions without an answer
 */
export async function decideProposal(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  { decision, reason, on }: ProposalDecision
): Promise<Proposal> {
  demandRole(actor, 'staff')
  const now = services.now()
  return transaction(services.db, async trx => {
    const row = await demandUndecided(trx, id)
    if (decision === 'selected') demandArgued(row)
    const decided = { status: decision, decidedOn: on ?? chinaDate(now), decisionReason: reason.trim() }
    await updateProposal(trx, id, decided)
    const payload = { decision, reason: decided.decisionReason, on: decided.decidedOn }
    await appendEvent(trx, { kind: 'proposalDecided', actor: actor?.id ?? null, at: now.toISOString(), subject: id, payload })
    return readProposal({ db: trx }, id)
  })
}

/**
 * Carries a selected proposal into a plan (转入计划) as its next item; in a plan that was passed this is an adjustment with the same reason.
 * @throws {Problem} `forbidden`, `not-found`, `proposal-planned`, `proposal-not-selected`
 */
export async function carryProposal(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  { plan, category, reason, on, ...wish }: ProposalTransfer
): Promise<Proposal> {
  demandRole(actor, 'staff')
  const now = services.now()
  return transaction(services.db, async trx => {
    const inside = { ...services, db: trx }
    const row = await demandUndecided(trx, id)
    if (row.status !== 'selected') throw new Problem('proposal-not-selected')
    const { passedOn } = await readPlan(inside, plan)
    const decidedOn = on ?? chinaDate(now)
    const adjustment = passedOn === null ? {} : { adjustment: { reason: reason.trim(), decidedOn } }
    const item = await addItem(
      inside,
      actor,
      plan,
      { ...wish, title: row.title, category, amends: row.amends, ...adjustment },
      { proposal: id }
    )
    const carried = { status: 'planned', planItem: item.id, decidedOn, decisionReason: reason.trim() }
    await updateProposal(trx, id, carried)
    const payload = { item: item.id, category, reason: carried.decisionReason, on: decidedOn }
    await appendEvent(trx, { kind: 'proposalPlanned', actor: actor?.id ?? null, at: now.toISOString(), plan, subject: id, payload })
    return readProposal(inside, id)
  })
}

/** @throws {Problem} `not-found`, `proposal-planned` */
async function demandUndecided(trx: Transaction, id: string): Promise<ProposalRow> {
  const row = await lockProposal(trx, id)
  if (!row) throw noSuchProposal()
  if (row.status === 'planned') throw new Problem('proposal-planned')
  return row
}

function demandArgued(row: ProposalRow): void {
  const argument = readArgument(row)
  const missing = ARGUMENTS.filter(name => !argument[name]?.trim())
  if (missing.length === 0) return
  throw new Problem('proposal-not-argued', {
    detail: `选取项目须先论证，还缺：${missing.map(name => ARGUMENT_TITLES[name]).join('、')}。`,
    errors: missing.map(name => ({ code: `${name}-missing`, message: `请论证${ARGUMENT_TITLES[name]}`, pointer: `/argument.${name}` }))
  })
}

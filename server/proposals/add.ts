import { Problem } from '../../schema/problems.ts'
import type { NewProposal, Proposal, ProposalChange } from '../../schema/proposals.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { isForeignKeyViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { ProposalRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { indexProposal } from './index-proposal.ts'
import { noSuchProposal, readProposal } from './read.ts'
import { insertProposal, lockProposal, updateProposal } from './store.ts'
import { readArgument } from './view.ts'

/** Adds a proposal (项目建议) to the pool. @throws {Problem} `forbidden`, `no-such-bill` for a regulation to amend that is none */
export async function addProposal(services: Services, actor: ActorOrOperator, wish: NewProposal): Promise<Proposal> {
  demandRole(actor, 'staff')
  return knowingBill(() =>
    transaction(services.db, async trx => {
      const id = await writeProposal({ ...services, db: trx }, trx, actor, wish)
      return readProposal({ db: trx }, id)
    })
  )
}

/** One proposal and its event inside the caller's transaction. @returns its id */
export async function writeProposal(services: Services, trx: Transaction, actor: ActorOrOperator, wish: NewProposal): Promise<string> {
  const now = services.now()
  const row: ProposalRow = {
    id: services.newId(),
    title: wish.title.trim(),
    kind: wish.kind ?? 'enact',
    source: wish.source,
    proposedBy: wish.proposedBy.trim(),
    proposedOn: wish.proposedOn ?? chinaDate(now),
    reason: wish.reason.trim(),
    suggestedYear: wish.suggestedYear ?? null,
    amends: wish.amends ?? null,
    status: 'proposed',
    argument: '{}',
    decidedOn: null,
    decisionReason: null,
    planItem: null,
    createdAt: now.toISOString()
  }
  await insertProposal(trx, row)
  await indexProposal(trx, row)
  const { id, title, kind, source, amends } = row
  await appendEvent(trx, {
    kind: 'proposalAdded',
    actor: actor?.id ?? null,
    at: row.createdAt,
    subject: id,
    payload: { title, kind, source, amends }
  })
  return id
}

/**
 * Changes what is said about a proposal, or argues it (论证): questions that are not named keep their answers.
 * @throws {Problem} `forbidden`, `not-found`, `proposal-planned`, `no-such-bill`
 */
export async function changeProposal(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  { argument, ...wish }: ProposalChange
): Promise<Proposal> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  return knowingBill(() =>
    transaction(services.db, async trx => {
      const row = await lockProposal(trx, id)
      if (!row) throw noSuchProposal()
      if (row.status === 'planned') throw new Problem('proposal-planned')
      const wanted = { ...wish, ...(argument && { argument: JSON.stringify({ ...readArgument(row), ...argument }) }) }
      const changes = Object.fromEntries(Object.entries(wanted).filter(([member, value]) => row[member as keyof typeof wanted] !== value))
      if (Object.keys(changes).length > 0) {
        await updateProposal(trx, id, changes)
        await indexProposal(trx, { ...row, ...changes })
        await appendEvent(trx, { kind: 'proposalChanged', actor: actor?.id ?? null, at, subject: id, payload: { changes } })
      }
      return readProposal({ db: trx }, id)
    })
  )
}

/** Says of a regulation to amend that there is none, instead of failing. */
async function knowingBill<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error
    throw new Problem('no-such-bill', { errors: [{ code: 'no-such-bill', message: '没有找到要修改的法规', pointer: '/amends' }] })
  }
}

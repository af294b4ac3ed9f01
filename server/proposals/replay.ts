import type { Database } from '../store/database.ts'
import { differences, foldEvents } from '../store/told.ts'
import { selectAllProposals } from './store.ts'

const KINDS = ['proposalAdded', 'proposalChanged', 'proposalDecided', 'proposalPlanned'] as const

/** Replays the events of proposals, and compares what they add up to with what is stored. */
export async function replayProposals(db: Database): Promise<string[]> {
  const told = await foldEvents(db, KINDS, ({ kind, subject, payload }) => {
    if (subject === null) return []
    const decision = { decidedOn: payload['on'], decisionReason: payload['reason'] }
    if (kind === 'proposalAdded') return [{ id: subject, members: { ...payload, status: 'proposed', planItem: null } }]
    if (kind === 'proposalDecided') return [{ id: subject, members: { status: payload['decision'], ...decision } }]
    if (kind === 'proposalPlanned') return [{ id: subject, members: { status: 'planned', planItem: payload['item'], ...decision } }]
    return [{ id: subject, members: payload['changes'] as Readonly<Record<string, unknown>> }]
  })
  return differences('项目建议', await selectAllProposals(db), ({ id }) => id, told)
}

import type { Database } from '../store/database.ts'
import { differences, foldEvents } from '../store/told.ts'
import { selectAllItems, selectAllPlans } from './store.ts'

/** Replays the events of plans and their items, and compares what they add up to with what is stored. */
export async function replayPlans(db: Database): Promise<string[]> {
  const plans = await foldEvents(db, ['planAdded', 'planChanged', 'planPassed'], ({ kind, plan, payload }) => {
    if (plan === null) return []
    if (kind === 'planAdded') return [{ id: plan, members: { ...payload, passedOn: null } }]
    return [{ id: plan, members: kind === 'planPassed' ? { passedOn: payload['on'] } : changesOf(payload) }]
  })
  const items = await foldEvents(db, ['planItemAdded', 'planItemChanged', 'planItemRemoved'], ({ kind, plan, payload }) => {
    const { item, ...rest } = payload
    if (kind === 'planItemRemoved') return [{ id: String(item), members: null }]
    return [{ id: String(item), members: kind === 'planItemAdded' ? { ...rest, plan } : changesOf(payload) }]
  })
  return [
    ...differences('规划、计划', await selectAllPlans(db), ({ id }) => id, plans),
    ...differences('立法项目', await selectAllItems(db), ({ id }) => id, items)
  ]
}

const changesOf = (payload: Readonly<Record<string, unknown>>) => payload['changes'] as Readonly<Record<string, unknown>>

import type { Database } from '../store/database.ts'
import { differences, foldEvents } from '../store/told.ts'
import { selectAllEvaluations } from './store.ts'

/** Replays the events of evaluations, and compares what they add up to with what is stored. */
export async function replayEvaluations(db: Database): Promise<string[]> {
  const told = await foldEvents(
    db,
    ['evaluationOpened', 'evaluationChanged', 'evaluationConcluded'],
    ({ kind, bill, subject, payload }) => {
      if (subject === null) return []
      if (kind === 'evaluationOpened')
        return [{ id: subject, members: { ...payload, bill, conclusion: null, concludedOn: null, proposal: null } }]
      if (kind === 'evaluationChanged') return [{ id: subject, members: payload['changes'] as Readonly<Record<string, unknown>> }]
      const { conclusion, reason, on, proposal } = payload
      return [{ id: subject, members: { conclusion, conclusionReason: reason, concludedOn: on, proposal } }]
    }
  )
  return differences('立法后评估', await selectAllEvaluations(db), ({ id }) => id, told)
}

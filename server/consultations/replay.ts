import type { Database } from '../store/database.ts'
import { differences, foldEvents } from '../store/told.ts'
import { selectAllConsultations } from './store.ts'

/** Replays the events of received drafts, and compares what they add up to with what is stored. Their answers are steps of a lifecycle. */
export async function replayConsultations(db: Database): Promise<string[]> {
  const told = await foldEvents(db, ['consultationReceived', 'consultationChanged'], ({ kind, bill, document, payload }) => {
    if (bill === null) return []
    const members = kind === 'consultationReceived' ? { document, ...payload } : (payload['changes'] as Readonly<Record<string, unknown>>)
    return [{ id: bill, members }]
  })
  return differences('上级征求意见稿', await selectAllConsultations(db), ({ bill }) => bill, told)
}

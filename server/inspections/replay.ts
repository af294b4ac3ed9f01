import type { Database } from '../store/database.ts'
import { differences, foldEvents } from '../store/told.ts'
import { selectAllFindings, selectAllInspections, selectAllSlots } from './store.ts'

/** Replays the events of inspections, their slots and the problems found, and compares what they add up to with what is stored. */
export async function replayInspections(db: Database): Promise<string[]> {
  const inspections = await foldEvents(db, ['inspectionOpened'], ({ bill, subject, payload: { title, startedOn } }) => [
    { id: subject ?? '', members: { title, startedOn, bill } }
  ])
  const problems = await foldEvents(db, ['inspectionProblemAdded', 'inspectionProblemChanged'], ({ kind, subject, payload }) => {
    const { problem, fact, unit, changes } = payload
    const members = kind === 'inspectionProblemAdded' ? { inspection: subject, fact, unit, status: 'open', closedOn: null } : changes
    return [{ id: String(problem), members: members as Readonly<Record<string, unknown>> }]
  })
  const slots = await foldEvents(db, ['inspectionSlotChanged'], ({ subject, payload: { code, changes } }) => [
    { id: `${subject} ${code}`, members: changes as Readonly<Record<string, unknown>> }
  ])
  // A slot that nobody has touched has no event of its own: it came with its inspection.
  const all = await selectAllSlots(db)
  const touched = all.filter(({ inspection, code, doneOn, file }) => slots.has(`${inspection} ${code}`) || doneOn !== null || file !== null)
  return [
    ...differences('执法检查', await selectAllInspections(db), ({ id }) => id, inspections),
    ...differences('执法检查环节', touched, ({ inspection, code }) => `${inspection} ${code}`, slots),
    ...differences('执法检查问题', await selectAllFindings(db), ({ id }) => id, problems)
  ]
}

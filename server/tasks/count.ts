import { type Procedure, stepsOf } from '../lifecycle/procedure.ts'
import type { Database } from '../store/database.ts'
import { countByPlace, selectScheduled } from './store.ts'

/** How much of a bill's 任务书 stands where. */
export interface PlaceTasks {
  readonly place: string
  readonly total: number
  readonly open: number
}

/** Tasks by bill and place, in one query; what is not applicable counts for nothing. A bill without a 任务书 is missing. */
export async function countTasks(db: Database, bills: readonly string[]): Promise<Map<string, PlaceTasks[]>> {
  const rows = (await countByPlace(db, bills)).filter(({ status }) => status !== 'notApplicable')
  return new Map(
    [...Map.groupBy(rows, ({ bill }) => bill)].map(([bill, own]) => [
      bill,
      own.map(({ place, status, count }) => ({ place, total: Number(count), open: status === 'done' ? 0 : Number(count) }))
    ])
  )
}

/**
 * What guards are told: how many tasks the 任务书 has, and how many of those that belong to the bill's place or to one before it are still open.
 * Work that lies ahead holds up nothing.
 */
export function tasksSoFar(procedure: Procedure, place: string, tasks: readonly PlaceTasks[]): { total: number; open: number } {
  const order = procedure.definition.stages.flatMap(stage => [stage.id, ...stepsOf(stage).map(({ id }) => id)])
  const here = order.lastIndexOf(place)
  const sum = (of: readonly PlaceTasks[], member: 'total' | 'open') => of.reduce((count, row) => count + row[member], 0)
  return {
    total: sum(tasks, 'total'),
    open: sum(
      tasks.filter(row => order.lastIndexOf(row.place) <= here),
      'open'
    )
  }
}

/** Those of the bills that have a 施工图. */
export const billsWithSchedule = async (db: Database, bills: readonly string[]): Promise<Set<string>> =>
  new Set((await selectScheduled(db, bills)).map(({ bill }) => bill))

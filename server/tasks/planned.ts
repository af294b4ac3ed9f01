import { Compile } from 'typebox/compile'
import { PlannedItems } from '../../schema/tasks.ts'
import type { ScheduleItem } from '../lifecycle/schedule.ts'
import type { BillScheduleRow } from '../store/tables.ts'

const items = Compile(PlannedItems)

/** The items of a kept plan; none of a bill without one. @throws when the column does not hold them: the database was tampered with */
export function readPlanned(row: BillScheduleRow | undefined): readonly ScheduleItem[] {
  return row === undefined ? [] : items.Parse(JSON.parse(row.items))
}

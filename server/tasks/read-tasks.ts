import type { Task, TaskSheet } from '../../schema/tasks.ts'
import { demandBill } from '../bills/read.ts'
import { procedureOf } from '../bills/workflows.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { showTasks } from './show-task.ts'
import { selectTasks } from './store.ts'

/** The 任务书 of a bill, in the order of the work; empty before it was made. @throws {Problem} `not-found` */
export async function readTaskSheet({ db, now }: Pick<Services, 'db' | 'now'>, id: string): Promise<TaskSheet> {
  const bill = await demandBill(db, id)
  const procedure = await procedureOf(db, bill.workflowHash)
  return sheetOf(showTasks(await selectTasks(db, id), procedure, bill, chinaDate(now())))
}

export function sheetOf(items: Task[]): TaskSheet {
  const counted = items.filter(({ status }) => status !== 'notApplicable')
  return { items, total: counted.length, open: counted.filter(({ status }) => status !== 'done').length }
}

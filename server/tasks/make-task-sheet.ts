import { Problem } from '../../schema/problems.ts'
import type { TaskSheet } from '../../schema/tasks.ts'
import { demandBill } from '../bills/read.ts'
import { unitOf } from '../bills/unit-of.ts'
import { procedureOf } from '../bills/workflows.ts'
import { networkOf, type Work } from '../lifecycle/network.ts'
import type { Procedure } from '../lifecycle/procedure.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { isUniqueViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { BillRow, TaskRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { readPlanned } from './planned.ts'
import { sheetOf } from './read-tasks.ts'
import { showTasks } from './show-task.ts'
import { findSchedules, insertTasks, selectTasks } from './store.ts'

/** The office that keeps the bill: its tasks are the case officer's. */
const OWN_BODY = 'legislativeAffairsOffice'

/**
 * Makes a bill's 任务书 from its definition: a row a task, from the place where the bill stands to the goal, with the units that the definition
 * names and the dates of the 施工图 where there is one. Waiting times that run by themselves (草案发出至会议举行) are no tasks.
 * @throws {Problem} `forbidden`, `not-found`, `bill-not-active`, `task-sheet-exists`
 */
export async function makeTaskSheet(services: Services, actor: ActorOrOperator, id: string): Promise<TaskSheet> {
  demandRole(actor, 'staff')
  const now = services.now()
  const at = now.toISOString()
  try {
    return await transaction(services.db, async trx => {
      const bill = await demandBill(trx, id)
      if (bill.status !== 'active') throw new Problem('bill-not-active', { detail: '法规案不在办理中，不能制定任务书。' })
      if ((await selectTasks(trx, id)).length > 0) throw new Problem('task-sheet-exists')
      const procedure = await procedureOf(trx, bill.workflowHash)
      const planned = new Map(readPlanned((await findSchedules(trx, id))?.current).map(item => [item.task, item]))
      const works = networkOf(procedure.definition, { place: bill.place }).filter(({ task }) => task.from === undefined)
      const rows = works.map((work, index): TaskRow => {
        const { start = null, due = null } = planned.get(work.task.id) ?? {}
        return {
          ...taskOf(work, procedure, bill),
          id: services.newId(),
          startOn: start,
          dueOn: due,
          position: index + 1,
          createdAt: at,
          revision: 0
        }
      })
      await insertTasks(trx, rows)
      const made = rows.map(({ id: task, code, unit, person }) => ({ id: task, code, unit, person }))
      const payload = { tasks: rows.length, rows: made }
      await appendEvent(trx, { kind: 'taskSheetMade', actor: actor?.id ?? null, at, bill: id, payload })
      return sheetOf(showTasks(rows, procedure, bill, chinaDate(now)))
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Problem('task-sheet-exists') : error
  }
}

function taskOf({ task, step, stage }: Work, procedure: Procedure, bill: BillRow) {
  const body = task.responsible ?? step?.responsible ?? stage.responsible ?? null
  return {
    bill: bill.id,
    code: task.id,
    place: step?.id ?? stage.id,
    title: task.title,
    unit: body === null ? '未定' : unitOf(procedure, bill, body),
    person: body === OWN_BODY ? bill.caseOfficer : null,
    status: 'notStarted',
    reason: null,
    doneOn: null
  }
}

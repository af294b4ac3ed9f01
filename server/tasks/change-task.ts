import { Problem, type ProblemItem } from '../../schema/problems.ts'
import type { Task, TaskChange } from '../../schema/tasks.ts'
import { demandBill } from '../bills/read.ts'
import { procedureOf } from '../bills/workflows.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { TaskRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { showTask, tasksByCode } from './show-task.ts'
import { lockTask, updateTask } from './store.ts'

/**
 * Changes a task of the 任务书: unit, person, dates, status. 已完成 has a date, today unless given; 不适用 needs a reason.
 * @throws {Problem} `forbidden`, `not-found`, `reason-missing`, `invalid-request` for dates that cannot be
 */
export async function changeTask(services: Services, actor: ActorOrOperator, billId: string, id: string, wish: TaskChange): Promise<Task> {
  demandRole(actor, 'staff')
  const now = services.now()
  const today = chinaDate(now)
  return transaction(services.db, async trx => {
    const bill = await demandBill(trx, billId)
    const task = await lockTask(trx, billId, id)
    if (!task) throw new Problem('not-found', { detail: '没有找到这项任务，请刷新任务书后重试。' })
    const changed = { ...task, ...completed(task, wish, today) }
    demandSound(changed, today)
    const members = ['unit', 'person', 'startOn', 'dueOn', 'status', 'reason', 'doneOn'] as const
    const changes = Object.fromEntries(members.filter(name => changed[name] !== task[name]).map(name => [name, changed[name]]))
    if (Object.keys(changes).length > 0) {
      await updateTask(trx, id, changes)
      const payload = { task: id, changes }
      await appendEvent(trx, { kind: 'taskChanged', actor: actor?.id ?? null, at: now.toISOString(), bill: billId, payload })
    }
    const procedure = await procedureOf(trx, bill.workflowHash)
    return showTask(changed, procedure, bill, tasksByCode(procedure.definition).get(task.code), today)
  })
}

/** The date of completion belongs to 已完成 alone, the reason to 不适用. */
function completed(task: TaskRow, { unit, ...wish }: TaskChange, today: string): Partial<TaskRow> {
  const status = wish.status ?? task.status
  const doneOn = status === 'done' ? (wish.doneOn ?? task.doneOn ?? today) : null
  const reason = status === 'notApplicable' ? (wish.reason === undefined ? task.reason : wish.reason?.trim() || null) : null
  return { ...wish, ...(unit !== undefined && { unit: unit.trim() }), doneOn, reason }
}

function demandSound({ status, reason, startOn, dueOn, doneOn }: TaskRow, today: string): void {
  if (status === 'notApplicable' && reason === null)
    throw new Problem('reason-missing', { errors: [{ code: 'reason-missing', message: '请写明不适用的理由', pointer: '/reason' }] })
  const errors: ProblemItem[] = []
  if (startOn !== null && dueOn !== null && startOn > dueOn)
    errors.push({ code: 'dates', message: '计划结束不能早于计划开始', pointer: '/dueOn' })
  if (doneOn !== null && doneOn > today) errors.push({ code: 'dates', message: '完成日期不能晚于今天', pointer: '/doneOn' })
  if (errors.length > 0) throw new Problem('invalid-request', { errors })
}

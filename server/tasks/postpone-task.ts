import { Problem } from '../../schema/problems.ts'
import type { TaskPostponement, WorkSchedule } from '../../schema/tasks.ts'
import { demandBill } from '../bills/read.ts'
import { setTargetOn } from '../bills/set-target-on.ts'
import { procedureOf } from '../bills/workflows.ts'
import { type Postponed, postpone } from '../lifecycle/postpone.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { isUniqueViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { BillRow, BillScheduleRow, TaskRow } from '../store/tables.ts'
import { chinaDate, daysFrom } from '../web/dates.ts'
import { readOutlook } from './outlook.ts'
import { readPlanned } from './planned.ts'
import { readSchedule } from './read-schedule.ts'
import { redate } from './set-target.ts'
import { findSchedules, insertSchedule, lockTask, selectTasks, updateTask } from './store.ts'

/**
 * 顺延: an open task ends later, and what waits for it follows; a plan with its reason like any other, so that the delay is counted against the baseline. The
 * target stays unless it may move: where it can no longer be met, nothing is changed, and the days that are missing are said.
 * @throws {Problem} `forbidden`, `not-found`, `bill-not-active`, `nothing-to-schedule` without a 施工图 or for a task that is over, `invalid-request` for a
 * day that postpones nothing, `target-infeasible`, `bill-moved`
 */
export async function postponeTask(
  services: Services,
  actor: ActorOrOperator,
  billId: string,
  id: string,
  { dueOn, reason, moveTarget = false }: TaskPostponement
): Promise<WorkSchedule> {
  demandRole(actor, 'staff')
  const now = services.now()
  const at = now.toISOString()
  const write = async (trx: Transaction) => {
    const bill = await demandBill(trx, billId)
    if (bill.status !== 'active') throw new Problem('bill-not-active')
    const task = await lockTask(trx, billId, id)
    if (!task) throw new Problem('not-found', { detail: '没有找到这项任务，请刷新任务书后重试。' })
    const kept = await findSchedules(trx, billId)
    if (!kept) throw new Problem('nothing-to-schedule', { detail: '还没有施工图，请先倒排工期，或者直接修改任务的日期。' })
    demandLater(task, dueOn, chinaDate(now))
    const { goal } = kept.current
    const plan = await planned({ db: trx, now: services.now }, bill, kept.current, task, dueOn)
    if (!plan) throw new Problem('nothing-to-schedule', { detail: '这项任务所在的环节已经办完，不必顺延。' })
    if (!moveTarget) demandInTime(plan, kept.current.target)
    const target = plan.end > kept.current.target ? plan.end : kept.current.target
    if (goal === null && target !== kept.current.target) await setTargetOn(trx, bill, target, at)
    const seq = kept.current.seq + 1
    const why = `顺延“${task.title}”至 ${dueOn}：${reason.trim()}`
    const author = actor?.displayName ?? null
    await insertSchedule(trx, { bill: billId, seq, goal, target, reason: why, items: JSON.stringify(plan.items), author, createdAt: at })
    await redate(trx, billId, plan)
    if (task.startOn !== null) await updateTask(trx, id, { startOn: task.startOn < dueOn ? task.startOn : dueOn, dueOn })
    await appendEvent(trx, { kind: 'scheduleSet', actor: actor?.id ?? null, at, bill: billId, payload: { seq, goal, target, reason: why } })
  }
  try {
    await transaction(services.db, write)
  } catch (error) {
    throw isUniqueViolation(error) ? new Problem('bill-moved', { detail: '他人刚刚调整了施工图，请刷新后查看再决定。' }) : error
  }
  return readSchedule(services, billId)
}

const isOpen = ({ status }: TaskRow): boolean => status === 'notStarted' || status === 'inProgress'

function demandLater(task: TaskRow, dueOn: string, today: string): void {
  const wrong = (message: string) => new Problem('invalid-request', { errors: [{ code: 'dates', message, pointer: '/dueOn' }] })
  if (!isOpen(task)) throw new Problem('nothing-to-schedule', { detail: '这项任务已经办完或者不适用，不必顺延。' })
  if (dueOn < today) throw wrong('顺延的日期不能在今天以前')
  if (task.dueOn !== null && dueOn <= task.dueOn) throw wrong(`顺延的日期应当在原定的 ${task.dueOn} 以后`)
}

/** What a person has dated in the 任务书 goes before the plan. */
async function planned(
  services: Pick<Services, 'db' | 'now'>,
  bill: BillRow,
  kept: BillScheduleRow,
  { code }: TaskRow,
  due: string
): Promise<Postponed | null> {
  const { definition } = await procedureOf(services.db, bill.workflowHash)
  const tasks = await selectTasks(services.db, bill.id)
  const days = new Map(
    readPlanned(kept).flatMap(({ task, start, due: end, critical }) =>
      task === null ? [] : [[task, { start, due: end, critical }] as const]
    )
  )
  for (const { code: task, startOn, dueOn } of tasks.filter(isOpen))
    if (startOn !== null && dueOn !== null) days.set(task, { start: startOn, due: dueOn, critical: days.get(task)?.critical ?? false })
  return postpone(definition, {
    ...(await readOutlook(services)),
    task: code,
    due,
    place: bill.place,
    ...(kept.goal !== null && { goal: kept.goal }),
    planned: days,
    done: new Set(tasks.filter(task => !isOpen(task)).map(task => task.code))
  })
}

function demandInTime({ end, moved }: Postponed, target: string): void {
  const days = daysFrom(target, end)
  if (days <= 0) return
  const message = `顺延后要到 ${end} 才能完成，比目标日期 ${target} 晚 ${days} 日；可以少顺延几日，或者让目标日期随之推迟`
  const last = moved.at(-1)
  const error = { code: 'target-missed', message, pointer: '/dueOn', days }
  throw new Problem('target-infeasible', {
    detail: `${message}${last === undefined ? '' : `（随之顺延的有 ${moved.length} 项，最后一项为“${last}”）`}。`,
    errors: [error]
  })
}

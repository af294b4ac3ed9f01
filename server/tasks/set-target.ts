import { Problem } from '../../schema/problems.ts'
import type { NewTarget, WorkSchedule } from '../../schema/tasks.ts'
import { demandBill } from '../bills/read.ts'
import { setTargetOn } from '../bills/set-target-on.ts'
import { readState } from '../bills/view.ts'
import { procedureOf } from '../bills/workflows.ts'
import type { Schedule } from '../lifecycle/schedule.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { isUniqueViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { readOutlook } from './outlook.ts'
import { planAhead } from './plan-ahead.ts'
import { readSchedule } from './read-schedule.ts'
import { findSchedules, insertSchedule, selectTasks, updateTask } from './store.ts'

/**
 * Makes or changes a bill's 施工图 (倒排工期): dates counted back from the target. The first plan is the baseline for good; every later one owes its
 * reason. Open tasks of the 任务书 take the plan's dates. A target without a goal of its own is the bill's 目标施行日期, too.
 * @throws {Problem} `forbidden`, `not-found`, `bill-not-active`, `no-such-goal`, `date-out-of-range`, `nothing-to-schedule`, `reason-missing`,
 * `target-infeasible` with every rule that cannot be kept and the days that are missing, `bill-moved`
 */
export async function setTarget(services: Services, actor: ActorOrOperator, id: string, wish: NewTarget): Promise<WorkSchedule> {
  demandRole(actor, 'staff')
  const now = services.now()
  const at = now.toISOString()
  const goal = wish.goal?.trim() || null
  const reason = wish.reason?.trim() || null
  const { target } = wish
  const plan = async (trx: Transaction) => {
    const bill = await demandBill(trx, id)
    if (bill.status !== 'active') throw new Problem('bill-not-active')
    const before = await findSchedules(trx, id)
    if (before && reason === null) throw reasonMissing()
    const { definition } = await procedureOf(trx, bill.workflowHash)
    const ahead = { place: bill.place, since: readState(bill).since, today: chinaDate(now), goal }
    const counted = planAhead(definition, target, ahead, await readOutlook({ db: trx, now: services.now }))
    demandFeasible(counted)
    if (goal === null) await setTargetOn(trx, bill, target, at)
    const seq = (before?.current.seq ?? 0) + 1
    const author = actor?.displayName ?? null
    await insertSchedule(trx, { bill: id, seq, goal, target, reason, items: JSON.stringify(counted.items), author, createdAt: at })
    await redate(trx, id, counted)
    await appendEvent(trx, { kind: 'scheduleSet', actor: actor?.id ?? null, at, bill: id, payload: { seq, goal, target, reason } })
  }
  try {
    await transaction(services.db, plan)
  } catch (error) {
    throw isUniqueViolation(error) ? new Problem('bill-moved', { detail: '他人刚刚调整了施工图，请刷新后查看再决定。' }) : error
  }
  return readSchedule(services, id)
}

/** Which rules stand against a target of a bill that has no plan yet; null when nothing does. Writes nothing. @throws {Problem} `not-found` */
export async function whyInfeasible({ db, now }: Pick<Services, 'db' | 'now'>, id: string, target: string): Promise<Problem | null> {
  const bill = await demandBill(db, id)
  const { definition } = await procedureOf(db, bill.workflowHash)
  const ahead = { place: bill.place, since: readState(bill).since, today: chinaDate(now()), goal: null }
  try {
    demandFeasible(planAhead(definition, target, ahead, await readOutlook({ db, now })))
    return null
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

const reasonMissing = () =>
  new Problem('reason-missing', {
    detail: '调整施工图须写明理由。',
    errors: [{ code: 'reason-missing', message: '请写明调整的理由', pointer: '/reason' }]
  })

function demandFeasible({ items, feasible, conflicts }: Schedule): void {
  if (!feasible)
    throw new Problem('target-infeasible', {
      detail: conflicts.map(({ message }) => message).join('；'),
      errors: conflicts.map(({ rule, message, days }) => ({ code: rule, message, days }))
    })
  if (items.length === 0) throw new Problem('nothing-to-schedule')
}

/** What is not done yet follows the new plan. */
export async function redate(trx: Transaction, bill: string, { items }: Pick<Schedule, 'items'>): Promise<void> {
  const planned = new Map(items.map(item => [item.task, item]))
  for (const { id, code, status, startOn, dueOn } of await selectTasks(trx, bill)) {
    const item = planned.get(code)
    if (!item || (status !== 'notStarted' && status !== 'inProgress')) continue
    if (item.start !== startOn || item.due !== dueOn) await updateTask(trx, id, { startOn: item.start, dueOn: item.due })
  }
}

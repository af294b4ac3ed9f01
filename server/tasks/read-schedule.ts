import { Problem } from '../../schema/problems.ts'
import type { WorkSchedule } from '../../schema/tasks.ts'
import { demandBill } from '../bills/read.ts'
import { readSteps } from '../bills/steps.ts'
import { readState } from '../bills/view.ts'
import { procedureOf } from '../bills/workflows.ts'
import { scheduleSvg } from '../formats/schedule-svg.tsx'
import type { Services } from '../store/services.ts'
import { chinaDate, daysFrom } from '../web/dates.ts'
import { courseOf } from './course.ts'
import { compared } from './deviation.ts'
import { readOutlook } from './outlook.ts'
import { likelyEnd, planAhead } from './plan-ahead.ts'
import { readPlanned } from './planned.ts'
import { findSchedules, selectTasks } from './store.ts'

type Reading = Pick<Services, 'db' | 'now'>

/**
 * The 施工图 of a bill: the plan that holds, each item against the baseline and against what happened; what can no longer be kept as things stand
 * today; and the likely end. Without a plan, the likely end alone.
 * @throws {Problem} `not-found`
 */
export async function readSchedule({ db, now }: Reading, id: string): Promise<WorkSchedule> {
  const bill = await demandBill(db, id)
  const procedure = await procedureOf(db, bill.workflowHash)
  const kept = await findSchedules(db, id)
  const today = chinaDate(now())
  const goal = kept?.current.goal ?? null
  const ahead = { place: bill.place, since: readState(bill).since, today, goal }
  const active = bill.status === 'active'
  const outlook = await readOutlook({ db, now })
  const plan = kept && active ? planAhead(procedure.definition, kept.current.target, ahead, outlook) : null
  const likely = active ? likelyEnd(procedure.definition, ahead, outlook) : null
  const first = kept?.baseline.target ?? null
  const steps = (await readSteps(db, [id])).get(id)?.steps ?? []
  const tasks = new Map((await selectTasks(db, id)).map(task => [task.code, task]))
  const open = plan !== null && plan.items.length > 0 && !plan.feasible
  return {
    goal,
    target: kept?.current.target ?? null,
    baselineTarget: kept?.baseline.target ?? null,
    revisions: kept?.current.seq ?? 0,
    reason: kept?.current.reason ?? null,
    feasible: !open,
    conflicts: open ? plan.conflicts.map(({ rule, message, days }) => ({ rule, message, days })) : [],
    notes: [...(plan?.notes ?? [])],
    likelyEnd: likely,
    likelyLate: likely === null || first === null ? null : daysFrom(first, likely),
    items: kept ? compared(readPlanned(kept.baseline), readPlanned(kept.current), courseOf(procedure, steps, bill), tasks, today) : []
  }
}

/** The plan as a picture. @throws {Problem} `not-found`, also when there is no plan yet */
export async function drawSchedule(services: Reading, id: string): Promise<string> {
  const { title } = await demandBill(services.db, id)
  const { items, target } = await readSchedule(services, id)
  if (target === null) throw new Problem('not-found', { detail: '这件法规案还没有施工图，请先填写目标日期。' })
  return scheduleSvg({
    title: `${title}施工图`,
    items: items as Parameters<typeof scheduleSvg>[0]['items'],
    target,
    today: chinaDate(services.now())
  })
}

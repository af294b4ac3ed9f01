import type { Plan, PlanChange } from '../../schema/plans.ts'
import { Problem } from '../../schema/problems.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import { demandYearFree } from './add.ts'
import { lockPlan, updatePlan } from './store.ts'
import { showPlan } from './view.ts'

/**
 * Changes a plan's title, or records that it was passed (通过): from that day on its items change by adjustment. A plan that was passed stays so.
 * @throws {Problem} `forbidden`, `not-found`, `plan-year-taken` when another plan for the year was passed
 */
export async function changePlan(services: Services, actor: ActorOrOperator, id: string, wish: PlanChange): Promise<Plan> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  return transaction(services.db, async trx => {
    const plan = await lockPlan(trx, id)
    if (!plan) throw new Problem('not-found', { detail: '没有找到这个规划或者计划，请核对地址。' })
    const shown = showPlan(plan)
    const title = wish.title?.trim() ?? plan.title
    const about = { actor: actor?.id ?? null, at, plan: id }
    if (title !== plan.title) {
      await updatePlan(trx, id, { title })
      await appendEvent(trx, { kind: 'planChanged', ...about, payload: { changes: { title } } })
    }
    const passes = wish.passedOn !== undefined && plan.passedOn === null ? wish.passedOn : null
    if (passes !== null) {
      await demandYearFree(trx, shown.kind, plan.year, id)
      await updatePlan(trx, id, { passedOn: passes })
      await appendEvent(trx, { kind: 'planPassed', ...about, payload: { on: passes } })
    }
    return { ...shown, title, passedOn: passes ?? plan.passedOn }
  })
}

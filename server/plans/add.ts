import type { NewPlan, NewPlanItem, Plan, PlanItem } from '../../schema/plans.ts'
import { Problem } from '../../schema/problems.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { isForeignKeyViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { PlanItemRow } from '../store/tables.ts'
import { indexItem } from './index-item.ts'
import { insertItem, insertPlan, lastPosition, lockPlan } from './store.ts'
import { showItem, showPlan } from './view.ts'

/** Adds a plan (五年立法规划, 年度立法计划). @throws {Problem} `forbidden` */
export async function addPlan(services: Services, actor: ActorOrOperator, wish: NewPlan): Promise<Plan> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  const row = { id: services.newId(), title: wish.title.trim(), kind: wish.kind, year: wish.year, createdAt: at }
  const { title, kind, year } = row
  await transaction(services.db, async trx => {
    await insertPlan(trx, row)
    await appendEvent(trx, { kind: 'planAdded', actor: actor?.id ?? null, at, plan: row.id, payload: { title, kind, year } })
  })
  return showPlan(row)
}

/**
 * Adds an item (立法项目) at the end of a plan, with its bill where there is one already.
 * @throws {Problem} `forbidden`, `not-found`, `no-such-bill`
 */
export async function addItem(services: Services, actor: ActorOrOperator, plan: string, wish: NewPlanItem): Promise<PlanItem> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  try {
    return await transaction(services.db, async trx => {
      if (!(await lockPlan(trx, plan))) throw new Problem('not-found', { detail: '没有找到这个规划或者计划，请核对地址。' })
      const row: PlanItemRow = {
        id: services.newId(),
        plan,
        title: wish.title.trim(),
        category: wish.category,
        bill: wish.bill ?? null,
        sponsor: wish.sponsor ?? null,
        draftingUnit: wish.draftingUnit ?? null,
        responsibleUnit: wish.responsibleUnit ?? null,
        plannedOn: JSON.stringify(wish.plannedOn ?? {}),
        position: (await lastPosition(trx, plan)) + 1,
        note: wish.note ?? null
      }
      await insertItem(trx, row)
      await indexItem(trx, row)
      const { id, title, category, bill } = row
      const payload = { item: id, title, category, bill }
      await appendEvent(trx, { kind: 'planItemAdded', actor: actor?.id ?? null, at, plan, ...(bill === null ? {} : { bill }), payload })
      return showItem(row)
    })
  } catch (error) {
    throw isForeignKeyViolation(error) ? noSuchBill() : error
  }
}

export const noSuchBill = () =>
  new Problem('no-such-bill', { errors: [{ code: 'no-such-bill', message: '没有找到所填的法规案', pointer: '/bill' }] })

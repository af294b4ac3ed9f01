import type { Adjustment, PlanItem, PlanItemChange } from '../../schema/plans.ts'
import { Problem } from '../../schema/problems.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { isForeignKeyViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import { removePassages } from '../store/search.ts'
import type { Services } from '../store/services.ts'
import type { PlanItemRow, PlanRow } from '../store/tables.ts'
import { demandOurBill, noSuchBill } from './add.ts'
import { traceAdjustment } from './adjust.ts'
import { indexItem } from './index-item.ts'
import { deleteItem, findItem, lockPlan, updateItem } from './store.ts'
import { showItem } from './view.ts'

/**
 * Changes an item of a plan: title, category, bill, units, planned dates, note. In a passed plan, title, category, sponsor and dates change by
 * adjustment (调整).
 * @throws {Problem} `forbidden`, `not-found`, `no-such-bill`, `adjustment-reason-missing`
 */
export async function changePlanItem(
  services: Services,
  actor: ActorOrOperator,
  plan: string,
  id: string,
  { plannedOn, adjustment, ...wish }: PlanItemChange
): Promise<PlanItem> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  const wanted = { ...wish, ...(plannedOn && { plannedOn: JSON.stringify(plannedOn) }) }
  try {
    return await transaction(services.db, async trx => {
      const { item, held } = await demandItem(trx, plan, id)
      const changes = Object.fromEntries(Object.entries(wanted).filter(([member, value]) => item[member as keyof typeof wanted] !== value))
      if (Object.keys(changes).length === 0) return showItem(item)
      await demandOurBill(trx, wish.bill ?? null)
      await traceAdjustment(services, trx, { plan: held, item, kind: 'changed', changes, adjustment })
      await updateItem(trx, id, changes)
      await appendEvent(trx, { kind: 'planItemChanged', actor: actor?.id ?? null, at, plan, payload: { item: id, changes } })
      const changed = { ...item, ...changes }
      await indexItem(trx, changed)
      return showItem(changed)
    })
  } catch (error) {
    throw isForeignKeyViolation(error) ? noSuchBill() : error
  }
}

/**
 * Takes an item out of its plan; that it stood there remains in the log, and of a passed plan among its adjustments.
 * @throws {Problem} `forbidden`, `not-found`, `adjustment-reason-missing`
 */
export async function removePlanItem(
  services: Services,
  actor: ActorOrOperator,
  plan: string,
  id: string,
  adjustment?: Adjustment
): Promise<void> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const { item, held } = await demandItem(trx, plan, id)
    await traceAdjustment(services, trx, { plan: held, item, kind: 'removed', changes: {}, adjustment })
    await deleteItem(trx, id)
    await removePassages(trx, { kind: 'planItem', subject: id })
    await appendEvent(trx, { kind: 'planItemRemoved', actor: actor?.id ?? null, at, plan, payload: { item: id, title: item.title } })
  })
}

/** The item with its plan, which is held until the transaction ends. @throws {Problem} `not-found` */
export async function demandItem(trx: Transaction, plan: string, id: string): Promise<{ item: PlanItemRow; held: PlanRow }> {
  const held = await lockPlan(trx, plan)
  const item = held && (await findItem(trx, plan, id))
  if (!item) throw new Problem('not-found', { detail: '没有找到这个立法项目，请刷新计划后重试。' })
  return { item, held }
}

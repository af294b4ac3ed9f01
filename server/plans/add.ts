import { CONSULTATION_WORKFLOW } from '../../schema/consultations.ts'
import { type NewPlan, type NewPlanItem, PLAN_KIND_TITLES, type Plan, type PlanItem } from '../../schema/plans.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { isForeignKeyViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { PlanItemRow, PlanRow } from '../store/tables.ts'
import { traceAdjustment } from './adjust.ts'
import { indexItem } from './index-item.ts'
import { insertItem, insertPlan, lastPosition, lockPlan, selectPlansOfYears } from './store.ts'
import { showItem, showPlan } from './view.ts'

/** A five-year plan lasts five years. */
const LASTS = { annualPlan: 1, fiveYearPlan: 5 } as const

/**
 * Adds a plan (五年立法规划, 年度立法计划) that is to be drawn up. Several drafts for one year may stand beside each other; one of them is passed.
 * @throws {Problem} `forbidden`, `plan-exists` for the same title, `plan-year-taken` when the year has a passed plan
 */
export async function addPlan(services: Services, actor: ActorOrOperator, wish: NewPlan): Promise<Plan> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  const row: PlanRow = { id: services.newId(), title: wish.title.trim(), kind: wish.kind, year: wish.year, passedOn: null, createdAt: at }
  const { title, kind, year } = row
  await transaction(services.db, async trx => {
    const others = await selectPlansOfYears(trx, kind, year, year)
    if (others.some(other => other.title === title)) throw new Problem('plan-exists')
    await demandYearFree(trx, wish.kind, year)
    await insertPlan(trx, row)
    await appendEvent(trx, { kind: 'planAdded', actor: actor?.id ?? null, at, plan: row.id, payload: { title, kind, year } })
  })
  return showPlan(row)
}

/** One plan a year is passed. @throws {Problem} `plan-year-taken`, naming the plan that holds the year */
export async function demandYearFree(trx: Transaction, kind: Plan['kind'], year: number, own: string | null = null): Promise<void> {
  const years = LASTS[kind]
  const passed = (await selectPlansOfYears(trx, kind, year - years + 1, year + years - 1)).find(
    ({ id, passedOn }) => passedOn !== null && id !== own
  )
  if (!passed) return
  throw new Problem('plan-year-taken', {
    detail: `《${passed.title}》已经通过，同一${kind === 'annualPlan' ? '年度' : '规划期'}只能有一个${PLAN_KIND_TITLES[kind]}；需要变动的，请在其中办理调整。`,
    errors: [{ code: 'plan-year-taken', message: `${year} 年已有《${passed.title}》`, pointer: '/year' }]
  })
}

/** Where an item came from, for acts that carry one over. */
export interface ItemOrigin {
  readonly proposal?: string
  readonly carriedFrom?: string
}

/**
 * Adds an item (立法项目) at the end of a plan, with its bill where there is one already. In a passed plan this is an adjustment.
 * @throws {Problem} `forbidden`, `not-found`, `no-such-bill`, `adjustment-reason-missing`
 */
export async function addItem(
  services: Services,
  actor: ActorOrOperator,
  plan: string,
  wish: NewPlanItem,
  origin: ItemOrigin = {}
): Promise<PlanItem> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  try {
    return await transaction(services.db, async trx => {
      const held = await lockPlan(trx, plan)
      if (!held) throw new Problem('not-found', { detail: '没有找到这个规划或者计划，请核对地址。' })
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
        note: wish.note ?? null,
        proposal: origin.proposal ?? null,
        amends: wish.amends ?? null,
        carriedFrom: origin.carriedFrom ?? null
      }
      await demandOurBill(trx, row.bill)
      await insertItem(trx, row)
      await traceAdjustment(services, trx, { plan: held, item: row, kind: 'added', changes: {}, adjustment: wish.adjustment })
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

/** A plan names bills of ours. @throws {Problem} `no-such-bill` for a draft of others on which our opinion is asked */
export async function demandOurBill(trx: Transaction, id: string | null): Promise<void> {
  if (id === null) return
  const bill = await demandBill(trx, id).catch(() => null)
  if (bill === null || bill.workflow === CONSULTATION_WORKFLOW) throw noSuchBill()
}

export const noSuchBill = () =>
  new Problem('no-such-bill', { errors: [{ code: 'no-such-bill', message: '没有找到所填的法规案', pointer: '/bill' }] })

import type { Plan, PlanAdjustment, PlanItem } from '../../schema/plans.ts'
import { Problem } from '../../schema/problems.ts'
import type { Database } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import type { PlanRow } from '../store/tables.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { findItem, findPlan, selectAdjustments, selectItems, selectPlans } from './store.ts'
import { showAdjustment, showItem, showPlan } from './view.ts'

interface PageQuery {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** Plans, latest year first; every signed-in role may list them. */
export async function listPlans({ db }: Pick<Services, 'db'>, query: PageQuery): Promise<{ items: Plan[]; next: string | null }> {
  const { limit, after } = readPage(query, ['number', 'string'])
  const rows = await selectPlans(db, limit + 1, after ? { year: Number(after[0]), id: String(after[1]) } : null)
  return pageOf(rows, limit, ({ year, id }) => [year, id], showPlan)
}

/** @throws {Problem} `not-found` */
export async function readPlan({ db }: Pick<Services, 'db'>, id: string): Promise<Plan> {
  return showPlan(await demandPlan(db, id))
}

/** Items of a plan in their order. @throws {Problem} `not-found` */
export async function listItems(
  { db }: Pick<Services, 'db'>,
  plan: string,
  query: PageQuery
): Promise<{ items: PlanItem[]; next: string | null }> {
  await demandPlan(db, plan)
  const { limit, after } = readPage(query, ['number'])
  const rows = await selectItems(db, plan, limit + 1, after ? Number(after[0]) : 0)
  return pageOf(rows, limit, ({ position }) => [position], showItem)
}

/** One item of a plan. @throws {Problem} `not-found` */
export async function readItem({ db }: Pick<Services, 'db'>, plan: string, id: string): Promise<PlanItem> {
  const row = await findItem(db, plan, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这个立法项目，请刷新计划后重试。' })
  return showItem(row)
}

/** Adjustments of a plan, the first one first. @throws {Problem} `not-found` */
export async function listAdjustments(
  { db }: Pick<Services, 'db'>,
  plan: string,
  query: PageQuery
): Promise<{ items: PlanAdjustment[]; next: string | null }> {
  await demandPlan(db, plan)
  const { limit, after } = readPage(query, ['string'])
  const rows = await selectAdjustments(db, plan, limit + 1, after ? String(after[0]) : '')
  return pageOf(rows, limit, ({ id }) => [id], showAdjustment)
}

/** @throws {Problem} `not-found` */
export async function demandPlan(db: Database, id: string): Promise<PlanRow> {
  const row = await findPlan(db, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这个规划或者计划，请核对地址，或者从规划计划列表中进入。' })
  return row
}

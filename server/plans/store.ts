/** The tables of plans and their items. */
import type { Database, Transaction } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { PlanAdjustmentRow, PlanItemRow, PlanRow } from '../store/tables.ts'

export const insertPlan = (trx: Transaction, row: PlanRow) => trx.insertInto('plan').values(row).execute()

export const findPlan = (db: Database, id: string): Promise<PlanRow | undefined> =>
  db.selectFrom('plan').selectAll().where('id', '=', id).executeTakeFirst()

/** Held until the transaction ends, so that two items added at once do not get the same place. */
export const lockPlan = (trx: Transaction, id: string): Promise<PlanRow | undefined> =>
  trx
    .selectFrom('plan')
    .selectAll()
    .where('id', '=', id)
    .$if(dialectOf(trx) === 'postgres', query => query.forUpdate())
    .executeTakeFirst()

/** Latest year first, and within a year the newest. */
export const selectPlans = (
  db: Database,
  limit: number,
  after: { readonly year: number; readonly id: string } | null
): Promise<PlanRow[]> =>
  db
    .selectFrom('plan')
    .selectAll()
    .$if(after !== null, query =>
      query.where(eb =>
        eb.or([eb('year', '<', after?.year ?? 0), eb.and([eb('year', '=', after?.year ?? 0), eb('id', '<', after?.id ?? '')])])
      )
    )
    .orderBy('year', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const insertItem = (trx: Transaction, row: PlanItemRow) => trx.insertInto('planItem').values(row).execute()

export const findItem = (db: Database, plan: string, id: string): Promise<PlanItemRow | undefined> =>
  db.selectFrom('planItem').selectAll().where('plan', '=', plan).where('id', '=', id).executeTakeFirst()

export const selectItems = (db: Database, plan: string, limit: number | null = null, after = 0): Promise<PlanItemRow[]> =>
  db
    .selectFrom('planItem')
    .selectAll()
    .where('plan', '=', plan)
    .where('position', '>', after)
    .orderBy('position')
    .$if(limit !== null, query => query.limit(limit ?? 1))
    .execute()

export async function lastPosition(trx: Transaction, plan: string): Promise<number> {
  const row = await trx
    .selectFrom('planItem')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('plan', '=', plan)
    .executeTakeFirst()
  return row?.last ?? 0
}

export const updateItem = (trx: Transaction, id: string, change: Partial<Omit<PlanItemRow, 'id' | 'plan'>>) =>
  trx.updateTable('planItem').set(change).where('id', '=', id).execute()

export const deleteItem = (trx: Transaction, id: string) => trx.deleteFrom('planItem').where('id', '=', id).execute()

export const updatePlan = (trx: Transaction, id: string, change: Partial<Pick<PlanRow, 'title' | 'passedOn'>>) =>
  trx.updateTable('plan').set(change).where('id', '=', id).execute()

/** Plans of a kind that begin in some years; the earliest first. */
export const selectPlansOfYears = (db: Database, kind: string, from: number, to: number): Promise<PlanRow[]> =>
  db
    .selectFrom('plan')
    .selectAll()
    .where('kind', '=', kind)
    .where('year', '>=', from)
    .where('year', '<=', to)
    .orderBy('year')
    .orderBy('id')
    .execute()

export const insertAdjustment = (trx: Transaction, row: PlanAdjustmentRow) => trx.insertInto('planAdjustment').values(row).execute()

/** Adjustments of a plan, in the order in which they were written. */
export const selectAdjustments = (db: Database, plan: string, limit: number | null = null, after = ''): Promise<PlanAdjustmentRow[]> =>
  db
    .selectFrom('planAdjustment')
    .selectAll()
    .where('plan', '=', plan)
    .where('id', '>', after)
    .orderBy('id')
    .$if(limit !== null, query => query.limit(limit ?? 1))
    .execute()

/** How many items each of some plans has. */
export async function countItems(db: Database, plans: readonly string[]): Promise<Map<string, number>> {
  if (plans.length === 0) return new Map()
  const rows = await db
    .selectFrom('planItem')
    .select(({ fn }) => ['plan', fn.countAll<number | string>().as('count')])
    .where('plan', 'in', plans)
    .groupBy('plan')
    .execute()
  return new Map(rows.map(({ plan, count }) => [plan, Number(count)]))
}

/** Bills that amend a regulation, as the items of plans say, the newest first. */
export async function selectAmendingBills(db: Database, amends: string): Promise<{ id: string; state: string }[]> {
  return db
    .selectFrom('planItem')
    .innerJoin('bill', 'bill.id', 'planItem.bill')
    .select(['bill.id as id', 'bill.state as state'])
    .distinct()
    .where('planItem.amends', '=', amends)
    .where('bill.kind', '<>', 'repeal')
    .orderBy('bill.id', 'desc')
    .execute()
}

/** Every plan and every item, for whoever must look at each. */
export const selectAllPlans = (db: Database): Promise<PlanRow[]> => db.selectFrom('plan').selectAll().execute()
export const selectAllItems = (db: Database): Promise<PlanItemRow[]> => db.selectFrom('planItem').selectAll().execute()

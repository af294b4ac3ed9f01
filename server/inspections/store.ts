/** The tables of inspections, their slots and the problems found. */
import type { InspectionShow } from '../../schema/inspections.ts'
import type { Database, Transaction } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { InspectionProblemRow, InspectionRow, InspectionSlotRow } from '../store/tables.ts'

export interface InspectionWithBill extends InspectionRow {
  billTitle: string
}

export async function insertInspection(trx: Transaction, row: InspectionRow, slots: readonly InspectionSlotRow[]): Promise<void> {
  await trx.insertInto('inspection').values(row).execute()
  await trx
    .insertInto('inspectionSlot')
    .values([...slots])
    .execute()
}

export interface InspectionFilter {
  /** Of one regulation alone. */
  readonly bill?: string | undefined
  /** `unfinished`: a slot or a problem is still open; `late`: a problem is past its day. */
  readonly show?: InspectionShow | undefined
}

const OPEN: readonly string[] = ['open', 'rectifying']

const filtered = (db: Database, { bill, show }: InspectionFilter, today: string) =>
  db
    .selectFrom('inspection')
    .$if(bill !== undefined, query => query.where('inspection.bill', '=', bill ?? ''))
    .$if(show !== undefined, query =>
      query.where(({ or, exists, selectFrom }) => {
        const problems = selectFrom('inspectionProblem')
          .select('inspectionProblem.id')
          .whereRef('inspectionProblem.inspection', '=', 'inspection.id')
          .where('inspectionProblem.status', 'in', OPEN)
        if (show === 'late') return exists(problems.where('inspectionProblem.dueOn', '<', today))
        const slots = selectFrom('inspectionSlot')
          .select('inspectionSlot.code')
          .whereRef('inspectionSlot.inspection', '=', 'inspection.id')
          .where('inspectionSlot.doneOn', 'is', null)
        return or([exists(slots), exists(problems)])
      })
    )

/** A page, the newest first. @param after id behind which the page begins */
export const selectInspections = (
  db: Database,
  filter: InspectionFilter,
  today: string,
  limit: number,
  after: string | null
): Promise<InspectionWithBill[]> =>
  filtered(db, filter, today)
    .innerJoin('bill', 'bill.id', 'inspection.bill')
    .selectAll('inspection')
    .select('bill.title as billTitle')
    .$if(after !== null, query => query.where('inspection.id', '<', after ?? ''))
    .orderBy('inspection.id', 'desc')
    .limit(limit)
    .execute()

export async function countInspections(db: Database, filter: InspectionFilter, today: string): Promise<number> {
  const { count } = await filtered(db, filter, today)
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many problems of all inspections are not closed (销号). */
export async function countOpenProblems(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('inspectionProblem')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('status', 'in', OPEN)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** When the last inspection of some regulations began. */
export const selectLastOf = async (db: Database, bills: readonly string[]): Promise<{ bill: string; on: string }[]> =>
  bills.length === 0
    ? []
    : db
        .selectFrom('inspection')
        .select(({ fn }) => ['bill', fn.max('startedOn').as('on')])
        .where('bill', 'in', [...bills])
        .groupBy('bill')
        .execute()

/** Held until the transaction ends. */
export const lockInspection = (trx: Transaction, id: string): Promise<InspectionRow | undefined> =>
  trx
    .selectFrom('inspection')
    .selectAll()
    .where('id', '=', id)
    .$if(dialectOf(trx) === 'postgres', query => query.forUpdate())
    .executeTakeFirst()

export const findInspection = (db: Database, id: string): Promise<InspectionWithBill | undefined> =>
  db
    .selectFrom('inspection')
    .innerJoin('bill', 'bill.id', 'inspection.bill')
    .selectAll('inspection')
    .select('bill.title as billTitle')
    .where('inspection.id', '=', id)
    .executeTakeFirst()

export const selectSlots = async (db: Database, inspections: readonly string[]): Promise<InspectionSlotRow[]> =>
  inspections.length === 0
    ? []
    : db.selectFrom('inspectionSlot').selectAll().where('inspection', 'in', inspections).orderBy('position').execute()

export const findSlot = (db: Database, inspection: string, code: string): Promise<InspectionSlotRow | undefined> =>
  db.selectFrom('inspectionSlot').selectAll().where('inspection', '=', inspection).where('code', '=', code).executeTakeFirst()

export const updateSlot = (trx: Transaction, inspection: string, code: string, change: Partial<InspectionSlotRow>) =>
  trx.updateTable('inspectionSlot').set(change).where('inspection', '=', inspection).where('code', '=', code).execute()

export const insertProblem = (trx: Transaction, row: InspectionProblemRow) => trx.insertInto('inspectionProblem').values(row).execute()

export const selectProblems = async (db: Database, inspections: readonly string[]): Promise<InspectionProblemRow[]> =>
  inspections.length === 0
    ? []
    : db.selectFrom('inspectionProblem').selectAll().where('inspection', 'in', inspections).orderBy('id').execute()

export const findProblem = (db: Database, inspection: string, id: string): Promise<InspectionProblemRow | undefined> =>
  db.selectFrom('inspectionProblem').selectAll().where('inspection', '=', inspection).where('id', '=', id).executeTakeFirst()

export const updateProblem = (trx: Transaction, id: string, change: Partial<InspectionProblemRow>) =>
  trx.updateTable('inspectionProblem').set(change).where('id', '=', id).execute()

export async function countOfBill(db: Database, bill: string): Promise<{ inspections: number; problems: number }> {
  const inspections = await db.selectFrom('inspection').select('id').where('bill', '=', bill).execute()
  const ids = inspections.map(({ id }) => id)
  return { inspections: ids.length, problems: (await selectProblems(db, ids)).length }
}

/** All of them, for whoever must look at each. */
export const selectAllInspections = (db: Database): Promise<InspectionRow[]> => db.selectFrom('inspection').selectAll().execute()
export const selectAllSlots = (db: Database): Promise<InspectionSlotRow[]> => db.selectFrom('inspectionSlot').selectAll().execute()
export const selectAllFindings = (db: Database): Promise<InspectionProblemRow[]> => db.selectFrom('inspectionProblem').selectAll().execute()

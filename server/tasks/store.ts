/** The tables of 任务书, 施工图 and 周周交账. */
import { sql } from 'kysely'
import type { Database, Transaction } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { BillScheduleRow, CheckInRow, EventRow, TaskRow } from '../store/tables.ts'

/** Rows of one statement: SQLite takes 32,766 values in all. */
const BATCH = 1_000

export async function insertTasks(trx: Transaction, rows: readonly TaskRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH)
    await trx
      .insertInto('task')
      .values(rows.slice(at, at + BATCH))
      .execute()
}

export const selectTasks = (db: Database, bill: string): Promise<TaskRow[]> =>
  db.selectFrom('task').selectAll().where('bill', '=', bill).orderBy('position').execute()

export const findTask = (db: Database, bill: string, id: string): Promise<TaskRow | undefined> =>
  db.selectFrom('task').selectAll().where('bill', '=', bill).where('id', '=', id).executeTakeFirst()

/** A task, its row held until the transaction ends. */
export const lockTask = (trx: Transaction, bill: string, id: string): Promise<TaskRow | undefined> =>
  trx
    .selectFrom('task')
    .selectAll()
    .where('bill', '=', bill)
    .where('id', '=', id)
    .$if(dialectOf(trx) === 'postgres', query => query.forUpdate())
    .executeTakeFirst()

export const updateTask = (trx: Transaction, id: string, change: Partial<Omit<TaskRow, 'id' | 'bill' | 'code' | 'revision'>>) =>
  trx
    .updateTable('task')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .execute()

/** How many tasks of each place stand in which status; nothing for a bill without a 任务书. */
export const countByPlace = (db: Database, bills: readonly string[]) =>
  bills.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('task')
        .select(['bill', 'place', 'status', ({ fn }) => fn.countAll<number | string>().as('count')])
        .where('bill', 'in', bills)
        .groupBy(['bill', 'place', 'status'])
        .execute()

/** The first plan and the last one; the same where there is one. */
export async function findSchedules(
  db: Database,
  bill: string
): Promise<{ readonly baseline: BillScheduleRow; readonly current: BillScheduleRow } | null> {
  const ordered = db.selectFrom('billSchedule').selectAll().where('bill', '=', bill).limit(1)
  const baseline = await ordered.orderBy('seq', 'asc').executeTakeFirst()
  const current = await ordered.orderBy('seq', 'desc').executeTakeFirst()
  return baseline && current ? { baseline, current } : null
}

/** Those of the bills that have a plan. */
export const selectScheduled = (db: Database, bills: readonly string[]): Promise<{ bill: string }[]> =>
  bills.length === 0 ? Promise.resolve([]) : db.selectFrom('billSchedule').select('bill').distinct().where('bill', 'in', bills).execute()

/** The first and the last plan of many bills, in two queries; bills without one are missing. */
export async function selectSchedules(
  db: Database,
  bills: readonly string[]
): Promise<Map<string, { readonly baseline: BillScheduleRow; readonly current: BillScheduleRow }>> {
  if (bills.length === 0) return new Map()
  const edge = (which: 'min' | 'max') =>
    db
      .selectFrom('billSchedule as plan')
      .selectAll()
      .where('plan.bill', 'in', bills)
      .where('plan.seq', '=', eb =>
        eb
          .selectFrom('billSchedule as other')
          .select(({ fn }) => fn[which]('other.seq').as('seq'))
          .whereRef('other.bill', '=', 'plan.bill')
      )
      .execute()
  const baselines = new Map((await edge('min')).map(row => [row.bill, row]))
  return new Map(
    (await edge('max')).flatMap(current => {
      const baseline = baselines.get(current.bill)
      return baseline ? [[current.bill, { baseline, current }] as const] : []
    })
  )
}

/** Tasks of some bills that are not done, and that have begun or fall due by a day; of those without dates, all. */
export const selectOpenTasks = (db: Database, bills: readonly string[], today: string, until: string): Promise<TaskRow[]> =>
  bills.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('task')
        .selectAll()
        .where('bill', 'in', bills)
        .where('status', 'in', ['notStarted', 'inProgress'])
        .where(eb =>
          eb.or([
            eb('dueOn', '<=', until),
            eb('startOn', '<=', today),
            eb('status', '=', 'inProgress'),
            eb.and([eb('startOn', 'is', null), eb('dueOn', 'is', null)])
          ])
        )
        .orderBy('bill')
        .orderBy('position')
        .execute()

/** Open tasks of a person that have a day. */
export const selectDatedTasks = (db: Database, person: string): Promise<TaskRow[]> =>
  db
    .selectFrom('task')
    .selectAll()
    .where('person', '=', person)
    .where('status', 'in', ['notStarted', 'inProgress'])
    .where('dueOn', 'is not', null)
    .orderBy('dueOn')
    .orderBy('id')
    .execute()

export const insertSchedule = (trx: Transaction, row: BillScheduleRow) => trx.insertInto('billSchedule').values(row).execute()

export const selectCheckIns = (db: Database, bill: string, from: string, to: string): Promise<CheckInRow[]> =>
  db
    .selectFrom('checkIn')
    .selectAll()
    .where('bill', '=', bill)
    .where('week', '>=', from)
    .where('week', '<=', to)
    .orderBy('week', 'desc')
    .orderBy('unit')
    .execute()

/** Tasks of all bills that had begun by the end of a week and were not done before it began. */
export const selectTasksOfWeek = (db: Database, monday: string, sunday: string): Promise<TaskRow[]> =>
  db
    .selectFrom('task')
    .selectAll()
    .where('startOn', '<=', sunday)
    .where('status', '<>', 'notApplicable')
    .where(eb => eb.or([eb('doneOn', 'is', null), eb('doneOn', '>=', monday)]))
    .orderBy('bill')
    .orderBy('position')
    .execute()

export const selectCheckInsOfWeek = (db: Database, week: string): Promise<CheckInRow[]> =>
  db.selectFrom('checkIn').selectAll().where('week', '=', week).orderBy('unit').execute()

/** How often each unit has postponed, by bill, up to a week. */
export const countPostponed = (db: Database, week: string) =>
  db
    .selectFrom('checkIn')
    .select(({ fn }) => ['bill', 'unit', fn.countAll<number | string>().as('count')])
    .where('status', '=', 'postponed')
    .where('week', '<=', week)
    .groupBy(['bill', 'unit'])
    .execute()

export const firstCheckIn = async (db: Database, bill: string): Promise<string | null> => {
  const row = await db
    .selectFrom('checkIn')
    .select(({ fn }) => fn.min('week').as('week'))
    .where('bill', '=', bill)
    .executeTakeFirst()
  return row?.week ?? null
}

/** Keeps what a unit hands in; what it handed in before for the same week is replaced. */
export const putCheckIn = (trx: Transaction, { id, bill, unit, week, ...said }: CheckInRow): Promise<CheckInRow> =>
  trx
    .insertInto('checkIn')
    .values({ id, bill, unit, week, ...said })
    .onConflict(conflict => conflict.columns(['bill', 'week', 'unit']).doUpdateSet(said))
    .returningAll()
    .executeTakeFirstOrThrow()

/** For `verify`: everything that tasks, schedules and check-ins went through, in order. */
export const selectWorkEvents = (db: Database): Promise<EventRow[]> =>
  db
    .selectFrom('event')
    .selectAll()
    .where('kind', 'in', ['taskSheetMade', 'taskChanged', 'scheduleSet', 'checkedIn'])
    .orderBy('seq')
    .execute()
export const selectAllTasks = (db: Database) =>
  db.selectFrom('task').select(['id', 'bill', 'code', 'title', 'unit', 'person', 'status', 'reason', 'doneOn']).orderBy('id').execute()
export const selectAllSchedules = (db: Database) =>
  db.selectFrom('billSchedule').select(['bill', 'seq', 'target', 'goal', 'reason']).orderBy('bill').orderBy('seq').execute()
export const selectAllCheckIns = (db: Database) =>
  db
    .selectFrom('checkIn')
    .select(['bill', 'week', 'unit', 'status', 'done', 'reason', 'next', 'help'])
    .orderBy('bill')
    .orderBy('week')
    .execute()

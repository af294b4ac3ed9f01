/** The tables of calendar feeds, notices and holidays. */
import type { Database, Transaction } from '../store/database.ts'
import type { CalendarFeedRow, HolidayYearRow, JobRow } from '../store/tables.ts'

export const insertFeed = (trx: Transaction, row: CalendarFeedRow) => trx.insertInto('calendarFeed').values(row).execute()

export const findFeed = (db: Database, account: string): Promise<CalendarFeedRow | undefined> =>
  db.selectFrom('calendarFeed').selectAll().where('account', '=', account).where('revokedAt', 'is', null).executeTakeFirst()

/** @returns how many were in use */
export async function revokeFeeds(trx: Transaction, account: string, at: string): Promise<number> {
  const done = await trx
    .updateTable('calendarFeed')
    .set({ revokedAt: at })
    .where('account', '=', account)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/** Whose feed it is; nobody's when it was revoked, or the account may not sign in any more. */
export const findFeedOwner = (db: Database, hash: string) =>
  db
    .selectFrom('calendarFeed')
    .innerJoin('account', 'account.id', 'calendarFeed.account')
    .select(['account.id as id', 'account.displayName as displayName'])
    .where('calendarFeed.hash', '=', hash)
    .where('calendarFeed.revokedAt', 'is', null)
    .where('account.disabled', '=', 0)
    .executeTakeFirst()

export const selectHolidayYears = (db: Database): Promise<HolidayYearRow[]> =>
  db.selectFrom('holidayYear').selectAll().orderBy('year').execute()

export const putHolidayYear = (trx: Transaction, { year, ...said }: HolidayYearRow) =>
  trx
    .insertInto('holidayYear')
    .values({ year, ...said })
    .onConflict(conflict => conflict.column('year').doUpdateSet(said))
    .execute()

export const insertJobs = async (trx: Transaction, rows: readonly JobRow[]): Promise<void> => {
  if (rows.length > 0) await trx.insertInto('job').values(rows).execute()
}

/** Notices that are to be sent by now. */
export const selectDueJobs = (db: Database, at: string, limit: number): Promise<JobRow[]> =>
  db.selectFrom('job').selectAll().where('status', '=', 'waiting').where('nextAt', '<=', at).orderBy('createdAt').limit(limit).execute()

export const updateJob = (db: Database, id: string, change: Partial<Omit<JobRow, 'id'>>) =>
  db.updateTable('job').set(change).where('id', '=', id).execute()

/** When each person was last written a notice. */
export const selectLastNotices = (db: Database) =>
  db
    .selectFrom('job')
    .select(({ fn }) => ['account', 'urgent', fn.max('createdAt').as('at')])
    .groupBy(['account', 'urgent'])
    .execute()

/** Everybody who may sign in and works here. */
export const selectStaff = (db: Database) =>
  db.selectFrom('account').select(['id', 'name', 'displayName', 'role']).where('disabled', '=', 0).where('role', '=', 'staff').execute()

/** The tables of calendar feeds, notices and holidays. */
import type { Database, Transaction } from '../store/database.ts'
import type { CalendarFeedRow, HolidayYearRow, JobRow, NoticeAddressRow } from '../store/tables.ts'

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

/** Writes notices that are to be sent. What was written already, e.g. by a second service on the same database, stays as it is. */
export const insertJobs = async (db: Database, rows: readonly JobRow[]): Promise<void> => {
  if (rows.length > 0)
    await db
      .insertInto('job')
      .values(rows)
      .onConflict(conflict => conflict.column('id').doNothing())
      .execute()
}

/** Notices that are to be sent by now. */
export const selectDueJobs = (db: Database, at: string, limit: number): Promise<JobRow[]> =>
  db.selectFrom('job').selectAll().where('status', '=', 'waiting').where('nextAt', '<=', at).orderBy('createdAt').limit(limit).execute()

/** Takes a notice to send it, with when it is tried again should nothing be heard of it. @returns false when another service took it */
export async function claimJob(db: Database, { id, attempts }: Pick<JobRow, 'id' | 'attempts'>, nextAt: string): Promise<boolean> {
  const done = await db
    .updateTable('job')
    .set({ attempts: attempts + 1, nextAt })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .where('attempts', '=', attempts)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export const updateJob = (db: Database, id: string, change: Partial<Omit<JobRow, 'id'>>) =>
  db.updateTable('job').set(change).where('id', '=', id).execute()

export const selectNoticesSince = (db: Database, since: string): Promise<JobRow[]> =>
  db.selectFrom('job').selectAll().where('createdAt', '>=', since).orderBy('createdAt').execute()

/** Notices are no record: what is long over goes. */
export const deleteJobsBefore = (db: Database, before: string) =>
  db.deleteFrom('job').where('createdAt', '<', before).where('status', '!=', 'waiting').execute()

export const dropWaiting = async (db: Database, accounts: readonly string[]): Promise<void> => {
  if (accounts.length > 0)
    await db.updateTable('job').set({ status: 'failed' }).where('account', 'in', accounts).where('status', '=', 'waiting').execute()
}

/** Everybody who may sign in and works here, with the address of his digest. */
export const selectStaff = (db: Database) =>
  db
    .selectFrom('account')
    .leftJoin('noticeAddress', 'noticeAddress.account', 'account.id')
    .select(['account.id', 'account.name', 'account.displayName', 'noticeAddress.email'])
    .where('account.disabled', '=', 0)
    .where('account.role', '=', 'staff')
    .execute()

export const findNoticeAddress = async (db: Database, account: string): Promise<string | null> =>
  (await db.selectFrom('noticeAddress').select('email').where('account', '=', account).executeTakeFirst())?.email ?? null

export async function putNoticeAddress(trx: Transaction, { account, ...said }: NoticeAddressRow): Promise<void> {
  await trx
    .insertInto('noticeAddress')
    .values({ account, ...said })
    .onConflict(conflict => conflict.column('account').doUpdateSet(said))
    .execute()
}

export const deleteNoticeAddress = (trx: Transaction, account: string) =>
  trx.deleteFrom('noticeAddress').where('account', '=', account).execute()

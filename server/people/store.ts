/** Tables `account`, `token` and `session`: who may come in, and who is in. */
import { type NotNull, sql } from 'kysely'
import { compiled } from '../store/compiled.ts'
import type { Database, Transaction } from '../store/database.ts'
import type { AccountRow, SessionRow, TokenRow } from '../store/tables.ts'

const accountById = compiled((db, { id }: { id: string }) => db.selectFrom('account').selectAll().where('id', '=', id))

export const findAccount = async (db: Database, id: string): Promise<AccountRow | undefined> => (await accountById(db, { id }))[0]

export const findAccountByName = (db: Database, name: string): Promise<AccountRow | undefined> =>
  db.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst()

export const findAccounts = (db: Database, ids: readonly string[]): Promise<AccountRow[]> =>
  db.selectFrom('account').selectAll().where('id', 'in', ids).execute()

/** Accounts by name, up to `limit` of them after `after`. */
export const listAccountRows = (db: Database, limit: number, after: string | null): Promise<AccountRow[]> =>
  db
    .selectFrom('account')
    .selectAll()
    .$if(after !== null, query => query.where('name', '>', after ?? ''))
    .orderBy('name')
    .limit(limit)
    .execute()

/** Accounts that nobody has given a password yet. */
export const accountsWithoutPassword = (db: Database): Promise<AccountRow[]> =>
  db.selectFrom('account').selectAll().where('passwordHash', 'is', null).where('disabled', '=', 0).orderBy('id').execute()

export async function countAdministrators(trx: Transaction, except: string): Promise<number> {
  const { count } = await trx
    .selectFrom('account')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('role', '=', 'administrator')
    .where('disabled', '=', 0)
    .where('id', '!=', except)
    .executeTakeFirstOrThrow()
  return count
}

export async function insertAccount(trx: Transaction, row: AccountRow): Promise<void> {
  await trx.insertInto('account').values(row).execute()
}

export async function updateAccount(trx: Transaction, id: string, changes: Partial<Omit<AccountRow, 'id' | 'name'>>): Promise<void> {
  await trx.updateTable('account').set(changes).where('id', '=', id).execute()
}

/**
 * Counts a try to sign in as failed before it is made: of a thousand tries at once no more than allowed come to be made.
 * @returns how many failed in a row with this one, or `null` while the account is locked
 */
export async function countTry(db: Database, id: string, at: string, lockedUntil: string, allowed: number): Promise<number | null> {
  const row = await db
    .updateTable('account')
    .set(({ case: when, ref, eb }) => ({
      failures: eb(ref('failures'), '+', 1),
      lockedUntil: when()
        .when(ref('failures'), '>=', allowed - 1)
        .then(lockedUntil)
        .else(null)
        .end()
    }))
    .where('id', '=', id)
    .where(({ or, eb }) => or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<=', at)]))
    .returning('failures')
    .executeTakeFirst()
  return row?.failures ?? null
}

export async function insertToken(trx: Transaction, row: TokenRow): Promise<void> {
  await trx.insertInto('token').values(row).execute()
}

// As subqueries: a join is planned anew by SQLite for each bound value, at ten times the cost of running it.
const accountByToken = compiled((db, { hash }: { hash: string }) =>
  db
    .selectFrom('account')
    .selectAll()
    .select(({ selectFrom }) => [
      selectFrom('token').select('id').where('hash', '=', hash).as('token'),
      selectFrom('token').select('lastUsedAt').where('hash', '=', hash).as('lastUsedAt')
    ])
    .where('id', '=', ({ selectFrom }) => selectFrom('token').select('account').where('hash', '=', hash).where('revokedAt', 'is', null))
    .where('disabled', '=', sql.lit(0))
    .$narrowType<{ token: NotNull }>()
)

/** The account of a token that holds, and when the token was last seen in use. */
export const findAccountByToken = async (
  db: Database,
  hash: string
): Promise<(AccountRow & { token: string; lastUsedAt: string | null }) | undefined> => (await accountByToken(db, { hash }))[0]

export async function touchToken(db: Database, id: string, at: string): Promise<void> {
  await db.updateTable('token').set({ lastUsedAt: at }).where('id', '=', id).execute()
}

export async function revokeTokens(trx: Transaction, account: string, at: string): Promise<void> {
  await trx.updateTable('token').set({ revokedAt: at }).where('account', '=', account).where('revokedAt', 'is', null).execute()
}

const runningSession = compiled((db, { id, at }: { id: string; at: string }) =>
  db.selectFrom('session').selectAll().where('id', '=', id).where('expiresAt', '>', at)
)

export const findSession = async (db: Database, id: string, at: string): Promise<SessionRow | undefined> =>
  (await runningSession(db, { id, at }))[0]

export async function saveSession(db: Database, row: SessionRow): Promise<void> {
  const { account, data } = row
  await db
    .insertInto('session')
    .values(row)
    .onConflict(conflict => conflict.column('id').doUpdateSet({ account, data }))
    .execute()
}

export async function prolongSession(db: Database, id: string, expiresAt: string): Promise<void> {
  await db.updateTable('session').set({ expiresAt }).where('id', '=', id).execute()
}

export async function deleteSession(db: Database, id: string): Promise<void> {
  await db.deleteFrom('session').where('id', '=', id).execute()
}

export async function deleteSessionsOf(trx: Transaction, account: string): Promise<void> {
  await trx.deleteFrom('session').where('account', '=', account).execute()
}

export async function deleteExpiredSessions(db: Database, at: string): Promise<void> {
  await db.deleteFrom('session').where('expiresAt', '<=', at).execute()
}

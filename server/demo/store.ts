import type { Database } from '../store/database.ts'

/** Whether nobody has begun to work with this database: no account, no bill, no plan. */
export async function isEmpty(db: Database): Promise<boolean> {
  for (const table of ['account', 'bill', 'plan'] as const)
    if (await db.selectFrom(table).select('id').limit(1).executeTakeFirst()) return false
  return true
}

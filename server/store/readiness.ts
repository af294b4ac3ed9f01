/** Whether the database can do its work now: not only be read (that a full disk allows) but take a write. */
import type { Database } from './database.ts'

const KEY = 'readiness'

/** @throws what the database says when it cannot write */
export async function writeReadiness(db: Database, at: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key: KEY, value: at })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value: at }))
    .execute()
}

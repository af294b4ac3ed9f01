/** The table of imports. */
import type { Database, Transaction } from '../store/database.ts'
import type { ImportJobRow } from '../store/tables.ts'

export const insertImport = (db: Database, row: ImportJobRow) => db.insertInto('importJob').values(row).execute()

export const findImport = (db: Database, id: string): Promise<ImportJobRow | undefined> =>
  db.selectFrom('importJob').selectAll().where('id', '=', id).executeTakeFirst()

/** How far an import has come, without what it holds. */
export const findProgress = (db: Database, id: string) =>
  db
    .selectFrom('importJob')
    .select(['id', 'bill', 'kind', 'status', 'rowsDone', 'rowsTotal', 'imported', 'updatedAt'])
    .where('id', '=', id)
    .executeTakeFirst()

type Change = Partial<Pick<ImportJobRow, 'status' | 'content' | 'rowsDone' | 'rowsTotal' | 'imported'>>

/** @returns false when the import is no longer in this state: somebody else was quicker */
export async function updateImport(db: Database | Transaction, id: string, from: string, change: Change, at: string): Promise<boolean> {
  const done = await db
    .updateTable('importJob')
    .set({ ...change, updatedAt: at })
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** The last imports of a bill, the newest first. */
export const selectImports = (db: Database, bill: string, limit: number) =>
  db
    .selectFrom('importJob')
    .select(['id', 'kind', 'status', 'fileName', 'imported', 'createdAt'])
    .where('bill', '=', bill)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Takes the content of imports that came to nothing: opinions that nobody confirmed are not kept. */
export const deleteUnconfirmed = (db: Database, before: string) =>
  db.deleteFrom('importJob').where('status', 'in', ['preview', 'cancelled', 'failed']).where('updatedAt', '<', before).execute()

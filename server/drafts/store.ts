/** The tables of documents (材料), working copies and marks 已阅, and versions with the names of those who saved them. */
import type { Database, Transaction } from '../store/database.ts'
import type { DocumentRow, ReadMarkRow, WorkingCopyRow } from '../store/tables.ts'
import type { StoredVersion } from '../store/versions.ts'

export const insertDocument = (trx: Transaction, row: DocumentRow) => trx.insertInto('document').values(row).execute()

export type DocumentWithNewest = DocumentRow & { readonly newest: number | null }

/** One document and how many versions it has. */
export const findDocument = (db: Database, id: string): Promise<DocumentWithNewest | undefined> =>
  selectWithNewest(db).where('document.id', '=', id).executeTakeFirst()

/** The documents of a bill in the order in which they were added. @param after the id behind which the page begins */
export const selectDocuments = (db: Database, bill: string, limit: number, after: string | null): Promise<DocumentWithNewest[]> =>
  selectWithNewest(db)
    .where('document.bill', '=', bill)
    .$if(after !== null, query => query.where('document.id', '>', after ?? ''))
    .orderBy('document.id')
    .limit(limit)
    .execute()

const selectWithNewest = (db: Database) =>
  db
    .selectFrom('document')
    .selectAll('document')
    .select(({ selectFrom }) =>
      selectFrom('version')
        .select(({ fn }) => fn.max('seq').as('newest'))
        .whereRef('version.document', '=', 'document.id')
        .as('newest')
    )

/** Names of accounts by id; an id without an account (命令行) is missing. */
export async function selectDisplayNames(db: Database, versions: readonly Pick<StoredVersion, 'author'>[]): Promise<Map<string, string>> {
  const ids = [...new Set(versions.map(({ author }) => author))]
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('account').select(['id', 'displayName']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, displayName }) => [id, displayName]))
}

/**
 * Keeps a working copy if the one before is what its writer last knew, or already says the same.
 * @returns whether it is kept
 */
export async function putWorkingCopy(trx: Transaction, row: WorkingCopyRow, after: string | null): Promise<boolean> {
  const { document, account, ...content } = row
  const { numUpdatedRows } = await trx
    .updateTable('workingCopy')
    .set(content)
    .where('document', '=', document)
    .where('account', '=', account)
    .where('sha256', 'in', after === null ? [row.sha256] : [row.sha256, after])
    .executeTakeFirstOrThrow()
  if (numUpdatedRows > 0n) return true
  if (after !== null) return false
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('workingCopy')
    .values(row)
    .onConflict(conflict => conflict.columns(['document', 'account']).doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const selectWorkingCopy = (db: Database, document: string, account: string): Promise<WorkingCopyRow | undefined> =>
  db.selectFrom('workingCopy').selectAll().where('document', '=', document).where('account', '=', account).executeTakeFirst()

/** @param hashes only when the copy is one of these texts */
export async function deleteWorkingCopy(db: Database, document: string, account: string, hashes?: readonly string[]): Promise<void> {
  await db
    .deleteFrom('workingCopy')
    .where('document', '=', document)
    .where('account', '=', account)
    .$if(hashes !== undefined, query => query.where('sha256', 'in', [...(hashes ?? [])]))
    .execute()
}

/** Others whose copy of a document was kept since a moment, those who wrote last first. */
export const selectOtherWriters = (db: Database, document: string, account: string, since: string) =>
  db
    .selectFrom('workingCopy')
    .innerJoin('account', 'account.id', 'workingCopy.account')
    .select(['account.displayName as name', 'workingCopy.article', 'workingCopy.savedAt'])
    .where('workingCopy.document', '=', document)
    .where('workingCopy.account', '<>', account)
    .where('workingCopy.savedAt', '>=', since)
    .orderBy('workingCopy.savedAt', 'desc')
    .limit(10)
    .execute()

export const selectReadMarks = (db: Database, document: string, account: string) =>
  db.selectFrom('readMark').select('change').where('document', '=', document).where('account', '=', account).execute()

/** Marking twice is marking once. */
export async function putReadMark(db: Database, row: ReadMarkRow): Promise<void> {
  await db
    .insertInto('readMark')
    .values(row)
    .onConflict(conflict => conflict.columns(['document', 'account', 'change']).doNothing())
    .execute()
}

export async function deleteReadMark(db: Database, { document, account, change }: Omit<ReadMarkRow, 'at'>): Promise<void> {
  await db.deleteFrom('readMark').where('document', '=', document).where('account', '=', account).where('change', '=', change).execute()
}

/** Documents of some bills that have a text, each with its newest version. */
/** @param until versions that were saved later are left out */
export const selectNewestPapers = (db: Database, bills: readonly string[], until?: string) =>
  bills.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('document')
        .innerJoin('version', 'version.document', 'document.id')
        .select(({ fn }) => [
          'document.bill as bill',
          'document.id as document',
          'document.title as title',
          fn.max('version.seq').as('version')
        ])
        .where('document.bill', 'in', bills)
        .$if(until !== undefined, query => query.where('version.createdAt', '<=', until ?? ''))
        .groupBy(['document.bill', 'document.id', 'document.title'])
        .orderBy('document.id')
        .execute()

export const selectNewestDraft = (db: Database, bill: string) =>
  db
    .selectFrom('document')
    .innerJoin('version', 'version.document', 'document.id')
    .select(['document.id as document', 'version.seq as version'])
    .where('document.bill', '=', bill)
    .where('document.kind', '=', 'draft')
    .orderBy('version.seq', 'desc')
    .limit(1)
    .executeTakeFirst()

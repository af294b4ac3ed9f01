/** The table of documents (材料), and versions with the names of those who saved them. */
import type { Database, Transaction } from '../store/database.ts'
import type { DocumentRow } from '../store/tables.ts'
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

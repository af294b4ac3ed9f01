/** Where a person wants the digest of his work to be sent. What columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

export const notices: Migration = async (db, dialect) => {
  const table = (db.schema.createTable('noticeAddress') as CreateTableBuilder<string, string>)
    .addColumn('account', 'text', c => c.primaryKey().notNull().references('account.id'))
    .addColumn('email', 'text', c => c.notNull())
    .addColumn('updatedAt', 'text', c => c.notNull())
  await (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
}

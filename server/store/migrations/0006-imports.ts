/** Imports of opinions by file. What their columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

export const imports: Migration = async (db, dialect) => {
  const table = (db.schema.createTable('importJob') as CreateTableBuilder<string, string>)
    .addColumn('id', 'text', c => c.primaryKey().notNull())
    .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
    .addColumn('document', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('fileName', 'text', c => c.notNull())
    .addColumn('sha256', 'text', c => c.notNull())
    .addColumn('account', 'text', c => c.notNull().references('account.id'))
    .addColumn('content', 'text', c => c.notNull())
    .addColumn('rowsDone', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('rowsTotal', 'integer', c => c.notNull())
    .addColumn('imported', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('createdAt', 'text', c => c.notNull())
    .addColumn('updatedAt', 'text', c => c.notNull())
    .addForeignKeyConstraint('import_version', ['document', 'version'], 'version', ['document', 'seq'])
  await (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
  await db.schema.createIndex('import_bill').on('importJob').columns(['bill', 'id']).execute()
}

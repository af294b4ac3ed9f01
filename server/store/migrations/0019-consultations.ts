/** Drafts of the nation and the province on which our opinion is asked. What their columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

export const consultations: Migration = async (db, dialect) => {
  const table = (db.schema.createTable('consultation') as CreateTableBuilder<string, string>)
    .addColumn('bill', 'text', c => c.primaryKey().notNull().references('bill.id'))
    .addColumn('document', 'text', c => c.notNull().references('document.id'))
    .addColumn('level', 'text', c => c.notNull())
    .addColumn('askedBy', 'text', c => c.notNull())
    .addColumn('number', 'text')
    .addColumn('receivedOn', 'text', c => c.notNull())
    .addColumn('dueOn', 'text', c => c.notNull())
    .addColumn('createdAt', 'text', c => c.notNull())
  await (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
}

/** Rounds in which opinions are asked for. What their columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

export const rounds: Migration = async (db, dialect) => {
  const table = (db.schema.createTable('round') as CreateTableBuilder<string, string>)
    .addColumn('id', 'text', c => c.primaryKey().notNull())
    .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
    .addColumn('document', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('title', 'text', c => c.notNull())
    .addColumn('addressees', 'text')
    .addColumn('opensOn', 'text', c => c.notNull())
    .addColumn('closesOn', 'text', c => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('createdAt', 'text', c => c.notNull())
    .addForeignKeyConstraint('round_version', ['document', 'version'], 'version', ['document', 'seq'])
    .addCheckConstraint('round_period', sql`"closesOn" >= "opensOn"`)
  await (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
  await db.schema.createIndex('round_bill_id').on('round').columns(['bill', 'id']).execute()
  await db.schema
    .alterTable('opinion')
    .addColumn('round', 'text', c => c.references('round.id'))
    .execute()
}

/** Opinions on a bill's text. What their columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

export const opinions: Migration = async (db, dialect) => {
  const table = (db.schema.createTable('opinion') as CreateTableBuilder<string, string>)
    .addColumn('id', 'text', c => c.primaryKey().notNull())
    .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
    .addColumn('document', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('article', 'text')
    .addColumn('articleAt', 'integer')
    .addColumn('quote', 'text')
    .addColumn('prefix', 'text', c => c.notNull())
    .addColumn('suffix', 'text', c => c.notNull())
    .addColumn('quoteStart', 'integer')
    .addColumn('quoteEnd', 'integer')
    .addColumn('body', 'text', c => c.notNull())
    .addColumn('proposal', 'text')
    .addColumn('source', 'text', c => c.notNull())
    .addColumn('givenBy', 'text', c => c.notNull())
    .addColumn('givenOn', 'text', c => c.notNull())
    .addColumn('status', 'text', c => c.notNull().check(sql`status in ('draft', 'submitted')`))
    .addColumn('verdict', 'text')
    .addColumn('reason', 'text')
    .addColumn('judgedBy', 'text')
    .addColumn('judgedAt', 'text')
    .addColumn('author', 'text', c => c.notNull())
    .addColumn('createdAt', 'text', c => c.notNull())
    .addColumn('revision', 'integer', c => c.notNull().defaultTo(1))
    .addForeignKeyConstraint('opinion_version', ['document', 'version'], 'version', ['document', 'seq'])
    // What is adopted speaks for itself; every other answer owes its reason.
    .addCheckConstraint('opinion_reason', sql`verdict is null or verdict = 'adopted' or reason is not null`)
  await (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
  await db.schema.createIndex('opinion_bill_id').on('opinion').columns(['bill', 'id']).execute()
  await db.schema.createIndex('opinion_document').on('opinion').columns(['document', 'version']).execute()
}

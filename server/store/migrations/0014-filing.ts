/** 报备 of our regulations, and 清理 in batches. What the columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

export const filing: Migration = async (db, dialect) => {
  const make = (table: CreateTableBuilder<string, string>) => (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
  await make(
    (db.schema.createTable('filing') as CreateTableBuilder<string, string>)
      .addColumn('regulation', 'text', c => c.notNull())
      .addColumn('seq', 'integer', c => c.notNull())
      .addColumn('addressee', 'text', c => c.notNull())
      .addColumn('number', 'text')
      .addColumn('sentOn', 'text', c => c.notNull())
      .addColumn('documents', 'text', c => c.notNull())
      .addColumn('receiptOn', 'text')
      .addColumn('receiptNumber', 'text')
      .addColumn('note', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addPrimaryKeyConstraint('filing_pk', ['regulation', 'seq'])
      .addForeignKeyConstraint('filing_text', ['regulation', 'seq'], 'regulationText', ['regulation', 'seq'])
  )
  await make(
    (db.schema.createTable('cleanup') as CreateTableBuilder<string, string>)
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('basis', 'text')
      .addColumn('openedOn', 'text', c => c.notNull())
      .addColumn('closedOn', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await make(
    (db.schema.createTable('cleanupItem') as CreateTableBuilder<string, string>)
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('cleanup', 'text', c => c.notNull().references('cleanup.id'))
      .addColumn('regulation', 'text', c => c.references('regulation.id'))
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('result', 'text')
      .addColumn('reason', 'text')
      .addColumn('judgedOn', 'text')
      .addColumn('position', 'integer', c => c.notNull())
  )
  await db.schema.createIndex('cleanupItem_cleanup_position').on('cleanupItem').columns(['cleanup', 'position']).execute()
}

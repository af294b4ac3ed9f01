/** Calendar feeds, notices that wait to be sent, and years of holidays that an administrator has added. What columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

type Columns = CreateTableBuilder<string, string>

export const calendar: Migration = async (db, dialect) => {
  const table = (name: string, columns: (table: Columns) => Columns) => {
    const made = columns(db.schema.createTable(name) as Columns)
    return (dialect === 'sqlite' ? made.modifyEnd(sql`strict`) : made).execute()
  }
  await db.schema
    .alterTable('task')
    .addColumn('revision', 'integer', c => c.notNull().defaultTo(0))
    .execute()
  await table('calendarFeed', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('account', 'text', c => c.notNull().references('account.id'))
      .addColumn('hash', 'text', c => c.notNull().unique())
      .addColumn('createdAt', 'text', c => c.notNull())
      .addColumn('revokedAt', 'text')
  )
  await table('job', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('account', 'text', c => c.notNull().references('account.id'))
      .addColumn('body', 'text', c => c.notNull())
      .addColumn('urgent', 'integer', c => c.notNull())
      .addColumn('status', 'text', c => c.notNull().check(sql`status in ('waiting', 'sent', 'failed')`))
      .addColumn('attempts', 'integer', c => c.notNull())
      .addColumn('lastError', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addColumn('nextAt', 'text', c => c.notNull())
      .addColumn('sentAt', 'text')
  )
  await table('holidayYear', t =>
    t
      .addColumn('year', 'integer', c => c.primaryKey().notNull())
      .addColumn('holidays', 'text', c => c.notNull())
      .addColumn('workdays', 'text', c => c.notNull())
      .addColumn('source', 'text')
      .addColumn('updatedAt', 'text', c => c.notNull())
  )
  await db.schema.createIndex('job_status').on('job').columns(['status', 'nextAt']).execute()
  await db.schema.createIndex('job_account').on('job').columns(['account', 'createdAt']).execute()
}

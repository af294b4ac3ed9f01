/** Working copies of those who write, and the ticks 已阅 of those who read. What their columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

type Columns = CreateTableBuilder<string, string>

export const drafting: Migration = async (db, dialect) => {
  const table = (name: string, columns: (table: Columns) => Columns) => {
    const made = columns(db.schema.createTable(name) as Columns)
    return (dialect === 'sqlite' ? made.modifyEnd(sql`strict`) : made).execute()
  }
  await table('workingCopy', t =>
    t
      .addColumn('document', 'text', c => c.notNull())
      .addColumn('account', 'text', c => c.notNull().references('account.id'))
      .addColumn('base', 'integer', c => c.notNull())
      .addColumn('text', 'text', c => c.notNull())
      .addColumn('sha256', 'text', c => c.notNull())
      .addColumn('article', 'text')
      .addColumn('savedAt', 'text', c => c.notNull())
      .addPrimaryKeyConstraint('workingCopy_key', ['document', 'account'])
      .addForeignKeyConstraint('workingCopy_base', ['document', 'base'], 'version', ['document', 'seq'])
  )
  await table('readMark', t =>
    t
      .addColumn('document', 'text', c => c.notNull().references('document.id'))
      .addColumn('account', 'text', c => c.notNull().references('account.id'))
      .addColumn('change', 'text', c => c.notNull().check(sql`length(change) = 64`))
      .addColumn('at', 'text', c => c.notNull())
      .addPrimaryKeyConstraint('readMark_key', ['document', 'account', 'change'])
  )
}

/** Files named by their hash, what evidence says besides, and 执法检查 with its thirteen slots. What the columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

type Columns = CreateTableBuilder<string, string>

export const inspections: Migration = async (db, dialect) => {
  const table = (name: string, columns: (table: Columns) => Columns) => {
    const made = columns(db.schema.createTable(name) as Columns)
    return (dialect === 'sqlite' ? made.modifyEnd(sql`strict`) : made).execute()
  }
  await table('file', t =>
    t
      .addColumn('sha256', 'text', c => c.primaryKey().notNull())
      .addColumn('size', 'integer', c => c.notNull().check(sql`size > 0`))
      .addColumn('body', dialect === 'sqlite' ? sql`blob` : sql`bytea`, c => c.notNull())
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  for (const column of ['number', 'unit', 'channel', 'fileName']) await db.schema.alterTable('evidence').addColumn(column, 'text').execute()
  await db.schema
    .alterTable('evidence')
    .addColumn('file', 'text', c => c.references('file.sha256'))
    .execute()
  await table('inspection', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('leader', 'text')
      .addColumn('startedOn', 'text', c => c.notNull())
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await table('inspectionSlot', t =>
    t
      .addColumn('inspection', 'text', c => c.notNull().references('inspection.id'))
      .addColumn('code', 'text', c => c.notNull())
      .addColumn('position', 'integer', c => c.notNull())
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('after', 'text', c => c.notNull())
      .addColumn('basis', 'text')
      .addColumn('unit', 'text')
      .addColumn('doneOn', 'text')
      .addColumn('note', 'text')
      .addColumn('file', 'text', c => c.references('file.sha256'))
      .addColumn('fileName', 'text')
      .addPrimaryKeyConstraint('inspectionSlot_key', ['inspection', 'code'])
  )
  await table('inspectionProblem', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('inspection', 'text', c => c.notNull().references('inspection.id'))
      .addColumn('article', 'text')
      .addColumn('fact', 'text', c => c.notNull())
      .addColumn('unit', 'text', c => c.notNull())
      .addColumn('dueOn', 'text')
      .addColumn('measure', 'text')
      .addColumn('status', 'text', c => c.notNull().check(sql`status in ('open', 'rectifying', 'closed', 'unfounded')`))
      .addColumn('closedOn', 'text')
      .addColumn('reason', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addCheckConstraint('inspectionProblem_closed', sql`(status in ('closed', 'unfounded')) = ("closedOn" is not null)`)
  )
  await db.schema.createIndex('inspection_bill_id').on('inspection').columns(['bill', 'id']).execute()
  await db.schema.createIndex('inspectionProblem_inspection_id').on('inspectionProblem').columns(['inspection', 'id']).execute()
  const fixed = dialect === 'sqlite' ? sqliteFixed : postgresFixed
  for (const statement of fixed) await statement.execute(db)
}

/** A file is named by its bytes: it is never changed. */
const sqliteFixed = [sql`create trigger "file_fixed" before update on "file" begin select raise(abort, 'a file is never changed'); end`]
const postgresFixed = [
  sql`create function "file_refuse"() returns trigger language plpgsql as $$ begin raise exception 'a file is never changed'; end $$`,
  sql`create trigger "file_fixed" before update on "file" for each row execute function "file_refuse"()`
]

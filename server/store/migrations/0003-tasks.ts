/** 任务书, 施工图 and 周周交账 of bills. What their columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

type Columns = CreateTableBuilder<string, string>

export const tasks: Migration = async (db, dialect) => {
  const table = (name: string, columns: (table: Columns) => Columns) => {
    const made = columns(db.schema.createTable(name) as Columns)
    return (dialect === 'sqlite' ? made.modifyEnd(sql`strict`) : made).execute()
  }
  await table('task', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
      .addColumn('code', 'text', c => c.notNull())
      .addColumn('place', 'text', c => c.notNull())
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('unit', 'text', c => c.notNull())
      .addColumn('person', 'text')
      .addColumn('startOn', 'text')
      .addColumn('dueOn', 'text')
      .addColumn('status', 'text', c => c.notNull().check(sql`status in ('notStarted', 'inProgress', 'done', 'notApplicable')`))
      .addColumn('reason', 'text')
      .addColumn('doneOn', 'text')
      .addColumn('position', 'integer', c => c.notNull())
      .addColumn('createdAt', 'text', c => c.notNull())
      .addUniqueConstraint('task_bill_code', ['bill', 'code'])
      .addCheckConstraint('task_reason', sql`status <> 'notApplicable' or reason is not null`)
      .addCheckConstraint('task_done', sql`(status = 'done') = ("doneOn" is not null)`)
  )
  await table('billSchedule', t =>
    t
      .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
      .addColumn('seq', 'integer', c => c.notNull().check(sql`seq > 0`))
      .addColumn('goal', 'text')
      .addColumn('target', 'text', c => c.notNull())
      .addColumn('reason', 'text')
      .addColumn('items', 'text', c => c.notNull())
      .addColumn('author', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addPrimaryKeyConstraint('billSchedule_key', ['bill', 'seq'])
  )
  await table('checkIn', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
      .addColumn('unit', 'text', c => c.notNull())
      .addColumn('week', 'text', c => c.notNull())
      .addColumn('status', 'text', c => c.notNull().check(sql`status in ('done', 'postponed', 'blocked')`))
      .addColumn('done', 'text')
      .addColumn('reason', 'text')
      .addColumn('next', 'text')
      .addColumn('help', 'text')
      .addColumn('author', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addUniqueConstraint('checkIn_bill_week_unit', ['bill', 'week', 'unit'])
      .addCheckConstraint('checkIn_reason', sql`status = 'done' or reason is not null`)
  )
  await db.schema.createIndex('task_bill_position').on('task').columns(['bill', 'position']).execute()
}

/** Meetings with their agenda, what was said and voted there, and reports upward (请示报告). What columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

type Columns = CreateTableBuilder<string, string>

export const meetings: Migration = async (db, dialect) => {
  const table = (name: string, columns: (table: Columns) => Columns) => {
    const made = columns(db.schema.createTable(name) as Columns)
    return (dialect === 'sqlite' ? made.modifyEnd(sql`strict`) : made).execute()
  }
  await table('meeting', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('body', 'text', c => c.notNull())
      .addColumn('bodyTitle', 'text', c => c.notNull())
      .addColumn('session', 'integer')
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('heldOn', 'text', c => c.notNull())
      .addColumn('status', 'text', c => c.notNull().check(sql`status in ('planned', 'held', 'cancelled')`))
      .addColumn('members', 'integer', c => c.notNull().check(sql`members > 0`))
      .addColumn('present', 'integer')
      .addColumn('chair', 'text')
      .addColumn('note', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addColumn('revision', 'integer', c => c.notNull())
      .addCheckConstraint('meeting_present', sql`present is null or (present >= 0 and present <= members)`)
  )
  await table('agendaItem', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('meeting', 'text', c => c.notNull().references('meeting.id'))
      .addColumn('position', 'integer', c => c.notNull())
      .addColumn('bill', 'text', c => c.references('bill.id'))
      .addColumn('purpose', 'text', c => c.notNull())
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('result', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await table('vote', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('meeting', 'text', c => c.notNull().references('meeting.id'))
      .addColumn('agendaItem', 'text', c => c.notNull().references('agendaItem.id'))
      .addColumn('bill', 'text', c => c.references('bill.id'))
      .addColumn('clause', 'text')
      .addColumn('votesFor', 'integer', c => c.notNull().check(sql`"votesFor" >= 0`))
      .addColumn('votesAgainst', 'integer', c => c.notNull().check(sql`"votesAgainst" >= 0`))
      .addColumn('abstained', 'integer', c => c.notNull().check(sql`abstained >= 0`))
      .addColumn('members', 'integer', c => c.notNull())
      .addColumn('passed', 'integer', c => c.notNull())
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await table('statement', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('meeting', 'text', c => c.notNull().references('meeting.id'))
      .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
      .addColumn('speaker', 'text', c => c.notNull())
      .addColumn('groupName', 'text')
      .addColumn('article', 'text')
      .addColumn('body', 'text', c => c.notNull())
      .addColumn('opinion', 'text', c => c.references('opinion.id'))
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await table('upwardReport', t =>
    t
      .addColumn('id', 'text', c => c.primaryKey().notNull())
      .addColumn('bill', 'text', c => c.references('bill.id'))
      .addColumn('addressee', 'text', c => c.notNull())
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('number', 'text')
      .addColumn('reportedOn', 'text', c => c.notNull())
      .addColumn('repliedOn', 'text')
      .addColumn('reply', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addColumn('revision', 'integer', c => c.notNull())
  )
  const index = (name: string, on: string, columns: string[]) => db.schema.createIndex(name).on(on).columns(columns).execute()
  await index('meeting_heldOn', 'meeting', ['heldOn', 'id'])
  await index('agendaItem_meeting', 'agendaItem', ['meeting', 'position'])
  await index('agendaItem_bill', 'agendaItem', ['bill'])
  await index('vote_meeting', 'vote', ['meeting'])
  await index('vote_bill', 'vote', ['bill'])
  await index('statement_meeting', 'statement', ['meeting'])
  await index('statement_bill', 'statement', ['bill'])
  await index('upwardReport_reportedOn', 'upwardReport', ['reportedOn'])
  await index('upwardReport_bill', 'upwardReport', ['bill'])
}

/** 项目库, adjustments of plans, and 立法后评估. What the columns mean stands in store/tables.ts. */
import { type CreateTableBuilder, sql } from 'kysely'
import type { Migration } from './migration.ts'

type Columns = CreateTableBuilder<string, string>

export const beforeAndAfter: Migration = async (db, dialect) => {
  const table = (name: string, columns: (table: Columns) => Columns) => {
    const made = columns((db.schema.createTable(name) as Columns).addColumn('id', 'text', c => c.primaryKey().notNull()))
    return (dialect === 'sqlite' ? made.modifyEnd(sql`strict`) : made).execute()
  }
  await table('proposal', t =>
    t
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('source', 'text', c => c.notNull())
      .addColumn('proposedBy', 'text', c => c.notNull())
      .addColumn('proposedOn', 'text', c => c.notNull())
      .addColumn('reason', 'text', c => c.notNull())
      .addColumn('suggestedYear', 'integer')
      .addColumn('amends', 'text', c => c.references('bill.id'))
      .addColumn('status', 'text', c => c.notNull().check(sql`status in ('proposed', 'selected', 'pooled', 'declined', 'planned')`))
      .addColumn('argument', 'text', c => c.notNull())
      .addColumn('decidedOn', 'text')
      .addColumn('decisionReason', 'text')
      .addColumn('planItem', 'text')
      .addColumn('createdAt', 'text', c => c.notNull())
      .addCheckConstraint('proposal_decided', sql`status = 'proposed' or "decisionReason" is not null`)
  )
  await table('planAdjustment', t =>
    t
      .addColumn('plan', 'text', c => c.notNull().references('plan.id'))
      .addColumn('item', 'text', c => c.notNull())
      .addColumn('title', 'text', c => c.notNull())
      .addColumn('kind', 'text', c => c.notNull().check(sql`kind in ('added', 'changed', 'removed')`))
      .addColumn('changes', 'text', c => c.notNull())
      .addColumn('reason', 'text', c => c.notNull())
      .addColumn('decidedOn', 'text', c => c.notNull())
      .addColumn('createdAt', 'text', c => c.notNull())
  )
  await table('evaluation', t =>
    t
      .addColumn('bill', 'text', c => c.notNull().references('bill.id'))
      .addColumn('evaluator', 'text', c => c.notNull())
      .addColumn('evaluatorName', 'text', c => c.notNull())
      .addColumn('reason', 'text', c => c.notNull())
      .addColumn('startedOn', 'text', c => c.notNull())
      .addColumn('dueOn', 'text')
      .addColumn('criteria', 'text', c => c.notNull())
      .addColumn('gathered', 'text', c => c.notNull())
      .addColumn('articles', 'text', c => c.notNull())
      .addColumn('conclusion', 'text')
      .addColumn('conclusionReason', 'text')
      .addColumn('concludedOn', 'text')
      .addColumn('proposal', 'text', c => c.references('proposal.id'))
      .addColumn('createdAt', 'text', c => c.notNull())
      .addCheckConstraint('evaluation_concluded', sql`(conclusion is null) = ("concludedOn" is null)`)
  )
  const add = async (name: string, column: string, references?: string) => {
    const alter = db.schema.alterTable(name)
    await alter.addColumn(column, 'text', c => (references ? c.references(references) : c)).execute()
  }
  await add('plan', 'passedOn')
  await add('planItem', 'proposal', 'proposal.id')
  await add('planItem', 'amends', 'bill.id')
  await add('planItem', 'carriedFrom')
  const index = (name: string, columns: string[]) =>
    db.schema
      .createIndex(`${name}_${columns.join('_')}`)
      .on(name)
      .columns(columns)
      .execute()
  await index('proposal', ['status', 'id'])
  await index('proposal', ['amends'])
  await index('planAdjustment', ['plan', 'id'])
  await index('evaluation', ['bill', 'id'])
  // Of two who open an evaluation at once one is refused.
  await sql`create unique index "evaluation_open" on "evaluation" ("bill") where "conclusion" is null`.execute(db)
}

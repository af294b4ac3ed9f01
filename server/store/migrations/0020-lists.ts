/** Indexes of lists that look at a page, and not at everything there is: the 四入 matrix, the desk, the readings of a period. */
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const lists: Migration = async db => {
  await db.schema.createIndex('checklistItem_status_dueOn').on('checklistItem').columns(['status', 'dueOn', 'bill']).execute()
  await db.schema.createIndex('bill_updatedAt').on('bill').column('updatedAt').execute()
  await db.schema.createIndex('bill_caseOfficer').on('bill').column('caseOfficer').execute()
  // Partial indexes are used for the very same condition alone: see implementation/store.ts, bills/store.ts and reports/store.ts.
  await sql`create index "checklistItem_column" on "checklistItem" ("bill", "entry", "id") where template like '%"column":true%'`.execute(
    db
  )
  await sql`create index "bill_open" on "bill" ("id") where status <> 'completed'`.execute(db)
  await sql`create index "event_steps" on "event" ("at") where kind in ('billAdvanced', 'workflowMoved')`.execute(db)
}

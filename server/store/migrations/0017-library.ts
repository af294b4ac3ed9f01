/** Indexes of what the register looks up: promulgated bills, and laws that got a newer text. */
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const library: Migration = async db => {
  // Both databases use a partial index for the very same condition alone: see register/store.ts and reports/store.ts.
  await sql`create index "bill_promulgated" on "bill" ("id") where state like '%"promulgatedOn"%'`.execute(db)
  await db.schema.createIndex('regulationText_createdAt').on('regulationText').column('createdAt').execute()
}

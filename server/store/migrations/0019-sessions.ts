/** A session of several days has a last day. */
import type { Migration } from './migration.ts'

export const sessions: Migration = async db => {
  await db.schema.alterTable('meeting').addColumn('endsOn', 'text').execute()
}

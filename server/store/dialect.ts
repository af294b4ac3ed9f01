/** Which of the two databases a connection or a transaction speaks to: for the few statements that differ. */
import { PostgresAdapter, type RawBuilder, sql } from 'kysely'
import type { Database } from './database.ts'

export type Dialect = 'sqlite' | 'postgres'

export const dialectOf = (db: Database): Dialect => (db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite')

/** A member of a JSON column as text; null where it is not there. @param path names of members, written here and never taken from a person */
export const jsonText = (db: Database, column: string, ...path: readonly string[]): RawBuilder<string | null> =>
  dialectOf(db) === 'sqlite'
    ? sql`json_extract(${sql.ref(column)}, ${sql.lit(`$.${path.join('.')}`)})`
    : sql`(${sql.ref(column)}::jsonb #>> ${sql.lit(`{${path.join(',')}}`)})`

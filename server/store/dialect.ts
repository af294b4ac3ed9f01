/** Which of the two databases a connection or a transaction speaks to: for the few statements that differ. */
import { PostgresAdapter } from 'kysely'
import type { Database } from './database.ts'

export type Dialect = 'sqlite' | 'postgres'

export const dialectOf = (db: Database): Dialect => (db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite')

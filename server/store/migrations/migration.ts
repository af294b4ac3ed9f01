/** What a migration is: one step of the tables, for both databases. It never calls code that may change later. */
import type { Kysely } from 'kysely'
import type { Dialect } from '../dialect.ts'

export type Migration = (db: Kysely<unknown>, dialect: Dialect) => Promise<void>

/** PostgreSQL for many: a pool of connections behind Kysely. */
import { PostgresDialect } from 'kysely'
import pg from 'pg'

/** bigint and count(*) come as numbers, as in SQLite: no table of ours reaches 2^53 rows. */
const BIGINT = 20
pg.types.setTypeParser(BIGINT, Number)

/** A dialect over a pool. A connection that breaks while it is idle is dropped, and the next query opens another. */
export function postgresDialect(connectionString: string): PostgresDialect {
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 10_000 })
  // Without a listener the broken connection would end the process; whoever asks next gets the error, or a new connection.
  pool.on('error', () => undefined)
  return new PostgresDialect({ pool })
}

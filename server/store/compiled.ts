/**
 * Queries that every request asks, compiled once for each database: Kysely builds and compiles a query anew each time, which takes longer than
 * SQLite takes to answer it. For the few that are asked so often; everything else is written where it is asked.
 */
import type { Compilable, CompiledQuery } from 'kysely'
import type { Database } from './database.ts'
import { type Dialect, dialectOf } from './dialect.ts'
import type { RawSqlite } from './sqlite.ts'

/** The connection behind a database on SQLite. A transaction is no key here: what it reads goes its own way. */
const connections = new WeakMap<Database, RawSqlite>()

/**
 * SQLite answers a query at once; Kysely hands its one connection from query to query, which takes as long again. While no transaction is open
 * on it, nobody has to be waited for.
 */
export function answersAtOnce(db: Database, connection: RawSqlite): void {
  connections.set(db, connection)
}

/** Holds the place of a value that is given when the query is asked. */
class Given {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/**
 * @param build writes the query; it must be the same whatever the values are, which it may only bind
 * @example const billById = compiled((db, { id }: { id: string }) => db.selectFrom('bill').selectAll().where('id', '=', id))
 */
export function compiled<Values extends object, Row>(
  build: (db: Database, values: Values) => Compilable<Row>
): (db: Database, values: Values) => Promise<Row[]> {
  const known = new Map<Dialect, CompiledQuery<Row>>()
  const places = new Proxy({} as Values, { get: (_values, name) => new Given(String(name)) })
  return async (db, values) => {
    const connection = connections.get(db)
    const dialect = connection ? 'sqlite' : dialectOf(db)
    const query = known.get(dialect) ?? build(db, places).compile()
    known.set(dialect, query)
    const parameters = query.parameters.map(bound => (bound instanceof Given ? values[bound.name as keyof Values] : bound))
    // In the midst of somebody's transaction its changes would be seen, which may not come to stand.
    if (connection && !connection.inTransaction()) return connection.prepare(query.sql).all(parameters) as Row[]
    return (await db.executeQuery<Row>({ ...query, parameters })).rows
  }
}

/**
 * Queries that every request asks, compiled once for each database: Kysely builds and compiles a query anew each time, which takes longer than
 * SQLite takes to answer it. For the few that are asked so often; everything else is written where it is asked.
 */
import type { Compilable, CompiledQuery } from 'kysely'
import type { Database } from './database.ts'
import { type Dialect, dialectOf } from './dialect.ts'

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
    const dialect = dialectOf(db)
    const query = known.get(dialect) ?? build(db, places).compile()
    known.set(dialect, query)
    const parameters = query.parameters.map(bound => (bound instanceof Given ? values[bound.name as keyof Values] : bound))
    return (await db.executeQuery<Row>({ ...query, parameters })).rows
  }
}

/**
 * The connection that all features share. One schema, two dialects: SQL that both understand, `Tables` for its types, no ORM. The store
 * knows the schema and nothing above it; SQL stands here and in a feature's `store.ts` alone. Begin at `openDatabase`, then `transaction`.
 */
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, type Transaction as KyselyTransaction, sql } from 'kysely'
import { answersAtOnce } from './compiled.ts'
import { dialectOf } from './dialect.ts'
import { isTransient, storageProblem } from './errors.ts'
import { migrate } from './migrate.ts'
import { postgresDialect } from './postgres.ts'
import { AtomicSqliteDialect, openSqlite, type SqliteLibrary } from './sqlite.ts'
import type { Tables } from './tables.ts'

/** An open database; `await db.destroy()` closes it. A `Transaction` can stand wherever a `Database` is asked for reading. */
export type Database = Kysely<Tables>
export type Transaction = KyselyTransaction<Tables>

export interface DatabaseLocation {
  /** `null`: the SQLite file in `dataDir`. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  /** Which SQLite library to open it with; absent: the best that can be loaded. */
  readonly sqliteLibrary?: SqliteLibrary
}

/** How often a transaction is tried that others stood in the way of. The waits add up to about 0.3 s. */
const TRIES = 5

export const sqliteFile = (dataDir: string): string => path.join(dataDir, 'facheng.db')

/** Opens the database without looking at its tables. Who serves wants `openDatabase`. */
export async function connect({ databaseUrl, dataDir, sqliteLibrary }: DatabaseLocation): Promise<Database> {
  if (databaseUrl) return new Kysely<Tables>({ dialect: postgresDialect(databaseUrl) })
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const database = await openSqlite(sqliteFile(dataDir), { library: sqliteLibrary })
  const db = new Kysely<Tables>({ dialect: new AtomicSqliteDialect({ database }) })
  answersAtOnce(db, database)
  return db
}

/** Opens a copy of a SQLite database for reading alone. */
export async function openCopy(file: string): Promise<Database> {
  return new Kysely<Tables>({ dialect: new AtomicSqliteDialect({ database: await openSqlite(file, { readonly: true }) }) })
}

/**
 * Opens the database, makes it where there is none, and brings its tables up to this program.
 * @throws {Problem} `database-newer` when a newer program has written it; nothing is changed then
 */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  const db = await connect(location)
  try {
    await migrate(db, location)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/**
 * Runs work in one transaction: all of it stands, or none. Inside, use `trx` alone: on SQLite there is one connection, and a query on the
 * database itself would wait for this very transaction. Work that others stood in the way of is done again from its beginning, so it
 * must have no effect but on the database. Hash, parse and diff before.
 * @throws {Problem} `storage-full` or `service-unavailable` when the database cannot write; else what `work` throws
 */
export async function transaction<T>(db: Database, work: (trx: Transaction) => Promise<T>): Promise<T> {
  // An act that is called inside another transaction (loading the demo: all or nothing) is part of it.
  if (db.isTransaction) return work(db as Transaction)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (isTransient(error) && attempt < TRIES) await sleep(attempt * 30)
      else throw storageProblem(error) ?? error
    }
  }
}

/** Runs reading work on the database as it stands now, whatever others write meanwhile, without making them wait. */
export async function snapshot<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  if (dialectOf(db) === 'postgres') {
    return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)
  }
  return db.connection().execute(async connection => {
    await sql`begin deferred`.execute(connection)
    try {
      return await work(connection)
    } finally {
      await sql`rollback`.execute(connection)
    }
  })
}

/** Brings a database's tables up to this program, or refuses one that a newer program has written. */
import fs from 'node:fs'
import path from 'node:path'
import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { Problem } from '../../schema/problems.ts'
import type { Database, DatabaseLocation } from './database.ts'
import { dialectOf } from './dialect.ts'
import { migrations } from './migrations/list.ts'
import type { Migration } from './migrations/migration.ts'

export interface Migrated {
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[]
  /** The copy made before a database with contents was changed; null when there was none to make. */
  readonly copy: string | null
}

/**
 * Applies what is missing, all in one transaction. A SQLite database with contents is copied into DATA_DIR/backups first.
 * @throws {Problem} `database-newer`
 */
export async function migrate(
  db: Database,
  { dataDir }: DatabaseLocation,
  list: Readonly<Record<string, Migration>> = migrations
): Promise<Migrated> {
  const applied = await demandNotNewer(db, list)
  const missing = Object.keys(list).filter(name => !applied.includes(name))
  const [first] = missing
  if (first === undefined) return { applied: [], copy: null }
  const copy = applied.length > 0 && dialectOf(db) === 'sqlite' ? await copyBefore(db, dataDir, first) : null
  const { error } = await migrator(db, list).migrateToLatest()
  if (error) throw error
  return { applied: missing, copy }
}

/** How far this program brings a database's tables. */
export const newestMigration: string = Object.keys(migrations).at(-1) ?? ''

/** The migrations that a database still lacks. @throws {Problem} `database-newer` */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const applied = await demandNotNewer(db)
  return Object.keys(migrations).filter(name => !applied.includes(name))
}

/** @returns the migrations that the database has had @throws {Problem} `database-newer` when one of them is not ours */
export async function demandNotNewer(db: Database, list: Readonly<Record<string, Migration>> = migrations): Promise<string[]> {
  const applied = await appliedMigrations(db)
  if (applied.some(name => !Object.hasOwn(list, name))) throw new Problem('database-newer')
  return applied
}

/** The migrations that a database has had, oldest first; none for an empty database. */
async function appliedMigrations(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(table => table.name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(row => row.name)
}

function migrator(db: Database, list: Readonly<Record<string, Migration>>): Migrator {
  const dialect = dialectOf(db)
  const entries = Object.entries(list).map(([name, up]) => [name, { up: (trx: Kysely<unknown>) => up(trx, dialect) }])
  return new Migrator({ db, provider: { getMigrations: async () => Object.fromEntries(entries) } })
}

async function copyBefore(db: Database, dataDir: string, migration: string): Promise<string> {
  const folder = path.join(dataDir, 'backups')
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const copy = path.join(folder, `before-${migration}.db`)
  fs.rmSync(copy, { force: true })
  await sql`vacuum into ${copy}`.execute(db)
  return copy
}

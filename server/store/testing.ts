/**
 * For tests alone: runs the same test on SQLite and on PostgreSQL, each time on a fresh database with all its tables. The PostgreSQL
 * cluster is that of `npm test` (FACHENG_TEST_POSTGRES), or one of this file's own when it is run by itself.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import { v7 } from 'uuid'
import { startPostgres } from '../../scripts/throwaway-postgres.mjs'
import { type Database, openDatabase } from './database.ts'
import type { Actor, Services } from './services.ts'
import type { SqliteLibrary } from './sqlite.ts'

export interface TestServices extends Services {
  /** Sets the clock, which stands still otherwise. */
  readonly setNow: (iso: string) => void
  /** The address of the database for a second connection; null for the SQLite file in `dataDir`. */
  readonly databaseUrl: string | null
}

interface Options {
  /** Runs the test on `node:sqlite`, too. */
  readonly builtIn?: boolean
}

const TEST_NOW = '2026-11-24T01:00:00.000Z'

const actor = (name: string, displayName: string, role: Actor['role']): Actor => ({ id: `account-${name}`, name, displayName, role })

/** A small cast; their accounts are not in the database unless the test puts them there. */
export const cast = {
  administrator: actor('guanliyuan', '系统管理员', 'administrator'),
  officer: actor('chengbanren', '承办人', 'staff'),
  expert: actor('zhuanjia', '立法咨询专家', 'expert'),
  leader: actor('zhuren', '分管副主任', 'reader')
} as const satisfies Record<string, Actor>

/**
 * Declares one test for each database. It gets services over a fresh database and a clock that stands still at `TEST_NOW`.
 * @example withDatabases('a stale parent is refused', async (t, services) => { … })
 */
export function withDatabases(
  name: string,
  test: (t: Test, services: TestServices) => Promise<void>,
  { builtIn = false }: Options = {}
): void {
  const libraries: SqliteLibrary[] = builtIn ? ['better-sqlite3', 'node:sqlite'] : ['better-sqlite3']
  for (const sqliteLibrary of libraries) {
    t.test(`${name} (${sqliteLibrary})`, t => withFolder(dataDir => run(t, test, { databaseUrl: null, dataDir, sqliteLibrary })))
  }
  t.test(`${name} (PostgreSQL)`, async t => {
    const host = socketFolder()
    if (host === null) return void t.pass('skipped: there is no PostgreSQL server on this system')
    const database = `test_${v7().replaceAll('-', '')}`
    await administer(host, `create database ${database} template ${await emptyOffice(host)} strategy file_copy`)
    const databaseUrl = addressOf(host, database)
    try {
      await withFolder(dataDir => run(t, test, { databaseUrl, dataDir }))
    } finally {
      await administer(host, `drop database ${database} with (force)`)
    }
  })
}

async function run(
  t: Test,
  test: (t: Test, services: TestServices) => Promise<void>,
  location: Parameters<typeof openDatabase>[0]
): Promise<void> {
  const db = await openDatabase(location)
  try {
    await test(t, testServices(db, location))
  } finally {
    await db.destroy()
  }
}

function testServices(db: Database, { dataDir, databaseUrl }: Parameters<typeof openDatabase>[0]): TestServices {
  let now = new Date(TEST_NOW)
  const setNow = (iso: string) => {
    now = new Date(iso)
  }
  return { db, now: () => now, setNow, newId: () => v7(), dataDir, databaseUrl, workflowsDir: path.resolve('workflows') }
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-test-'))
  try {
    await work(folder)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

let ownCluster: string | null | undefined

function socketFolder(): string | null {
  const shared = process.env['FACHENG_TEST_POSTGRES']
  if (shared) return shared
  ownCluster ??= startPostgres(path.resolve(import.meta.dirname, '../..'))
  return ownCluster
}

/** What one run of the tests has in common: its runner says it, and a file that is run by itself is its own run. */
const RUN = process.env['FACHENG_TEST_RUN'] ?? String(process.pid)
let template: Promise<string> | undefined

/** A database with all its tables and nothing in them, made by the first test of a run that wants one: copying it takes a third of the time. */
const emptyOffice = (host: string): Promise<string> => (template ??= makeEmptyOffice(host))

async function makeEmptyOffice(host: string): Promise<string> {
  const database = `empty_${RUN}`
  const client = new pg.Client({ host, user: 'test', database: 'postgres' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(1)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) {
      await client.query(`create database ${database}_begun`)
      const db = await openDatabase({ databaseUrl: addressOf(host, `${database}_begun`), dataDir: '' })
      await db.destroy()
      await client.query(`alter database ${database}_begun rename to ${database}`)
    }
    return database
  } finally {
    await client.end()
  }
}

const addressOf = (host: string, database: string): string => `postgres://test@localhost/${database}?host=${encodeURIComponent(host)}`

async function administer(host: string, statement: string): Promise<void> {
  const client = new pg.Client({ host, user: 'test', database: 'postgres' })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

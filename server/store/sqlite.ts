/** SQLite for one office: better-sqlite3, or the runtime's own `node:sqlite` where that binary cannot be loaded, behind one small interface. */
import { SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'

export type SqliteLibrary = 'better-sqlite3' | 'node:sqlite'

/** What facheng needs of a SQLite library; it is also all that Kysely needs. */
export interface RawSqlite extends SqliteDatabase {
  readonly library: SqliteLibrary
  exec(sql: string): void
  prepare(sql: string): SqliteStatement
  inTransaction(): boolean
}

interface OpenOptions {
  readonly library?: SqliteLibrary | undefined
  /** For looking only: nothing is written, no pragma is set. */
  readonly readonly?: boolean
}

/** Statements kept prepared: all that facheng asks in daily work are fewer; preparing one costs more than running it. */
const STATEMENTS_KEPT = 300

/**
 * Opens a database file and makes it safe: WAL, every commit on the disk before it is acknowledged, foreign keys, deleted data overwritten.
 * @throws when a pragma did not take hold, e.g. WAL on a network folder
 */
export async function openSqlite(file: string, { library, readonly = false }: OpenOptions = {}): Promise<RawSqlite> {
  const db = await load(file, library ?? libraryOf(process.env['FACHENG_SQLITE']), readonly)
  if (readonly) return db
  try {
    // better-sqlite3 is compiled with NORMAL for WAL: a power cut then loses acknowledged commits. FULL loses none, and is asserted below.
    for (const pragma of ['busy_timeout=5000', 'journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON', 'secure_delete=ON']) {
      db.exec(`pragma ${pragma}`)
    }
    db.exec('pragma journal_size_limit=67108864')
    demandPragma(db, 'journal_mode', 'wal')
    demandPragma(db, 'synchronous', 2)
    demandPragma(db, 'foreign_keys', 1)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** The value that a pragma answers with. */
export function pragma(db: RawSqlite, name: string): unknown {
  const [row] = db.prepare(`pragma ${name}`).all([])
  return row && typeof row === 'object' ? Object.values(row)[0] : undefined
}

function demandPragma(db: RawSqlite, name: string, expected: unknown): void {
  const seen = pragma(db, name)
  if (seen !== expected) throw new Error(`SQLite 的 ${name} 应为 ${expected}，实际为 ${seen}；请把 DATA_DIR 放在本机磁盘上`)
}

function libraryOf(name: string | undefined): SqliteLibrary | undefined {
  return name === 'better-sqlite3' || name === 'node:sqlite' ? name : undefined
}

async function load(file: string, library: SqliteLibrary | undefined, readonly: boolean): Promise<RawSqlite> {
  if (library === 'node:sqlite') return loadBuiltIn(file, readonly)
  try {
    return await loadBetterSqlite3(file, readonly)
  } catch (error) {
    if (library || !isUnloadable(error)) throw error
    return loadBuiltIn(file, readonly)
  }
}

/** A binary that this system cannot load (its C library is too old: 麒麟 V10, 统信 UOS 20) or does not have. */
function isUnloadable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return ['ERR_DLOPEN_FAILED', 'MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(code)
}

async function loadBetterSqlite3(file: string, readonly: boolean): Promise<RawSqlite> {
  const { default: Sqlite } = await import('better-sqlite3')
  const db = new Sqlite(file, { readonly })
  return withKeptStatements({
    library: 'better-sqlite3',
    inTransaction: () => db.inTransaction,
    exec: sql => void db.exec(sql),
    close: () => void db.close(),
    prepare: sql => {
      const statement = db.prepare<unknown[], unknown>(sql)
      return {
        reader: statement.reader,
        all: parameters => statement.all(...parameters),
        run: parameters => statement.run(...parameters),
        iterate: parameters => statement.iterate(...parameters)
      }
    }
  })
}

async function loadBuiltIn(file: string, readonly: boolean): Promise<RawSqlite> {
  const { DatabaseSync } = await import('node:sqlite')
  const db = new DatabaseSync(file, { readOnly: readonly })
  return withKeptStatements({
    library: 'node:sqlite',
    inTransaction: () => db.isTransaction,
    exec: sql => db.exec(sql),
    close: () => db.close(),
    prepare: sql => {
      const statement = db.prepare(sql)
      // Kysely binds strings, numbers, null and bytes alone, which is what SQLite knows.
      const bound = (parameters: readonly unknown[]) => parameters as (string | number | null | Uint8Array)[]
      return {
        reader: statement.columns().length > 0,
        all: parameters => statement.all(...bound(parameters)).map(row => ({ ...row })),
        run: parameters => statement.run(...bound(parameters)),
        iterate: parameters => statement.iterate(...bound(parameters))
      }
    }
  })
}

/**
 * Keeps prepared statements, and gives Kysely's two transaction statements what it does not:
 * - `begin` is deferred: a transaction that reads first would be refused at its first write when another process wrote in between.
 * - `rollback` fails when SQLite has rolled back by itself (disk full), and would then hide the first error.
 */
function withKeptStatements(db: RawSqlite): RawSqlite {
  const kept = new Map<string, SqliteStatement>()
  const rollback: SqliteStatement = {
    reader: false,
    all: () => [],
    run: () => {
      if (db.inTransaction()) db.exec('rollback')
      return { changes: 0, lastInsertRowid: 0 }
    },
    iterate: () => [].values()
  }
  return {
    ...db,
    prepare(sql) {
      if (sql === 'rollback') return rollback
      const known = kept.get(sql)
      if (known) return known
      const statement = db.prepare(sql === 'begin' ? 'begin immediate' : sql)
      if (kept.size < STATEMENTS_KEPT && !/^(create|alter|drop|pragma)/i.test(sql)) kept.set(sql, statement)
      return statement
    }
  }
}

/** Kysely's dialect, but that it knows that SQLite changes tables inside transactions: a migration that fails leaves nothing behind. */
export class AtomicSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalDdl()
  }
}

class TransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

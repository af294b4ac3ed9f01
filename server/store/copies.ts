/** Whole copies of a SQLite database: made while the service runs, checked against their own hash, put in the database's place. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { openSqlite } from './sqlite.ts'

/** How a PostgreSQL database is backed up: by its own means. */
export const PG_DUMP = 'pg_dump --format=custom --file=备份文件 "$DATABASE_URL"'

/** Writes the database as it stands now into a new file and sees it onto the disk. Writers go on meanwhile. */
export async function copyDatabase(db: Database, file: string): Promise<void> {
  await sql`vacuum into ${file}`.execute(db)
  flush(file)
}

/** SHA-256 of a file, in hexadecimal. */
export async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(fs.createReadStream(file), hash)
  return hash.digest('hex')
}

/** Whether nobody has the database open. Leaves it in one file, without its write-ahead log. */
export async function isUnused(file: string): Promise<boolean> {
  const db = await openSqlite(file)
  try {
    db.exec('pragma busy_timeout=500')
    // Leaving WAL needs the database for oneself alone; opening it again goes back to WAL.
    const [row] = db.prepare('pragma journal_mode=DELETE').all([])
    return Object.values(Object(row))[0] === 'delete'
  } catch {
    return false
  } finally {
    db.close()
  }
}

/**
 * Puts a copy in the database's place, in one step of the file system, and keeps what stood there as `kept`.
 * The database must not be open. @param copy stands in the same folder
 */
export function replaceDatabase(file: string, copy: string, kept: string): void {
  flush(copy)
  if (fs.existsSync(file)) {
    // A second name instead of a move: at no time is there no database.
    try {
      fs.linkSync(file, kept)
    } catch {
      fs.copyFileSync(file, kept)
    }
  }
  for (const log of [`${file}-wal`, `${file}-shm`]) fs.rmSync(log, { force: true })
  fs.renameSync(copy, file)
}

function flush(file: string): void {
  const handle = fs.openSync(file, 'r+')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

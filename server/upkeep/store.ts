/** What the database says of itself. */
import { sql } from 'kysely'
import type { Database } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'

/** @example 'SQLite 3.53.0' */
export async function databaseVersion(db: Database): Promise<string> {
  if (dialectOf(db) === 'postgres') {
    const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db)
    return `PostgreSQL ${rows[0]?.server_version.split(' ')[0]}`
  }
  const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(db)
  return `SQLite ${rows[0]?.version}`
}

/** How much room it takes, in bytes; on SQLite without its write-ahead log. */
export async function databaseSize(db: Database): Promise<number> {
  if (dialectOf(db) === 'postgres') {
    const { rows } = await sql<{ size: string }>`select pg_database_size(current_database()) as size`.execute(db)
    return Number(rows[0]?.size)
  }
  const { rows } = await sql<{ size: number }>`select page_count * page_size as size from pragma_page_count(), pragma_page_size()`.execute(
    db
  )
  return rows[0]?.size ?? 0
}

export async function eventCount(db: Database): Promise<number> {
  const head = await db.selectFrom('eventHead').select('seq').executeTakeFirst()
  return head?.seq ?? 0
}

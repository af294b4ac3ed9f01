import fs from 'node:fs'
import { sql } from 'kysely'
import { connect, openCopy, transaction } from './database.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/list.ts'
import type { Migration } from './migrations/migration.ts'
import { openSqlite, pragma } from './sqlite.ts'
import { type TestServices, withDatabases } from './testing.ts'

const addTable: Migration = async db => {
  await db.schema.createTable('later').addColumn('id', 'text').execute()
}
const failHalfway: Migration = async db => {
  await db.schema.createTable('half').addColumn('id', 'text').execute()
  throw new Error('power cut')
}

const tables = async ({ db }: TestServices) => (await db.introspection.getTables()).map(({ name }) => name)

withDatabases(
  'a new migration is applied once, after a copy was made',
  async (t, services) => {
    const { db, dataDir, databaseUrl } = services
    await db.insertInto('setting').values({ key: 'a', value: 'before' }).execute()
    const list = { ...migrations, '9000-later': addTable }
    const { applied, copy } = await migrate(db, services, list)
    t.same(applied, ['9000-later'])
    t.ok((await tables(services)).includes('later'))
    t.same(await migrate(db, services, list), { applied: [], copy: null })
    if (databaseUrl) t.equal(copy, null)
    else {
      const kept = await openCopy(String(copy))
      t.same(await kept.selectFrom('setting').select('value').where('key', '=', 'a').execute(), [{ value: 'before' }])
      await kept.destroy()
      t.ok(String(copy).startsWith(dataDir))
    }
    // The program before knows nothing of 9000-later.
    await t.rejects(migrate(db, services), { code: 'database-newer' })
  },
  { builtIn: true }
)

withDatabases(
  'a migration that fails leaves nothing behind',
  async (t, services) => {
    await t.rejects(migrate(services.db, services, { ...migrations, '9000-half': failHalfway }), /power cut/)
    t.notOk((await tables(services)).includes('half'))
    t.same((await migrate(services.db, services, { ...migrations, '9000-later': addTable })).applied, ['9000-later'])
  },
  { builtIn: true }
)

withDatabases(
  'SQLite is opened so that an acknowledged commit stays',
  async (t, { db, dataDir, databaseUrl }) => {
    if (databaseUrl) return
    for (const [name, expected] of [
      ['journal_mode', 'wal'],
      ['synchronous', 2],
      ['foreign_keys', 1],
      ['secure_delete', 1]
    ] as const) {
      const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)
      t.equal(Object.values(rows[0] ?? {})[0], expected, name)
    }
    await t.rejects(
      db.insertInto('document').values({ id: 'd', bill: 'none', kind: 'draft', title: '', createdAt: '' }).execute(),
      /FOREIGN KEY/
    )
    const raw = await openSqlite(`${dataDir}/other.db`)
    t.equal(pragma(raw, 'busy_timeout'), 5000)
    raw.close()
    t.ok(fs.statSync(`${dataDir}/other.db`).isFile())
  },
  { builtIn: true }
)

withDatabases('what has no room, no connection or no right to write is said in Chinese', async (t, { databaseUrl, dataDir, db }) => {
  if (databaseUrl) {
    const nowhere = await connect({ databaseUrl: databaseUrl.replace(/\/test_\w+/, '/no_such_database'), dataDir })
    await t.rejects(migrate(nowhere, { databaseUrl, dataDir }))
    await nowhere.destroy()
    return
  }
  await sql`pragma max_page_count = 1`.execute(db) // SQLite takes the pages it has as the least
  const write = transaction(db, trx =>
    trx
      .insertInto('setting')
      .values({ key: 'b', value: '长'.repeat(1_000_000) })
      .execute()
  )
  await t.rejects(write, { code: 'storage-full' })
  await sql`pragma max_page_count = 1000000`.execute(db)
  await transaction(db, trx => trx.insertInto('setting').values({ key: 'b', value: 'x' }).execute())
  t.equal((await db.selectFrom('setting').selectAll().where('key', '=', 'b').execute()).length, 1, 'and goes on when there is room')
})

/** Alone in its process: it makes better-sqlite3's binary fail to load, as on a system whose C library is too old. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import t from 'tap'
import { openDatabase } from './database.ts'
import { openSqlite } from './sqlite.ts'

t.test('where better-sqlite3 cannot be loaded the built-in SQLite serves', async t => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-test-'))
  t.teardown(() => fs.rmSync(dataDir, { recursive: true, force: true }))
  t.intercept(process, 'dlopen', {
    value: () => {
      throw Object.assign(new Error("version `GLIBC_2.34' not found"), { code: 'ERR_DLOPEN_FAILED' })
    }
  })
  const raw = await openSqlite(path.join(dataDir, 'raw.db'))
  t.equal(raw.library, 'node:sqlite')
  raw.close()
  const db = await openDatabase({ databaseUrl: null, dataDir })
  t.same(await db.selectFrom('event').selectAll().execute(), [])
  await db.destroy()
  await t.rejects(openSqlite(path.join(dataDir, 'raw.db'), { library: 'better-sqlite3' }), { code: 'ERR_DLOPEN_FAILED' })
})

/** Backup, restore, verify and import as a person types them: each command in a process of its own, beside a database in a folder. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import t, { type Test } from 'tap'
import { openSqlite } from '../store/sqlite.ts'
import { door, root } from './testing.ts'

interface Result {
  readonly code: number | null
  readonly out: string
  readonly said: string
}

interface House {
  readonly folder: string
  readonly facheng: (...words: string[]) => Promise<Result>
  readonly file: (name: string, text: string) => string
}

function house(t: Test, env: Record<string, string> = {}): House {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-cli-'))
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }))
  const facheng = (...words: string[]) =>
    new Promise<Result>(resolve => {
      const environment = {
        ...process.env,
        DATA_DIR: path.join(folder, 'data'),
        ...env
      }
      const child = spawn(process.execPath, door(...words), { cwd: root, env: environment })
      let [out, said] = ['', '']
      child.stdout.on('data', chunk => (out += chunk))
      child.stderr.on('data', chunk => (said += chunk))
      child.on('close', code => resolve({ code, out, said }))
    })
  const file = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text)
    return path.join(folder, name)
  }
  return { folder, facheng, file }
}

const DRAFT = '# 某市示范条例\n\n第一条　为了示范，制定本条例。\n'

t.test('drafts are imported, verified, backed up and restored', async t => {
  const { folder, facheng, file } = house(t)
  t.match(await facheng('verify'), { code: 2, said: /没有数据库/ })
  const imported = await facheng(
    'import',
    file('a.md', DRAFT),
    file('b.md', '没有条文'),
    file('none-utf8.md', DRAFT),
    path.join(folder, 'none.md')
  )
  t.equal(imported.code, 2, 'some were refused')
  t.match(imported.said, /b\.md:1: 没有找到“第×条”/)
  t.match(imported.said, /none\.md:1: 没有这个文件/)
  const [first] = imported.out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  t.match(first, { seq: 1 })
  t.match(await facheng('import', '--bill', first.bill, file('a2.md', DRAFT.replace('示范，', '示范活动，'))), { code: 0, out: /"seq":2/ })
  t.match(await facheng('import', '--bill', 'no-such', file('a.md', DRAFT)), { code: 2, said: /没有找到这件法规案/ })
  t.match(await facheng('verify'), { code: 0, out: /^3 个版本/ })

  const backup = path.join(folder, 'kept.db')
  t.match(await facheng('backup', backup), { code: 0, out: /sha256 [0-9a-f]{64}/ })
  t.match(await facheng('backup', backup), { code: 2, said: /已存在/ })
  await facheng('import', '--bill', first.bill, file('a.md', DRAFT))
  t.match(await facheng('verify'), { code: 0, out: /^4 个版本/ })

  const open = await openSqlite(path.join(folder, 'data', 'facheng.db'))
  open.prepare('select count(*) from version').all([])
  t.match(await facheng('restore', backup), { code: 2, said: /数据库正在使用/ }, 'not beside a running service')
  open.close()
  t.match(await facheng('verify'), { code: 0, out: /^4 个版本/ }, 'nothing has changed')
  t.match(await facheng('restore', backup), { code: 0, out: /已恢复：3 个版本/ })
  t.match(await facheng('verify'), { code: 0, out: /^3 个版本/ })
  t.equal(fs.readdirSync(path.join(folder, 'data', 'backups')).length, 1, 'what stood there is kept')
})

t.test('what was damaged is found and not restored', async t => {
  const { folder, facheng, file } = house(t)
  await facheng('import', file('a.md', DRAFT))
  const backup = path.join(folder, 'kept.db')
  await facheng('backup', backup)
  const bytes = fs.readFileSync(backup)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  fs.writeFileSync(backup, bytes)
  t.match(await facheng('restore', backup), { code: 1, said: /校验值不符[\s\S]*没有恢复/ })
  t.match(await facheng('restore', file('text.db', 'x')), { code: 2, said: /不是法程的备份/ })

  const database = path.join(folder, 'data', 'facheng.db')
  const db = await openSqlite(database)
  db.exec('drop trigger version_fixed')
  db.exec(`update version set sha256 = replace(sha256, substr(sha256, 1, 1), 'f')`)
  db.close()
  const found = await facheng('verify')
  t.equal(found.code, 1)
  t.match(found.out, /第 1 版的文本与校验值不符/)
  t.match(await facheng('backup', path.join(folder, 'second.db')), { code: 1, said: /数据库本身有/ })

  fs.writeFileSync(database, Buffer.concat([fs.readFileSync(database).subarray(0, 20_000), Buffer.alloc(30_000, 7)]))
  const wrecked = await facheng('verify')
  t.equal(wrecked.code, 1, wrecked.said)
  t.match(wrecked.out, /数据库文件损坏/)
  fs.writeFileSync(database, 'no database at all')
  t.match(await facheng('verify'), { code: 1, out: /数据库文件损坏/ })
})

t.test('a database that a newer program has written is not touched', async t => {
  const { folder, facheng } = house(t)
  t.match(await facheng('migrate'), { code: 0, out: /0001-beginning/ })
  t.match(await facheng('migrate'), { code: 0, out: /已是最新/ })
  const db = await openSqlite(path.join(folder, 'data', 'facheng.db'))
  db.exec(`insert into kysely_migration (name, timestamp) values ('9999-future', '2030-01-01')`)
  db.close()
  for (const command of ['migrate', 'verify']) t.match(await facheng(command), { code: 2, said: /更新版本的法程/ })
})

t.test('PostgreSQL is backed up by its own tools', async t => {
  const { facheng } = house(t, { DATABASE_URL: 'postgres://localhost/none' })
  t.match(await facheng('backup', 'x.db'), { code: 2, said: /pg_dump/ })
  t.match(await facheng('restore', 'x.db'), { code: 2, said: /pg_restore/ })
})

/** 运行状态 and backups, as an administrator has them, and as those who keep house while nobody looks. */
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { v7 } from 'uuid'
import type { Upkeep } from '../../schema/upkeep.ts'
import { buildApp } from '../app.ts'
import { withApp } from '../app-testing.ts'
import { backupBeside } from '../cli/backup-beside.ts'
import { addAccount } from '../people/accounts.ts'
import { issueToken } from '../people/tokens.ts'
import { openCopy, openDatabase } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Actor } from '../store/services.ts'
import { cast, type TestServices } from '../store/testing.ts'
import { keepBackups } from './backups.ts'
import { backupLamp, bytesInWords, databaseLamp, diskLamp, versionLamp } from './lamps.ts'
import { backupWarning } from './warning.ts'

const isByFile = ({ db }: Pick<TestServices, 'db'>) => dialectOf(db) === 'sqlite'

withApp('the administrator sees how the house is, and has a backup made now; nobody else does', async (t, { as, services }) => {
  for (const role of ['staff', 'expert', 'reader'] as const) {
    for (const address of ['/api/v1/upkeep', '/upkeep']) t.equal((await as(role).get(address)).status, 403, `${role} ${address}`)
    t.equal((await as(role).post('/api/v1/upkeep/backups', {})).status, 403)
    t.notMatch((await as(role).get('/help', { accept: 'text/html' })).text, /href="\/upkeep"/)
  }
  t.equal((await as('nobody').get('/api/v1/upkeep')).status, 401)
  const administrator = as('administrator')
  const before = (await administrator.get('/api/v1/upkeep')).json<Upkeep>()
  t.match(before.lamps.database, { state: 'good' })
  t.match(before.versions.database, isByFile(services) ? /^SQLite 3\.\d+/ : /^PostgreSQL \d+/)
  t.ok(before.sizes.database > 10_000 && before.sizes.events > 0)
  const begun = await administrator.post('/api/v1/upkeep/backups', {})
  if (!isByFile(services)) {
    t.match(before.lamps.backup, { state: 'none', words: /pg_dump --format=custom/ })
    t.match([begun.status, begun.json()], [409, { code: 'backup-elsewhere', detail: /pg_dump/ }])
    t.notMatch((await administrator.get('/upkeep', { accept: 'text/html' })).text, /立即备份/)
    return
  }
  t.equal(begun.status, 202)
  const { file } = begun.json<{ file: string }>()
  t.equal(file, 'facheng-2026-11-24T01-00-00Z.db')
  // Never without a pause: injected requests alone would leave the copy no turn.
  for (let asked = 0; asked < 1_000; asked++) {
    await sleep(10)
    const { backup, lamps } = (await administrator.get('/api/v1/upkeep')).json<Upkeep>()
    if (backup.running) continue
    t.match(backup, { latest: { file }, failure: null, overdue: false })
    t.match(lamps.backup, { state: 'good', words: /^最近一次 不到 1 小时前，\d/ })
    break
  }
  const copy = await openCopy(path.join(services.dataDir, 'backups', file))
  const [last] = await copy.selectFrom('event').select(['kind', 'payload']).orderBy('seq', 'desc').limit(1).execute()
  await copy.destroy()
  t.same(last, { kind: 'backupBegun', payload: `{"file":"${file}"}` }, 'the event that asked for it is in it')
  t.match((await administrator.get('/upkeep', { accept: 'text/html' })).text, new RegExp(`立即备份[\\s\\S]*${file}`))
})

/** A house on SQLite, the only one that copies its own file; its copies are made by `copy`. */
async function house(t: Test, work: (services: TestServices) => Promise<void>): Promise<void> {
  const dataDir = t.testdir()
  const db = await openDatabase({ databaseUrl: null, dataDir })
  let now = new Date('2026-11-24T01:00:00Z')
  const setNow = (iso: string) => {
    now = new Date(iso)
  }
  try {
    await work({ db, dataDir, now: () => now, setNow, newId: () => v7(), databaseUrl: null, workflowsDir: 'workflows' })
  } finally {
    await db.destroy()
  }
}

const stored = ({ dataDir }: TestServices) => fs.readdirSync(path.join(dataDir, 'backups')).sort()

t.test('never two at once; one that nobody announced is not begun', t =>
  house(t, async services => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const backups = keepBackups(services, () => gate)
    await t.rejects(
      backups.begin(async () => {
        throw new Error('the log is full')
      }),
      { message: 'the log is full' }
    )
    t.equal(backups.state().running, null)
    await backups.begin()
    await t.rejects(backups.begin(), { code: 'backup-running' })
    t.match(backupLamp(backups.state(), services.now()), { state: 'attention', words: /正在备份/ })
    open()
    await backups.settled()
    t.equal(backups.state().running, null)
  })
)

t.test('old ones make room, and what others have put there stays', t =>
  house(t, async services => {
    const backups = keepBackups(services, file => fs.promises.writeFile(file, 'a copy'))
    const folder = path.join(services.dataDir, 'backups')
    fs.mkdirSync(folder)
    for (const own of ['before-0017-library.db', 'facheng-2026-11-24.backup']) fs.writeFileSync(path.join(folder, own), '')
    fs.writeFileSync(path.join(folder, 'facheng-2026-11-01T00-00-00Z.db.unfinished'), 'half')
    await backups.watch(() => undefined)
    for (let day = 1; day <= 30; day++) {
      services.setNow(`2026-11-${String(day).padStart(2, '0')}T01:00:00Z`)
      fs.writeFileSync(path.join(folder, `facheng-2026-11-${String(day).padStart(2, '0')}T01-00-00Z.db.sha256`), 'hash')
      await backups.begin()
      await backups.settled()
    }
    const copies = stored(services).filter(file => file.endsWith('Z.db'))
    t.same(
      copies.map(file => file.slice(16, 18)),
      ['15', '22', '24', '25', '26', '27', '28', '29', '30'],
      'seven days and the Sundays of four weeks'
    )
    t.same(
      stored(services).filter(file => file.endsWith('.sha256')),
      copies.map(file => `${file}.sha256`),
      'hashes go with their copies'
    )
    t.same(
      stored(services).filter(file => !file.includes('Z.db')),
      ['before-0017-library.db', 'facheng-2026-11-24.backup']
    )
    t.notOk(
      stored(services).some(file => file.endsWith('.unfinished')),
      'what was cut off is cleared away'
    )
    await backups.stop()
  })
)

t.test('one that failed is told, shown with its reason, and takes no older one away', t =>
  house(t, async services => {
    let reason = ''
    const backups = keepBackups(services, async file => {
      fs.writeFileSync(file, 'a copy')
      if (reason) throw new Error(reason)
    })
    const told: string[] = []
    await backups.watch(error => told.push(error.message))
    await backups.begin()
    await backups.settled()
    reason = '数据库本身有 2 处不符，请运行 facheng verify 查看'
    services.setNow('2026-11-24T03:00:00Z')
    await backups.begin()
    await backups.settled()
    t.match(backups.state().failure, { reason, at: '2026-11-24T03:00:00.000Z' })
    t.match(told, [/^backup facheng-2026-11-24T03-00-00Z\.db: 数据库本身/])
    t.equal(stored(services).length, 2, 'that of the morning is still there')
    t.match(backupLamp(backups.state(), services.now()), { state: 'bad', words: /没有备份成/ })
    reason = ''
    services.setNow('2026-11-24T05:00:00Z')
    await backups.begin()
    await backups.settled()
    t.equal(backups.state().failure, null)
    t.equal(stored(services).length, 1)
    await backups.stop()
  })
)

t.test('two days without one: administrators are told on every page, others are not', t =>
  house(t, async services => {
    const backups = keepBackups(services, file => fs.promises.writeFile(file, 'a copy'))
    const warned = (actor: Actor) => backupWarning(backups, actor)
    await backups.watch(() => undefined)
    t.equal(warned(cast.administrator), null)
    services.setNow('2026-11-26T02:00:00Z')
    t.match(warned(cast.administrator), { href: '/upkeep', words: /只有一份/ })
    t.equal(warned(cast.officer), null)
    const app = await buildApp(services, { logLevel: 'fatal', sessionSecret: 'only for tests, and long enough for it', backups })
    const account = await addAccount(services, null, { name: 'guanliyuan', role: 'administrator', password: null })
    const authorization = `Bearer ${(await issueToken(services, null, account.id)).token}`
    const page = await app.inject({ url: '/accounts', headers: { authorization, accept: 'text/html' } })
    t.match(page.body, /role="alert"><b>一直没有备份成功，数据只有一份。<\/b><a href="\/upkeep">/)
    await backups.begin()
    await backups.settled()
    t.equal(warned(cast.administrator), null)
    await app.close()
  })
)

t.test('a service that stops does not wait for a copy', t =>
  house(t, async services => {
    const { promise: copying, resolve: begun } = Promise.withResolvers<void>()
    const backups = keepBackups(services, (_file, signal) => {
      begun()
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    await backups.watch(() => t.fail('ending is no failure'))
    await backups.begin()
    await copying
    await backups.stop()
    const late = keepBackups(services, () => Promise.reject(new Error('never called')))
    await late.begin()
    await late.stop()
    t.equal(late.state().failure, null)
    t.equal(backups.state().failure, null)
  })
)

t.test('a command beside the service makes the copy; what it says last is why it failed', t =>
  house(t, async ({ dataDir }) => {
    const program = path.join(dataDir, 'main.mjs')
    const run = async (script: string) => {
      fs.writeFileSync(program, `import fs from 'node:fs'\nexport const main = async words => { ${script} }`)
      return backupBeside(program)(path.join(dataDir, 'copy.db'), new AbortController().signal)
    }
    await run('fs.writeFileSync(words[1], words[0]); return 0')
    t.equal(fs.readFileSync(path.join(dataDir, 'copy.db'), 'utf8'), 'backup')
    await t.rejects(run(`console.error('facheng: 磁盘空间不足'); return 2`), { message: '磁盘空间不足' })
    await t.rejects(run(`throw new Error('odd')`), { message: /意外结束（1）：Error: odd/ })
  })
)

t.test('lamps say what to do', async t => {
  const MB = 1024 ** 2
  t.match(databaseLamp(null), { state: 'good' })
  t.match(databaseLamp('database or disk is full'), { state: 'bad', words: /检查磁盘空间.+full/ })
  t.match(diskLamp(5000 * MB, 10 * MB), { state: 'good', words: '可用 4.9 GB' })
  t.match(diskLamp(5000 * MB, 4000 * MB), { state: 'attention' }, 'a backup of a large database would fill it')
  t.match(diskLamp(900 * MB, 10 * MB), { state: 'attention', words: /请清理/ })
  t.match(diskLamp(100 * MB, 10 * MB), { state: 'bad' })
  t.match(versionLamp('0.1.0', '0.1.0'), { state: 'good', words: '0.1.0' })
  t.match(versionLamp('0.1.0', '0.2.0'), { state: 'attention', words: /重新启动/ })
  t.same([0, 1023, 1024, 1_572_864, 3e9, 2e12].map(bytesInWords), ['0 字节', '1023 字节', '1.0 KB', '1.5 MB', '2.8 GB', '1.8 TB'])
})

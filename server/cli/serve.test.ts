/** The service as an operator meets it: it starts, says where, takes accounts from beside it, and ends when told to. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import t, { type Test } from 'tap'
import { listening, type Running, run } from './testing.ts'

const PASSWORD = '梧桐-Yuhua-3058-mo'

async function done(words: readonly string[], env: Record<string, string>, stdin?: string): Promise<{ code: number | null; said: string }> {
  const running = run(words, env, stdin)
  return { code: await running.ended, said: running.said() }
}

function folder(t: Test): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-serve-'))
  t.teardown(() => fs.rmSync(made, { recursive: true, force: true }))
  return path.join(made, 'data')
}

/** Starts a service on a free port and waits until it has said where. */
async function serve(t: Test, env: Record<string, string>): Promise<Running & { readonly url: string }> {
  const running = run(['serve'], { PORT: '0', ...env })
  t.teardown(() => running.child.kill('SIGKILL'))
  return listening(running)
}

t.test('an empty office: accounts come from the command line, beside the running service', async t => {
  const env = { DATA_DIR: folder(t), DEMO: '0' }
  const service = await serve(t, env)
  t.match(service.said(), /还没有账号/)
  t.equal((await fetch(`${service.url}/readyz`)).status, 200)

  const added = await done(['user', 'add', 'Chengban', '--role', 'staff', '--display-name', '沈若川'], env, `${PASSWORD}\n`)
  t.same([added.code, added.said], [0, 'facheng: 已新增账号 chengban（工作人员）\n'])
  const token = await done(['user', 'token', 'chengban'], env)
  t.match(token.said, /^fc_[\w-]{43}\n$/, 'the token and nothing else')
  const who = await fetch(`${service.url}/api/v1/sessions/current`, { headers: { authorization: `Bearer ${token.said.trim()}` } })
  t.match(await who.json(), { account: { username: 'chengban', displayName: '沈若川', role: 'staff' } })

  const refusals: readonly (readonly [words: string[], stdin: string, message: RegExp])[] = [
    [['user', 'add', 'chengban', '--role', 'staff'], PASSWORD, /已有这个用户名/],
    [['user', 'add', 'zhuanjia', '--role', 'expert'], 'short\n', /口令至少 10 个字符/],
    [['user', 'token', 'nobody'], '', /没有账号 nobody/]
  ]
  for (const [words, stdin, message] of refusals) {
    const { code, said } = await done(words, env, stdin)
    t.equal(code, 2, words.join(' '))
    t.match(said, message)
    t.match(said, /^facheng: .*\n$/, 'one line')
  }

  t.equal((await done(['user', 'disable', 'chengban'], env)).code, 0)
  t.equal((await fetch(who.url, { headers: { authorization: `Bearer ${token.said.trim()}` } })).status, 401)
  t.match((await done(['user', 'list'], env)).said, 'chengban\tstaff\t沈若川\t已停用\n')

  const second = await done(['serve'], { ...env, PORT: new URL(service.url).port })
  t.equal(second.code, 2)
  t.match(second.said, /端口 \d+ 已被占用/)

  const began = Date.now()
  service.child.kill('SIGTERM')
  service.child.kill('SIGTERM') // whoever passes a signal on may send it twice
  t.equal(await service.ended, 0)
  t.ok(Date.now() - began < 15_000)
})

t.test('the demo: one sign-in link for each role, that works once', async t => {
  const service = await serve(t, { DATA_DIR: folder(t) })
  const links = [...service.said().matchAll(/\/sign-in\?once=([\w-]+)/g)].map(match => match[1] ?? '')
  t.equal(links.length, 4)
  const enter = () =>
    fetch(`${service.url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ once: links[0] ?? '', to: '/bills' })
    })
  const entered = await enter()
  t.equal(entered.status, 303)
  t.equal((await enter()).status, 401)
  const page = await fetch(`${service.url}/bills`, {
    headers: { cookie: String(entered.headers.get('set-cookie')).split(';')[0] ?? '', accept: 'text/html' }
  })
  t.equal(page.status, 200)
  service.child.kill('SIGTERM')
  t.equal(await service.ended, 0)
})

t.test('what cannot be served is said in one line, and nothing is written', async t => {
  const dataDir = folder(t)
  t.match(await done(['serve'], { DATA_DIR: dataDir, PORT: 'eighty' }), { code: 2, said: /^facheng: PORT=eighty .*\n$/ })
  t.notOk(fs.existsSync(dataDir))
  const file = path.join(path.dirname(folder(t)), 'file')
  fs.writeFileSync(file, 'not a folder')
  t.match(await done(['serve'], { DATA_DIR: file, PORT: '0' }), { code: 2, said: /不是文件夹/ })
  const damaged = path.dirname(folder(t))
  fs.writeFileSync(path.join(damaged, 'facheng.db'), 'this is no database, whatever its name says. '.repeat(100))
  t.match(await done(['serve'], { DATA_DIR: damaged, PORT: '0' }), { code: 2, said: /损坏或不是数据库/ })
  t.match(await done(['serve'], { DATA_DIR: folder(t), DEMO: '0', PORT: '0', HOST: '192.0.2.1' }), {
    code: 2,
    said: /HOST=192.0.2.1 不是本机地址/
  })
})

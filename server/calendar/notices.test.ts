/** Digests: who gets one, when, with what; that nothing leaves the house unless it was set up; and what happens when it cannot be sent. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTransport, type SendMailOptions } from 'nodemailer'
import t, { type Test } from 'tap'
import { type Client, type TestApp, withApp } from '../app-testing.ts'
import { planDigests } from './digest.ts'
import { sendNotices } from './send.ts'
import { cut, mailer, type Ways, waysOf } from './ways.ts'

const wish = { title: '湖岸步道管理条例', kind: 'enact', workflow: 'municipal-regulation', draftingUnit: '市园林局' }
const NOTHING: Ways = { mail: null, webhook: null }

interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Mail that is made as it would be sent, and kept. */
function post(): { sent: Mail[]; ways: Ways } {
  const sent: Mail[] = []
  const transport = createTransport({ jsonTransport: true })
  const sendMail = async (message: SendMailOptions) => {
    const { message: made } = await transport.sendMail(message)
    const { to, subject, text } = JSON.parse(String(made))
    sent.push({ to: to[0].address, subject, text })
  }
  return { sent, ways: { mail: mailer({ sendMail }, 'facheng@house.example'), webhook: null } }
}

async function billOf(staff: Client, services: TestApp['services'], title = wish.title) {
  const me = (await services.db.selectFrom('account').selectAll().where('name', '=', 'check-staff').executeTakeFirstOrThrow()).displayName
  const { id } = (await staff.post('/api/v1/bills', { ...wish, title, caseOfficer: me })).json<{ id: string }>()
  const { items } = (await staff.post(`/api/v1/bills/${id}/tasks`, {})).json<{ items: { id: string; title: string }[] }>()
  const set = (at: number, dueOn: string) => staff.patch(`/api/v1/bills/${id}/tasks/${items[at]?.id}`, { person: me, dueOn })
  return { id, items, set }
}

const jobs = ({ db }: TestApp['services']) => db.selectFrom('job').selectAll().orderBy('createdAt').execute()

withApp(
  'the desk of a person is sent to the address that he gave, at most once an hour, and what is due today at once',
  async (t, { as, services }) => {
    const staff = as('staff')
    const { items, set } = await billOf(staff, services)
    await set(0, '2026-11-20')
    t.equal((await staff.put('/api/v1/notice-address', { email: 'li@house.example' })).status, 200)
    t.same((await staff.get('/api/v1/notice-address')).json(), { email: 'li@house.example' })
    const { sent, ways } = post()
    const tick = async (at: string) => {
      services.setNow(at)
      await planDigests(services, ways)
      return sendNotices(services, ways)
    }
    t.equal(await planDigests(services, NOTHING), 0, 'without a way nothing is even written')
    t.same(await jobs(services), [])
    t.equal(await tick('2026-11-21T02:00:00.000Z'), 0, 'not on a Saturday')
    t.equal(await tick('2026-11-23T23:50:00.000Z'), 0, 'not before eight')
    t.equal(await tick('2026-11-24T00:05:00.000Z'), 1)
    t.match(sent[0], { to: 'li@house.example', subject: /^法程工作摘要（.+）：逾期 1 项/ })
    t.ok(sent[0]?.text.includes(`【逾期】\n· ${items[0]?.title}（${wish.title}）　11月20日`))
    t.equal(await tick('2026-11-24T02:00:00.000Z'), 0, 'nothing has changed')

    await set(1, '2026-11-27')
    t.equal(await tick('2026-11-24T02:10:00.000Z'), 1)
    await set(2, '2026-11-26')
    t.equal(await tick('2026-11-24T02:40:00.000Z'), 0, 'half an hour later')
    await set(3, '2026-11-24')
    t.equal(await tick('2026-11-24T02:50:00.000Z'), 1, 'due today: at once')
    t.ok(sent.at(-1)?.text.includes(String(items[3]?.title)))
    t.equal(await tick('2026-11-24T03:00:00.000Z'), 0)
    t.equal(await tick('2026-11-24T12:10:00.000Z'), 0, 'not in the evening')
    t.equal(await tick('2026-11-25T00:30:00.000Z'), 1, 'the next morning')

    t.equal((await staff.put('/api/v1/notice-address', { email: null })).status, 200)
    t.equal(await tick('2026-11-26T00:30:00.000Z'), 0, 'no address, no mail')
    const kinds = await services.db
      .selectFrom('event')
      .select(['kind', 'payload'])
      .where('kind', '=', 'noticeAddressSet')
      .orderBy('seq')
      .execute()
    t.same(
      kinds.map(({ payload }) => JSON.parse(payload)),
      [{ active: true }, { active: false }],
      'the address itself is not in history'
    )
  }
)

withApp('whoever has nothing of his own gets nothing', async (t, { as, services }) => {
  await as('staff').post('/api/v1/bills', wish)
  await as('staff').put('/api/v1/notice-address', { email: 'li@house.example' })
  const { ways } = post()
  t.equal(await planDigests(services, ways), 0)
})

withApp('what cannot be sent is tried again, ever more seldom, and given up; a new digest takes its place', async (t, { as, services }) => {
  const staff = as('staff')
  const { set } = await billOf(staff, services)
  await set(0, '2026-11-20')
  await staff.put('/api/v1/notice-address', { email: 'li@house.example' })
  let tries = 0
  const broken: Ways = {
    ...NOTHING,
    mail: async () => {
      tries += 1
      throw new Error('no such host')
    }
  }
  t.equal(await planDigests(services, broken), 1)
  for (let minute = 0; minute <= 240; minute += 1) {
    services.setNow(new Date(Date.parse('2026-11-24T01:00:00.000Z') + minute * 60_000).toISOString())
    await sendNotices(services, broken)
  }
  t.equal(tries, 5, 'at 0, 2, 12, 42 and 162 minutes')
  t.match(await jobs(services), [{ status: 'failed', attempts: 5, lastError: 'no such host' }])

  services.setNow('2026-11-25T01:00:00.000Z')
  await planDigests(services, broken)
  await sendNotices(services, broken)
  await set(1, '2026-11-25')
  services.setNow('2026-11-25T01:01:00.000Z')
  await planDigests(services, broken)
  t.same(
    (await jobs(services)).map(({ status }) => status),
    ['failed', 'failed', 'waiting'],
    'the stale one is dropped'
  )
  const { sent, ways } = post()
  t.same(
    await Promise.all([sendNotices(services, ways), sendNotices(services, ways)]).then(counts => counts[0] + counts[1]),
    1,
    'two services: one sends'
  )
  t.equal(sent.length, 1)
})

withApp('the page takes one plain address, and says what is wrong with another', async (t, { as, services }) => {
  const staff = as('staff')
  const html = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
  t.match((await staff.get('/calendar', { accept: 'text/html' })).text, '接收工作摘要的邮箱')
  t.notMatch((await as('reader').get('/calendar', { accept: 'text/html' })).text, '接收工作摘要的邮箱')
  t.equal((await staff.post('/calendar/notices', 'email=li%40house.example', html)).status, 303)
  t.match((await staff.get('/calendar', { accept: 'text/html' })).text, 'li@house.example')
  for (const email of ['li', 'a@b.example, c@d.example', 'x <a@b.example>', 'a@b.example\r\nbcc: c@d.example', 'a@b'])
    t.equal((await staff.post('/calendar/notices', `email=${encodeURIComponent(email)}`, html)).status, 422, email)
  t.equal((await staff.post('/calendar/notices', 'email=', html)).status, 303)
  t.same(await services.db.selectFrom('noticeAddress').selectAll().execute(), [])
  t.equal((await as('reader').put('/api/v1/notice-address', { email: 'li@house.example' })).status, 403)
  t.equal((await as('nobody').get('/api/v1/notice-address')).status, 401)
})

/** A robot that answers as told; what it was sent, by address. */
async function robot(t: Test, answer: (path: string) => { status: number; body?: string; headers?: Record<string, string> }) {
  const got: { path: string; body: string }[] = []
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    got.push({ path: request.url ?? '', body })
    const { status, body: said = '', headers = {} } = answer(request.url ?? '')
    response.writeHead(status, headers).end(said)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return { got, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

t.test('the robot of a group gets a text message; what it refuses is an error, and a redirect is not followed', async t => {
  const { got, address } = await robot(t, path => {
    if (path === '/away') return { status: 302, headers: { location: '/elsewhere' } }
    if (path === '/full') return { status: 200, body: '{"errcode":45009,"errmsg":"too many"}' }
    return path === '/down' ? { status: 500 } : { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
  })
  const send = async (path: string) => waysOf({ mail: null, webhook: address + path }).webhook?.({ subject: '摘要', text: '【逾期】' })
  await send('/ok')
  t.same(JSON.parse(got[0]?.body ?? ''), { msgtype: 'text', text: { content: '摘要\n【逾期】' } })
  await t.rejects(send('/full'), /45009/)
  await t.rejects(send('/down'), /500/)
  await t.rejects(send('/away'))
  t.same(
    got.map(({ path }) => path),
    ['/ok', '/full', '/down', '/away']
  )
  t.same(waysOf({ mail: null, webhook: null }), NOTHING)
})

t.test('a long message is cut by whole lines to what a robot takes', async t => {
  const text = Array.from({ length: 200 }, (_, at) => `第${at}项工作`).join('\n')
  const short = cut(text)
  t.ok(Buffer.byteLength(short) <= 2_000 && short.endsWith('项工作\n……'))
  t.equal(cut('摘要'), '摘要')
})

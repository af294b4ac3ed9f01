/** Bills over HTTP: who may do what, what is refused and how, and what two people do at once. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { type Client, withApp } from '../app-testing.ts'
import { transaction } from '../store/database.ts'
import { advanceBill } from './advance.ts'
import { updateBill } from './store.ts'
import { givePaper } from './testing.ts'

const wish = { title: '临江市滨江岸线保护条例', kind: 'enact', workflow: 'municipal-regulation' }

const filed = async (staff: Client, more: object = {}): Promise<string> =>
  String((await staff.post('/api/v1/bills', { ...wish, ...more })).json()['id'])

withApp('a bill is filed, found, read and corrected', async (t, { as }) => {
  const staff = as('staff')
  const made = await staff.post('/api/v1/bills', { ...wish, draftingUnit: '市水务局' })
  t.equal(made.status, 201)
  const bill = made.json<{ id: string }>()
  t.equal(made.headers['location'], `/api/v1/bills/${bill.id}`)
  t.match(bill, {
    ...wish,
    workflow: { id: 'municipal-regulation', version: 1 },
    stage: 'proposal',
    stageTitle: /./,
    status: 'active',
    sponsor: null
  })
  for (let number = 1; number <= 4; number++)
    await filed(staff, { title: `临江市第${number}号条例`, kind: number % 2 ? 'enact' : 'revision' })

  const changed = await staff.patch(`/api/v1/bills/${bill.id}`, {
    title: ' 临江市岸线保护条例 ',
    caseOfficer: '沈若川',
    targetOn: '2027-03-01'
  })
  t.match(changed.json(), { title: '临江市岸线保护条例', caseOfficer: '沈若川', targetOn: '2027-03-01', draftingUnit: '市水务局' })
  t.match((await as('reader').get(`/api/v1/bills/${bill.id}`)).json(), { title: '临江市岸线保护条例' })

  const first = (await as('expert').get('/api/v1/bills?limit=3')).json<{ items: { title: string }[]; next: string }>()
  t.same(
    first.items.map(({ title }) => title),
    ['临江市第4号条例', '临江市第3号条例', '临江市第2号条例'],
    'the newest first'
  )
  const rest = (await as('expert').get(`/api/v1/bills?limit=3&cursor=${first.next}`)).json<{ items: unknown[]; next: null }>()
  t.match(rest, { items: [{}, {}], next: null })
  const numberFound = async (query: string) => (await staff.get(`/api/v1/bills?${query}`)).json<{ items: unknown[] }>().items.length
  t.equal(await numberFound('kind=revision'), 2)
  t.equal(await numberFound('stage=initiation'), 5, 'a stage of the rail')
  t.equal(await numberFound('stage=proposal'), 5, 'or one of its places')
  t.equal(await numberFound('status=completed'), 0)
  t.equal(await numberFound(`q=${encodeURIComponent('岸线')}`), 1)
  t.equal(await numberFound(`q=${encodeURIComponent('水务局')}`), 1)
  t.equal(await numberFound('q=%25'), 0, 'a wildcard is a character')
})

withApp('what may not be is refused with a code and a sentence, and changes nothing', async (t, { as }) => {
  const staff = as('staff')
  const refused = async (sent: object, status: number, code: string) => {
    const answer = await staff.post('/api/v1/bills', { ...wish, ...sent })
    t.match({ status: answer.status, ...answer.json() }, { status, code, detail: /[一-龥]/ }, JSON.stringify(sent).slice(0, 60))
  }
  await refused({ title: '长'.repeat(10_000) }, 400, 'invalid-request')
  await refused({ title: '' }, 400, 'invalid-request')
  await refused({ title: ' \t' }, 400, 'invalid-request')
  await refused({ title: '半个\ud83d' }, 400, 'text-not-well-formed')
  await refused({ kind: 'amend' }, 400, 'invalid-request')
  await refused({ workflow: 'nowhere' }, 400, 'no-such-workflow')
  await refused({ workflow: '../../etc/passwd' }, 400, 'no-such-workflow')
  await refused({ stage: 'inForce' }, 400, 'invalid-request')
  await refused({ targetOn: '2026-02-30' }, 400, 'invalid-request')
  const bills = await staff.get('/api/v1/bills')
  t.same(bills.json(), { items: [], next: null })

  const id = await filed(staff)
  for (const role of ['reader', 'expert', 'administrator'] as const) {
    t.equal((await as(role).post('/api/v1/bills', wish)).status, 403)
    t.equal((await as(role).patch(`/api/v1/bills/${id}`, { title: '不许' })).status, 403)
    t.equal((await as(role).post(`/api/v1/bills/${id}/lifecycle/events`, { event: 'apply' })).status, 403)
  }
  t.equal((await as('nobody').get(`/api/v1/bills/${id}`)).status, 401)
  t.match(
    (await staff.patch(`/api/v1/bills/${id}`, { status: 'completed' })).json(),
    { code: 'invalid-request' },
    'a status follows from events'
  )
  t.match((await staff.get('/api/v1/bills/no-such')).json(), { code: 'not-found', status: 404 })
  t.match((await staff.get('/api/v1/bills?limit=-1')).json(), { code: 'invalid-request' })
  t.match((await staff.get('/api/v1/bills?cursor=x')).json(), { code: 'invalid-request' })
})

withApp('a blocked step names what GET names and changes nothing; an unknown one is no step', async (t, { as, services }) => {
  const staff = as('staff')
  const id = await filed(staff)
  type Seen = {
    stage: string
    history: unknown[]
    events: { event: string; title: string; allowed: boolean; blockers: { code: string }[] }[]
  }
  const seen = async () => (await staff.get(`/api/v1/bills/${id}/lifecycle`)).json<Seen>()
  const before = await seen()
  t.ok(before.events.length > 0)
  for (const { event, allowed, title, blockers } of before.events) {
    t.match(title, /[一-龥]/)
    t.equal(allowed, blockers.length === 0)
    if (allowed) continue
    const answer = (await staff.post(`/api/v1/bills/${id}/lifecycle/events`, { event })).json<{ errors: { code: string }[] }>()
    t.match(answer, { status: 409, code: 'blocked' })
    t.same(answer.errors, blockers, `${event} is blocked by what GET says`)
  }
  t.match((await staff.post(`/api/v1/bills/${id}/lifecycle/events`, { event: 'no-such-event' })).json(), {
    status: 409,
    code: 'no-such-event'
  })
  t.match((await staff.post(`/api/v1/bills/${id}/lifecycle/events`, { event: 'apply', noet: '错' })).json(), { code: 'invalid-request' })
  t.same(await seen(), before)

  await givePaper(services, id, 'projectApplication')
  const moved = await staff.post(`/api/v1/bills/${id}/lifecycle/events`, { event: 'apply', note: '请予立项' })
  t.equal(moved.status, 201)
  t.match(moved.json(), {
    stage: 'initiation',
    history: [{ event: 'apply', note: '请予立项', from: 'proposal', to: 'initiation', actorName: 'check-staff' }]
  })
})

withApp('of two who move a bill at once one wins', async (t, { as, services }) => {
  const staff = as('staff')
  const id = await filed(staff)
  await givePaper(services, id, 'projectApplication')
  const body = { event: 'apply', note: '同时' }
  const answers = await Promise.all(Array.from({ length: 6 }, () => staff.post(`/api/v1/bills/${id}/lifecycle/events`, body)))
  t.same(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409])
  for (const answer of answers.filter(({ status }) => status === 409)) t.match(answer.json()['code'], /^(bill-moved|no-such-event)$/)
  t.equal((await staff.get(`/api/v1/bills/${id}/lifecycle`)).json<{ history: unknown[] }>().history.length, 1)
  const stale = await transaction(services.db, trx => updateBill(trx, id, 1, { title: '迟到' }))
  t.equal(stale, false, 'a change of what was read before is refused')
})

/** Another legislature's procedure: other stages, no city needed. */
const small = (version: number, last: string) => ({
  id: 'township-rules',
  version,
  title: '镇级议事规则',
  basis: ['工作惯例'],
  params: {},
  stages: [
    { id: 'opening', title: '提出', steps: [{ id: 'raised', title: '已提出' }] },
    { id: 'closing', title: '议决', steps: [{ id: last, title: '已议决', status: 'completed', end: true }] }
  ],
  transitions: [
    {
      from: ['raised'],
      event: 'decide',
      title: '议决',
      to: last,
      roles: ['presidium'],
      guards: [{ code: 'reason-missing', check: 'reasonGiven', message: '请写明理由' }]
    }
  ]
})

withApp('a second procedure needs no code, and a bill stays on the version it began with', async (t, { as, services }) => {
  const folder = await fs.mkdtemp(path.join(services.dataDir, 'workflows-'))
  const file = path.join(folder, 'township-rules.json')
  await fs.writeFile(file, JSON.stringify(small(1, 'decided')))
  Object.assign(services, { workflowsDir: folder })
  const staff = as('staff')
  t.match((await staff.get('/api/v1/workflows')).json(), {
    items: [{ id: 'township-rules', version: 1, title: '镇级议事规则' }],
    next: null
  })
  const old = await filed(staff, { workflow: 'township-rules' })

  await fs.writeFile(file, JSON.stringify(small(2, 'settled')))
  const young = await filed(staff, { workflow: 'township-rules' })
  for (const [id, version, to] of [
    [old, 1, 'decided'],
    [young, 2, 'settled']
  ] as const) {
    t.match((await staff.get(`/api/v1/bills/${id}/lifecycle`)).json(), {
      workflow: { version },
      events: [{ event: 'decide', to, allowed: false }]
    })
    const done = await staff.post(`/api/v1/bills/${id}/lifecycle/events`, { event: 'decide', note: '一致同意' })
    t.match(done.json(), { stage: to, status: 'completed', events: [], history: [{ body: 'presidium', bodyTitle: '大会主席团' }] })
  }

  await fs.writeFile(file, JSON.stringify(small(3, 'settled')).replace('"to":"settled"', '"to":"setled"'))
  const refused = (await staff.post('/api/v1/bills', { ...wish, workflow: 'township-rules' })).json<{ errors: { message: string }[] }>()
  t.match(refused, { code: 'workflow-invalid' }, 'a misspelt stage is refused')
  t.match(refused.errors[0]?.message, /第 \d+ 行第 \d+ 列：.*setled/, 'with its place')
  t.match((await staff.get('/api/v1/workflows')).json(), { items: [] }, 'and not offered')
  t.match((await staff.get(`/api/v1/bills/${old}/lifecycle`)).json(), { stage: 'decided' }, 'bills under way are not touched')
})

withApp('a definition is checked with the place of every mistake', async (t, { as }) => {
  const check = async (body: unknown) => (await as('staff').post('/api/v1/workflows/validate', body)).json()
  t.match(await check(small(1, 'decided')), { valid: true, findings: [] })
  t.match(await check({ text: '{\n  "id": 1\n}' }), {
    valid: false,
    findings: [{ line: /\d/, column: /\d/, code: /./, message: /[一-龥]/ }]
  })
  t.match(await check({ text: '{' }), { valid: false })
  t.match(await check([]), { code: 'invalid-request' })
})

withApp('the operator drives without an account, and the record says so', async (t, { as, services }) => {
  const id = await filed(as('staff'))
  await givePaper(services, id, 'projectApplication')
  await advanceBill(services, null, id, 'apply', { note: '补录' })
  t.match((await as('staff').get(`/api/v1/bills/${id}/lifecycle`)).json(), { history: [{ actor: null, actorName: '系统' }] })
})

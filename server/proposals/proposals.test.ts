/** 项目库 over HTTP: from a proposal through its argument and decision into a plan; and the tables that are pasted. */
import { type Client, withApp } from '../app-testing.ts'
import { regulationAt } from '../evaluation/testing.ts'

const wish = {
  title: '临江市社区食堂条例',
  source: 'deputy',
  proposedBy: '东城代表团七名代表',
  proposedOn: '2026-02-11',
  reason: '老年人用餐不便',
  suggestedYear: 2027
}
const argument = { necessity: '需求迫切', feasibility: '已有试点', authority: '基层治理', superiorLaw: '与老年人权益保障法一致' }
const made = async (staff: Client, address: string, body: object): Promise<string> => {
  const answer = await staff.post(address, body)
  if (answer.status !== 201) throw new Error(answer.text)
  return String(answer.json()['id'])
}

withApp('a proposal is argued, selected with a reason, and carried into a plan, where it becomes a bill', async (t, { as }) => {
  const staff = as('staff')
  const id = await made(staff, '/api/v1/proposals', wish)
  const address = `/api/v1/proposals/${id}`
  t.match((await as('reader').get(address)).json(), { ...wish, kind: 'enact', status: 'proposed', amends: null, plan: null, bill: null })

  const early = (await staff.post(`${address}/decision`, { decision: 'selected', reason: '急需' })).json<{ errors: object[] }>()
  t.match(early, { status: 409, code: 'proposal-not-argued', errors: [{ pointer: '/argument.necessity' }, {}, {}, {}] })
  await staff.patch(address, { argument: { necessity: '需求迫切' } })
  await staff.patch(address, { argument: { ...argument, necessity: '需求很迫切' } })
  t.match((await staff.get(address)).json(), { argument: { ...argument, necessity: '需求很迫切' }, status: 'proposed' })

  const plan = await made(staff, '/api/v1/plans', { title: '2027年度立法计划', kind: 'annualPlan', year: 2027 })
  const transfer = {
    plan,
    category: 'deliberation',
    reason: '条件成熟',
    draftingUnit: '市民政局',
    plannedOn: { firstReading: '2027-04-28' }
  }
  t.match((await staff.post(`${address}/plan`, transfer)).json(), { status: 409, code: 'proposal-not-selected' })
  await staff.post(`${address}/decision`, { decision: 'pooled', reason: '再研究' })
  const selected = await staff.post(`${address}/decision`, { decision: 'selected', reason: '连续两年提出', on: '2026-11-20' })
  t.match(selected.json(), { status: 'selected', decidedOn: '2026-11-20', decisionReason: '连续两年提出' })

  const carried = (await staff.post(`${address}/plan`, transfer)).json<{ planItem: string }>()
  t.match(carried, { status: 'planned', plan: { id: plan }, decisionReason: '条件成熟' })
  t.match((await staff.get(`/api/v1/plans/${plan}/items`)).json(), {
    items: [{ id: carried.planItem, title: wish.title, proposal: id, draftingUnit: '市民政局', plannedOn: { firstReading: '2027-04-28' } }]
  })
  for (const [method, body] of [
    ['decision', { decision: 'declined', reason: '迟了' }],
    ['plan', transfer]
  ] as const)
    t.match((await staff.post(`${address}/${method}`, body)).json(), { status: 409, code: 'proposal-planned' })
  t.match((await staff.patch(address, { title: '改名' })).json(), { code: 'proposal-planned' })

  const { bill } = (
    await staff.post(`/api/v1/plans/${plan}/items/${carried.planItem}/bill`, { kind: 'enact', workflow: 'municipal-regulation' })
  ).json<{ bill: string }>()
  t.match((await staff.get(address)).json(), { bill: { id: bill, title: wish.title } })
  for (const page of [`/proposals/${id}`, '/proposals', '/proposals?status=planned', '/proposals/new', '/bills', `/plans/${plan}`])
    t.match(await staff.get(page, { accept: 'text/html' }), { status: 200 }, page)
})

withApp('lists narrow by status and source, and count what they hide', async (t, { as, services }) => {
  const staff = as('staff')
  const regulation = await regulationAt(services, '临江市口袋公园管理条例')
  for (const [title, source] of [
    ['甲条例', 'public'],
    ['乙条例', 'public'],
    ['丙条例', 'court']
  ] as const)
    await made(staff, '/api/v1/proposals', { ...wish, title, source, amends: regulation })
  const titles = async (query: string) =>
    (await as('expert').get(`/api/v1/proposals${query}`)).json<{ items: { title: string }[] }>().items.map(({ title }) => title)
  t.same(await titles(''), ['丙条例', '乙条例', '甲条例'])
  t.same(await titles('?source=public&status=proposed'), ['乙条例', '甲条例'])
  t.same(await titles(`?amends=${regulation}&limit=1`), ['丙条例'])
  t.same(await titles('?year=2028'), [])
  const page = (await staff.get('/proposals?source=public', { accept: 'text/html' })).text
  t.ok(page.includes('显示 2／共 3 项'))
  t.match((await staff.post('/api/v1/proposals', { ...wish, amends: 'no-such' })).json(), { status: 400, code: 'no-such-bill' })
  for (const bad of [
    { ...wish, source: '代表' },
    { ...wish, title: ' ' },
    { ...wish, proposedOn: '2026-02-30' },
    { ...wish, suggestedYear: 20270 },
    {}
  ])
    t.match((await staff.post('/api/v1/proposals', bad)).json(), { status: 400, code: 'invalid-request' })
  for (const role of ['reader', 'expert', 'administrator'] as const) {
    t.equal((await as(role).post('/api/v1/proposals', wish)).status, 403)
    t.equal((await as(role).post('/api/v1/proposals/import', { text: '名称' })).status, 403)
  }
  t.equal((await staff.get('/api/v1/proposals/no-such')).status, 404)
  t.equal((await staff.post('/api/v1/proposals/no-such/decision', { decision: 'pooled', reason: '无' })).status, 404)
})

withApp('a pasted table is imported whole, or not at all with every wrong row named', async (t, { as, services }) => {
  const staff = as('staff')
  const send = (text: string) => staff.post('/api/v1/proposals/import', { text })
  const head = '项目名称\t来源\t提出人\t理由\t提出日期\t建议年份\t类型'
  const good = [
    `${head}`,
    '养老服务条例\t部门\t市民政局\t需求大\t2026年3月8日\t2027年\t制定',
    '',
    '噪声防治条例\tpublic\t市民\t"扰民，\n投诉多"\t2026/4/1\t\t'
  ].join('\r\n')
  t.match((await send(good)).json(), { imported: 2 })
  t.match((await staff.get('/api/v1/proposals')).json(), {
    items: [
      { title: '噪声防治条例', source: 'public', reason: '扰民，\n投诉多', proposedOn: '2026-04-01', suggestedYear: null },
      { title: '养老服务条例', source: 'department', proposedOn: '2026-03-08', suggestedYear: 2027 }
    ]
  })
  const bad = [
    head,
    '新条例\t部门\t市民政局\t需求大\t2026-02-30\t\t',
    '二号条例\t某处\t\t理由\t\t二零二七\t',
    '三号条例\t部门\t市水务局\t理由\t\t\t',
    '三号条例\t部门\t市水务局\t理由\t\t\t',
    '养老服务条例\t部门\t市民政局\t再来一次\t\t\t'
  ].join('\n')
  const refused = (await send(bad)).json<{ errors: { message: string }[] }>()
  t.match(refused, { status: 400, code: 'import-rows-wrong' })
  t.same(
    refused.errors.map(({ message }) => message.slice(0, 12)),
    [
      '第 2 行：提出日期写成',
      '第 3 行：请填写提出人',
      '第 3 行：请从所列各项',
      '第 3 行：建议年份应当',
      '第 5 行，项目名称：与',
      '第 6 行，项目名称：项'
    ]
  )
  t.match((await send('名称,来源\n某条例,部门')).json(), {
    code: 'import-rows-wrong',
    errors: [{ code: 'column-missing', message: /提出人”“理由/ }]
  })
  t.match((await send(head)).json(), { code: 'import-rows-wrong' })
  t.equal((await services.db.selectFrom('proposal').select('id').execute()).length, 2, 'nothing half imported')
  t.equal((await staff.get('/proposals/import', { accept: 'text/html' })).status, 200)
})

/** Plans over the years: passed once, adjusted with trace, one a year, carried over, and a bill opened from its item in one step. */
import t from 'tap'
import { type Client, withApp } from '../app-testing.ts'
import { IN_FORCE, regulationAt } from '../evaluation/testing.ts'
import { yearOf } from './years.ts'

const wish = { title: '临江市人大常委会2026年度立法计划', kind: 'annualPlan', year: 2026 }
const made = async (staff: Client, address: string, body: object): Promise<string> => {
  const answer = await staff.post(address, body)
  if (answer.status !== 201) throw new Error(answer.text)
  return String(answer.json()['id'])
}
const item = (title: string, more: object = {}) => ({ title, category: 'deliberation', ...more })
const adjustment = { reason: '省里正在制定同类法规', decidedOn: '2026-06-10' }

withApp('a passed plan changes by adjustment alone, and each one leaves its trace', async (t, { as }) => {
  const staff = as('staff')
  const plan = await made(staff, '/api/v1/plans', wish)
  const items = `/api/v1/plans/${plan}/items`
  const first = await made(staff, items, item('竹编技艺保护条例', { plannedOn: { firstReading: '2026-08-26' } }))
  t.equal((await staff.patch(`${items}/${first}`, { title: '竹编技艺传承条例' })).status, 200, 'while it is drawn up it changes freely')
  t.match((await staff.patch(`/api/v1/plans/${plan}`, { passedOn: '2026-01-15' })).json(), { passedOn: '2026-01-15' })
  t.match((await staff.patch(`/api/v1/plans/${plan}`, { passedOn: '2026-02-15' })).json(), { passedOn: '2026-01-15' }, 'passed once')

  const refused = await staff.patch(`${items}/${first}`, { category: 'research' })
  t.match(refused.json(), { status: 409, code: 'adjustment-reason-missing' })
  t.match((await staff.post(items, item('养老服务条例'))).json(), { code: 'adjustment-reason-missing' })
  t.match((await staff.delete(`${items}/${first}`)).json(), { code: 'adjustment-reason-missing' })
  t.match((await staff.get(items)).json(), { items: [{ category: 'deliberation' }], next: null }, 'nothing is changed then')
  t.equal(
    (await staff.patch(`${items}/${first}`, { draftingUnit: '市文旅局', note: '已启动' })).status,
    200,
    'who does it is no adjustment'
  )

  await staff.patch(`${items}/${first}`, { category: 'research', plannedOn: {}, adjustment })
  await staff.post(items, item('养老服务条例', { adjustment: { reason: '代表议案' } }))
  t.equal((await staff.delete(`${items}/${first}?reason=${encodeURIComponent('并入其他项目')}&decidedOn=2026-09-01`)).status, 204)
  t.match((await as('reader').get(`/api/v1/plans/${plan}/adjustments`)).json(), {
    items: [
      {
        kind: 'changed',
        title: '竹编技艺传承条例',
        ...adjustment,
        changes: [
          { member: 'category', before: 'deliberation', after: 'research' },
          { member: 'plannedOn', before: '{"firstReading":"2026-08-26"}', after: '{}' }
        ]
      },
      { kind: 'added', title: '养老服务条例', reason: '代表议案', decidedOn: '2026-11-24' },
      { kind: 'removed', reason: '并入其他项目', decidedOn: '2026-09-01' }
    ],
    next: null
  })
  t.match((await staff.patch(`${items}/${first}`, { adjustment: { reason: ' ' } })).json(), { status: 400, code: 'invalid-request' })
  const page = await staff.get(`/plans/${plan}`, { accept: 'text/html' })
  for (const words of ['2026-01-15 通过', '调整记录', '类别由审议项目改为调研项目', '移出《竹编技艺传承条例》'])
    t.ok(page.text.includes(words), words)
  t.equal((await staff.get(`/plans/${plan}/items/new`, { accept: 'text/html' })).status, 200)
})

withApp('one plan a year is passed; another is refused, with the one that holds the year', async (t, { as }) => {
  const staff = as('staff')
  const plan = await made(staff, '/api/v1/plans', wish)
  t.match((await staff.post('/api/v1/plans', wish)).json(), { status: 409, code: 'plan-exists' })
  const other = await made(staff, '/api/v1/plans', { ...wish, title: '另一稿' })
  await staff.patch(`/api/v1/plans/${plan}`, { passedOn: '2026-01-15' })
  const refused = (await staff.patch(`/api/v1/plans/${other}`, { passedOn: '2026-01-16' })).json<{ detail: string }>()
  t.match(refused, { status: 409, code: 'plan-year-taken' })
  t.match(refused.detail, /《临江市人大常委会2026年度立法计划》已经通过/)
  t.match((await staff.post('/api/v1/plans', { ...wish, title: '第三稿' })).json(), { code: 'plan-year-taken' })
  t.equal((await staff.post('/api/v1/plans', { ...wish, title: '下一年度', year: 2027 })).status, 201)
  const five = await made(staff, '/api/v1/plans', { title: '五年规划', kind: 'fiveYearPlan', year: 2022 })
  await staff.patch(`/api/v1/plans/${five}`, { passedOn: '2021-12-20' })
  t.match((await staff.post('/api/v1/plans', { title: '重叠的规划', kind: 'fiveYearPlan', year: 2026 })).json(), {
    code: 'plan-year-taken'
  })
  t.equal((await staff.post('/api/v1/plans', { title: '下一个规划', kind: 'fiveYearPlan', year: 2027 })).status, 201)
  t.equal((await as('reader').patch(`/api/v1/plans/${plan}`, { title: '改名' })).status, 403)
})

withApp(
  'the next annual plan carries over what is unfinished, and what the five-year plan means for the year',
  async (t, { as, services }) => {
    const staff = as('staff')
    const five = await made(staff, '/api/v1/plans', { title: '五年规划', kind: 'fiveYearPlan', year: 2024 })
    const done = await regulationAt(services, '屋顶花园条例')
    const withdrawn = await regulationAt(services, '宴席条例', { place: 'withdrawn', stage: 'closed', status: 'withdrawn', dates: {} })
    const old = await made(staff, '/api/v1/plans', wish)
    for (const one of [
      item('屋顶花园条例', { bill: done }),
      item('宴席条例', { bill: withdrawn, plannedOn: { firstReading: '2026-04-01' } }),
      item('未完成的条例')
    ])
      await made(staff, `/api/v1/plans/${old}/items`, one)
    for (const one of [
      item('未完成的条例', { category: 'classOne', plannedOn: { firstReading: '2027-04-28' } }),
      item('明年的条例', { category: 'classTwo', plannedOn: { firstReading: '2027-06-24' } }),
      item('后年的条例', { category: 'classThree', plannedOn: { firstReading: '2028-06-24' } })
    ])
      await made(staff, `/api/v1/plans/${five}/items`, one)

    const progress = (await staff.get(`/api/v1/plans/${old}/progress`)).json<{ items: object[] }>()
    t.match(progress.items[1], {
      status: 'withdrawn',
      lamp: { colour: 'none', words: '已撤回' },
      daysLate: 0,
      nextOn: null,
      next: '调整计划'
    })

    const plan = await made(staff, '/api/v1/plans/annual', { year: 2027 })
    t.match((await staff.get(`/api/v1/plans/${plan}`)).json(), {
      title: '临江市人大常委会2027年度立法计划',
      kind: 'annualPlan',
      year: 2027
    })
    const { items } = (await staff.get(`/api/v1/plans/${plan}/items`)).json<{
      items: { title: string; category: string; carriedFrom: string }[]
    }>()
    t.same(
      items.map(({ title, category }) => [title, category]),
      [
        ['未完成的条例', 'deliberation'],
        ['明年的条例', 'preparatory']
      ]
    )
    t.ok(items.every(({ carriedFrom }) => typeof carriedFrom === 'string'))
    t.match((await staff.post('/api/v1/plans/annual', { year: 2027 })).json(), { status: 409, code: 'plan-exists' })

    const page = (await as('reader').get(`/plans/${five}`, { accept: 'text/html' })).text
    for (const words of ['逐年情况', '规划 2 件，已公布 0 件', '年度计划 2 件']) t.ok(page.includes(words), words)
    t.equal((await staff.get('/plans/annual', { accept: 'text/html' })).status, 200)
    const { years } = (await staff.get(`/api/v1/plans/${five}/years`)).json<{
      years: { year: number; items: object[]; annual: object | null }[]
    }>()
    t.same(
      years.map(({ year, items, annual }) => [year, items.length, annual !== null]),
      [
        [2024, 0, false],
        [2025, 0, false],
        [2026, 0, true],
        [2027, 2, true],
        [2028, 1, false]
      ]
    )
  }
)

withApp('a bill is opened from its item with 专班, 任务书 and 施工图 in one step, or not at all', async (t, { as, services }) => {
  const staff = as('staff')
  const plan = await made(staff, '/api/v1/plans', wish)
  const id = await made(staff, `/api/v1/plans/${plan}/items`, item('竹编技艺保护条例', { draftingUnit: '市文旅局' }))
  const address = `/api/v1/plans/${plan}/items/${id}/bill`
  const opening = { kind: 'enact', workflow: 'municipal-regulation', caseOfficer: '承办人', target: '2028-06-01' }
  const tooSoon = await staff.post(address, { ...opening, target: '2026-12-20' })
  t.match(tooSoon.json(), { status: 409, code: 'target-infeasible' })
  t.match((await staff.get('/api/v1/bills')).json(), { items: [] }, 'all of it happens, or nothing')
  t.match((await staff.post(address, { ...opening, workflow: 'no-such' })).json(), { status: 400, code: 'no-such-workflow' })

  const form = (await staff.get(`/plans/${plan}/items/${id}/bill`, { accept: 'text/html' })).text
  for (const words of ['立案：竹编技艺保护条例', '市文旅局', '同时制定任务书']) t.ok(form.includes(words), words)

  const opened = (await staff.post(address, opening)).json<{ bill: string; tasks: number }>()
  t.match(opened, { scheduled: true, text: null })
  t.ok(opened.tasks > 10)
  t.match((await staff.get(`/api/v1/bills/${opened.bill}`)).json(), {
    title: '竹编技艺保护条例',
    draftingUnit: '市文旅局',
    targetOn: '2028-06-01'
  })
  t.match((await staff.get(`/api/v1/plans/${plan}/items`)).json(), { items: [{ bill: opened.bill }] })
  t.match((await staff.post(address, opening)).json(), { status: 409, code: 'plan-item-has-bill' })
  t.equal((await as('reader').post(address, opening)).status, 403)

  const regulation = await regulationAt(services, '临江市口袋公园管理条例', IN_FORCE)
  const amending = await made(staff, `/api/v1/plans/${plan}/items`, item('修改口袋公园管理条例', { amends: regulation }))
  const amendment = (
    await staff.post(`/api/v1/plans/${plan}/items/${amending}/bill`, { kind: 'partialAmendment', workflow: 'municipal-amendment' })
  ).json<{ text: string; bill: string }>()
  const first = (await staff.get(`/api/v1/documents/${amendment.text}/versions/1`)).json<{ text: string; message: string }>()
  t.match(first.text, /# 临江市口袋公园管理条例/)
  t.equal(first.message, '以《临江市口袋公园管理条例》现行文本为起点')
  const { history } = (await staff.get(`/api/v1/bills/${regulation}/lifecycle`)).json<{ history: { event: string }[] }>()
  t.equal(history.at(-1)?.event, 'startAmendment', 'the regulation in force knows of it')
})

t.test('the year for which a plan means an item', async t => {
  t.equal(yearOf({ plannedOn: { firstReading: '2026-12-01', promulgation: '2027-03-01' } }), 2027)
  t.equal(yearOf({ plannedOn: { draftingDone: '2026-12-01' } }), 2026)
  t.equal(yearOf({ plannedOn: {} }), null)
})

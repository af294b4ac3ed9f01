/** Plans over HTTP: items in order, linked to bills, and the progress report in every format from the same rows. */
import { type Client, withApp } from '../app-testing.ts'
import { readProgress } from './read-progress.ts'

const wish = { title: '临江市人大常委会2027年度立法计划', kind: 'annualPlan', year: 2027 }
const made = async (staff: Client, address: string, body: object) => String((await staff.post(address, body)).json()['id'])

withApp('a plan holds items in their order, and a person may change and remove them', async (t, { as }) => {
  const staff = as('staff')
  const plan = await made(staff, '/api/v1/plans', wish)
  const bill = await made(staff, '/api/v1/bills', { title: '临江市滨江岸线保护条例', kind: 'enact', workflow: 'municipal-regulation' })
  const items = `/api/v1/plans/${plan}/items`
  const first = await made(staff, items, {
    title: '滨江岸线保护条例',
    category: 'deliberation',
    bill,
    plannedOn: { firstReading: '2027-02-24' }
  })
  for (const title of ['竹编技艺保护条例', '养老服务促进条例']) await made(staff, items, { title, category: 'preparatory' })
  const listed = (await as('reader').get(`${items}?limit=2`)).json<{ items: { title: string; position: number }[]; next: string }>()
  t.match(listed.items, [{ title: '滨江岸线保护条例', position: 1, bill, plannedOn: { firstReading: '2027-02-24' } }, { position: 2 }])
  t.match((await as('reader').get(`${items}?cursor=${listed.next}`)).json(), {
    items: [{ title: '养老服务促进条例', position: 3 }],
    next: null
  })

  const changed = await staff.patch(`${items}/${first}`, { category: 'research', plannedOn: { firstReading: '2027-04-28' }, bill: null })
  t.match(changed.json(), { category: 'research', plannedOn: { firstReading: '2027-04-28' }, bill: null, title: '滨江岸线保护条例' })
  t.equal((await staff.delete(`${items}/${first}`)).status, 204)
  t.equal((await staff.delete(`${items}/${first}`)).status, 404)
  t.match((await staff.get(items)).json(), { items: [{ position: 2 }, { position: 3 }] })

  for (let year = 2024; year < 2027; year++) await made(staff, '/api/v1/plans', { ...wish, title: `${year}年度计划`, year })
  const plans = (await staff.get('/api/v1/plans?limit=3')).json<{ items: { year: number }[]; next: string }>()
  t.same(
    plans.items.map(({ year }) => year),
    [2027, 2026, 2025]
  )
  t.match((await staff.get(`/api/v1/plans?cursor=${plans.next}`)).json(), { items: [{ year: 2024 }], next: null })
})

withApp('what may not be is refused and changes nothing', async (t, { as }) => {
  const staff = as('staff')
  const plan = await made(staff, '/api/v1/plans', wish)
  const items = `/api/v1/plans/${plan}/items`
  const good = { title: '某条例', category: 'deliberation' }
  t.match((await staff.post(items, { ...good, bill: 'no-such' })).json(), { status: 400, code: 'no-such-bill' })
  t.match((await staff.post(items, { ...good, category: '审议' })).json(), { status: 400, code: 'invalid-request' })
  t.match((await staff.post(items, { ...good, plannedOn: { firstReading: '2027-02-30' } })).json(), { code: 'invalid-request' })
  t.match((await staff.post('/api/v1/plans/no-such/items', good)).json(), { status: 404, code: 'not-found' })
  t.match((await staff.post('/api/v1/plans', { ...wish, year: 20270 })).json(), { code: 'invalid-request' })
  for (const role of ['reader', 'expert', 'administrator'] as const) {
    t.equal((await as(role).post('/api/v1/plans', wish)).status, 403)
    t.equal((await as(role).post(items, good)).status, 403)
  }
  t.same((await staff.get(items)).json(), { items: [], next: null })
  t.match((await staff.get(`/api/v1/plans/${plan}/progress?format=exe`)).json(), { status: 400, code: 'invalid-request' })
  t.match((await staff.get('/api/v1/plans/no-such/progress?format=xlsx')).json(), { status: 404, code: 'not-found' })
})

withApp('the progress report reads the same in every format', async (t, { as }) => {
  const staff = as('staff')
  const plan = await made(staff, '/api/v1/plans', wish)
  const bill = await made(staff, '/api/v1/bills', {
    title: '临江市滨江岸线保护条例',
    kind: 'enact',
    workflow: 'municipal-regulation',
    draftingUnit: '市水务局'
  })
  const titles = ['滨江岸线保护条例', '=1+1', '@SUM(A1)', '-2+3', '|竖线|']
  for (const title of titles) {
    const own = title.startsWith('滨') ? { bill, plannedOn: { draftingDone: '2026-11-12' } } : {}
    await made(staff, `/api/v1/plans/${plan}/items`, { title, category: 'deliberation', ...own })
  }
  const address = (format: string) => `/api/v1/plans/${plan}/progress?format=${format}`
  const json = (await as('reader').get(address('json'))).json<{ items: object[] }>()
  t.match(json, { plan: { title: wish.title }, asOf: '2026-11-24' })
  t.match(json.items, [
    {
      title: '滨江岸线保护条例',
      stage: 'proposal',
      draftingUnit: '市水务局',
      lamp: { colour: 'red', words: '逾期 12 天' },
      daysLate: 12,
      nextMilestone: 'draftingDone',
      nextOn: '2026-11-12',
      next: /还差 \d+ 项/
    },
    ...titles.slice(1).map(title => ({ title, stage: null, stageTitle: '未启动', lamp: { colour: 'none', words: '未开始' } }))
  ])

  const csv = await staff.get(address('csv'))
  t.match(csv.headers['content-type'], 'text/csv; charset=utf-8')
  t.match(csv.headers['content-disposition'], /^attachment; filename\*=UTF-8''.*\.csv$/)
  const lines = csv.text.split('\r\n')
  t.ok(lines[0]?.startsWith('\ufeff序号,法规名称,'))
  t.match(lines[1], /^1,滨江岸线保护条例,审议项目,,市水务局,.*2026-11-12.*逾期 12 天,12,/)
  t.same(
    lines.slice(2, 5).map(line => line.split(',')[1]),
    ["'=1+1", "'@SUM(A1)", "'-2+3"]
  )

  const md = (await staff.get(address('md'))).text
  t.ok(md.startsWith(`# ${wish.title}进展情况表\n`) && md.includes('| 滨江岸线保护条例 |') && md.includes('\\|竖线\\|'))

  const docx = await staff.get(address('docx'))
  t.match(docx.headers['content-type'], 'wordprocessingml.document')
  t.match(docx.headers['content-disposition'], /\.docx$/)
  t.ok(docx.text.startsWith('PK'))

  const svg = await as('reader').get(address('svg'))
  t.match(svg.headers['content-type'], 'image/svg+xml')
  t.match(svg.text, /^<\?xml/)
  for (const words of ['滨江岸线保护条例', '审议项目 5 件', '今天 2026-11-24', '逾期 12 天']) t.ok(svg.text.includes(words), words)
  const wall = async (more: string) => (await as('reader').get(`/plans/${plan}/wall-chart${more}`, { accept: 'text/html' })).text
  t.match(await wall(''), /<svg[\s\S]*审议项目 5 件[\s\S]*施工图的数据/)
  t.match(await wall('?view=sheet'), `/api/v1/plans/${plan}/progress?format=svg`)
  t.match(await wall('?view=board'), `hx-get="/plans/${plan}/wall-chart/board"`)
  t.match(await wall('?view=board'), /<h1[^>]*>/)
  t.equal((await as('reader').get('/plans/none/wall-chart', { accept: 'text/html' })).status, 404)
})

withApp('a report of many items asks no more of the database than one of few', async (t, { as, services }) => {
  const staff = as('staff')
  const plan = await made(staff, '/api/v1/plans', wish)
  const grow = async (until: number, from = 0) => {
    for (let number = from; number < until; number++) {
      const bill = await made(staff, '/api/v1/bills', { title: `第${number}号条例`, kind: 'enact', workflow: 'municipal-regulation' })
      await made(staff, `/api/v1/plans/${plan}/items`, { title: `第${number}号条例`, category: 'classOne', bill })
    }
  }
  const queries = async () => {
    let asked = 0
    const { db } = services
    const counting = db.withPlugin({
      transformQuery: ({ node }) => {
        asked++
        return node
      },
      transformResult: async ({ result }) => result
    })
    await readProgress({ ...services, db: counting }, plan)
    return asked
  }
  await grow(2)
  const few = await queries()
  await grow(12, 2)
  t.equal(await queries(), few)
  t.ok(few <= 10, `${few} queries`)
})

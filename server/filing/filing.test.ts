/** 报备 within thirty days, and 清理 in batches, over HTTP. */
import type { CleanupView, Filing } from '../../schema/filing.ts'
import type { RegulationView } from '../../schema/regulations.ts'
import { type TestApp, withApp } from '../app-testing.ts'

const law = (title: string) => `# ${title}\n\n第一条　为了测试，制定本条例。\n`

async function enter({ as }: TestApp, title: string, promulgatedOn: string): Promise<string> {
  const body = { text: law(title), promulgatedOn, effectiveOn: promulgatedOn }
  return (await as('staff').post('/api/v1/regulations', body)).json<RegulationView>().id
}

const PAPERS = ['filingReport', 'promulgationNotice', 'text', 'explanatoryNote', 'deliberationResultReport', 'electronicText']

withApp('a regulation is filed within thirty days of its promulgation', async (t, app) => {
  const staff = app.as('staff')
  const late = await enter(app, '临江市甲条例', '2026-10-01')
  const near = await enter(app, '临江市乙条例', '2026-11-20')
  const lamps = async () =>
    (await app.as('reader').get('/api/v1/filings'))
      .json<{ items: Filing[] }>()
      .items.map(({ title, dueOn, lamp }) => [title, dueOn, lamp.words])
  t.same(await lamps(), [
    ['临江市乙条例', '2026-12-20', '还有 26 天'],
    ['临江市甲条例', '2026-10-31', '逾期 24 天']
  ])
  const address = (id: string) => `/api/v1/regulations/${id}/texts/1/filing`
  const sent = { addressee: '省人大常委会', sentOn: '2026-11-22', documents: PAPERS.slice(0, 5) }
  t.match((await staff.put(address(late), sent)).json(), { lamp: { words: '已报送，晚 22 天' }, missing: ['电子文本'] })
  t.match(
    (await staff.put(address(near), { ...sent, documents: PAPERS, receiptOn: '2026-11-23', receiptNumber: '备〔2026〕9号' })).json(),
    {
      lamp: { colour: 'green', words: '已备案' },
      missing: []
    }
  )
  t.match((await staff.put(address(near), { ...sent, sentOn: '2026-11-01' })).json(), { code: 'filed-before-promulgation' })
  t.match((await staff.put(address(near), { ...sent, receiptOn: '2026-11-21' })).json(), { code: 'receipt-before-filing' })
  t.match((await staff.put(address(near), { ...sent, documents: [] })).json(), { status: 400 })
  t.match((await staff.put(address(near), { ...sent, documents: ['poem'] })).json(), { status: 400 })
  t.match((await staff.put(`/api/v1/regulations/${near}/texts/2/filing`, sent)).json(), { status: 404 })
  t.equal((await app.as('reader').put(address(near), sent)).status, 403)
  t.match((await lamps())[0], ['临江市乙条例', '2026-12-20', '已备案'], 'what was refused has changed nothing')
  for (const page of ['/filing', `/filing/${near}/1`, '/cleanups/new'])
    t.equal((await staff.get(page, { accept: 'text/html' })).status, 200, page)
})

withApp('a cleanup ends when everything in it is judged, with reasons', async (t, app) => {
  const staff = app.as('staff')
  t.match((await staff.post('/api/v1/cleanups', { title: '清理' })).json(), { code: 'cleanup-empty' })
  const id = await enter(app, '临江市甲条例', '2020-01-01')
  const repealed = await enter(app, '临江市乙条例', '2020-01-01')
  await staff.patch(`/api/v1/regulations/${repealed}`, { repealedOn: '2025-01-01' })
  const opened = await staff.post('/api/v1/cleanups', {
    title: '2026年规范性文件清理',
    titles: ['关于停车的通知', '关于停车的通知', '临江市甲条例']
  })
  const cleanup = opened.json<CleanupView>()
  t.match([opened.status, cleanup.total, cleanup.open], [201, 2, 2])
  t.match(cleanup.items, [
    { regulation: id, title: '临江市甲条例' },
    { regulation: null, title: '关于停车的通知' }
  ])
  const at = `/api/v1/cleanups/${cleanup.id}`
  const [first, second] = cleanup.items
  t.match((await staff.patch(`${at}/items/${first?.id}`, { result: 'keep' })).json(), { open: 1 })
  t.match((await staff.patch(`${at}/items/${second?.id}`, { result: 'repeal' })).json(), { code: 'cleanup-reason-missing' })
  t.match((await staff.post(`${at}/close`, {})).json(), { code: 'cleanup-not-judged' })
  t.match((await staff.patch(`${at}/items/${second?.id}`, { result: 'repeal', reason: '已被条例取代' })).json(), { open: 0 })
  t.match((await staff.patch(`${at}/items/none`, { result: 'keep' })).json(), { status: 404 })
  t.match((await staff.post(`${at}/close`, {})).json(), { closedOn: '2026-11-24' })
  t.match((await staff.patch(`${at}/items/${first?.id}`, { result: 'keep' })).json(), { code: 'cleanup-closed' })
  t.equal((await app.as('expert').post('/api/v1/cleanups', { title: 'x' })).status, 403)
  t.equal((await staff.get(`/cleanups/${cleanup.id}`, { accept: 'text/html' })).status, 200)
})

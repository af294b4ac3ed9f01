/** A draft of the province on which our opinion is asked: received, put to others, answered; and no bill of ours. */
import { withApp } from '../app-testing.ts'
import { verifyDatabase } from '../cli/verify.ts'
import { docxLines } from '../formats/docx-reader.ts'
import { addAccount } from '../people/accounts.ts'
import { issueToken } from '../people/tokens.ts'

const TEXT =
  '# 东岭省湿地公园条例（草案征求意见稿）\n\n第一条　为了保护湿地公园，制定本条例。\n\n第二条　湿地公园由设区的市人民政府批准设立。\n'

const ASKED = {
  title: '东岭省湿地公园条例（草案征求意见稿）',
  level: 'provincial',
  askedBy: '东岭省人大常委会法工委',
  number: '东人法函〔2026〕18号',
  receivedOn: '2026-11-02',
  dueOn: '2026-12-10',
  text: TEXT
} as const

withApp('a draft of the province is received, put to others and answered', async (t, { app, as, services }) => {
  const [staff, expert, reader] = [as('staff'), as('expert'), as('reader')]
  const { token } = await issueToken(
    services,
    null,
    (await addAccount(services, null, { name: 'reads', role: 'reader', password: null })).id
  )
  const bytesOf = async (url: string) =>
    new Uint8Array((await app.inject({ url, headers: { authorization: `Bearer ${token}` } })).rawPayload)
  for (const [wrong, status] of [
    [{ ...ASKED, dueOn: '2026-11-01' }, 400],
    [{ ...ASKED, receivedOn: '2027-01-01', dueOn: '2027-02-01' }, 400],
    [{ ...ASKED, level: 'county' }, 400],
    [{ ...ASKED, text: ' ' }, 400]
  ] as const)
    t.equal((await staff.post('/api/v1/consultations', wrong)).status, status, JSON.stringify(wrong))
  t.equal((await expert.post('/api/v1/consultations', ASKED)).status, 403)
  t.same((await reader.get('/api/v1/consultations')).json(), { items: [], next: null }, 'what was refused left nothing')

  t.match((await staff.get('/consultations', { accept: 'text/html' })).text, /还没有收到过征求意见稿/)

  const made = await staff.post('/api/v1/consultations', ASKED)
  t.equal(made.status, 201)
  const { id, document } = made.json<{ id: string; document: string }>()
  const address = `/api/v1/consultations/${id}`
  t.equal(made.headers['location'], address)
  t.match(made.json(), { state: 'open', levelTitle: '省', repliedOn: null, opinions: { total: 0, given: 0, unanswered: 0 } })
  t.match((await staff.patch(address, { dueOn: '2026-12-15' })).json(), { dueOn: '2026-12-15', number: ASKED.number })
  t.equal((await staff.patch(address, { dueOn: '2026-10-01' })).status, 400)

  const round = {
    document,
    version: 1,
    kind: 'departmentConsultation',
    title: '征求部门意见',
    opensOn: '2026-11-03',
    closesOn: '2026-11-20'
  }
  const asked = [{ name: '市林业局', source: 'department' }]
  const opened = (await staff.post(`/api/v1/bills/${id}/opinion-rounds`, { ...round, asked })).json<{ id: string }>()
  const about = { document, version: 1, round: opened.id, givenBy: '市林业局', source: 'department', givenOn: '2026-11-10' }
  const file = async (wish: object) => (await staff.post(`/api/v1/bills/${id}/opinions`, { ...about, ...wish })).json<{ id: string }>()
  const first = await file({ article: '第二条', quote: '设区的市人民政府', body: '批准权宜放在县级', proposal: '设区的市、县级人民政府' })
  const second = await file({ article: '第一条', body: '建议写明上位法' })
  t.match((await staff.post(`${address}/reply`, { number: '澄人法函〔2026〕9号' })).json(), {
    code: 'blocked',
    errors: [{ code: 'opinions-open' }]
  })
  await staff.patch(`/api/v1/opinions/${first.id}`, { verdict: 'adopted' })
  await staff.patch(`/api/v1/opinions/${second.id}`, { verdict: 'notAdopted', reason: '第一条不必' })

  const letter = docxLines(await bytesOf(`${address}/answer?format=docx`)).join('\n')
  t.match(
    letter,
    /东岭省人大常委会法工委：\n[\s\S]*东人法函〔2026〕18号[\s\S]*第二条\n批准权宜放在县级。\n建议修改为：“设区的市、县级人民政府”/
  )
  t.notMatch(letter, /上位法/, 'what we did not take over is not said')
  t.equal((await staff.get(`${address}/answer?format=xlsx`)).status, 200)
  t.equal((await staff.get(`${address}/answer?format=pdf`)).status, 400)

  t.equal((await reader.post(`${address}/reply`, { number: '1' })).status, 403)
  t.equal((await staff.post(`${address}/reply`, {})).status, 400)
  const replied = {
    state: 'replied',
    repliedOn: '2026-11-24',
    replyNumber: '澄人法函〔2026〕9号',
    opinions: { total: 2, given: 1, unanswered: 0 }
  }
  t.match((await staff.post(`${address}/reply`, { number: '澄人法函〔2026〕9号', on: '2026-11-24' })).json(), replied)
  t.match((await staff.post(`${address}/reply`, { number: '2' })).json(), { code: 'no-such-event' }, 'answered once')
  t.match((await reader.get('/api/v1/consultations?state=replied')).json(), { items: [{ id, ...replied }], next: null })

  await nothingOfOurs(id)
  await itsPages()
  const findings: string[] = []
  await verifyDatabase(services.db, finding => findings.push(finding))
  t.same(findings, [], 'the log tells the same')

  /** It stands in no list, plan or count of our bills, but among what we did for the province. */
  async function nothingOfOurs(bill: string): Promise<void> {
    t.same((await staff.get('/api/v1/bills')).json(), { items: [], next: null })
    t.equal((await staff.post('/api/v1/bills', { title: '甲', kind: 'enact', workflow: 'upper-level-consultation' })).status, 400)
    const { id: plan } = (await staff.post('/api/v1/plans', { title: '计划', kind: 'annualPlan', year: 2026 })).json<{ id: string }>()
    const item = await staff.post(`/api/v1/plans/${plan}/items`, { title: '乙', category: 'research', bill })
    t.match(item.json(), { code: 'no-such-bill' })
    const { rows } = (await staff.get('/api/v1/reports/year?from=2026-01-01&to=2026-12-31')).json<{
      rows: readonly (readonly unknown[])[]
    }>()
    const figure = (title: string) => rows.find(row => row[2] === title)?.[3]
    t.same(['配合上级立法', '向上级立法提出意见', '收到意见', '采纳意见', '公布法规'].map(figure), [1, 1, 0, 0, 0])
    for (const page of ['/chart', '/bills', '/overview'])
      t.notMatch((await staff.get(page, { accept: 'text/html' })).text, /湿地公园/, page)
  }

  /** The same by its pages: what was typed is kept, and it stands on a page of its own. */
  async function itsPages(): Promise<void> {
    const html = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
    const send = (address: string, fields: Record<string, string>) => staff.post(address, new URLSearchParams(fields).toString(), html)
    const refused = await send('/consultations/new', { ...ASKED, kind: 'enact', dueOn: '' })
    t.equal(refused.status, 422)
    t.match(refused.text, /请填写要求回复的日期[\s\S]*为了保护湿地公园/, 'nothing that was typed is lost')
    const made = await send('/consultations/new', { ...ASKED, kind: 'enact' })
    const page = String(made.headers['location'])
    t.match(page, /^\/consultations\//)
    t.match((await staff.get('/consultations', html)).text, /东岭省湿地公园条例[\s\S]*还有 16 天/)
    t.match((await staff.get(page, html)).text, /东人法函〔2026〕18号[\s\S]*还没有征集过意见/)
    t.equal((await staff.get(page.replace('consultations', 'bills'), html)).headers['location'], page, 'it has a page of its own')
    t.equal(
      (await send(page, { form: 'change', level: 'national', askedBy: '全国人大常委会法工委', number: '', dueOn: '2026-12-20' })).status,
      303
    )
    t.match((await send(page, { form: 'reply', number: '', on: '2026-11-24' })).text, /请填写复函文号/)
    t.equal((await send(page, { form: 'reply', number: '澄人法函〔2026〕10号', on: '2026-11-24' })).status, 303)
    const shown = await as('reader').get(page, html)
    t.match(shown.text, /已回复 2026-11-24[\s\S]*澄人法函〔2026〕10号/)
    t.notMatch(shown.text, /登记已回复/)
    t.equal((await staff.get('/consultations/none', html)).status, 404)
  }
})

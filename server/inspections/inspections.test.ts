/** 执法检查 over HTTP: thirteen slots in order, problems until they are closed, and files by their hash. */
import { type Client, withApp } from '../app-testing.ts'
import { IN_FORCE, regulationAt } from '../evaluation/testing.ts'
import { attachChecklist } from '../implementation/attach.ts'
import { readChecklist } from '../implementation/checklists.ts'
import { transaction } from '../store/database.ts'

interface Shown {
  readonly id: string
  readonly slots: readonly { code: string; title: string; kind: string }[]
  readonly findings: readonly { id: string }[]
}

const begun = async (staff: Client, bill: string): Promise<Shown> =>
  (await staff.post(`/api/v1/bills/${bill}/inspections`, { leader: '副主任', startedOn: '2026-03-01' })).json()

withApp('an inspection is worked off slot by slot, and every problem until it is closed', async (t, { as, services }) => {
  const staff = as('staff')
  const bill = await regulationAt(services, '临江市口袋公园管理条例')
  const { id, slots } = await begun(staff, bill)
  const count = (kind: string) => slots.filter(slot => slot.kind === kind).length
  t.same([slots.length, count('meeting'), count('list'), count('report'), count('opinion')], [13, 4, 4, 4, 1], '4-4-4-1')
  t.match(slots[7], { code: 'chain-08', title: '市人大常委会执法检查报告' })
  const address = `/api/v1/inspections/${id}`
  t.match((await as('reader').get(address)).json(), { done: 0, total: 13, finished: false, warnings: [], leader: '副主任' })

  const kept = (await staff.post('/api/v1/files?name=a.pdf', '%PDF 检查报告', { 'content-type': 'application/octet-stream' })).json()
  const reported = await staff.patch(`${address}/slots/chain-08`, { doneOn: '2026-06-20', file: kept['sha256'], fileName: '检查报告.pdf' })
  t.match(reported.json(), { done: 1, warnings: ['“市人大常委会执法检查报告”已经完成，“问题清单”还没有登记'] })
  t.match((await staff.get(address)).json<Shown>().slots[7], { file: { sha256: kept['sha256'], name: '检查报告.pdf' } })
  await staff.patch(`${address}/slots/chain-05`, { doneOn: '2026-07-01' })
  t.match((await staff.get(address)).json(), { warnings: [/早于“问题清单”（2026-07-01），请核对日期/] })
  for (const { code } of slots) await staff.patch(`${address}/slots/${code}`, { doneOn: '2026-06-20' })
  t.match((await staff.get(address)).json(), { done: 13, finished: true, warnings: [] })
  t.match((await staff.patch(`${address}/slots/chain-13`, { doneOn: null })).json(), { done: 12 }, 'taken back')
  await staff.patch(`${address}/slots/chain-13`, { doneOn: '2026-10-01' })

  const finding = { fact: '部分公园没有无障碍设施', unit: '市城管局', article: '第二条', dueOn: '2026-11-14' }
  const { findings } = (await staff.post(`${address}/findings`, finding)).json<Shown>()
  const one = `${address}/findings/${findings[0]?.id}`
  t.match((await staff.get(address)).json(), { finished: false, findings: [{ lamp: { colour: 'red', words: '待整改，逾期 10 天' } }] })
  t.match((await staff.patch(one, { status: 'unfounded' })).json(), { status: 409, code: 'reason-missing' })
  await staff.patch(one, { status: 'rectifying', measure: '分批改造', dueOn: '2027-06-30' })
  t.match((await staff.get(address)).json(), { findings: [{ lamp: { colour: 'none', words: '持续整改' }, measure: '分批改造' }] })
  t.match((await staff.patch(one, { status: 'closed', closedOn: '2026-11-20' })).json(), {
    finished: true,
    closedFindings: 1,
    findings: [{ status: 'closed', closedOn: '2026-11-20' }]
  })
  t.match((await staff.patch(one, { status: 'open' })).json(), { finished: false, findings: [{ closedOn: null }] }, 'reopened')
  const second = await begun(staff, bill)
  const listed = async (query: string) => (await staff.get(`/api/v1/inspections${query}`)).json<{ items: Shown[]; next: string | null }>()
  const page = await listed('?limit=1')
  t.match([page, await listed(`?limit=1&cursor=${page.next}`)], [{ items: [{ id: second.id }] }, { items: [{ id }], next: null }])
  t.match(await listed('?show=unfinished'), { items: [{ id: second.id }, { id }] })
  await staff.patch(one, { dueOn: '2026-11-14' })
  t.match(await listed('?show=late'), { items: [{ id }], next: null }, 'the problem that is past its day')
  const late = (await staff.get(`/inspections?show=late&bill=${bill}`, { accept: 'text/html' })).text
  for (const words of ['整改逾期 1 次', '显示 1／共 2 次', '未销号问题 1 项']) t.match(late, words)
  t.equal((await staff.get('/api/v1/inspections?show=never')).status, 400)
  t.equal((await staff.get('/inspections?bill=no-such', { accept: 'text/html' })).status, 404)
  t.match((await staff.get(`/api/v1/bills/${bill}/evaluation`)).json(), {
    triggers: [{}, {}, { code: 'inspectionFoundProblems', met: true, detail: '执法检查 2 次，发现问题 1 项' }]
  })
  t.match((await staff.get(`/api/v1/bills/${bill}/inspections`)).json(), { items: [{ id: second.id }, { id }], next: null })
  t.match((await staff.post(`${address}/slots/chain-08/evidence`)).json(), { status: 409, code: 'slot-not-recordable' }, 'no ledger yet')
  const row = await services.db.selectFrom('bill').selectAll().where('id', '=', bill).executeTakeFirstOrThrow()
  const checklist = await readChecklist(services.workflowsDir, 'four-entries')
  const dates = { promulgatedOn: '2024-04-01', effectiveOn: '2024-05-01' }
  await transaction(services.db, trx => attachChecklist(services, trx, null, { bill: row, checklist, dates, delegations: [] }))
  t.match((await staff.post(`${address}/slots/chain-08/evidence`)).json(), {
    code: 'sup-inspect',
    status: 'inProgress',
    evidence: [{ title: /执法检查报告$/, on: '2026-06-20', file: { sha256: kept['sha256'], name: '检查报告.pdf' } }]
  })
  t.match((await staff.post(`${address}/slots/chain-08/evidence`)).json(), { code: 'slot-not-recordable' }, 'once')
  t.equal((await as('reader').post(`${address}/slots/chain-09/evidence`)).status, 403)
  t.match((await staff.get(`/inspections/${id}`, { accept: 'text/html' })).text, /记入四入台账：市人大常委会会议审议/)
  for (const page of ['/inspections', `/inspections/${id}`, `/inspections/${id}?open=chain-03`, '/ledger'])
    t.match(await as('staff').get(page, { accept: 'text/html' }), { status: 200 }, page)
})

withApp('what may not be is refused and changes nothing', async (t, { as, services }) => {
  const staff = as('staff')
  const dates = { ...IN_FORCE.dates, effectiveOn: '2027-01-01' }
  const soon = await regulationAt(services, '夜市条例', { place: 'promulgated', stage: 'promulgation', status: 'active', dates })
  t.match((await staff.post(`/api/v1/bills/${soon}/inspections`, {})).json(), { status: 409, code: 'not-in-force' })
  const { id } = await begun(staff, await regulationAt(services, '临江市口袋公园管理条例'))
  const address = `/api/v1/inspections/${id}`
  t.match((await staff.patch(`${address}/slots/chain-14`, { doneOn: '2026-01-01' })).json(), { status: 404, code: 'no-such-slot' })
  t.match((await staff.patch(`${address}/slots/chain-01`, { file: 'f'.repeat(64) })).json(), { status: 400, code: 'no-such-file' })
  for (const bad of [{}, { doneOn: '2026-02-30' }, { file: 'x' }, { title: '改名' }])
    t.match((await staff.patch(`${address}/slots/chain-01`, bad)).json(), { status: 400, code: 'invalid-request' })
  t.match((await staff.post(`${address}/findings`, { fact: ' ', unit: '市城管局' })).json(), { code: 'invalid-request' })
  t.equal((await staff.patch(`${address}/findings/no-such`, { status: 'closed' })).status, 404)
  t.equal((await staff.get('/api/v1/inspections/no-such')).status, 404)
  t.equal((await staff.get('/api/v1/bills/no-such/inspections')).status, 404)
  for (const role of ['reader', 'expert', 'administrator'] as const) {
    t.equal((await as(role).patch(`${address}/slots/chain-01`, { doneOn: '2026-01-01' })).status, 403)
    t.equal((await as(role).post('/api/v1/files', 'x', { 'content-type': 'application/octet-stream' })).status, 403)
  }
  t.match((await staff.get(address)).json(), { done: 0, findings: [] })
})

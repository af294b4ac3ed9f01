/** The ledger over HTTP: evidence first, then 已完成; what repeats falls due again; who may not is refused. */
import type { Static } from 'typebox'
import type { LedgerRows } from '../../schema/implementation.ts'
import { type TestApp, withApp } from '../app-testing.ts'
import { transaction } from '../store/database.ts'
import type { BillRow } from '../store/tables.ts'
import { attachChecklist } from './attach.ts'
import { readChecklist } from './checklists.ts'

const dates = { promulgatedOn: '2026-05-06', effectiveOn: '2026-06-01' }

/** A bill with its ledger, as promulgation attaches it; how it gets there is told in bills/story.test.ts. */
async function promulgated({ as, services }: Pick<TestApp, 'as' | 'services'>, kind = 'enact'): Promise<string> {
  const wish = { title: '临江市城市绿化条例', kind: 'enact', workflow: 'municipal-regulation', draftingUnit: '市住建局' }
  const id = String((await as('staff').post('/api/v1/bills', wish)).json()['id'])
  const row = await services.db.selectFrom('bill').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await attach(services, { ...row, kind }, [{ article: '第九条' }, { article: '第二十条' }])
  return id
}

async function attach(services: TestApp['services'], bill: BillRow, delegations: { article: string }[]): Promise<void> {
  const checklist = await readChecklist(services.workflowsDir, 'four-entries')
  await transaction(services.db, trx => attachChecklist(services, trx, null, { bill, checklist, dates, delegations }))
}

interface Item {
  readonly id: string
  readonly code: string
  readonly dueOn: string
  readonly entry: string
  readonly requiredEvidence: { readonly kind: string }
}
type Rows = Static<typeof LedgerRows>
const ledgerOf = async ({ as }: Pick<TestApp, 'as'>, id: string) =>
  (await as('reader').get(`/api/v1/bills/${id}/implementation`)).json<{
    items: Item[]
    entries: { entry: string; done: number; total: number }[]
  }>()

withApp('a row is done with evidence of its kind, and not before', async (t, tested) => {
  const { as } = tested
  const staff = as('staff')
  const id = await promulgated(tested)
  const { items } = await ledgerOf(tested, id)
  const row = items.find(({ code }) => code === 'enf-discretion')
  t.match(row, {
    responsibleUnit: '市住建局',
    dueOn: '2026-08-30',
    lamp: { colour: 'red', words: '逾期 86 天' },
    status: 'notStarted',
    evidence: []
  })
  const address = `/api/v1/bills/${id}/implementation/items/${row?.id}`
  t.match((await staff.patch(address, { status: 'done' })).json(), {
    status: 409,
    code: 'evidence-missing',
    errors: [{ message: /[一-龥]/ }]
  })
  const evidence = {
    kind: row?.requiredEvidence.kind,
    title: '临江市城市绿化行政处罚裁量基准',
    on: '2026-08-20',
    quantity: 12,
    url: 'https://rd.linjiang.example/cl/3'
  }
  t.match((await staff.post(`${address}/evidence`, { ...evidence, kind: 'rumour' })).json(), { status: 400, code: 'evidence-kind-unknown' })
  t.match((await staff.post(`${address}/evidence`, { ...evidence, url: 'javascript:alert(1)' })).json(), {
    status: 400,
    code: 'invalid-request'
  })
  t.match((await staff.post(`${address}/evidence`, { ...evidence, on: '2026-13-45' })).json(), { status: 400, code: 'invalid-request' })
  const filed = await staff.post(`${address}/evidence`, evidence)
  t.equal(filed.status, 201)
  t.match(filed.json(), { status: 'inProgress', metric: { actual: 12 }, evidence: [evidence] })
  t.match((await staff.patch(address, { status: 'done' })).json(), { status: 'done', lamp: { words: '已完成' } })
  t.match(
    (await ledgerOf(tested, id)).entries.find(({ entry }) => entry === 'enforcement'),
    { done: 1 }
  )

  const other = items.find(({ id: known, requiredEvidence }) => known !== row?.id && requiredEvidence.kind !== evidence.kind)
  const both = `/api/v1/bills/${id}/implementation/items/${other?.id}/evidence`
  t.match((await staff.post(both, { ...evidence, completes: true })).json(), { status: 409, code: 'evidence-missing' })
  const untouched = (await ledgerOf(tested, id)).items.find(({ id: known }) => known === other?.id)
  t.match(untouched, { status: 'notStarted', evidence: [] }, 'evidence that does not complete the row is not registered either')
  const fitting = { ...evidence, kind: other?.requiredEvidence.kind, completes: true }
  t.match((await staff.post(both, fitting)).json(), { status: 'done', evidence: [{ title: evidence.title }] })

  t.match((await staff.patch(address, { status: 'notApplicable' })).json(), { status: 409, code: 'reason-missing' })
  t.match((await staff.patch(address, { status: 'notApplicable', reason: '不设处罚' })).json(), {
    status: 'notApplicable',
    reason: '不设处罚'
  })
  t.match((await staff.patch(address, { responsibleUnit: '市园林局', dueOn: '2026-12-31' })).json(), {
    responsibleUnit: '市园林局',
    dueOn: '2026-12-31'
  })
  for (const role of ['reader', 'expert', 'administrator'] as const) {
    t.equal((await as(role).patch(address, { status: 'inProgress' })).status, 403)
    t.equal((await as(role).post(`${address}/evidence`, evidence)).status, 403)
  }
  t.equal((await as('nobody').get(`/api/v1/bills/${id}/implementation`)).status, 401)
  t.equal((await staff.patch(`/api/v1/bills/${id}/implementation/items/no-such`, { status: 'done' })).status, 404)
  t.equal((await staff.get('/api/v1/bills/no-such/implementation')).status, 404)
})

withApp('what repeats falls due again once its period is answered for', async (t, tested) => {
  const staff = tested.as('staff')
  const id = await promulgated(tested)
  const row = (await ledgerOf(tested, id)).items.find(({ code }) => code === 'enf-cases')
  t.match(row, { dueOn: '2026-09-01' }, 'quarterly from commencement')
  const evidence = { kind: row?.requiredEvidence.kind, title: '第三季度案件清单', on: '2026-08-31', quantity: 7 }
  const answered = await staff.post(`/api/v1/bills/${id}/implementation/items/${row?.id}/evidence`, evidence)
  t.match(answered.json(), { dueOn: '2026-12-01', lamp: { words: '本期已办' } })
  const again = await staff.post(`/api/v1/bills/${id}/implementation/items/${row?.id}/evidence`, {
    ...evidence,
    title: '第四季度案件清单',
    on: '2026-11-20'
  })
  t.match(again.json(), { dueOn: '2027-03-01', metric: { actual: 14 } })
})

withApp('attaching again adds only what is new; an amendment brings only its own rows', async (t, tested) => {
  const { services } = tested
  const id = await promulgated(tested)
  const { items } = await ledgerOf(tested, id)
  t.same(
    items.filter(({ code }) => code.startsWith('prep-implementing')).map(({ code }) => code),
    ['prep-implementing:第九条', 'prep-implementing:第二十条'],
    'one implementing document an article that delegates'
  )
  const bill = await services.db.selectFrom('bill').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await attach(services, bill, [{ article: '第九条' }, { article: '第三十条' }])
  t.same((await ledgerOf(tested, id)).items.map(({ code }) => code).slice(items.length), ['prep-implementing:第三十条'])

  const younger = await promulgated(tested, 'partialAmendment')
  const amended = await ledgerOf(tested, younger)
  t.ok(amended.items.length > 0 && amended.items.length < items.length)
})

withApp('the matrix tells of each regulation what its ledger tells, a page at a time', async (t, tested) => {
  const { as } = tested
  const staff = as('staff')
  const [older, younger] = [await promulgated(tested), await promulgated(tested)]
  const rows = async (query: string) => (await staff.get(`/api/v1/implementation${query}`)).json<Rows>()
  t.equal((await as('nobody').get('/api/v1/implementation')).status, 401)
  t.match((await staff.get('/api/v1/implementation?show=red')).json(), { status: 400, code: 'invalid-request' })
  t.match((await staff.get('/api/v1/implementation?cursor=x')).json(), { status: 400, code: 'invalid-request' })
  const first = await rows('?limit=1')
  t.match(first, { items: [{ bill: { id: younger }, inspectedOn: null }], next: /./ })
  t.match(await rows(`?limit=1&cursor=${first.next}`), { items: [{ bill: { id: older } }], next: null })
  t.match(await rows('?show=late'), { items: [{}, {}] }, 'both have rows past their day')

  const ledger = await ledgerOf(tested, older)
  for (const { id, entry, requiredEvidence } of ledger.items) {
    if (entry === 'preparation') continue
    const evidence = { kind: requiredEvidence.kind, title: '示范证据', on: '2026-11-23', completes: true }
    t.equal((await staff.post(`/api/v1/bills/${older}/implementation/items/${id}/evidence`, evidence)).status, 201)
  }
  t.match(await rows('?show=holes'), { items: [{ bill: { id: younger } }], next: null }, 'every column of the other has evidence')
  const all = await rows('')
  for (const { bill, entries } of all.items)
    t.match(
      entries.map(({ latestOn: _, nextItem: __, ...entry }) => entry),
      (await ledgerOf(tested, bill.id)).entries
    )
  const enforcement = all.items.map(({ entries }) => entries.find(({ entry }) => entry === 'enforcement'))
  t.match(enforcement, [
    { done: 0, latestOn: null, nextItem: /./, lamp: { colour: 'red' } },
    { latestOn: '2026-11-23', nextItem: null, lamp: { colour: 'green' } }
  ])
  const page = (await staff.get('/ledger?show=holes', { accept: 'text/html' })).text
  t.match(page, /有空缺 1 件/)
  t.match(page, /显示 1／共 2 件/)
  t.notMatch(page, `/bills/${older}/ledger`)
})

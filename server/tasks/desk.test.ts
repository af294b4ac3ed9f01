/** 工作台: what is overdue, due this week, mine or another's, as the days go by; what is done there, and taken back. */
import type { KyselyPlugin } from 'kysely'
import type { TestApp } from '../app-testing.ts'
import { withApp } from '../app-testing.ts'
import { cast } from '../store/testing.ts'
import { type Desk, readDesk } from './desk.ts'
import { insertTasks } from './store.ts'

const officer = { ...cast.officer, displayName: '沈若川' }
const whats = (rows: Desk['overdue']) => rows.map(({ what }) => what)

async function begun({ as }: TestApp) {
  const staff = as('staff')
  const wish = {
    title: '临江市滨江岸线保护条例',
    kind: 'enact',
    workflow: 'municipal-regulation',
    caseOfficer: '沈若川',
    draftingUnit: '市水务局'
  }
  const { id } = (await staff.post('/api/v1/bills', wish)).json<{ id: string }>()
  const { items } = (await staff.post(`/api/v1/bills/${id}/tasks`, {})).json<{ items: { id: string; title: string; code: string }[] }>()
  const task = (code: string) => items.find(item => item.code === code) ?? { id: '', title: '' }
  const set = (code: string, change: object) => staff.patch(`/api/v1/bills/${id}/tasks/${task(code).id}`, change)
  return { staff, id, task, set }
}

withApp('a task moves through the four lists as days go by', async (t, tested) => {
  const { services } = tested
  const { task, set } = await begun(tested)
  const [mine, theirs] = [task('collectProposals').title, task('writeDraft').title]
  await set('collectProposals', { person: '沈若川', startOn: '2026-11-23', dueOn: '2026-12-04' })
  await set('writeDraft', { startOn: '2026-11-23', dueOn: '2026-12-04' })
  const at = async (day: string) => {
    services.setNow(`${day}T01:00:00.000Z`)
    return readDesk(services, officer, false)
  }
  const first = await at('2026-11-24')
  t.ok(whats(first.mine).includes(mine), 'begun and his: it waits for him')
  t.ok(whats(first.others).includes(theirs), 'begun and another unit’s: it waits for others')
  t.notOk([...whats(first.overdue), ...whats(first.thisWeek)].some(what => what === mine || what === theirs))
  const week = await at('2026-12-01')
  t.match(
    week.thisWeek.find(({ what }) => what === theirs),
    { who: '市水务局', dueOn: '2026-12-04', button: '办理' }
  )
  t.notOk(
    [...whats(week.mine), ...whats(week.others)].some(what => what === mine || what === theirs),
    'each stands in one list alone'
  )
  const late = await at('2026-12-05')
  t.same([mine, theirs].filter(what => whats(late.overdue).includes(what)).length, 2)
  await set('writeDraft', { status: 'done' })
  t.notOk(whats((await at('2026-12-05')).overdue).includes(theirs))
})

withApp('the step of a bill is due when its 施工图 has it leave its place', async (t, tested) => {
  const { services } = tested
  const { staff, id } = await begun(tested)
  await staff.post(`/api/v1/bills/${id}/schedule`, { target: '2028-01-01' })
  const { items } = (await staff.get(`/api/v1/bills/${id}/schedule`)).json<{ items: { kind: string; due: string }[] }>()
  const step = items.find(({ kind }) => kind === 'step')
  services.setNow(`${step?.due}T12:00:00.000Z`)
  const href = `/bills/${id}`
  t.match(
    (await readDesk(services, officer, true)).thisWeek.filter(row => row.href === href),
    [{ dueOn: step?.due, button: '办理' }]
  )
  services.setNow(new Date(Date.parse(`${step?.due}T12:00:00Z`) + 86_400_000).toISOString())
  const late = await readDesk(services, officer, true)
  t.equal(late.overdue.filter(row => row.href === href).length, 1)
  t.equal([...late.mine, ...late.others].filter(row => row.href === href).length, 0)
})

withApp('an overdue task is finished in two clicks, and taken back with one', async (t, tested) => {
  const { staff, id, task, set } = await begun(tested)
  const { id: first, title } = task('collectProposals')
  await set('collectProposals', { startOn: '2026-11-02', dueOn: '2026-11-20', status: 'inProgress' })
  const page = async (address: string) => (await staff.get(address, { accept: 'text/html' })).text
  const form = (address: string, fields: Record<string, string>) =>
    staff.post(address, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html'
    })
  const desk = await page('/')
  t.match(desk, `/bills/${id}/tasks/${first}?from=desk`)
  const waiting = async (address: string) => Number(/待办 <span class="fc-count">(\d+)</.exec(await page(address))?.[1])
  const before = await waiting('/help')
  t.ok(before > 0, 'every page says how much waits')
  t.match(await page(`/bills/${id}/tasks/${first}?from=desk`), '办结，看下一件')
  const refused = await form(`/bills/${id}/tasks/${first}/finish`, { doneOn: '2027-01-01' })
  t.match(refused, { status: 422, text: /完成日期不能晚于今天/ })
  const done = await form(`/bills/${id}/tasks/${first}/finish`, { doneOn: '2026-11-23' })
  t.equal(done.status, 303)
  const after = await page(String(done.headers['location']))
  t.match(after, `已办结“${title}”`)
  t.notMatch(after, `/bills/${id}/tasks/${first}?from=desk`)
  t.equal(await waiting('/help/guide'), before - 1, 'and knows at once what was done')
  t.equal((await form(`/bills/${id}/tasks/${first}/undo`, { status: 'inProgress' })).status, 303)
  t.notMatch(await page(String(done.headers['location'])), '已办结', 'an old address takes nothing back')
  t.match(await page('/'), `/bills/${id}/tasks/${first}?from=desk`)
  t.equal((await form(`/bills/${id}/tasks/${first}/undo`, { status: '完成' })).status, 422)
  t.equal((await tested.as('reader').post(`/bills/${id}/tasks/${first}/finish`, {})).status, 403)
  const { items } = (await tested.as('administrator').get(`/api/v1/audit?bill=${id}`)).json<{ items: { kind: string }[] }>()
  t.equal(items.filter(({ kind }) => kind === 'taskChanged').length, 3, 'each change left its trace')
})

withApp('a thousand open tasks take as many queries as ten', async (t, tested) => {
  const { services } = tested
  const { id } = await begun(tested)
  const queries = async () => {
    let count = 0
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => {
        count++
        return node
      },
      transformResult: async ({ result }) => result
    }
    const desk = await readDesk({ ...services, db: services.db.withPlugin(plugin) }, officer, true)
    return { count, rows: desk.overdue.length }
  }
  const few = await queries()
  const row = { bill: id, place: 'initiation', unit: '市水务局', person: null, startOn: '2026-10-01', status: 'notStarted' }
  const more = { reason: null, doneOn: null, position: 99, createdAt: '2026-10-01T00:00:00.000Z', revision: 0 }
  const rows = Array.from({ length: 1_000 }, (_, index) => ({
    ...{ id: `t${index}`, code: `more${index}`, title: `事项 ${index}`, dueOn: '2026-11-01' },
    ...row,
    ...more
  }))
  await services.db.transaction().execute(trx => insertTasks(trx, rows))
  const many = await queries()
  t.equal(many.rows, few.rows + 1_000)
  t.equal(many.count, few.count)
})

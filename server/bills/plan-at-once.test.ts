/** A new bill with its 任务书 and 施工图 in one go; and what still stands before its step, with whose it is. */
import { withApp } from '../app-testing.ts'

const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
const wish = {
  title: '滨江岸线保护条例',
  kind: 'enact',
  workflow: 'municipal-regulation',
  sponsor: '市人民政府',
  draftingUnit: '市水务局',
  competentCommittee: '城建环资委',
  caseOfficer: '沈若川'
}

withApp('a bill is filed, its tasks charged and its dates counted back by one button', async (t, { as }) => {
  const staff = as('staff')
  const file = (more: Record<string, string>) => staff.post('/bills/new', new URLSearchParams({ ...wish, ...more }).toString(), headers)
  t.match((await staff.get('/bills/new', { accept: 'text/html' })).text, '登记，并制定任务书、倒排工期')
  const done = await file({ targetOn: '2028-01-01', go: 'plan' })
  const [, id] = /^\/bills\/([^/?]+)\?tab=schedule/.exec(String(done.headers['location'])) ?? []
  t.ok(id)
  const { items } = (await staff.get(`/api/v1/bills/${id}/tasks`)).json<{ items: { unit: string; dueOn: string | null }[] }>()
  t.ok(items.length > 10 && items.every(({ unit, dueOn }) => unit !== '未定' && dueOn !== null), 'every task has its unit and its day')
  t.match((await staff.get(`/api/v1/bills/${id}/schedule`)).json(), { target: '2028-01-01', feasible: true, conflicts: [] })

  const late = await file({ targetOn: '2026-12-31', go: 'plan' })
  t.match(late.headers['location'], /\/schedule\?why=1$/)
  t.match((await staff.get(String(late.headers['location']), { accept: 'text/html' })).text, /公开征求意见[\s\S]*还差/)
  t.match((await file({ go: 'plan' })).headers['location'], /\/schedule$/)
  t.match((await file({})).headers['location'], /^\/bills\/[^/?]+$/)
})

withApp('the box says what is missing, whose it is, and below it what is there', async (t, { as }) => {
  const staff = as('staff')
  const { id } = (await staff.post('/api/v1/bills', wish)).json<{ id: string }>()
  const page = async () => (await staff.get(`/bills/${id}`, { accept: 'text/html' })).text
  t.match(await page(), /<th scope="col">由谁<\/th>/)
  const { events } = (await staff.get(`/api/v1/bills/${id}/lifecycle`)).json<{ events: { blockers: { code: string }[] }[] }>()
  const missing = events.flatMap(({ blockers }) => blockers.map(({ code }) => code)).includes('project-application-missing')
  if (!missing) return
  const { id: paper } = (await staff.post(`/api/v1/bills/${id}/documents`, { kind: 'projectApplication' })).json<{ id: string }>()
  await staff.post(`/api/v1/documents/${paper}/versions`, { text: '立项申请', message: '', parent: null })
  t.notMatch(await page(), 'project-application-missing')
})

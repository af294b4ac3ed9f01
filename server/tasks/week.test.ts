/** 周报 over all bills: who owed, who handed in, what is missing; the same in every format. */
import { strFromU8, unzipSync } from 'fflate'
import { withApp } from '../app-testing.ts'
import { docxTable } from '../formats/docx-table.ts'
import { readWeek } from './read-week.ts'
import { weeklyTable } from './weekly-table.ts'

interface Sheet {
  readonly week: string
  readonly handedIn: number
  readonly missing: number
  readonly rows: { unit: string; billTitle: string; state: string; tasks: string[]; postponed: number }[]
}

withApp('the weekly sheet lists every unit that owed an account, by unit, also those that were silent', async (t, { as, services }) => {
  const staff = as('staff')
  const titles = ['滨江岸线保护条例', '夜间集市管理条例']
  const ids: string[] = []
  for (const title of titles) {
    const wish = { title, kind: 'enact', workflow: 'municipal-regulation', draftingUnit: '市水务局' }
    const { id } = (await staff.post('/api/v1/bills', wish)).json<{ id: string }>()
    const [first, second] = (await staff.post(`/api/v1/bills/${id}/tasks`, {})).json<{ items: { id: string }[] }>().items
    await staff.patch(`/api/v1/bills/${id}/tasks/${first?.id}`, { unit: '市水务局', person: '江牧', startOn: '2026-11-23' })
    await staff.patch(`/api/v1/bills/${id}/tasks/${second?.id}`, { unit: '市司法局', startOn: '2026-11-23' })
    ids.push(id)
  }
  const sheet = async (on = '') => (await as('reader').get(`/api/v1/checkins${on && `?on=${on}`}`)).json<Sheet>()
  t.match(await sheet(), { week: '2026-11-23', handedIn: 0, missing: 4 })
  await staff.post(`/api/v1/bills/${ids[0]}/checkins`, { unit: '市水务局', status: 'postponed', reason: '=等省里意见', done: '走访街道' })
  services.setNow('2026-11-30T01:00:00.000Z')
  await staff.post(`/api/v1/bills/${ids[0]}/checkins`, { unit: '市水务局', status: 'postponed', reason: '再等一周' })
  const last = await sheet('2026-11-27')
  t.match(last, { week: '2026-11-23', handedIn: 1, missing: 3 })
  t.same(
    last.rows.map(({ unit, billTitle, state, postponed }) => [unit, billTitle, state, postponed]),
    [
      ['市水务局', '滨江岸线保护条例', 'handedIn', 1],
      ['市水务局', '夜间集市管理条例', 'missing', 0],
      ['市司法局', '滨江岸线保护条例', 'missing', 0],
      ['市司法局', '夜间集市管理条例', 'missing', 0]
    ].toSorted(([a, b], [c, d]) => String(a).localeCompare(String(c), 'zh-Hans-CN') || String(b).localeCompare(String(d), 'zh-Hans-CN'))
  )
  t.equal((await sheet()).rows.find(({ postponed }) => postponed > 0)?.postponed, 2, 'postponed again')

  t.equal((await as('nobody').get('/api/v1/checkins?format=docx')).status, 401)
  t.match((await as('reader').get('/api/v1/checkins?format=docx')).headers['content-type'], /wordprocessingml/)
  const csv = await as('reader').get('/api/v1/checkins?on=2026-11-27&format=csv')
  t.match(csv.text, /应交|责任单位/)
  t.notMatch(csv.text, /,=等/, 'nothing typed is a formula')
  t.match((await as('reader').get('/api/v1/checkins?format=pdf')).json(), { code: 'invalid-request' })
  t.match((await as('reader').get('/api/v1/checkins?on=2026-02-30')).json(), { code: 'invalid-request' })

  const page = await staff.get('/checkins?on=2026-11-27', { accept: 'text/html' })
  t.match(page.text, '应交 4 件，已交 1 件，未交 3 件')
  t.match(page.text, /from=week/)
  const reader = await as('reader').get('/checkins', { accept: 'text/html' })
  t.notMatch(reader.text, /from=week/)
  const form = await staff.get(`/bills/${ids[1]}/checkins?unit=市水务局&on=2026-11-23&from=week`, { accept: 'text/html' })
  t.match(form.text, 'value="市水务局"')
  const answer = await staff.post(
    `/bills/${ids[1]}/checkins`,
    new URLSearchParams({ unit: '市水务局', on: '2026-11-23', status: 'done', from: 'week' }).toString(),
    { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
  )
  t.match(answer, { status: 303, headers: { location: '/checkins?on=2026-11-23' } })
  t.match(await sheet('2026-11-27'), { handedIn: 2, missing: 2 })
})

withApp('the weekly sheet is a paper: a title, a repeated head, a row for each who owed', async (t, { as, services }) => {
  const staff = as('staff')
  const wish = { title: '滨江岸线保护条例', kind: 'enact', workflow: 'municipal-regulation', draftingUnit: '市水务局' }
  const { id } = (await staff.post('/api/v1/bills', wish)).json<{ id: string }>()
  const [first] = (await staff.post(`/api/v1/bills/${id}/tasks`, {})).json<{ items: { id: string }[] }>().items
  await staff.patch(`/api/v1/bills/${id}/tasks/${first?.id}`, { unit: '市水务局', startOn: '2026-11-23' })
  const table = weeklyTable(await readWeek(services, null))
  const document = strFromU8(unzipSync(await docxTable(table))['word/document.xml'] ?? new Uint8Array())
  for (const word of ['周周交账周报（2026年11月23日至2026年11月29日）', '市水务局', '本周待交', '滨江岸线保护条例']) t.match(document, word)
  t.match(document, '<w:tblHeader/>')
})

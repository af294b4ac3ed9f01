/** Calendar feeds and holidays over HTTP: secret, revocable, the same thing under the same name; and days off that schedules keep to. */
import ICAL from 'ical.js'
import { withApp } from '../app-testing.ts'

interface Entry {
  readonly uid: string
  readonly sequence: number
  readonly on: string
  readonly allDay: boolean
  readonly summary: string
  readonly stamp: string
}

function entriesIn(file: string): Entry[] {
  const calendar = new ICAL.Component(ICAL.parse(file))
  return calendar.getAllSubcomponents('vevent').map(component => {
    const event = new ICAL.Event(component)
    const stamp = String(component.getFirstPropertyValue('dtstamp'))
    return {
      uid: event.uid,
      sequence: event.sequence,
      on: event.startDate.toString(),
      allDay: event.startDate.isDate,
      summary: event.summary,
      stamp
    }
  })
}

const wish = { title: '滨江岸线保护条例', kind: 'enact', workflow: 'municipal-regulation', draftingUnit: '市水务局' }

withApp('a person’s calendar is read by its secret address, changes with the work, and ends when revoked', async (t, { as, services }) => {
  const staff = as('staff')
  const me = (await services.db.selectFrom('account').selectAll().where('name', '=', 'check-staff').executeTakeFirstOrThrow()).displayName
  const { id } = (await staff.post('/api/v1/bills', { ...wish, caseOfficer: me })).json<{ id: string }>()
  const [task] = (await staff.post(`/api/v1/bills/${id}/tasks`, {})).json<{ items: { id: string; title: string }[] }>().items
  await staff.patch(`/api/v1/bills/${id}/tasks/${task?.id}`, { person: me, dueOn: '2026-12-04' })
  t.match((await staff.get('/api/v1/calendar-feed')).json(), { active: false, address: null })
  const { address } = (await staff.post('/api/v1/calendar-feed', {})).json<{ address: string }>()
  t.match(address, /^\/calendar\/[A-Za-z0-9_-]{40,}\.ics$/)
  t.match((await staff.get('/api/v1/calendar-feed')).json(), { active: true, address: null }, 'seen once')
  const stored = await services.db.selectFrom('calendarFeed').selectAll().execute()
  t.notOk(JSON.stringify(stored).includes(address.slice(10, -4)), 'kept as its hash alone')

  const read = async () => as('nobody').get(address)
  const first = await read()
  t.match(first.headers['content-type'], 'text/calendar')
  t.match(first.text, /X-WR-TIMEZONE:Asia\/Shanghai/)
  const [entry] = entriesIn(first.text).filter(({ uid }) => uid.startsWith('task-'))
  t.match(entry, { uid: `task-${task?.id}@facheng`, on: '2026-12-04', allDay: true, summary: `${task?.title}（${wish.title}）` })
  t.match(entry?.stamp, /Z$/, 'made at a moment of the world')
  await staff.patch(`/api/v1/bills/${id}/tasks/${task?.id}`, { dueOn: '2026-12-11' })
  const [moved] = entriesIn((await read()).text).filter(({ uid }) => uid.startsWith('task-'))
  t.match(moved, { uid: entry?.uid, on: '2026-12-11' })
  t.ok((moved?.sequence ?? 0) > (entry?.sequence ?? 0), 'the same entry, a later sequence')
  await staff.patch(`/api/v1/bills/${id}/tasks/${task?.id}`, { status: 'done' })
  t.equal(entriesIn((await read()).text).filter(({ uid }) => uid.startsWith('task-')).length, 0)
  await staff.post(`/api/v1/bills/${id}/schedule`, { target: '2028-01-01' })
  t.ok(entriesIn((await read()).text).some(({ uid }) => uid.startsWith(`step-${id}`)))

  t.equal((await as('reader').delete('/api/v1/calendar-feed')).status, 204, 'nobody ends another’s')
  t.equal((await read()).status, 200)
  t.equal((await staff.delete('/api/v1/calendar-feed')).status, 204)
  t.equal((await read()).status, 404)
  t.equal((await as('nobody').get(`/calendar/${'x'.repeat(43)}.ics`)).status, 404)
  const kinds = (await services.db.selectFrom('event').select('kind').where('kind', 'like', 'calendarFeed%').execute()).map(
    ({ kind }) => kind
  )
  t.same(kinds, ['calendarFeedIssued', 'calendarFeedRevoked'])
})

withApp('the 施工图 of a bill is a calendar file; a new plan raises the sequence of each entry', async (t, { as }) => {
  const staff = as('staff')
  const { id } = (await staff.post('/api/v1/bills', wish)).json<{ id: string }>()
  await staff.post(`/api/v1/bills/${id}/schedule`, { target: '2028-01-01' })
  const read = async () => entriesIn((await as('reader').get(`/api/v1/bills/${id}/schedule?format=ics`)).text)
  const first = await read()
  t.ok(first.length > 10 && first.every(({ sequence, allDay }) => sequence === 1 && allDay))
  t.ok(first.some(({ summary }) => summary.startsWith('公开征求意见')))
  await staff.post(`/api/v1/bills/${id}/schedule`, { target: '2028-03-01', reason: '推迟' })
  const second = await read()
  t.same(new Set(second.map(({ uid }) => uid)), new Set(first.map(({ uid }) => uid)))
  t.ok(second.every(({ sequence }) => sequence === 2))
})

withApp('the page shows the address once, and works without script', async (t, { as }) => {
  const staff = as('staff')
  const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
  t.match((await staff.get('/calendar', { accept: 'text/html' })).text, '开通日历订阅')
  t.match((await staff.post('/calendar', 'act=issue', headers)).text, /\/calendar\/[A-Za-z0-9_-]{40,}\.ics/)
  t.notMatch((await staff.get('/calendar', { accept: 'text/html' })).text, /\/calendar\/[A-Za-z0-9_-]{40,}\.ics/)
  t.equal((await staff.post('/calendar', 'act=revoke', headers)).status, 303)
  t.match((await staff.get('/calendar', { accept: 'text/html' })).text, '尚未开通')
})

withApp('a year of holidays that an administrator adds is kept to by schedules; a year that is missing is said', async (t, { as }) => {
  const staff = as('staff')
  const { id } = (await staff.post('/api/v1/bills', wish)).json<{ id: string }>()
  const { bundledTo } = (await staff.get('/api/v1/holidays')).json<{ bundledTo: number }>()
  const year = bundledTo + 1
  const far = `${year + 1}-06-30`
  const noted = async () => {
    const plan = (await staff.get(`/api/v1/bills/${id}/schedule`)).json<{
      notes: string[]
      items: { kind: string; start: string; due: string }[]
    }>()
    return plan
  }
  await staff.post(`/api/v1/bills/${id}/schedule`, { target: far })
  t.ok((await noted()).notes.some(note => note.includes(`${year}年起节假日安排尚未公布`)))
  // Every weekday of a spring month is off: no task may begin or be due there.
  const month = Array.from({ length: 31 }, (_, day) => `${year}-03-${String(day + 1).padStart(2, '0')}`)
  const put = await as('administrator').put(`/api/v1/holidays/${year}`, { holidays: month, workdays: [], source: '国办发明电' })
  t.match(put.json(), { year, source: '国办发明电' })
  await staff.post(`/api/v1/bills/${id}/schedule`, { target: far, reason: '节假日已公布' })
  const plan = await noted()
  t.ok(plan.notes.some(note => note.includes(`${year + 1}年起节假日安排尚未公布`)))
  const works = plan.items.filter(({ kind }) => kind === 'task' || kind === 'meeting')
  t.equal(works.filter(({ start, due }) => month.includes(start) || month.includes(due)).length, 0)

  const bad = async (body: unknown, at = String(year)) => (await as('administrator').put(`/api/v1/holidays/${at}`, body)).json()
  t.match(await bad({ holidays: ['2020-01-01'], workdays: [] }), { code: 'invalid-request' })
  t.match(await bad({ holidays: [`${year}-05-01`], workdays: [`${year}-05-01`] }), { code: 'invalid-request' })
  t.match(await bad({ holidays: ['五一'], workdays: [] }), { code: 'invalid-request' })
  t.match(await bad({ holidays: [], workdays: [] }, '3000'), { code: 'invalid-request' })
  t.equal((await staff.put(`/api/v1/holidays/${year}`, { holidays: [], workdays: [] })).status, 403)
  const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
  const form = new URLSearchParams({ year: String(year + 1), holidays: `${year + 1}-01-01\n${year + 1}-01-02`, workdays: '', source: '' })
  t.equal((await as('administrator').post('/holidays', form.toString(), headers)).status, 303)
  t.match((await as('administrator').get('/holidays', { accept: 'text/html' })).text, '01-01、01-02')
  t.equal((await as('administrator').post('/holidays', `year=${year}&holidays=x`, headers)).status, 422)
})

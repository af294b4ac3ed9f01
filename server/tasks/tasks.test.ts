/** 任务书, 施工图 and 周周交账 over HTTP: made, changed, refused, and seen as time goes on. */
import type { TestApp } from '../app-testing.ts'
import { withApp } from '../app-testing.ts'
import { replayWork } from './replay.ts'

interface Task {
  readonly id: string
  readonly code: string
  readonly unit: string
  readonly startOn: string | null
  readonly dueOn: string | null
  readonly lamp: { readonly colour: string; readonly words: string }
}
interface Sheet {
  readonly items: Task[]
  readonly total: number
  readonly open: number
}
interface Plan {
  readonly target: string
  readonly revisions: number
  readonly conflicts: { rule: string; message: string; days: number }[]
  readonly likelyEnd: string
  readonly notes: string[]
  readonly items: {
    id: string
    task: string | null
    start: string
    due: string
    baselineDue: string
    daysLate: number
    lamp: { words: string }
  }[]
}

const wish = {
  title: '临江市滨江岸线保护条例',
  kind: 'enact',
  workflow: 'municipal-regulation',
  draftingUnit: '市水务局',
  sponsor: '市人民政府',
  caseOfficer: '沈若川'
}

async function begun({ as }: TestApp, more: object = {}) {
  const staff = as('staff')
  const { id } = (await staff.post('/api/v1/bills', { ...wish, ...more })).json<{ id: string }>()
  const base = `/api/v1/bills/${id}`
  const kinds = async () => {
    const { items } = (await as('administrator').get(`/api/v1/audit?bill=${id}`)).json<{ items: { kind: string }[] }>()
    return items.map(({ kind }) => kind)
  }
  return { staff, reader: as('reader'), id, base, kinds }
}

const numberOf = async (services: TestApp['services'], kind: string): Promise<number> =>
  (await services.db.selectFrom('event').select('seq').where('kind', '=', kind).execute()).length

withApp('任务书 is made from the definition once, and changed with a trace', async (t, tested) => {
  const { staff, reader, base } = await begun(tested)
  t.same((await reader.get(`${base}/tasks`)).json(), { items: [], total: 0, open: 0 })
  const made = await staff.post(`${base}/tasks`, {})
  t.equal(made.status, 201)
  const sheet = made.json<Sheet>()
  t.match(sheet.items[0], {
    code: 'collectProposals',
    placeTitle: '项目建议',
    unit: '法制工作委员会',
    person: '沈若川',
    startOn: null,
    basis: '工作惯例'
  })
  t.match(
    sheet.items.find(({ code }) => code === 'writeDraft'),
    { stageTitle: '起草', unit: '市水务局', person: null, documents: ['法规草案', /./], status: 'notStarted', lamp: { words: '未开始' } }
  )
  t.notOk(
    sheet.items.some(({ code }) => code === 'sendLead'),
    'what runs by itself is no task'
  )
  t.equal(sheet.open, sheet.total)
  t.match((await staff.post(`${base}/tasks`, {})).json(), { status: 409, code: 'task-sheet-exists' })

  const [first, second] = sheet.items
  const task = (of: Task | undefined) => `${base}/tasks/${of?.id}`
  const changed = await staff.patch(task(first), { unit: '城建环资委', person: '江牧', dueOn: '2026-11-20' })
  t.match(changed.json(), { unit: '城建环资委', person: '江牧', lamp: { colour: 'red', words: '逾期 4 天' } })
  t.match((await staff.patch(task(first), { status: 'done' })).json(), {
    doneOn: '2026-11-24',
    lamp: { colour: 'green', words: '2026-11-24 完成，晚 4 天' }
  })
  t.match((await staff.patch(task(second), { status: 'notApplicable' })).json(), { status: 409, code: 'reason-missing' })
  t.match((await staff.patch(task(second), { status: 'notApplicable', reason: '由省里统一论证' })).json(), { lamp: { words: '不适用' } })
  t.match((await reader.get(`${base}/tasks`)).json(), { total: sheet.total - 1, open: sheet.total - 2 })
  t.match(
    (await staff.patch(task(first), { status: 'inProgress' })).json(),
    { doneOn: null, status: 'inProgress' },
    'what is taken up again is not done'
  )
  t.equal(await numberOf(tested.services, 'taskSheetMade'), 1)
  t.equal(await numberOf(tested.services, 'taskChanged'), 4, 'one event a change, none for what was refused')
  await staff.patch(task(first), { status: 'inProgress' })
  t.equal(await numberOf(tested.services, 'taskChanged'), 4, 'what stands already is no change')
})

withApp('what may not be done to tasks, schedules and check-ins is refused and changes nothing', async (t, tested) => {
  const { staff, base } = await begun(tested)
  const [task] = (await staff.post(`${base}/tasks`, {})).json<Sheet>().items
  const bad = async (address: string, body: unknown, code: string, method: 'post' | 'patch' = 'post') =>
    t.match((await staff[method](`${base}${address}`, body)).json(), { code }, `${address} ${JSON.stringify(body).slice(0, 60)}`)
  await bad(`/tasks/${task?.id}`, {}, 'invalid-request', 'patch')
  await bad(`/tasks/${task?.id}`, { status: '完成' }, 'invalid-request', 'patch')
  await bad(`/tasks/${task?.id}`, { unit: '  ' }, 'invalid-request', 'patch')
  await bad(`/tasks/${task?.id}`, { startOn: '2027-03-02', dueOn: '2027-03-01' }, 'invalid-request', 'patch')
  await bad(`/tasks/${task?.id}`, { status: 'done', doneOn: '2026-11-25' }, 'invalid-request', 'patch')
  await bad('/tasks/no-such', { person: '甲' }, 'not-found', 'patch')
  await bad('/schedule', { target: '2028-02-30' }, 'invalid-request')
  await bad('/schedule', { target: '2900-01-01' }, 'date-out-of-range')
  await bad('/schedule', { target: '2028-06-01', goal: '登月' }, 'no-such-goal')
  await bad('/schedule', { target: '2026-11-01' }, 'target-infeasible')
  await bad('/checkins', { unit: '市水务局', status: 'blocked' }, 'reason-missing')
  await bad('/checkins', { unit: '市水务局', status: 'done', on: '2026-12-01' }, 'invalid-request')
  await bad('/checkins', { unit: '市水务局', status: 'late' }, 'invalid-request')
  t.match((await staff.get(`${base}/checkins?cursor=x`)).json(), { code: 'invalid-request' })
  t.equal((await staff.get(`${base}/schedule?format=svg`)).status, 404, 'there is no picture of what is not planned')
  for (const address of ['/tasks', '/schedule', '/checkins']) {
    t.equal((await staff.get(`/api/v1/bills/no-such${address}`)).status, 404)
    for (const role of ['reader', 'expert', 'administrator'] as const)
      t.equal((await tested.as(role).post(`${base}${address}`, { target: '2028-06-01', unit: '甲', status: 'done' })).status, 403)
  }
  t.equal((await tested.as('reader').patch(`${base}/tasks/${task?.id}`, { person: '甲' })).status, 403)
  for (const kind of ['taskChanged', 'scheduleSet', 'checkedIn']) t.equal(await numberOf(tested.services, kind), 0)
})

withApp('施工图 is counted back from the target; the first plan stays the baseline', async (t, tested) => {
  const { staff, reader, base } = await begun(tested)
  const none = (await reader.get(`${base}/schedule`)).json<Plan>()
  t.match(none, { target: null, revisions: 0, items: [] })
  t.match(none.likelyEnd, /^202[78]-/)

  const impossible = (await staff.post(`${base}/schedule`, { target: '2026-12-31' })).json<{
    errors: { code: string; message: string }[]
  }>()
  t.match(impossible, { status: 409, code: 'target-infeasible' })
  t.ok(impossible.errors.some(({ code, message }) => code === 'publicConsultation' && message.includes('立法法第四十条')))

  await staff.post(`${base}/tasks`, {})
  const set = await staff.post(`${base}/schedule`, { target: '2028-01-01' })
  t.equal(set.status, 201)
  const plan = set.json<Plan>()
  t.match(plan, { target: '2028-01-01', baselineTarget: '2028-01-01', revisions: 1, feasible: true, conflicts: [] })
  t.match(plan.notes, [/2027年起节假日安排尚未公布，暂按周末推算/], 'what is not known yet is said')
  const draft = plan.items.find(({ task }) => task === 'writeDraft')
  t.match(draft, { start: /^202\d-/, baselineDue: draft?.due, daysLate: 0 })
  const sheet = (await reader.get(`${base}/tasks`)).json<Sheet>()
  t.match(
    sheet.items.find(({ code }) => code === 'writeDraft'),
    { startOn: draft?.start, dueOn: draft?.due },
    'tasks take the dates of the plan'
  )
  t.match((await reader.get(base)).json(), { targetOn: '2028-01-01' })

  t.match((await staff.post(`${base}/schedule`, { target: '2028-03-01' })).json(), { code: 'reason-missing' })
  const later = (await staff.post(`${base}/schedule`, { target: '2028-03-01', reason: '主任会议决定推迟' })).json<Plan>()
  t.match(later, { target: '2028-03-01', baselineTarget: '2028-01-01', revisions: 2, reason: '主任会议决定推迟' })
  const moved = later.items.find(({ task }) => task === 'writeDraft')
  t.equal(moved?.baselineDue, draft?.due)
  t.ok((moved?.daysLate ?? 0) > 30, 'the delay is counted against the baseline')
  t.equal(await numberOf(tested.services, 'scheduleSet'), 2)

  const shown = async () => (await reader.get(`${base}/tasks`)).json<Sheet>().items
  const dueOf = (items: Sheet['items'], code: string) => items.find(one => one.code === code)?.dueOn ?? ''
  const before = await shown()
  const writing = before.find(({ code }) => code === 'writeDraft')
  const postpone = async (more: object) =>
    (await staff.post(`${base}/tasks/${writing?.id}/postponement`, { reason: '数据还没有收齐', ...more })).json<Plan>()
  const dueOn = new Date(Date.parse(dueOf(before, 'writeDraft')) + 60 * 86_400_000).toISOString().slice(0, 10)
  t.match(await postpone({ dueOn: dueOf(before, 'writeDraft') }), { code: 'invalid-request' })
  t.match(await postpone({ dueOn: '2026-11-01' }), { code: 'invalid-request' })
  t.match(await postpone({ dueOn, reason: ' ' }), { code: 'invalid-request' })
  t.match(await postpone({ dueOn }), {
    code: 'target-infeasible',
    errors: [{ code: 'target-missed', message: /比目标日期 2028-03-01 晚 \d+ 日/ }]
  })
  t.same(await shown(), before, 'what was refused changed nothing')
  const put = await postpone({ dueOn, moveTarget: true })
  t.match(put, { baselineTarget: '2028-01-01', revisions: 3, reason: `顺延“草拟条文”至 ${dueOn}：数据还没有收齐` })
  t.ok(put.target > '2028-03-01', 'the target moves with what cannot be caught up')
  const after = await shown()
  t.equal(dueOf(after, 'writeDraft'), dueOn)
  t.equal(dueOf(after, 'research'), dueOf(before, 'research'), 'what came before stays')
  for (const code of ['seekOpinions', 'governmentMeeting', 'firstReading', 'vote']) t.ok(dueOf(after, code) > dueOf(before, code), code)
  t.match((await reader.get(base)).json(), { targetOn: put.target })
  t.equal((await reader.post(`${base}/tasks/${writing?.id}/postponement`, { dueOn, reason: '甲' })).status, 403)
  t.match((await staff.get(`/bills/${base.split('/').at(-1)}/tasks/${writing?.id}`, { accept: 'text/html' })).text, '后面的任务一并顺延')
  t.same(await replayWork(tested.services.db), [])

  const svg = await reader.get(`${base}/schedule?format=svg`)
  t.match(svg.headers['content-type'], 'image/svg+xml')
  t.ok(svg.text.startsWith('<?xml') && svg.text.includes(`目标 ${put.target}`) && !svg.text.includes('style='))
})

withApp('as time goes by a plan falls behind, and says so', async (t, tested) => {
  const { services } = tested
  const { staff, reader, base } = await begun(tested)
  const plan = (await staff.post(`${base}/schedule`, { target: '2028-01-01' })).json<Plan>()
  const [first] = plan.items.filter(({ task }) => task === 'collectProposals')
  services.setNow(`${first?.due}T01:00:00.000Z`)
  const item = async () => (await reader.get(`${base}/schedule`)).json<Plan>().items.find(({ task }) => task === 'collectProposals')
  t.match(await item(), { daysLate: 0, lamp: { words: '进行中' } }, 'on its last day it is not late')
  services.setNow(new Date(Date.parse(`${first?.due}T01:00:00Z`) + 3 * 86_400_000).toISOString())
  t.match(await item(), { daysLate: 3, lamp: { colour: 'red', words: '逾期 3 天' } })
  services.setNow('2027-12-20T01:00:00.000Z')
  const late = (await reader.get(`${base}/schedule`)).json<Plan>()
  t.match(late, { feasible: false })
  t.ok(late.conflicts.every(({ days, message }) => days > 0 && /[\u4e00-\u9fff]/.test(message)))
  t.ok(late.likelyEnd > '2028-01-01')
})

withApp('周周交账: who has not handed in stays visible', async (t, tested) => {
  const { services } = tested
  const { staff, reader, base } = await begun(tested)
  const [first, second] = (await staff.post(`${base}/tasks`, {})).json<Sheet>().items
  await staff.patch(`${base}/tasks/${first?.id}`, { unit: '市水务局', startOn: '2026-11-23', dueOn: '2026-12-04' })
  await staff.patch(`${base}/tasks/${second?.id}`, { unit: '市司法局', startOn: '2026-12-07', dueOn: '2026-12-18' })
  const weeks = async (query = '') =>
    (await reader.get(`${base}/checkins${query}`)).json<{ items: { week: string; units: object[] }[]; next: string | null }>()
  t.match((await weeks()).items, [{ week: '2026-11-23', sunday: '2026-11-29', units: [{ unit: '市水务局', state: 'due', checkIn: null }] }])

  const handedIn = await staff.post(`${base}/checkins`, {
    unit: '市水务局',
    status: 'postponed',
    done: '走访三个街道',
    reason: '等省里意见'
  })
  t.match(handedIn.json(), { week: '2026-11-23', status: 'postponed', late: false })
  t.equal(handedIn.status, 201)
  t.match(
    (await staff.post(`${base}/checkins`, { unit: '市水务局', status: 'done' })).json(),
    { status: 'done', reason: null },
    'the last one counts'
  )
  t.equal(await numberOf(services, 'checkedIn'), 2)

  services.setNow('2026-12-09T01:00:00.000Z')
  t.match((await weeks()).items, [
    {
      week: '2026-12-07',
      units: [
        { unit: '市水务局', state: 'due' },
        { unit: '市司法局', state: 'due', tasks: [/./] }
      ]
    },
    { week: '2026-11-30', units: [{ unit: '市水务局', state: 'missing' }] },
    { week: '2026-11-23', units: [{ unit: '市水务局', state: 'handedIn', checkIn: { status: 'done' } }] }
  ])
  t.match((await staff.post(`${base}/checkins`, { unit: '市水务局', status: 'done', on: '2026-12-04' })).json(), {
    week: '2026-11-30',
    late: true
  })
  await staff.patch(`${base}/tasks/${first?.id}`, { status: 'done', doneOn: '2026-12-04' })
  t.match((await weeks()).items[0], { units: [{ unit: '市司法局' }] }, 'what is done owes nothing more')
  const page = await weeks('?limit=1')
  t.match(page.items, [{ week: '2026-12-07' }])
  t.match(await weeks(`?limit=5&cursor=${page.next}`), { items: [{ week: '2026-11-30' }, { week: '2026-11-23' }], next: null })
})

withApp('the tabs and forms of a bill show it all and work without script', async (t, tested) => {
  const { staff, reader, id } = await begun(tested)
  const form = (address: string, fields: Record<string, string>) =>
    staff.post(address, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html'
    })
  const page = async (tab: string, who = staff) => (await who.get(`/bills/${id}?tab=${tab}`, { accept: 'text/html' })).text
  t.match(await page('tasks'), '按办理流程制定任务书')
  t.notMatch(await page('tasks', reader), '按办理流程制定任务书')
  t.equal((await form(`/bills/${id}/tasks`, {})).status, 303)
  t.match(await page('tasks', reader), '草拟条文')

  const refused = await form(`/bills/${id}/schedule`, { target: '2026-12-31', goal: '' })
  t.equal(refused.status, 422)
  t.match(refused.text, '立法法第四十条')
  t.equal((await form(`/bills/${id}/schedule`, { target: '2028-01-01', goal: '' })).status, 303)
  t.match(await page('schedule', reader), '目标 2028年1月1日')
  t.match((await staff.get(`/bills/${id}/schedule`, { accept: 'text/html' })).text, '第一次审议', 'sessions may be aimed at')

  const [task] = (await reader.get(`/api/v1/bills/${id}/tasks`)).json<Sheet>().items
  t.match((await staff.get(`/bills/${id}/tasks/${task?.id}`, { accept: 'text/html' })).text, '完成标准')
  const unreasoned = await form(`/bills/${id}/tasks/${task?.id}`, {
    unit: '市水务局',
    status: 'notApplicable',
    person: '"><b>江牧',
    reason: ''
  })
  t.equal(unreasoned.status, 422)
  t.match(unreasoned.text, '请写明不适用的理由')
  t.match(unreasoned.text, 'value="&#34;><b>江牧"')
  t.equal(
    (await form(`/bills/${id}/tasks/${task?.id}`, { unit: '市水务局', status: 'inProgress', person: '江牧', reason: '' })).status,
    303
  )
  t.equal((await form(`/bills/${id}/checkins`, { unit: '市水务局', status: 'blocked' })).status, 422)
  t.equal((await form(`/bills/${id}/checkins`, { unit: '市水务局', status: 'blocked', reason: '等省里意见' })).status, 303)
  t.match(await page('schedule', reader), '等省里意见')
})

/** Meetings over HTTP: quorum, agenda with papers, votes of all members, what was said, and reports upward. */
import { strFromU8, unzipSync } from 'fflate'
import { withApp } from '../app-testing.ts'
import { givePaper } from '../bills/testing.ts'
import { packPapers } from './papers.ts'
import { countMeetings, countReportsUpward, factsOfVote } from './read.ts'
import { replayMeetings } from './replay.ts'

interface Meeting {
  readonly id: string
  readonly quorum: number
  readonly agenda: { id: string; title: string; papers: { title: string; version: number }[] }[]
  readonly votes: { passed: boolean; required: number }[]
  readonly statements: { opinion: string | null }[]
}

const DRAFT = '# 滨江岸线保护条例\n\n第一条　为了保护滨江岸线，制定本条例。\n\n第二条　本市滨江岸线的保护，适用本条例。\n'

withApp('a meeting from its day to its vote and opinions', async (t, tested) => {
  const { as, services } = tested
  const staff = as('staff')
  const { id: bill } = (
    await staff.post('/api/v1/bills', { title: '滨江岸线保护条例', kind: 'enact', workflow: 'municipal-regulation' })
  ).json<{ id: string }>()
  const { id: draft } = (await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json<{ id: string }>()
  await staff.post(`/api/v1/documents/${draft}/versions`, { text: DRAFT, message: '初稿', parent: null })

  const made = await staff.post('/api/v1/meetings', { body: 'standingCommittee', session: 34, heldOn: '2026-11-24', members: 41 })
  t.match(made, { status: 201 })
  const { id } = made.json<Meeting>()
  t.match(made.json(), { title: '常委会第34次会议', status: 'planned', quorum: 21 })
  const address = `/api/v1/meetings/${id}`
  const code = async (answer: Promise<{ json: () => object }>) => (await answer).json() as { code?: string }

  t.match(await code(staff.put(`${address}/agenda`, { items: [{ bill: 'none', purpose: 'vote' }] })), { code: 'no-such-bill' })
  const agenda = (
    await staff.put(`${address}/agenda`, {
      items: [
        { bill, purpose: 'reading' },
        { bill, purpose: 'vote' },
        { purpose: 'hear', title: '听取报告' }
      ]
    })
  ).json<Meeting>()
  t.match(agenda.agenda, [
    { title: '审议《滨江岸线保护条例》', papers: [/./] },
    { title: '表决《滨江岸线保护条例》' },
    { title: '听取报告', papers: [] }
  ])
  const item = agenda.agenda[1]?.id ?? ''
  const vote = { item, votesFor: 27, votesAgainst: 3, abstained: 1 }
  t.match(await code(staff.post(`${address}/votes`, vote)), { code: 'meeting-not-held' })
  t.match(await code(staff.patch(address, { status: 'held' })), { code: 'invalid-request' })
  t.match(await code(staff.patch(address, { status: 'held', present: 20 })), { code: 'quorum-missing' })
  t.match(await code(staff.patch(address, { present: 42 })), { code: 'invalid-request' })
  t.match((await staff.patch(address, { status: 'held', present: 38, chair: '主任' })).json(), { status: 'held', present: 38 })
  t.match(await code(staff.post(`${address}/votes`, { ...vote, votesAgainst: 30 })), { code: 'votes-too-many' })
  t.match((await staff.post(`${address}/votes`, { ...vote, clause: '第二条', votesFor: 20 })).json<Meeting>().votes, [
    { clause: '第二条', passed: false, required: 21 }
  ])
  t.match((await staff.post(`${address}/votes`, vote)).json<Meeting>().votes.at(-1), { passed: true, required: 21 })
  t.match(await code(staff.put(`${address}/agenda`, { items: [] })), { code: 'agenda-voted' })
  t.match(
    await factsOfVote(services.db, bill),
    { votesFor: '27', votesTotal: '41', meetingOn: '2026-11-24' },
    'the step that records it knows it'
  )

  const said = {
    items: [
      { bill, speaker: '温委员', group: '第一组', article: '第二条', body: '适用范围应当写明起止。' },
      { bill, speaker: '许委员', article: '第九十条', body: '建议增加公示。' }
    ]
  }
  t.match(await code(staff.post(`${address}/statements`, { items: [{ ...said.items[0], bill: 'none' }] })), { code: 'no-such-bill' })
  await staff.post(`${address}/statements`, said)
  // Two press the button at once.
  await Promise.all([staff.post(`${address}/opinions`, {}), staff.post(`${address}/opinions`, {})])
  const filed = (await staff.get(address)).json<Meeting>()
  t.ok(filed.statements.length === 2 && filed.statements.every(({ opinion }) => opinion !== null))
  const { items } = (await staff.get(`/api/v1/bills/${bill}/opinions`)).json<{
    items: { givenBy: string; source: string; article: string | null; body: string }[]
  }>()
  t.match(
    items.find(({ givenBy }) => givenBy === '温委员'),
    { source: 'member', article: '第二条' }
  )
  t.match(
    items.find(({ givenBy }) => givenBy === '许委员'),
    { article: null, body: /第九十条/ }
  )
  await staff.post(`${address}/opinions`, {})
  t.equal(
    (await staff.get(`/api/v1/bills/${bill}/opinions`)).json<{ items: object[] }>().items.length,
    2,
    'nothing becomes an opinion twice'
  )

  const papers = await as('reader').get(`${address}/papers`)
  t.match(papers.headers, { 'content-type': 'application/zip' })
  t.match(await countMeetings(services, { from: '2026-01-01', to: '2026-12-31' }), { standingCommittee: 1 })
  t.same(await countMeetings(services, { from: '2025-01-01', to: '2025-12-31' }), {})
  const page = async (path: string, who = staff) => (await who.get(path, { accept: 'text/html' })).text
  t.match(await page(`/meetings/${id}`), '赞成 27、反对 3、弃权 1，全体 41 人（须 21 票），通过')
  t.match(await page('/meetings', as('reader')), '常委会第34次会议')
  t.match(await page(`/bills/${bill}?tab=papers`), '常委会第34次会议')
  for (const role of ['reader', 'expert', 'administrator'] as const)
    t.equal((await as(role).post('/api/v1/meetings', { body: 'chairsCouncil', heldOn: '2026-11-24', members: 8 })).status, 403)
  t.equal((await staff.get('/api/v1/meetings/none')).status, 404)
  const kinds = (await services.db.selectFrom('event').select('kind').where('subject', '=', id).execute()).map(({ kind }) => kind)
  t.same(kinds, [
    'meetingAdded',
    'agendaSet',
    'meetingChanged',
    'voteRecorded',
    'voteRecorded',
    'statementsRecorded',
    'statementsFiled',
    'statementsFiled'
  ])

  const { db } = services
  const votes = await db.selectFrom('vote').selectAll().orderBy('id').execute()
  const [clause, whole] = [votes.find(row => row.clause !== null), votes.find(row => row.clause === null)]
  if (!clause || !whole) throw new Error('both votes stand')
  // A vote as it was written down before its event named it.
  const { seq, ...event } = await db.selectFrom('event').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()
  const { passed: _passed, ...counts } = { votesFor: 25, votesAgainst: 4, abstained: 2, members: 41, passed: 1 }
  const payload = JSON.stringify({ item: whole.agendaItem, clause: '第三条', ...counts, passed: true })
  await db
    .insertInto('event')
    .values({ ...event, seq: seq + 1, kind: 'voteRecorded', payloadVersion: 1, payload })
    .execute()
  t.match(await replayMeetings(db), ['有 1 次表决有记录而库中没有，或者已被改动'])
  await db
    .insertInto('vote')
    .values({ ...whole, ...counts, passed: 1, clause: '第三条', id: 'old-vote' })
    .execute()
  t.same(await replayMeetings(db), [], 'the log adds up to what is stored')

  await db.updateTable('meeting').set({ present: 39 }).execute()
  await db.updateTable('agendaItem').set({ title: '听取其他报告' }).where('position', '=', 3).execute()
  await db.updateTable('vote').set({ votesFor: 28 }).where('id', '=', whole.id).execute()
  await db.updateTable('vote').set({ votesFor: 41 }).where('id', '=', 'old-vote').execute()
  await db.deleteFrom('vote').where('id', '=', clause.id).execute()
  await db.updateTable('statement').set({ body: '没有意见。' }).where('speaker', '=', '温委员').execute()
  const found = await replayMeetings(db)
  t.equal(found.length, 7)
  for (const expected of [
    /^会议 .* 与事件记录不符：present$/,
    /^会议议程 .* 与事件记录不符：title$/,
    /^审议发言 .* 与事件记录不符：sha256$/,
    new RegExp(`^表决 ${clause.id} 缺失`),
    new RegExp(`^表决 ${whole.id} 与事件记录不符：votesFor$`),
    /^表决 old-vote 没有对应的事件记录$/,
    /^有 1 次表决有记录而库中没有/
  ])
    t.ok(
      found.some(finding => expected.test(finding)),
      String(expected)
    )
})

withApp('the papers of a meeting are one set', async (t, { as, services }) => {
  const staff = as('staff')
  const { id: bill } = (
    await staff.post('/api/v1/bills', { title: '滨江岸线保护条例', kind: 'enact', workflow: 'municipal-regulation' })
  ).json<{ id: string }>()
  const { id: draft } = (await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft', title: '../草案' })).json<{ id: string }>()
  await staff.post(`/api/v1/documents/${draft}/versions`, { text: DRAFT, message: '初稿', parent: null })
  const { id } = (await staff.post('/api/v1/meetings', { body: 'chairsCouncil', heldOn: '2026-12-01', members: 8 })).json<Meeting>()
  await staff.put(`/api/v1/meetings/${id}/agenda`, { items: [{ bill, purpose: 'decide' }] })
  const files = unzipSync((await packPapers(services, id)).bytes)
  t.same(
    Object.keys(files).filter(name => /(^|\/)\.\.?\//.test(name)),
    []
  )
  t.match(strFromU8(files['议程.txt'] ?? new Uint8Array()), '1. 决定列入议程或者交付表决《滨江岸线保护条例》')
  t.ok(Object.keys(files).some(name => name.endsWith('.docx')))

  // A session of two days that ends today: what is saved after it, and a paper that came later, are none of its papers.
  const days = { body: 'standingCommittee', session: 35, heldOn: '2026-11-23', members: 41 }
  for (const endsOn of ['2026-11-22', '2027-11-24', '昨天'])
    t.equal((await staff.post('/api/v1/meetings', { ...days, endsOn })).status, 400, endsOn)
  t.match((await staff.post('/api/v1/meetings', { ...days, endsOn: days.heldOn })).json(), { endsOn: null }, 'one day is one day')
  const made = (await staff.post('/api/v1/meetings', { ...days, endsOn: '2026-11-25' })).json<Meeting>()
  t.match(made, { heldOn: '2026-11-23', endsOn: '2026-11-25' })
  const session = `/api/v1/meetings/${made.id}`
  await staff.put(`${session}/agenda`, { items: [{ bill, purpose: 'reading' }] })
  t.match((await staff.patch(session, { status: 'held', present: 30 })).json(), { errors: [{ pointer: '/endsOn' }] }, 'not over yet')
  t.match((await staff.patch(session, { heldOn: '2026-11-26' })).json(), { status: 400 }, 'its end would come before it')
  t.match((await staff.patch(session, { endsOn: '2026-11-24', status: 'held', present: 30 })).json(), { endsOn: '2026-11-24' })
  services.setNow('2026-11-26T02:00:00.000Z')
  await staff.post(`/api/v1/documents/${draft}/versions`, { text: `${DRAFT}\n第三条　本条例自公布之日起施行。\n`, message: '', parent: 1 })
  await givePaper(services, bill, 'explanatoryNote')
  const papersOn = async (meeting: string) =>
    (await staff.get(meeting)).json<Meeting>().agenda.flatMap(({ papers }) => papers.map(({ version }) => version))
  t.same(await papersOn(session), [1], 'as they stood on its last day')
  t.same(await papersOn(`/api/v1/meetings/${id}`), [2, 1], 'what is to come takes the newest')
  const sent = unzipSync((await packPapers(services, made.id)).bytes)
  t.equal(Object.keys(sent).filter(name => name.endsWith('.docx')).length, 1)
  t.match(strFromU8(sent['议程.txt'] ?? new Uint8Array()), '2026年11月23日至24日')
  const shown = (await staff.get(`/meetings/${made.id}`, { accept: 'text/html' })).text
  t.match(shown, /2026年11月23日至24日　会期 2 天/)
  t.match(shown, `/documents/${draft}?seq=1`)
  t.match((await staff.get('/meetings', { accept: 'text/html' })).text, '2026-11-23 至 2026-11-24')
  t.same(await replayMeetings(services.db), [])
})

withApp('known days of meetings enter schedules, and more will be called after them', async (t, { as }) => {
  const staff = as('staff')
  const { id: bill } = (
    await staff.post('/api/v1/bills', { title: '滨江岸线保护条例', kind: 'enact', workflow: 'municipal-regulation' })
  ).json<{ id: string }>()
  const read = async () => {
    const { items } = (await staff.get(`/api/v1/bills/${bill}/schedule`)).json<{
      items: { kind: string; responsible: string; start: string }[]
    }>()
    return items.filter(({ kind, responsible }) => kind === 'meeting' && responsible === 'standingCommittee').map(({ start }) => start)
  }
  await staff.post(`/api/v1/bills/${bill}/schedule`, { target: '2028-01-01' })
  const free = await read()
  const [first = ''] = free.toSorted()
  const earlier = new Date(Date.parse(first) - 20 * 86_400_000).toISOString().slice(0, 10)
  // A known meeting twenty days earlier, and one after the first free date: the first sitting can only be held on the earlier.
  const later = new Date(Date.parse(first) + 86_400_000).toISOString().slice(0, 10)
  for (const heldOn of [earlier, later]) await staff.post('/api/v1/meetings', { body: 'standingCommittee', heldOn, members: 41 })
  await staff.post(`/api/v1/bills/${bill}/schedule`, { target: '2028-01-01', reason: '会议日期已定' })
  const bound = await read()
  t.ok(
    bound.every(day => [earlier, later].includes(day) || day > later),
    'before the last known day no other day will do'
  )
  t.match(
    (await staff.get('/api/v1/chart')).json<{ meetings: object[] }>().meetings.length,
    Number(earlier >= '2026-01-01') + Number(later >= '2026-01-01')
  )
})

withApp('reports upward are kept with their number and their reply, and counted', async (t, { as, services }) => {
  const staff = as('staff')
  const wish = { addressee: 'partyCommittee', title: '关于年度立法计划的请示', number: '常党〔2026〕3号', reportedOn: '2026-11-02' }
  const { id } = (await staff.post('/api/v1/upward-reports', wish)).json<{ id: string }>()
  t.match((await staff.patch(`/api/v1/upward-reports/${id}`, { repliedOn: '2026-11-01' })).json(), { code: 'invalid-request' })
  t.match((await staff.patch(`/api/v1/upward-reports/${id}`, { repliedOn: '2026-11-20', reply: '同意' })).json(), {
    reply: '同意',
    addresseeTitle: '市委'
  })
  t.match((await staff.post('/api/v1/upward-reports', { ...wish, reportedOn: '2027-01-01' })).json(), { code: 'invalid-request' })
  t.match((await staff.post('/api/v1/upward-reports', { ...wish, bill: 'none' })).json(), { code: 'not-found' })
  t.equal((await as('reader').post('/api/v1/upward-reports', wish)).status, 403)
  t.same(await countReportsUpward(services, { from: '2026-01-01', to: '2026-12-31' }), { total: 1, byAddressee: { partyCommittee: 1 } })
  t.match((await staff.get('/api/v1/upward-reports?from=2026-11-01&to=2026-11-30')).json(), {
    items: [{ number: '常党〔2026〕3号' }],
    next: null
  })
  t.match((await staff.get('/meetings/reports', { accept: 'text/html' })).text, '常党〔2026〕3号')
  const form = new URLSearchParams({
    addressee: 'provincialStandingCommittee',
    title: '关于征求意见的报告',
    reportedOn: '2026-11-23',
    number: '',
    bill: ''
  })
  const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
  t.equal((await staff.post('/meetings/reports', form.toString(), headers)).status, 303)
  t.equal((await staff.post('/meetings/reports', 'title=', headers)).status, 422)
  t.same(await replayMeetings(services.db), [])
  await services.db.updateTable('upwardReport').set({ reply: '不同意' }).where('id', '=', id).execute()
  t.same(await replayMeetings(services.db), [`请示报告 ${id} 与事件记录不符：reply`], 'a reply that nobody gave is found')
})

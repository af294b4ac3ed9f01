/** How a bill moves, told with the shipped procedure of a city and with one that somebody else wrote. */
import t from 'tap'
import type { BillFacts, EventInput } from '../../schema/facts.ts'
import { Problem } from '../../schema/problems.ts'
import { advance, begin, migratePosition, offers, type RecordedEvent, replay } from './advance.ts'
import type { Procedure } from './procedure.ts'
import { bare, complete, later, procedureOf, shipped } from './testing.ts'

const city = shipped.find(({ definition }) => definition.id === 'municipal-regulation') as Procedure

/** Drives a new bill through events, each on its day; a bill that has all its papers unless facts say otherwise. */
function driven(procedure: Procedure, events: readonly [event: string, on: string, input?: EventInput, facts?: Partial<BillFacts>][]) {
  let state = begin(procedure, '2026-01-05')
  const history: RecordedEvent[] = []
  for (const [event, on, input = {}, facts = {}] of events) {
    const taken = advance(procedure, state, event, { ...complete(on), kind: 'enact', ...facts }, input)
    state = taken.state
    history.push({ event, at: `${on}T01:00:00Z`, input, to: taken.to })
  }
  return { state, history }
}

const problemOf = (act: () => unknown): Problem | null => {
  try {
    act()
    return null
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

const codes = (problem: Problem | null): string[] => (problem?.errors ?? []).map(({ code }) => code)

const confirmed = ['competence', 'not-reserved', 'province-consulted']
const TO_READING: [string, string, EventInput?][] = [
  ['apply', '2026-01-06'],
  ['admit', '2026-01-20', { confirmed }],
  ['startDrafting', '2026-02-02'],
  ['submit', '2026-06-01', { meetingOn: '2026-07-08' }],
  ['putOnAgenda', '2026-06-15'],
  ['holdReading', '2026-07-08', { sentOn: '2026-07-01' }]
]
const TO_VOTE: [string, string, EventInput?][] = [
  ...TO_READING,
  ['openConsultation', '2026-07-10'],
  ['closeConsultation', '2026-08-10'],
  ['unify', '2026-08-20'],
  ['putOnAgendaAgain', '2026-08-25'],
  ['holdReading', '2026-09-10', { sentOn: '2026-09-01' }],
  ['unify', '2026-09-10'],
  ['prepareVote', '2026-09-11']
]
const VOTED: [string, string, EventInput?] = ['pass', '2026-09-11', { votesFor: 27, votesTotal: 41 }]

t.test('from the proposal to 后评估', async t => {
  const { state, history } = driven(city, [
    ...TO_VOTE,
    VOTED,
    ['requestApproval', '2026-09-20'],
    ['receiveApprovalRequest', '2026-09-28'],
    ['approve', '2026-11-26'],
    ['promulgate', '2026-12-10', { effectiveOn: '2027-03-01', number: '第14号' }],
    ['sendFilingPapers', '2026-12-15'],
    ['file', '2027-01-05'],
    ['commence', '2027-03-01'],
    ['openEvaluation', '2029-03-10', { note: '施行满二年' }]
  ])
  t.equal(state.place, 'evaluating')
  t.equal(state.readings, 2)
  t.same(state.dates, { passedOn: '2026-09-11', approvedOn: '2026-11-26', promulgatedOn: '2026-12-10', effectiveOn: '2027-03-01' })
  t.equal(state.regions['consultation']?.state, 'closed')
  t.same(Object.keys(state.clocks), ['implementingClock', 'firstYearClock'], 'filing and approval no longer run')
  t.same(replay(city, history, '2026-01-05T02:00:00Z'), state, 'the events add up to the state')
})

t.test('公布 attaches the checklist of 四入', async t => {
  const { state } = driven(city, [...TO_VOTE, VOTED, ['requestApproval', '2026-09-20'], ['approve', '2026-11-26']])
  const taken = advance(city, state, 'promulgate', complete('2026-12-10'), { effectiveOn: '2027-03-01' })
  t.same(taken.attaches, ['four-entries'])
  t.same(taken.state.clocks['filingClock'], { from: '2026-12-10', due: '2027-01-09', fire: 'filingOverdue', title: '报送备案期限' })
})

t.test('what is missing is said, and nothing moves', async t => {
  const state = begin(city, '2026-01-05')
  const before = structuredClone(state)
  const cases: readonly [EventInput, Partial<BillFacts>, string[]][] = [
    [{}, { documents: [] }, ['project-application-missing']],
    [{ on: '2026-01-08' }, {}, ['on-in-future']],
    [{ on: '2026-01-04' }, {}, ['on-too-early']],
    [{}, {}, []]
  ]
  for (const [input, facts, expected] of cases) {
    t.same(codes(problemOf(() => advance(city, state, 'apply', { ...complete('2026-01-06'), ...facts }, input))), expected)
  }
  t.same(state, before)
  t.equal(problemOf(() => advance(city, state, 'no-such-event', complete('2026-01-06'), {}))?.code, 'no-such-event')
  t.equal(problemOf(() => advance(city, state, 'pass', complete('2026-01-06'), {}))?.code, 'no-such-event', 'an event of another place')
})

t.test('what GET shows is what POST answers', async t => {
  const { state } = driven(city, TO_READING)
  for (const offer of offers(city, state, bare('2026-07-09'))) {
    const problem = problemOf(() => advance(city, state, offer.event, bare('2026-07-09'), {}))
    t.same(
      codes(problem),
      offer.blockers.map(({ code }) => code),
      offer.event
    )
  }
})

t.test('an allowed event stays allowed when a note is added', async t => {
  const { state } = driven(city, TO_READING)
  const open = offers(city, state, complete('2026-07-09')).filter(({ allowed }) => allowed)
  t.ok(open.length > 0)
  for (const { event } of open)
    t.equal(
      problemOf(() => advance(city, state, event, complete('2026-07-09'), { note: '检查' })),
      null,
      event
    )
})

t.test('only a body that the definition names decides', async t => {
  const { state } = driven(city, TO_VOTE)
  const votes = { votesFor: 27, votesTotal: 41 }
  t.same(codes(problemOf(() => advance(city, state, 'pass', complete('2026-09-11'), { ...votes, body: 'justiceBureau' }))), [
    'body-not-competent'
  ])
  t.equal(advance(city, state, 'pass', complete('2026-09-11'), { ...votes, body: 'standingCommittee' }).to, 'passed')
})

t.test('the majority is counted of all members', async t => {
  const { state } = driven(city, TO_VOTE)
  const cases: readonly [votesFor: number, event: string, expected: string[]][] = [
    [20, 'pass', ['majority-missing']],
    [21, 'pass', []],
    [21, 'reject', ['majority-reached']],
    [20, 'reject', []],
    [42, 'pass', ['votes-inconsistent']]
  ]
  for (const [votesFor, event, expected] of cases) {
    t.same(
      codes(problemOf(() => advance(city, state, event, complete('2026-09-11'), { votesFor, votesTotal: 41 }))),
      expected,
      `${votesFor} ${event}`
    )
  }
  t.same(
    codes(problemOf(() => advance(city, state, 'pass', complete('2026-09-11'), {}))),
    ['votes-for-missing', 'votes-total-missing'],
    'said once'
  )
})

t.test('公开征求意见 of thirty days: the thirty-first day closes it', async t => {
  const { state } = driven(city, [...TO_READING, ['openConsultation', '2026-07-10']])
  t.same(codes(problemOf(() => advance(city, state, 'closeConsultation', complete('2026-08-08'), {}))), ['consultation-too-short'])
  const closed = advance(city, state, 'closeConsultation', complete('2026-08-09'), {})
  t.equal(closed.to, null, 'the bill itself stays where it is')
  t.equal(closed.state.place, 'afterReading1')
  t.same(codes(problemOf(() => advance(city, state, 'unify', complete('2026-08-09'), {}))), ['consultation-not-finished'])
})

t.test('the message names the number of the city', async t => {
  const { state } = driven(city, [...TO_READING, ['openConsultation', '2026-07-10']])
  const [blocker] = offers(city, state, complete('2026-07-20')).find(({ event }) => event === 'closeConsultation')?.blockers ?? []
  t.match(blocker, { message: '公开征求意见不少于30日，尚未期满', basis: '立法法第四十条' })
})

t.test('搁置: two years by the calendar, then 终止 or 延期', async t => {
  const { state } = driven(city, [...TO_READING, ['shelve', '2026-08-03', { note: '各方面意见分歧较大' }]])
  t.equal(state.status, 'suspended')
  t.same(state.clocks['shelvedClock']?.due, '2028-08-03')
  const reported = { confirmed: ['reported'] }
  t.same(codes(problemOf(() => advance(city, state, 'terminate', complete('2028-08-02'), reported))), ['clock-not-expired'])
  t.equal(advance(city, state, 'terminate', complete('2028-08-03'), reported).state.status, 'terminated')
  const postponed = advance(city, state, 'postpone', complete('2028-08-10'), { note: '仍有必要', until: '2029-02-10' }).state
  t.equal(postponed.place, 'shelved')
  t.equal(postponed.clocks['shelvedClock']?.due, '2029-02-10')
  const resumed = advance(city, state, 'resume', complete('2027-01-10'), {})
  t.equal(resumed.to, 'afterReading1', 'back to the reading it had')
  t.notOk('shelvedClock' in resumed.state.clocks, 'the clock stops')
})

t.test('撤回: free before the agenda, with consent after', async t => {
  const before = driven(city, TO_READING.slice(0, 4)).state
  t.equal(advance(city, before, 'withdraw', complete('2026-06-02'), {}).state.status, 'withdrawn')
  const after = driven(city, TO_READING).state
  t.same(codes(problemOf(() => advance(city, after, 'withdraw', complete('2026-07-20'), {}))), [
    'reason-missing',
    'withdrawal-not-consented'
  ])
  t.equal(advance(city, after, 'withdraw', complete('2026-07-20'), { note: '情况变化', consent: true }).state.status, 'withdrawn')
})

t.test('不予批准: revised and asked for again, the approval track at its beginning', async t => {
  const { state } = driven(city, [
    ...TO_VOTE,
    VOTED,
    ['requestApproval', '2026-09-20'],
    ['putOnProvincialAgenda', '2026-10-20'],
    ['refuseApproval', '2026-11-26', { note: '与上位法抵触' }]
  ])
  t.equal(state.status, 'refused')
  const revised = advance(city, state, 'reviseAfterRefusal', complete('2026-12-01'), { note: '修改第十条' })
  t.equal(revised.to, 'unified2')
  t.equal(revised.state.regions['approvalProgress']?.state, 'sent')
  t.equal(revised.state.regions['consultation']?.state, 'closed', 'other tracks stay')
})

t.test('a rejected bill that is brought again begins anew', async t => {
  const { state } = driven(city, [...TO_VOTE, ['reject', '2026-09-11', { votesFor: 3, votesTotal: 41 }]])
  const again = advance(city, state, 'resubmit', complete('2027-03-01'), { note: '作了重大修改' }).state
  t.equal(again.place, 'submitted')
  t.equal(again.readings, 0)
  t.equal(again.regions['consultation']?.state, 'notOpen')
  t.same(again.dates, {})
})

t.test('readings are configuration', async t => {
  const once = procedureOf({ ...city.definition, params: { ...city.definition.params, readings: 1 } })
  const thrice = procedureOf({ ...city.definition, params: { ...city.definition.params, readings: 3 } })
  const after = [...TO_READING, ['waiveConsultation', '2026-07-09', { note: '调整事项单一' }], ['unify', '2026-07-09']] as typeof TO_READING
  t.equal(advance(once, driven(once, after).state, 'prepareVote', complete('2026-07-09'), {}).to, 'voting')
  t.same(codes(problemOf(() => advance(city, driven(city, after).state, 'prepareVote', complete('2026-07-09'), {}))), ['too-few-readings'])
  t.equal(
    advance(city, driven(city, after).state, 'prepareVote', complete('2026-07-09'), { confirmed: ['fewer-readings'] }).to,
    'voting',
    'LL 33'
  )
  const twiceRead = driven(thrice, TO_VOTE.slice(0, -1)).state
  t.same(codes(problemOf(() => advance(thrice, twiceRead, 'prepareVote', complete('2026-09-11'), {}))), ['too-few-readings'])
})

t.test('amendments need the comparison table, new regulations do not', async t => {
  const { state } = driven(city, TO_READING.slice(0, 3))
  const papers = ['draft', 'explanatoryNote', 'referenceMaterial', 'hearingReport']
  const asked = (kind: BillFacts['kind']) =>
    codes(problemOf(() => advance(city, state, 'submit', { ...complete('2026-06-01'), documents: papers, kind }, {})))
  t.same(asked('enact'), [])
  t.same(asked('revision'), ['comparison-table-missing'])
})

t.test('history that does not fit its definition is refused, not guessed at', async t => {
  const { history } = driven(city, TO_READING)
  t.equal(problemOf(() => replay(city, history.slice(1), '2026-01-05'))?.code, 'no-such-event')
  const [first, ...rest] = history
  t.equal(problemOf(() => replay(city, [{ ...(first as RecordedEvent), to: 'voting' }, ...rest], '2026-01-05'))?.code, 'no-such-event')
})

t.test('a running bill moves to a newer version only where its place still exists', async t => {
  const { state } = driven(city, TO_READING)
  const { definition } = city
  const newer = procedureOf({ ...definition, version: 2 })
  t.same(migratePosition(city, newer, state), state)
  const renamed = JSON.parse(JSON.stringify(definition).replaceAll('"afterReading1"', '"afterFirst"')) as unknown
  t.equal(problemOf(() => migratePosition(city, procedureOf(renamed), state))?.code, 'no-counterpart')
  const open = driven(city, [...TO_READING, ['openConsultation', '2026-07-10']]).state
  const closedToo = JSON.parse(JSON.stringify(definition).replaceAll('"open"', '"running"')) as unknown
  t.equal(
    problemOf(() => migratePosition(city, procedureOf(closedToo), open))?.code,
    'no-counterpart',
    'an open consultation has no counterpart'
  )
  t.equal(migratePosition(city, procedureOf(closedToo), state).place, 'afterReading1')
})

t.test('a procedure that somebody else wrote, in their own words', async t => {
  const elsewhere = procedureOf({
    id: 'gaoshan-rules',
    version: 3,
    title: '高山县议事规则',
    basis: ['本县惯例'],
    params: { readings: 1, shelveYears: 2 },
    bodies: { elders: '长老会' },
    stages: [
      { id: 'talk', title: '商议', steps: ['提出', '讨论'] },
      { id: 'end', title: '终了', end: true, status: 'completed' }
    ],
    transitions: [
      { from: ['提出'], event: 'bring', title: '提出来', to: '讨论', roles: ['elders'] },
      {
        from: ['讨论'],
        event: 'agree',
        title: '都同意',
        to: 'end',
        roles: ['elders'],
        guards: [{ code: 'reason-missing', check: 'reasonGiven', message: '请写明理由', basis: '本县惯例' }]
      },
      { from: ['talk'], event: 'stop', title: '不谈了', to: 'end' }
    ]
  })
  const state = begin(elsewhere, '2026-01-05')
  t.equal(state.place, '提出')
  t.same(
    offers(elsewhere, state, bare('2026-01-05')).map(({ event, to, allowed }) => [event, to, allowed]),
    [
      ['bring', '讨论', true],
      ['stop', 'end', true]
    ]
  )
  const brought = advance(elsewhere, state, 'bring', bare('2026-01-05'), { body: 'elders' }).state
  t.equal(advance(elsewhere, brought, 'agree', bare(later('2026-01-05', 1)), { note: '利大于弊' }).state.status, 'completed')
})

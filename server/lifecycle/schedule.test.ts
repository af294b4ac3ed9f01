/** 倒排工期 by small drawings: `task start…due`, one a line. Dates lie in 2026, whose holidays are known: 1–7 October off, 10 October worked. */
import t from 'tap'
import { Problem } from '../../schema/problems.ts'
import type { Task, WorkflowDefinition } from '../../schema/workflow.ts'
import { toDate, toDay } from './periods.ts'
import { postpone } from './postpone.ts'
import { project, type Schedule, schedule } from './schedule.ts'
import { procedureOf, shipped } from './testing.ts'

/** A definition of steps that follow one another, each with its tasks. */
function plan(
  steps: Readonly<Record<string, readonly Task[]>>,
  periods: readonly Task[] = [],
  params: Readonly<Record<string, number>> = {}
): WorkflowDefinition {
  const ids = Object.keys(steps)
  return procedureOf({
    id: 'drawing',
    version: 1,
    title: '示例',
    basis: [],
    params,
    stages: [
      {
        id: 'work',
        title: '工作',
        periods,
        steps: ids.map((id, index) => ({ id, title: id, end: index === ids.length - 1, tasks: steps[id] }))
      }
    ],
    transitions: [
      ...ids.slice(1).map((to, index) => ({ from: [ids[index]], event: `to-${to}`, to })),
      { from: ['*'], event: 'note', to: null }
    ]
  }).definition
}

const drawn = ({ items }: Pick<Schedule, 'items'>): string[] =>
  items.filter(({ kind }) => kind !== 'stage' && kind !== 'step').map(({ task, start, due }) => `${task} ${start}…${due}`)

const task = (id: string, more: Partial<Task> = {}): Task => ({ id, title: id, ...more })

t.test('work ends before the next begins, on workdays', async t => {
  const definition = plan({ a: [task('write', { takes: { workdays: 3 } })], b: [task('print')] })
  t.same(
    drawn(schedule(definition, { target: '2026-10-12', from: '2026-09-01' })),
    ['write 2026-10-08…2026-10-10', 'print 2026-10-12…2026-10-12'],
    '10 October is worked'
  )
  t.same(
    drawn(schedule(definition, { target: '2026-10-07', from: '2026-09-01' })),
    ['write 2026-09-24…2026-09-29', 'print 2026-09-30…2026-09-30'],
    'over National Day and Mid-Autumn'
  )
})

t.test('side by side, and one after another', async t => {
  const definition = plan({
    a: [
      task('research', { takes: { workdays: 2 } }),
      task('draft', { takes: { workdays: 2 }, after: ['research'] }),
      task('print', { takes: { workdays: 1 } })
    ]
  })
  t.same(drawn(schedule(definition, { target: '2026-11-06', from: '2026-10-01' })), [
    'research 2026-11-03…2026-11-04',
    'draft 2026-11-05…2026-11-06',
    'print 2026-11-06…2026-11-06'
  ])
})

t.test('a period runs on over days off, from the day it is published to thirty days on', async t => {
  const definition = plan({ a: [task('ask', { kind: 'period', takes: { days: 30 } })], b: [task('answer')] })
  t.same(drawn(schedule(definition, { target: '2026-11-02', from: '2026-09-01' })), [
    'ask 2026-09-30…2026-11-01',
    'answer 2026-11-02…2026-11-02'
  ])
})

t.test('会议举行的七日前: the meeting minus seven is the last day', async t => {
  const lead = task('lead', { kind: 'period', atLeast: { days: 7 }, from: 'send', until: 'meet', statutory: true })
  const definition = plan({ a: [task('send'), lead, task('meet', { kind: 'meeting', after: ['send'] })] })
  t.same(drawn(schedule(definition, { target: '2026-11-13', from: '2026-09-01' })), [
    'send 2026-11-06…2026-11-06',
    'lead 2026-11-06…2026-11-13',
    'meet 2026-11-13…2026-11-13'
  ])
})

t.test('a period of a whole stage begins with one act and ends with another', async t => {
  const steps = { a: [task('submit')], b: [task('review', { takes: { workdays: 2 } })], c: [task('meet', { kind: 'meeting' })] }
  const lead = task('lead', { kind: 'period', atLeast: { days: 'lead' }, from: 'submit', until: 'meet' })
  t.same(drawn(schedule(plan(steps, [lead], { lead: 30 }), { target: '2026-12-31', from: '2026-09-01' })), [
    'submit 2026-12-01…2026-12-01',
    'review 2026-12-29…2026-12-30',
    'meet 2026-12-31…2026-12-31',
    'lead 2026-12-01…2026-12-31'
  ])
})

t.test('months of approval, counted by the calendar', async t => {
  const definition = plan({ a: [task('approve', { kind: 'period', takes: { months: 4 } })], b: [task('publish')] })
  t.same(drawn(schedule(definition, { target: '2026-07-01', from: '2026-01-01' })), [
    'approve 2026-02-28…2026-06-30',
    'publish 2026-07-01…2026-07-01'
  ])
})

t.test('a meeting is not movable: the last one that fits, or which rule fails', async t => {
  const definition = plan({ a: [task('send')], b: [task('vote', { kind: 'meeting', responsible: 'standingCommittee' })] })
  const meetings = { standingCommittee: ['2026-08-27', '2026-10-29', '2026-12-24'] }
  t.same(drawn(schedule(definition, { target: '2026-12-01', from: '2026-09-01', meetings })), [
    'send 2026-10-28…2026-10-28',
    'vote 2026-10-29…2026-10-29'
  ])
  const none = schedule(definition, { target: '2026-08-20', from: '2026-08-01', meetings })
  t.notOk(none.feasible)
  t.match(none.conflicts, [{ rule: 'no-meeting', days: 7 }])
})

t.test('work that waits only for an earlier step overlaps the steps between (压茬推进)', async t => {
  const steps = {
    a: [task('pass')],
    b: [task('approve', { takes: { workdays: 10 } })],
    c: [task('leaflet', { takes: { workdays: 3 }, after: ['pass'] }), task('publish')]
  }
  const early = schedule(plan(steps), { target: '2026-11-30', from: '2026-10-01' })
  t.same(drawn(early), [
    'pass 2026-11-13…2026-11-13',
    'approve 2026-11-16…2026-11-27',
    'leaflet 2026-11-26…2026-11-30',
    'publish 2026-11-30…2026-11-30'
  ])
})

t.test('short of time, work takes less than usual; what the law asks stays', async t => {
  const definition = plan({
    a: [task('write', { takes: { workdays: 20 }, atLeast: { workdays: 4 } })],
    b: [task('ask', { kind: 'period', takes: { days: 30 }, atLeast: { days: 30 }, statutory: true, basis: '立法法第四十条' })]
  })
  const easy = schedule(definition, { target: '2026-06-30', from: '2026-04-01' })
  t.same(easy.notes, [])
  const tight = schedule(definition, { target: '2026-06-30', from: '2026-05-18' })
  t.ok(tight.feasible)
  t.match(tight.notes, ['时间较紧，部分工作安排的时间少于通常所需'])
  t.match(drawn(tight), ['write 2026-05-18…2026-05-28', 'ask 2026-05-29…2026-06-30'])
  const late = schedule(definition, { target: '2026-06-30', from: '2026-06-08' })
  t.notOk(late.feasible)
  t.match(late.conflicts, [
    { rule: 'time-too-short', days: 14 },
    { rule: 'ask', days: 10, message: '「ask」不少于30日（立法法第四十条），最迟应当在 2026-05-29 开始，还差10日' }
  ])
})

t.test('the critical path is the chain that decides when to begin', async t => {
  const definition = plan({
    a: [task('long', { takes: { workdays: 9 } }), task('short')],
    b: [task('end')]
  })
  const { items } = schedule(definition, { target: '2026-11-30', from: '2026-10-01' })
  t.same(
    items.filter(({ critical, task: id }) => critical && id).map(({ task: id }) => id),
    ['long', 'end']
  )
})

t.test('the goal cuts off what follows it; a bill on its way has only what is left', async t => {
  const [city] = shipped
  const { definition } = city as (typeof shipped)[number]
  const vote = schedule(definition, { target: '2027-06-30', from: '2026-01-05', goal: '表决' })
  const tasks = vote.items.map(({ task: id }) => id)
  t.ok(tasks.includes('vote'))
  t.notOk(tasks.includes('requestApproval'))
  t.equal(vote.items.find(({ task: id }) => id === 'vote')?.due, '2027-06-30')
  const left = schedule(definition, { target: '2027-06-30', from: '2026-11-01', place: 'approvalPending' })
  t.same(
    left.items.filter(({ kind }) => kind === 'stage').map(({ title }) => title),
    ['报批', '颁布']
  )
  t.ok(schedule(definition, { target: '2027-06-30', from: '2026-11-01', goal: 'voting' }).feasible, 'a step is a goal too')
})

t.test('forwards: the likely end from today', async t => {
  const definition = plan({
    a: [task('write', { takes: { workdays: 3 } })],
    b: [task('ask', { kind: 'period', takes: { days: 30 } })],
    c: [task('vote', { kind: 'meeting', responsible: 'standingCommittee' })]
  })
  const likely = project(definition, { from: '2026-09-28', meetings: { standingCommittee: ['2026-10-29', '2026-11-26'] } })
  t.same(drawn(likely), ['write 2026-09-28…2026-09-30', 'ask 2026-10-08…2026-11-07', 'vote 2026-11-26…2026-11-26'])
  t.equal(likely.end, '2026-11-26')
  t.equal(project(definition, { from: '2026-09-28', place: 'c' }).end, '2026-09-28')
})

t.test('dates and goals that cannot be', async t => {
  const definition = plan({ a: [task('write')], b: [task('print')] })
  const codeOf = (options: { target: string; from: string; goal?: string }) => {
    try {
      return schedule(definition, options).conflicts[0]?.rule
    } catch (error) {
      return error instanceof Problem ? error.code : String(error)
    }
  }
  t.equal(codeOf({ target: '2026-02-30', from: '2026-01-01' }), 'date-out-of-range')
  t.equal(codeOf({ target: '2026-03-01', from: '0001-01-01' }), 'date-out-of-range')
  t.equal(codeOf({ target: '2026-03-01', from: '明天' }), 'date-out-of-range')
  t.equal(codeOf({ target: '2026-03-02', from: '2026-01-01', goal: 'fly' }), 'no-such-goal')
  t.equal(codeOf({ target: '2026-03-01', from: '2026-03-02' }), 'target-passed')
  t.match(schedule(definition, { target: '2031-03-03', from: '2031-01-01' }).notes, [/2031年起节假日安排尚未公布/])
})

t.test('thousands of years of work end at the edge of the calendar', async t => {
  const definition = plan({ a: [task('write', { takes: { years: 900 } })], b: [task('print', { takes: { workdays: 9999 } })] })
  const far = schedule(definition, { target: '2026-03-02', from: '2026-01-01' })
  t.notOk(far.feasible)
  t.match(far.items[0]?.start, /^1900-01/)
})

t.test('顺延: what waits follows with the workdays it had; what does not wait stays; periods and meetings keep their rules', async t => {
  const definition = plan({
    a: [
      task('research', { takes: { workdays: 2 } }),
      task('draft', { takes: { workdays: 3 }, after: ['research'] }),
      task('aside', { takes: { workdays: 1 } })
    ],
    b: [
      task('publish', { kind: 'period', takes: { days: 10 }, atLeast: { days: 10 }, statutory: true }),
      task('sit', { kind: 'meeting', responsible: 'standingCommittee', after: ['publish'] })
    ]
  })
  const meetings = { standingCommittee: ['2026-09-25', '2026-10-23'] }
  const made = schedule(definition, { target: '2026-09-25', from: '2026-08-03', meetings })
  t.same(drawn(made), [
    'research 2026-09-07…2026-09-08',
    'draft 2026-09-09…2026-09-11',
    'aside 2026-09-11…2026-09-11',
    'publish 2026-09-14…2026-09-24',
    'sit 2026-09-25…2026-09-25'
  ])
  const planned = new Map(made.items.flatMap(({ task: code, ...item }) => (code === null ? [] : [[code, item] as const])))
  const later = (code: string, due: string, done: string[] = []) =>
    postpone(definition, { task: code, due, place: 'a', planned, done: new Set(done), meetings })
  t.same(drawn(later('research', '2026-09-10') ?? { items: [] }), [
    'research 2026-09-07…2026-09-10',
    'draft 2026-09-11…2026-09-15',
    'aside 2026-09-11…2026-09-11',
    'publish 2026-09-16…2026-09-26',
    'sit 2026-10-23…2026-10-23'
  ])
  t.match(later('research', '2026-09-10'), { end: '2026-10-23', moved: ['draft', 'publish', 'sit'] })
  t.match(later('aside', '2026-09-11'), { end: '2026-09-25', moved: [] }, 'nothing moves for nothing')
  t.match(later('research', '2026-09-10', ['draft']), { moved: [] }, 'what is done waits for nobody')
  t.equal(later('nothing', '2026-09-10'), null)
})

t.test('顺延 over the shipped procedure: no item leaves its parent, no statutory period is shortened', async t => {
  const { definition } = shipped.find(one => one.definition.id === 'municipal-regulation') ?? { definition: undefined }
  if (!definition) throw new Error('it is shipped')
  const made = schedule(definition, { target: '2027-12-01', from: '2026-01-05' })
  const planned = new Map(made.items.flatMap(({ task: code, ...item }) => (code === null ? [] : [[code, item] as const])))
  const place = made.items.find(({ kind }) => kind === 'step')?.place ?? ''
  for (const [code, { due }] of planned) {
    const stays = postpone(definition, { task: code, due, place, planned, done: new Set() })
    t.match(stays, { end: '2027-12-01', moved: [] }, `${code}: a plan that holds moves nothing`)
    const moved = postpone(definition, { task: code, due: toDate(toDay(due) + 40), place, planned, done: new Set() })
    const items = new Map((moved?.items ?? []).map(item => [item.id, item]))
    for (const { id, parent, start, due: end, task: own, kind } of items.values()) {
      const above = parent === null ? undefined : items.get(parent)
      if (start > end || (above && (start < above.start || end > above.due))) t.fail(`${code}: ${id} ${start}…${end}`)
      const before = own === null ? undefined : planned.get(own)
      if (before && own !== code && start < before.start) t.fail(`${code}: ${id} came earlier`)
      if (own === 'publicConsultation' && kind === 'period' && toDay(end) - toDay(start) < 30) t.fail(`${code}: ${id} is too short`)
    }
  }
})

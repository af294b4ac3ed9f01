/** The demo fills an empty database through the acts, on both databases, and leaves every other alone. */

import { readDraft } from '../bills/draft-text.ts'
import { readLifecycle } from '../bills/lifecycle.ts'
import { listBills } from '../bills/list.ts'
import { replayBills } from '../bills/replay.ts'
import { readDocumentVersion } from '../drafts/documents.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { readEvaluation } from '../evaluation/read.ts'
import { replayEvaluations } from '../evaluation/replay.ts'
import { readLedger } from '../implementation/read-ledger.ts'
import { replayLedgers } from '../implementation/replay.ts'
import { listInspections } from '../inspections/inspect.ts'
import { replayInspections } from '../inspections/replay.ts'
import { replayMeetings } from '../meetings/replay.ts'
import { opinionTotals } from '../opinions/read.ts'
import { addAccount } from '../people/accounts.ts'
import { listPlans } from '../plans/read.ts'
import { readProgress } from '../plans/read-progress.ts'
import { replayPlans } from '../plans/replay.ts'
import { listProposals } from '../proposals/read.ts'
import { replayProposals } from '../proposals/replay.ts'
import { countOf, YEAR_FIGURES } from '../reports/year-figures.ts'
import { search } from '../search/search.ts'
import { withDatabases } from '../store/testing.ts'
import { readCheckIns } from '../tasks/read-check-ins.ts'
import { readSchedule } from '../tasks/read-schedule.ts'
import { readTaskSheet } from '../tasks/read-tasks.ts'
import { replayWork } from '../tasks/replay.ts'
import { addDays } from '../web/dates.ts'
import { loadDemo } from './load.ts'
import { demoFolder, readDemo } from './read-demo.ts'

withDatabases('a city at work', async (t, services) => {
  const loaded = await loadDemo(services)
  t.ok((loaded?.bills ?? 0) >= 8)
  const { items: bills } = await listBills(services, { limit: 100 })
  const phases = new Set(bills.map(({ phase }) => phase))
  for (const phase of ['initiation', 'drafting', 'deliberation', 'approval', 'promulgation', 'implementation'])
    t.ok(phases.has(phase), phase)
  t.ok(bills.some(({ status }) => status === 'suspended'))
  t.same(await replayBills(services.db), [], 'every bill is what its events add up to')

  const versions = await services.db
    .selectFrom('version')
    .select(({ fn }) => ['document', fn.countAll<number>().as('count')])
    .groupBy('document')
    .execute()
  t.ok(versions.filter(({ count }) => Number(count) > 1).length >= 2, 'several texts have several versions')

  const drawn = await Promise.all(bills.map(({ id }) => opinionTotals(services, id, {})))
  t.ok(drawn.reduce((sum, { total }) => sum + total, 0) >= 20, 'opinions')
  t.ok(
    drawn.some(({ byVerdict }) => byVerdict.has('open')) && drawn.some(({ byVerdict }) => byVerdict.has('notAdopted')),
    'some are answered and some are not'
  )

  const plans = (await listPlans(services, {})).items
  t.ok(plans.some(({ kind }) => kind === 'fiveYearPlan') && plans.some(({ kind }) => kind === 'annualPlan'))
  const reports = await Promise.all(plans.map(({ id }) => readProgress(services, id)))
  const lamps = new Set(reports.flatMap(({ items }) => items.map(({ lamp }) => lamp.colour)))
  t.same([...lamps].sort(), ['amber', 'green', 'none', 'red'], 'every lamp is lit somewhere')

  const inForce = bills.filter(({ phase }) => phase === 'implementation')
  const ledgers = await Promise.all(inForce.map(({ id }) => readLedger(services, id)))
  t.ok(
    ledgers.some(({ entries }) => entries.some(({ column, done }) => column && done > 0)),
    '四入 is under way'
  )
  t.ok((await search(services, { q: '条例' })).items.length > 0)

  const scheduled = bills.find(({ title }) => title === '澄川市共享电单车停放管理条例')?.id ?? ''
  const schedule = await readSchedule(services, scheduled)
  t.match(schedule, { target: '2027-07-01', baselineTarget: '2027-05-01', revisions: 2, reason: /顺延/, feasible: true })
  const { items: tasks } = await readTaskSheet(services, scheduled)
  t.ok(
    tasks.some(({ lamp }) => lamp.words.startsWith('逾期')),
    'one task is late'
  )
  const weeks = (await readCheckIns(services, scheduled, { limit: 100 })).items.flatMap(({ units }) => units)
  t.same([...new Set(weeks.map(({ state }) => state))].sort(), ['due', 'handedIn', 'missing'])
  t.same([...new Set(weeks.flatMap(({ checkIn }) => checkIn?.status ?? []))].sort(), ['blocked', 'done', 'postponed'])

  const events = await services.db.selectFrom('event').select('at').orderBy('seq').execute()
  t.same(
    events.map(({ at }) => at).filter((at, index) => index > 0 && at < (events[index - 1]?.at ?? '')),
    [],
    'the log runs forwards'
  )
  t.equal(await loadDemo(services), null, 'a second time it changes nothing')
  t.equal((await listBills(services, { limit: 100 })).items.length, bills.length)
})

withDatabases('a database that somebody works with is left alone', async (t, services) => {
  await addAccount(services, null, { name: 'chengbanren', role: 'staff', password: null })
  t.equal(await loadDemo(services), null)
  t.same((await listBills(services, {})).items, [])
})

withDatabases('the circle closes: one regulation from a proposal to the amendment that its evaluation asks for', async (t, services) => {
  await loadDemo(services)
  const { items: bills } = await listBills(services, { limit: 100 })
  const called = (title: string) => bills.find(bill => bill.title === title)?.id ?? ''
  const regulation = called('澄川市山泉水源保护条例')
  const proposals = (await listProposals(services, { limit: 100 })).items

  const first = proposals.find(({ title }) => title === '澄川市山泉水源保护条例')
  t.match(first, { source: 'deputy', status: 'planned', plan: { title: '澄川市人大常委会2023年度立法计划' }, bill: { id: regulation } })
  const lifecycle = await readLifecycle(services, regulation)
  t.ok(lifecycle.dates['effectiveOn'], 'enacted and in force')
  const ledger = await readLedger(services, regulation)
  t.ok(ledger.items.filter(({ evidence }) => evidence.length > 0).length >= 20, '四入 worked off')
  const {
    items: [inspection]
  } = await listInspections(services, { bill: regulation })
  t.match(inspection, { done: 13, total: 13, closedFindings: 3, warnings: [] })
  t.equal(inspection?.findings.length, 4, 'one problem is still followed up')
  const { earlier } = await readEvaluation(services, regulation)
  t.match(earlier, [{ conclusion: 'amend', evaluator: 'evaluationBase', report: {}, gathered: [{ count: 1600 }, { count: 206 }] }])

  const second = proposals.find(({ source }) => source === 'evaluation')
  t.match(second, { status: 'planned', amends: { id: regulation }, plan: { title: '澄川市人大常委会2026年度立法计划' } })
  t.equal(second?.id, earlier[0]?.proposal?.id)
  const amendment = called('澄川市山泉水源保护条例（修正）')
  t.equal(second?.bill?.id, amendment)
  t.ok((await readTaskSheet(services, amendment)).items.length > 5, 'with its task sheet')
  const draft = await draftOf(services, amendment)
  const text = draft && (await readDocumentVersion(services, draft.id, 1)).text
  t.equal(text, await readDraft(services.db, regulation), 'the amendment begins with the text in force')

  const replays = [replayPlans, replayProposals, replayLedgers, replayInspections, replayEvaluations, replayMeetings, replayWork]
  for (const replay of replays) t.same(await replay(services.db), [], `${replay.name} finds what the events add up to`)
  await services.db
    .updateTable('proposal')
    .set({ decisionReason: '改过的理由' })
    .where('id', '=', first?.id ?? '')
    .execute()
  await services.db.deleteFrom('planAdjustment').execute()
  t.match(await replayProposals(services.db), [/项目建议 .* 与事件记录不符：decisionReason/], 'a row that was changed behind its back')
})

withDatabases('the yearly counts of the demo are those of its own content', async (t, services) => {
  await loadDemo(services)
  const { demo, bills } = await readDemo(await demoFolder())
  const steps = bills.flatMap(({ bill }) => bill.steps)
  const day = (told: string) => (told.startsWith('today') ? addDays('2026-11-24', Number(told.slice(5) || 0)) : told)
  for (const year of ['2024', '2025', '2026']) {
    const inYear = (told: string) => day(told).startsWith(year)
    const promulgated = steps.filter(step => step.do === 'event' && step.event === 'promulgate' && inYear(step.input.on ?? step.on))
    const readings = steps.filter(step => step.do === 'event' && step.event === 'holdReading' && inYear(step.input.on ?? step.on))
    const opinions = steps.filter(step => step.do === 'opinion' && inYear(step.on))
    const evidence = steps.filter(step => step.do === 'evidence' && inYear(step.on))
    const period = { from: `${year}-01-01`, to: `${year}-12-31` }
    const counts = await Promise.all(YEAR_FIGURES.map(async one => [one.key, await countOf(services.db, one, period)] as const))
    const figure = (key: string) => new Map<string, number>(counts).get(key)
    t.equal(figure('regulationsPromulgated'), promulgated.length, `${year}: promulgated`)
    t.equal(figure('standingCommitteeReadings'), readings.length, `${year}: readings`)
    const sat = demo.meetings.filter(({ on, until = on }) => day(until) <= '2026-11-24' && inYear(on))
    const said = sat.flatMap(({ statements = [], filedOn }) => (filedOn === undefined ? [] : statements))
    t.equal(figure('opinionsCollected'), opinions.length + said.length, `${year}: opinions`)
    for (const [key, body] of [
      ['standingCommitteeMeetings', 'standingCommittee'],
      ['chairsCouncilMeetings', 'chairsCouncil']
    ] as const)
      t.equal(figure(key), sat.filter(one => one.body === body).length, `${year}: ${key}`)
    t.equal(figure('upwardReports'), demo.upwardReports.filter(({ on }) => inYear(on)).length, `${year}: reports upward`)
    const entries = ['enforcementEvidence', 'adjudicationEvidence', 'legalEducationEvidence', 'supervisionEvidence']
    const before = evidence.filter(step => step.do === 'evidence' && step.code.startsWith('prep-'))
    const counted = entries.reduce((sum, key) => sum + (figure(key) ?? 0), 0)
    t.equal(counted, evidence.length - before.length, `${year}: evidence`)
  }
  const proposed = await services.db.selectFrom('proposal').select('id').where('source', '<>', 'evaluation').execute()
  t.equal(proposed.length, demo.proposals.length)
})

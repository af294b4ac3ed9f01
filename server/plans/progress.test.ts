/** Lamp, days late and next milestone of an item, case by case; what a report looks like in each format is in plans.test.ts. */
import t from 'tap'
import type { PlanItem, PlannedDates } from '../../schema/plans.ts'
import { progressRow, type Standing } from './progress.ts'

const TODAY = '2026-11-24'

const item = (plannedOn: PlannedDates): PlanItem => ({
  id: 'item',
  plan: 'plan',
  title: '临江市城市绿化条例',
  category: 'deliberation',
  bill: null,
  sponsor: null,
  draftingUnit: '市住建局',
  responsibleUnit: null,
  note: null,
  proposal: null,
  amends: null,
  carriedFrom: null,
  plannedOn,
  position: 1
})

const bill = (reachedOn: PlannedDates, more: Partial<Standing> = {}): Standing => ({
  stage: 'afterReading1',
  stageTitle: '一审后修改',
  phaseTitle: '审议',
  status: 'active',
  sponsor: '市人民政府',
  draftingUnit: '市园林局',
  competentCommittee: '城建环资委',
  caseOfficer: '沈若川',
  filedOn: '2026-02-01',
  next: '统一审议',
  reachedOn,
  ...more
})

const lamp = (
  name: string,
  plannedOn: PlannedDates,
  standing: Standing | null,
  expected: readonly [colour: string, words: string, daysLate: number]
) =>
  t.test(name, async t => {
    const row = progressRow(item(plannedOn), standing, TODAY)
    t.same([row.lamp.colour, row.lamp.words, row.daysLate], expected)
  })

lamp('nothing begun and nothing due', { draftingDone: '2027-03-01' }, null, ['none', '未开始', 0])
lamp('nothing begun and no dates at all', {}, null, ['none', '未开始', 0])
lamp('not begun though due', { draftingDone: '2026-11-12' }, null, ['red', '逾期 12 天', 12])
lamp('due today is not late', { firstReading: TODAY }, bill({}), ['amber', '今天到期', 0])
lamp('two weeks ahead is near', { firstReading: '2026-12-08' }, bill({}), ['amber', '临近，还有 14 天', 0])
lamp('fifteen days are not', { firstReading: '2026-12-09' }, bill({}), ['green', '如期', 0])
lamp(
  'late at the last milestone, in time for the next',
  { draftingDone: '2026-10-01', firstReading: '2027-01-01' },
  bill({ draftingDone: '2026-10-06' }),
  ['green', '如期', 5]
)
lamp('all milestones reached, the last one early', { promulgation: '2026-11-20' }, bill({ promulgation: '2026-11-15' }), [
  'green',
  '已完成，早 5 天',
  -5
])
lamp('all reached, late', { promulgation: '2026-11-10' }, bill({ promulgation: '2026-11-15' }), ['green', '已完成，晚 5 天', 5])
lamp('a bill without planned dates', {}, bill({}), ['none', '未定时间', 0])
lamp('shelved', { secondReading: '2026-10-01' }, bill({ firstReading: '2026-08-01' }, { status: 'suspended' }), ['amber', '暂停审议', 54])
lamp('withdrawn', { secondReading: '2026-10-01' }, bill({}, { status: 'withdrawn' }), ['none', '已撤回', 0])

t.test('a milestone passed over without a record is not waited for', async t => {
  const row = progressRow(
    item({ draftingDone: '2026-01-01', firstReading: '2026-03-01', secondReading: '2027-05-01' }),
    bill({ firstReading: '2026-03-01' }),
    TODAY
  )
  t.match(row, { nextMilestone: 'secondReading', nextOn: '2027-05-01', lamp: { words: '如期' }, daysLate: 0 })
})

t.test('what the item does not say, its bill says', async t => {
  t.match(progressRow(item({}), bill({}), TODAY), {
    sponsor: '市人民政府',
    draftingUnit: '市住建局',
    responsibleUnit: '城建环资委',
    caseOfficer: '沈若川',
    stageTitle: '一审后修改',
    next: '统一审议'
  })
  t.match(progressRow(item({}), null, TODAY), {
    stage: null,
    status: null,
    stageTitle: '未启动',
    phaseTitle: '未启动',
    responsibleUnit: '市住建局',
    next: '启动起草'
  })
})

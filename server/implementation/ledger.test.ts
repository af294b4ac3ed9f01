/** How rows and entries of the ledger stand, and which articles delegate. */
import t from 'tap'
import type { ItemStatus, LedgerItem } from '../../schema/implementation.ts'
import { delegationsIn } from './delegations.ts'
import { entryStanding, itemLamp, type RowStanding } from './ledger.ts'

const TODAY = '2026-11-24'
const row = (status: ItemStatus, dueOn: string | null, more: Partial<RowStanding> = {}): RowStanding => ({
  status,
  dueOn,
  repeats: false,
  evidence: 0,
  ...more
})

const lamp = (name: string, standing: RowStanding, colour: string, words: string) =>
  t.test(name, async t => t.same(itemLamp(standing, TODAY), { colour, words }))

lamp('not begun, far off', row('notStarted', '2027-01-30'), 'none', '未开始')
lamp('in progress, far off', row('inProgress', '2027-01-30'), 'none', '进行中')
lamp('due within a week', row('notStarted', '2026-12-01'), 'amber', '还有 7 天')
lamp('due today', row('inProgress', TODAY), 'amber', '今天到期')
lamp('overdue', row('inProgress', '2026-11-20', { evidence: 1 }), 'red', '逾期 4 天')
lamp('done late is done', row('done', '2026-11-20', { evidence: 1 }), 'green', '已完成')
lamp('what does not apply is never overdue', row('notApplicable', '2026-11-20'), 'none', '不适用')
lamp('a period answered for', row('inProgress', '2027-02-28', { repeats: true, evidence: 2 }), 'green', '本期已办')
lamp('a period not answered for', row('inProgress', '2026-11-20', { repeats: true, evidence: 2 }), 'red', '逾期 4 天')
lamp('as needed', row('notStarted', null), 'none', '有情形时办理')

const items = (...rows: RowStanding[]): LedgerItem[] =>
  rows.map(standing => ({
    id: '',
    code: 'enf-one',
    entry: 'enforcement',
    title: '',
    basis: '',
    responsibleUnit: '',
    cooperatingUnits: [],
    dueOn: standing.dueOn,
    dueNote: null,
    status: standing.status,
    reason: null,
    lamp: itemLamp(standing, TODAY),
    requiredEvidence: { kind: 'document', kindTitle: '文件', title: '' },
    metric: null,
    evidence: Array.from({ length: standing.evidence }, () => ({
      id: '',
      kind: 'document',
      title: '',
      on: TODAY,
      url: null,
      quantity: null,
      note: null,
      number: null,
      unit: null,
      channel: null,
      file: null,
      createdAt: ''
    }))
  }))

const entry = (name: string, rows: LedgerItem[], effectiveOn: string | null, done: number, total: number, colour: string) =>
  t.test(name, async t => t.match(entryStanding(rows, effectiveOn, TODAY), { done, total, lamp: { colour } }))

const open = row('notStarted', '2027-06-01')
const done = row('done', '2026-11-20', { evidence: 1 })
entry(
  'n／m leaves out what does not apply and what is done as needed',
  items(open, done, row('notApplicable', null), row('notStarted', null)),
  '2026-11-01',
  1,
  2,
  'amber'
)
entry('all done', items(done, done), '2026-11-01', 2, 2, 'green')
entry('something overdue', items(done, row('notStarted', '2026-11-20')), '2026-11-01', 1, 2, 'red')
entry('ninety days in force and nothing to show', items(open, open), '2026-08-26', 0, 2, 'red')
entry('eighty-nine days', items(open, open), '2026-08-27', 0, 2, 'amber')
entry('nothing to do', items(row('notApplicable', null)), '2026-08-26', 0, 0, 'none')

const delegates = (text: string, expected: string[]) =>
  t.test(text, async t =>
    t.same(
      delegationsIn(`# 某条例\n\n第一条　为了示范。\n\n第二条　${text}\n\n第十条之一　本条例自公布之日起施行。\n`).map(
        ({ article }) => article
      ),
      expected
    )
  )

delegates('口袋公园的具体管理办法由市城市管理部门制定。', ['第二条'])
delegates('市人民政府应当自本条例施行之日起六个月内制定实施细则。', ['第二条'])
delegates('名录由市文物主管部门会同有关部门编制并公布。', [])
delegates('收费标准由市发展和改革部门确定。', ['第二条'])
delegates('违反本条例规定的，由城市管理部门处二百元罚款。', [])
delegates('任何单位和个人都应当遵守有关规定。', [])

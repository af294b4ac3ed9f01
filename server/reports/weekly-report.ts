import type { Bill } from '../../schema/bills.ts'
import { MAX_LIMIT } from '../../schema/http.ts'
import { CHECK_IN_STATUS_TITLES, type CheckInWeek } from '../../schema/tasks.ts'
import { listBills } from '../bills/list.ts'
import { readStandings } from '../bills/standing.ts'
import type { TableColumn } from '../formats/table.ts'
import type { Services } from '../store/services.ts'
import { readCheckIns } from '../tasks/read-check-ins.ts'
import { chinaDate, dateInWords, dayInWords, weekOf } from '../web/dates.ts'
import type { Report } from './report.ts'

const STATES = { handedIn: '已交', due: '待交', missing: '未交' } as const

const COLUMNS: readonly TableColumn[] = [
  { title: '序号', kind: 'number', width: 6 },
  { title: '法规', kind: 'text', width: 28 },
  { title: '交账单位', kind: 'text', width: 18 },
  { title: '本周计划', kind: 'text', width: 26 },
  { title: '交账', kind: 'text', width: 8 },
  { title: '完成情况', kind: 'text', width: 9 },
  { title: '本周完成', kind: 'text', width: 30 },
  { title: '未完成原因', kind: 'text', width: 24 },
  { title: '下周计划', kind: 'text', width: 28 },
  { title: '需协调事项', kind: 'text', width: 24 },
  { title: '责任人', kind: 'text', width: 10 }
]

interface Row {
  readonly bill: Bill
  readonly unit: CheckInWeek['units'][number]
}

/** 周报 (周周交账): what every unit handed in for a week, and who owes it. @param day any day of the week */
export async function weeklyReport(services: Services, day: string | undefined): Promise<Report> {
  const today = chinaDate(services.now())
  const { monday, sunday } = weekOf(day ?? today)
  const rows: Row[] = []
  const bills = await activeBills(services)
  for (const bill of bills) {
    const units = await unitsOf(services, bill.id, monday)
    rows.push(...units.map(unit => ({ bill, unit })))
  }
  const count = (keeps: (row: Row) => boolean) => rows.filter(keeps).length
  const late = [
    ...(
      await readStandings(
        services,
        bills.map(({ id }) => id)
      )
    ).values()
  ].filter(({ latest }) => latest && latest.on < today)
  const figure = (key: string, title: string, value: number, unit: string, alarm = false, href = '#rows') => ({
    ...{ key, title, value, unit, href, alarm: alarm && value > 0 }
  })
  return {
    report: 'weekly',
    note: `${dateInWords(monday)}至${dayInWords(sunday)}`,
    figures: [
      figure('bills', '在办法规', bills.length, '件', false, '/bills?status=active'),
      figure('owed', '应交账', rows.length, '项'),
      figure(
        'handedIn',
        '已交',
        count(({ unit }) => unit.state === 'handedIn'),
        '项'
      ),
      figure(
        'missing',
        '未交',
        count(({ unit }) => unit.state === 'missing'),
        '项',
        true
      ),
      figure(
        'postponed',
        '顺延',
        count(({ unit }) => unit.checkIn?.status === 'postponed'),
        '项',
        true
      ),
      figure(
        'blocked',
        '受阻',
        count(({ unit }) => unit.checkIn?.status === 'blocked'),
        '项',
        true
      ),
      figure('overdue', '超过法定或者约定期限', late.length, '件', true, '/')
    ],
    table: {
      title: '立法工作周报',
      note: `${dateInWords(monday)}至${dateInWords(sunday)}　　应交 ${rows.length} 项`,
      columns: COLUMNS,
      rows: rows.map(cellsOf)
    },
    links: rows.map(({ bill }) => `/bills/${bill.id}`),
    linkColumn: 1,
    matters: rows.flatMap(matterOf),
    parameters: { week: monday },
    empty: { sentence: '这一周没有应交的账；制定任务书并写明起止日期后，各单位按周交账。', href: '/bills', action: '看项目库' }
  }
}

async function activeBills(services: Services): Promise<Bill[]> {
  const bills: Bill[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listBills(services, { status: 'active', limit: MAX_LIMIT, cursor })
    bills.push(...page.items)
    cursor = page.next
  }
  return bills
}

/** Who owed an account for a bill in that week. Weeks come newest first; two years of them are looked through. */
async function unitsOf(services: Services, bill: string, monday: string): Promise<readonly CheckInWeek['units'][number][]> {
  const { items } = await readCheckIns(services, bill, { limit: MAX_LIMIT })
  return items.find(({ week }) => week === monday)?.units ?? []
}

const cellsOf = ({ bill, unit: { unit, state, tasks, checkIn } }: Row, index: number) => [
  index + 1,
  bill.title,
  unit,
  tasks.join('；'),
  checkIn?.late ? '补交' : STATES[state],
  checkIn === null ? null : CHECK_IN_STATUS_TITLES[checkIn.status],
  checkIn?.done ?? null,
  checkIn?.reason ?? null,
  checkIn?.next ?? null,
  checkIn?.help ?? null,
  bill.caseOfficer
]

function matterOf({ bill, unit: { unit, state, checkIn } }: Row) {
  const href = `/bills/${bill.id}`
  if (checkIn === null) return state === 'missing' ? [{ title: bill.title, href, problem: `${unit}未交账。`, next: '请催交' }] : []
  const problem = [checkIn.reason, checkIn.help && `需协调：${checkIn.help}`].filter(Boolean).join('　')
  return problem === '' ? [] : [{ title: bill.title, href, problem, next: `下周：${checkIn.next ?? '未写'}　${unit}` }]
}

/** Reports of one bill: 任务书, 施工图, 意见采纳情况表. */
import type { Bill } from '../../schema/bills.ts'
import { ITEM_STATUS_TITLES } from '../../schema/implementation.ts'
import type { Task } from '../../schema/tasks.ts'
import { listBills } from '../bills/list.ts'
import { readBill } from '../bills/read.ts'
import { dateCell, type Table, type TableCell, type TableColumn } from '../formats/table.ts'
import { adoptionReport, adoptionRows } from '../opinions/adoption.ts'
import { opinionTotals } from '../opinions/read.ts'
import type { Services } from '../store/services.ts'
import { readSchedule } from '../tasks/read-schedule.ts'
import { readTaskSheet } from '../tasks/read-tasks.ts'
import { chinaDate, dateInWords } from '../web/dates.ts'
import { adoptionCells, adoptionTable } from './adoption-table.ts'
import type { Report } from './report.ts'

interface Column<Row> extends TableColumn {
  readonly cell: (row: Row, index: number) => TableCell
}

const tableOf = <Row>(title: string, note: string, columns: readonly Column<Row>[], rows: readonly Row[]): Table => ({
  title,
  note,
  columns: columns.map(({ title, kind, width }) => ({ title, kind, width })),
  rows: rows.map((row, index) => columns.map(({ cell }) => cell(row, index)))
})

const figure = (key: string, title: string, value: number, unit: string, href: string, alarm = false) => ({
  ...{ key, title, value, unit, href, alarm: alarm && value > 0 }
})

/** The bill that is asked for, else the newest one that is under way; null where there is none. @throws {Problem} `not-found` */
async function chosen(services: Services, bill: string | undefined): Promise<Bill | null> {
  if (bill !== undefined) return readBill(services, bill)
  const { items } = await listBills(services, { limit: 1, status: 'active' })
  return items[0] ?? (await listBills(services, { limit: 1 })).items[0] ?? null
}

const none = (report: Report['report'], title: string): Report => ({
  report,
  note: '',
  figures: [],
  table: { title, columns: [], rows: [] },
  links: [],
  linkColumn: 0,
  parameters: {},
  empty: { sentence: '还没有法规案；登记法规案后在此导出。', href: '/bills', action: '看项目库' }
})

const TASKS: readonly Column<Task>[] = [
  { title: '序号', kind: 'number', width: 6, cell: (_row, index) => index + 1 },
  { title: '环节', kind: 'text', width: 14, cell: row => row.placeTitle },
  { title: '工作任务', kind: 'text', width: 28, cell: row => row.title },
  { title: '责任单位', kind: 'text', width: 18, cell: row => row.unit },
  { title: '责任人', kind: 'text', width: 9, cell: row => row.person },
  { title: '配合单位', kind: 'text', width: 18, cell: row => row.cooperating.join('、') },
  { title: '成果', kind: 'text', width: 20, cell: row => row.documents.join('、') },
  { title: '开始', kind: 'date', width: 12, cell: row => dateCell(row.startOn) },
  { title: '截止', kind: 'date', width: 12, cell: row => dateCell(row.dueOn) },
  { title: '完成标准', kind: 'text', width: 24, cell: row => row.standard },
  { title: '法定依据', kind: 'text', width: 20, cell: row => row.basis },
  { title: '状态', kind: 'text', width: 10, cell: row => (row.lamp.colour === 'red' ? row.lamp.words : ITEM_STATUS_TITLES[row.status]) }
]

/** 任务书 of a bill. @throws {Problem} `not-found` */
export async function taskReport(services: Services, id: string | undefined): Promise<Report> {
  const bill = await chosen(services, id)
  if (bill === null) return none('tasks', '任务书')
  const { items, total, open } = await readTaskSheet(services, bill.id)
  const late = items.filter(({ lamp }) => lamp.colour === 'red').length
  const force = [bill.draftingUnit && `起草单位 ${bill.draftingUnit}`, bill.caseOfficer && `承办人 ${bill.caseOfficer}`]
  const target = bill.targetOn === null ? '' : `目标日期 ${dateInWords(bill.targetOn)}`
  const note = [...force, target].filter(Boolean).join('　')
  return {
    report: 'tasks',
    note: note || dateInWords(chinaDate(services.now())),
    figures: [
      figure('total', '任务', total, '项', '#rows'),
      figure('done', '已完成', total - open, '项', '#rows'),
      figure('late', '逾期', late, '项', '#rows', true)
    ],
    table: tableOf(`${bill.title}任务书`, note, TASKS, items),
    links: items.map(() => null),
    linkColumn: 2,
    parameters: { bill: bill.id },
    empty: { sentence: '这件法规案还没有任务书。', href: `/bills/${bill.id}`, action: '看法规案' }
  }
}

type Item = Awaited<ReturnType<typeof readSchedule>>['items'][number]

const SCHEDULE: readonly Column<Item>[] = [
  { title: '序号', kind: 'number', width: 6, cell: (_row, index) => index + 1 },
  { title: '事项', kind: 'text', width: 32, cell: row => row.title },
  { title: '责任单位', kind: 'text', width: 18, cell: row => row.responsible },
  { title: '法定约束', kind: 'text', width: 22, cell: row => row.basis ?? (row.statutory ? '法定期限' : null) },
  { title: '原计划开始', kind: 'date', width: 12, cell: row => dateCell(row.baselineStart) },
  { title: '原计划结束', kind: 'date', width: 12, cell: row => dateCell(row.baselineDue) },
  { title: '现计划开始', kind: 'date', width: 12, cell: row => dateCell(row.start) },
  { title: '现计划结束', kind: 'date', width: 12, cell: row => dateCell(row.due) },
  { title: '实际完成', kind: 'date', width: 12, cell: row => dateCell(row.actualOn) },
  { title: '偏差天数', kind: 'number', width: 9, cell: row => row.daysLate },
  { title: '关键', kind: 'text', width: 6, cell: row => (row.critical ? '是' : null) },
  { title: '进展', kind: 'text', width: 14, cell: row => row.lamp.words }
]

/** 施工图 (倒排工期表) of a bill. @throws {Problem} `not-found` */
export async function scheduleReport(services: Services, id: string | undefined): Promise<Report> {
  const bill = await chosen(services, id)
  if (bill === null) return none('schedule', '施工图')
  const { items, target, baselineTarget, revisions, conflicts } = await readSchedule(services, bill.id)
  const late = items.filter(({ lamp }) => lamp.colour === 'red').length
  const moved = baselineTarget !== null && baselineTarget !== target ? `（原目标 ${dateInWords(baselineTarget)}）` : ''
  const note = target === null ? '尚未排期' : `目标日期 ${dateInWords(target)}${moved}　排期 ${revisions} 次`
  return {
    report: 'schedule',
    note,
    figures: [
      figure('items', '事项', items.length, '项', '#rows'),
      figure('late', '逾期', late, '项', '#rows', true),
      figure('conflicts', '赶不上的规则', conflicts.length, '项', `/bills/${bill.id}`, true)
    ],
    table: tableOf(`${bill.title}施工图`, note, SCHEDULE, items),
    links: items.map(() => null),
    linkColumn: 1,
    parameters: { bill: bill.id },
    empty: { sentence: '这件法规案还没有施工图。', href: `/bills/${bill.id}`, action: '看法规案' }
  }
}

const ADOPTION_ON_SCREEN = ['序号', '条款', '意见内容', '意见来源', '提出单位或者个人', '采纳情况', '理由', '承办人']

/** Opinions that are held in memory together; more are written one page after another, and read on the screen by their first page. */
export const MOST_AT_ONCE = 5_000

async function firstRows(services: Services, { id, title }: Bill): Promise<Table> {
  const { value: rows = [] } = await adoptionRows(services, id, 200).next()
  return { ...adoptionTable(title, []), rows: rows.map(adoptionCells) }
}

/** 意见采纳情况表 of a bill. @throws {Problem} `not-found` */
export async function adoptionReportOf(services: Services, id: string | undefined): Promise<Report> {
  const bill = await chosen(services, id)
  if (bill === null) return none('adoption', '意见采纳情况表')
  const { total, byVerdict } = await opinionTotals(services, bill.id, {})
  const table = total > MOST_AT_ONCE ? await firstRows(services, bill) : await adoptionReport(services, bill.id)
  const at = `/bills/${bill.id}/opinions`
  const count = (verdict: string) => byVerdict.get(verdict) ?? 0
  return {
    report: 'adoption',
    note: `统计截至${dateInWords(chinaDate(services.now()))}`,
    figures: [
      figure('total', '收到意见', total, '条', at),
      figure('adopted', '采纳', count('adopted'), '条', `${at}?verdict=adopted`),
      figure('partlyAdopted', '部分采纳', count('partlyAdopted'), '条', `${at}?verdict=partlyAdopted`),
      figure('notAdopted', '不采纳', count('notAdopted'), '条', `${at}?verdict=notAdopted`),
      figure('deferred', '另行研究', count('deferred'), '条', `${at}?verdict=deferred`),
      figure('open', '未处理', count('open'), '条', `${at}?verdict=open`, true)
    ],
    table,
    links: table.rows.map(() => null),
    linkColumn: 1,
    onScreen: ADOPTION_ON_SCREEN,
    ...(total > MOST_AT_ONCE && { rowsInAll: total }),
    parameters: { bill: bill.id },
    empty: { sentence: '这件法规案还没有收到意见。', href: at, action: '看意见' }
  }
}

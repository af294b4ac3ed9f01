import type { Progress, ProgressRow } from '../../schema/plans.ts'
import type { Figure } from '../../schema/reports.ts'
import { listPlans } from '../plans/read.ts'
import { readProgress } from '../plans/read-progress.ts'
import type { Services } from '../store/services.ts'
import { chinaDate, dateInWords } from '../web/dates.ts'
import { type ProgressMore, progressTable } from './progress-table.ts'
import type { Chart, Matter, Report } from './report.ts'
import { countAdopted, selectConsultations, selectTold } from './store.ts'

const EMPTY = { sentence: '还没有年度立法计划；编制计划后，进展情况表按计划逐件列出。', href: '/plans', action: '看规划计划' }

const ON_SCREEN = ['序号', '法规名称', '项目类别', '责任单位', '当前环节', '意见条数', '采纳条数', '进展', '下一步', '责任人']

/** 年度立法计划进展情况表 of a plan: the current year's, else the newest. @throws {Problem} `not-found` */
export async function progressReport(services: Services, plan: string | undefined): Promise<Report> {
  const id = plan ?? (await currentPlan(services))
  if (id === null) return none(chinaDate(services.now()))
  const progress = await readProgress(services, id)
  const more = await moreOf(
    services,
    progress.items.flatMap(({ bill }) => bill ?? [])
  )
  return {
    report: 'progress',
    note: `统计截至${dateInWords(progress.asOf)}`,
    figures: figures(progress, more),
    table: progressTable(progress, more),
    links: progress.items.map(({ bill, plan }) => (bill === null ? `/plans/${plan}` : `/bills/${bill}`)),
    linkColumn: 1,
    onScreen: ON_SCREEN,
    chart: chartOf(progress),
    matters: progress.items.flatMap(row => matterOf(row, more)),
    parameters: { plan: id },
    empty: EMPTY
  }
}

/** The annual plan of the current year, else the newest one, else any. */
export async function currentPlan(services: Pick<Services, 'db' | 'now'>): Promise<string | null> {
  const { items } = await listPlans(services, {})
  const year = Number(chinaDate(services.now()).slice(0, 4))
  const annual = items.filter(({ kind }) => kind === 'annualPlan')
  return (annual.find(plan => plan.year === year) ?? annual[0] ?? items[0])?.id ?? null
}

const none = (today: string): Report => ({
  report: 'progress',
  note: `统计截至${dateInWords(today)}`,
  figures: [],
  table: { title: '年度立法计划进展情况表', columns: [], rows: [] },
  links: [],
  linkColumn: 1,
  parameters: {},
  empty: EMPTY
})

async function moreOf({ db }: Services, bills: readonly string[]): Promise<ReadonlyMap<string, ProgressMore>> {
  const [adopted, consultations, told] = await Promise.all([countAdopted(db, bills), selectConsultations(db, bills), selectTold(db, bills)])
  return new Map(
    bills.map(bill => {
      const opinions = adopted.find(row => row.bill === bill)
      const consultation = consultations.find(row => row.bill === bill)
      const said = told.filter(row => row.bill === bill)
      return [
        bill,
        {
          opinions: Number(opinions?.total ?? 0),
          taken: Number(opinions?.taken ?? 0),
          consultedFrom: consultation?.opensOn ?? null,
          consultedTo: consultation?.closesOn ?? null,
          problem: said.find(row => row.week === said[0]?.week && (row.reason ?? row.help) !== null)?.reason ?? said[0]?.help ?? null,
          measure: said[0]?.next ?? null
        }
      ]
    })
  )
}

function figures({ plan, items }: Progress, more: ReadonlyMap<string, ProgressMore>): Figure[] {
  const count = (keeps: (row: ProgressRow) => boolean) => items.filter(keeps).length
  const sum = (member: 'opinions' | 'taken') => [...more.values()].reduce((total, row) => total + row[member], 0)
  const at = `/plans/${plan.id}/progress`
  const figure = (key: string, title: string, value: number, unit: string, href: string | null, alarm = false) => ({
    ...{ key, title, value, unit, href, alarm }
  })
  const late = count(row => row.lamp.colour === 'red')
  return [
    figure('all', '计划项目', items.length, '件', at),
    figure(
      'started',
      '已启动',
      count(row => row.bill !== null),
      '件',
      `${at}?show=started`
    ),
    figure(
      'read',
      '已审议',
      count(row => row.actualOn.firstReading !== undefined),
      '件',
      `${at}?show=read`
    ),
    figure(
      'promulgated',
      '已公布',
      count(row => row.actualOn.promulgation !== undefined),
      '件',
      `${at}?show=promulgated`
    ),
    figure('late', '滞后', late, '件', `${at}?show=late`, late > 0),
    figure('opinions', '收到意见', sum('opinions'), '条', '#rows'),
    figure('taken', '采纳、部分采纳', sum('taken'), '条', '#rows')
  ]
}

/** 当前节点偏差: what is late or early against the first plan, the latest first. */
function chartOf({ items }: Progress): Chart {
  return {
    title: '当前节点偏差',
    note: '与原计划相比',
    bars: items
      .filter(({ bill }) => bill !== null)
      .toSorted((a, b) => b.daysLate - a.daysLate)
      .map(({ title, daysLate }) => ({
        name: title,
        value: daysLate,
        words: daysLate > 0 ? `晚 ${daysLate} 天` : daysLate < 0 ? `早 ${-daysLate} 天` : '如期',
        alarm: daysLate > 0
      }))
  }
}

function matterOf(row: ProgressRow, more: ReadonlyMap<string, ProgressMore>): Matter[] {
  const said = row.bill === null ? undefined : more.get(row.bill)
  const problem = said?.problem ?? (row.lamp.colour === 'red' ? `${row.lamp.words}，现在${row.stageTitle}。` : null)
  if (problem === null || row.bill === null) return []
  const who = row.caseOfficer === null ? '' : `　责任人 ${row.caseOfficer}`
  return [{ title: row.title, href: `/bills/${row.bill}`, problem, next: `下一步：${said?.measure ?? row.next}${who}` }]
}

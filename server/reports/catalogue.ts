/**
 * Room `reports`: what staff export, as typed tables. It decides which reports there are, their columns and their order (domain reports); rows come
 * from the features' acts, bytes from formats/. Begin with `REPORT_KINDS`, then report.ts; a column added to a table is there in every format.
 */
import type { ReportBody, ReportCard, ReportName, ReportParameters } from '../../schema/reports.ts'
import { REPORT_TITLES, REPORTS } from '../../schema/reports.ts'
import { cellText } from '../formats/table.ts'
import type { Services } from '../store/services.ts'
import { adoptionReportOf, scheduleReport, taskReport } from './bill-reports.ts'
import { ledgerReport } from './ledger-report.ts'
import { progressReport } from './progress-report.ts'
import type { Report } from './report.ts'
import { selectLastExports } from './store.ts'
import { weeklyReport } from './weekly-report.ts'
import { yearReport } from './year-report.ts'

export interface ReportKind {
  readonly says: string
  readonly asks: ReportCard['asks']
  readonly make: (services: Services, parameters: ReportParameters) => Promise<Report>
}

/** One entry a report; the order is that of `REPORTS`. */
export const REPORT_KINDS: Readonly<Record<ReportName, ReportKind>> = {
  progress: {
    says: '计划各项目的环节、计划与实际日期、偏差、意见、存在问题和下一步',
    asks: 'plan',
    make: (services, { plan }) => progressReport(services, plan)
  },
  weekly: {
    says: '各单位本周交账、未完成原因、下周计划和需协调事项；未交的列明',
    asks: 'week',
    make: (services, { week }) => weeklyReport(services, week)
  },
  tasks: {
    says: '一件法规案各环节的任务、责任单位、成果、起止和完成标准',
    asks: 'bill',
    make: (services, { bill }) => taskReport(services, bill)
  },
  schedule: {
    says: '一件法规案的倒排工期：原计划、现计划、实际和偏差',
    asks: 'bill',
    make: (services, { bill }) => scheduleReport(services, bill)
  },
  adoption: {
    says: '一件法规案的全部意见、采纳情况和理由',
    asks: 'bill',
    make: (services, { bill }) => adoptionReportOf(services, bill)
  },
  ledger: {
    says: '已公布的各件法规进入执法、融入司法、列入普法、纳入监督的事项和证据',
    asks: 'nothing',
    make: services => ledgerReport(services)
  },
  year: {
    says: '工作报告所用的数字：公布、审议、意见、四入等，任何期间',
    asks: 'period',
    make: (services, parameters) => yearReport(services, parameters)
  }
}

/** A report as it stands now; every signed-in role may read it. @throws {Problem} `not-found` for a plan or bill that does not exist */
export const makeReport = (services: Services, report: ReportName, parameters: ReportParameters): Promise<Report> =>
  REPORT_KINDS[report].make(services, parameters)

/** All reports with who had each exported last. */
export async function listReports({ db }: Pick<Services, 'db'>): Promise<ReportCard[]> {
  const last = new Map((await selectLastExports(db)).map(({ report, createdAt, format, by }) => [report, { at: createdAt, by, format }]))
  return REPORTS.map(report => {
    const { says, asks } = REPORT_KINDS[report]
    return { report, title: REPORT_TITLES[report], says, asks, lastExport: last.get(report) ?? null }
  })
}

/** A report as it crosses the boundary. */
export const bodyOf = ({ report, note, figures, table }: Report): ReportBody => ({
  report,
  title: table.title,
  note,
  figures: [...figures],
  columns: table.columns.map(({ title, kind }) => ({ title, kind })),
  rows: table.rows.map(row => row.map(cell => (typeof cell === 'object' && cell !== null ? cellText(cell) : cell)))
})

/** Reports that staff export (domain/reports): which there are, what each is asked for, and how its figures and rows cross the boundary. */
import { type Static, Type } from 'typebox'
import { Id } from './http.ts'

const closed = { additionalProperties: false } as const

/** In the order in which leaders ask for them. */
export const REPORTS = ['progress', 'weekly', 'tasks', 'schedule', 'adoption', 'ledger', 'year'] as const
export const ReportName = Type.Enum([...REPORTS], {
  description:
    '年度立法计划进展情况表 progress、周报 weekly、任务书 tasks、施工图 schedule、意见采纳情况表 adoption、四入台账 ledger、年度数据 year'
})
export type ReportName = Static<typeof ReportName>

export const REPORT_TITLES: Readonly<Record<ReportName, string>> = {
  progress: '年度立法计划进展情况表',
  weekly: '周报',
  tasks: '任务书',
  schedule: '施工图',
  adoption: '意见采纳情况表',
  ledger: '四入台账',
  year: '年度数据'
}

const LegalDate = (description: string) => Type.Optional(Type.String({ format: 'date', description }))

/** What a report may be asked for; each takes what concerns it and leaves the rest. */
export const ReportParameters = Type.Object(
  {
    plan: Type.Optional(Type.String({ ...Id, description: '哪一计划；不写的为本年度的' })),
    bill: Type.Optional(Type.String({ ...Id, description: '哪一法规案；不写的为最近登记的' })),
    week: LegalDate('哪一周：该周任何一天；不写的为本周'),
    from: LegalDate('期间起，默认本年1月1日'),
    to: LegalDate('期间止，默认今天')
  },
  closed
)
export type ReportParameters = Static<typeof ReportParameters>

export const REPORT_FORMATS = ['xlsx', 'docx', 'csv', 'md'] as const
export const ReportFormat = Type.Enum([...REPORT_FORMATS])
export type ReportFormat = Static<typeof ReportFormat>

export const ReportQuery = Type.Object(
  {
    ...ReportParameters.properties,
    format: Type.Optional(Type.Enum(['json', ...REPORT_FORMATS], { description: '格式，默认 json；其余为文件，内容相同' }))
  },
  closed
)

export const Figure = Type.Object(
  {
    key: Type.String(),
    title: Type.String(),
    value: Type.Number(),
    unit: Type.String({ description: '量词：部、件、次、条、名、个、期' }),
    href: Type.Union([Type.String(), Type.Null()], { description: '所数各项的页面' }),
    alarm: Type.Boolean({ description: '需要注意' })
  },
  closed
)
export type Figure = Static<typeof Figure>

const Cell = Type.Union([Type.String(), Type.Number(), Type.Null()])

export const ReportBody = Type.Object(
  {
    report: ReportName,
    title: Type.String(),
    note: Type.String(),
    figures: Type.Array(Figure),
    columns: Type.Array(Type.Object({ title: Type.String(), kind: Type.Enum(['text', 'number', 'date']) }, closed)),
    rows: Type.Array(Type.Array(Cell), { description: '各行，次序与 columns 相同；日期为 YYYY-MM-DD' })
  },
  { ...closed, description: '报表：总体数字和各行' }
)
export type ReportBody = Static<typeof ReportBody>

export const LastExport = Type.Object(
  {
    at: Type.String(),
    by: Type.Union([Type.String(), Type.Null()]),
    format: Type.String()
  },
  closed
)
export type LastExport = Static<typeof LastExport>

export const ReportCard = Type.Object(
  {
    report: ReportName,
    title: Type.String(),
    says: Type.String({ description: '内容' }),
    asks: Type.Enum(['plan', 'week', 'bill', 'period', 'nothing'], { description: '按什么导出' }),
    lastExport: Type.Union([LastExport, Type.Null()], { description: '上次导出' })
  },
  closed
)
export type ReportCard = Static<typeof ReportCard>

/** An export that is written in the background: how far it is. */
export const ExportJob = Type.Object(
  {
    id: Type.String(),
    report: Type.String(),
    name: Type.String({ description: '文件名' }),
    status: Type.Enum(['running', 'done', 'failed', 'cancelled'], {
      description: '正在导出 running、已完成 done、没有完成 failed、已取消 cancelled'
    }),
    rowsDone: Type.Integer(),
    rowsTotal: Type.Integer(),
    createdAt: Type.String(),
    finishedAt: Type.Union([Type.String(), Type.Null()])
  },
  closed
)
export type ExportJob = Static<typeof ExportJob>

/** 任务书 (taskSheet), 施工图 (workSchedule) and 周周交账 (weeklyCheckIn) of one bill as they cross the boundary (domain/reports §3–5, glossary §6). */
import { type Static, Type } from 'typebox'
import { ItemStatus } from './implementation.ts'
import { Lamp } from './plans.ts'

const closed = { additionalProperties: false } as const
const LegalDate = (description: string) => Type.Union([Type.String({ format: 'date' }), Type.Null()], { description })
const text = (maxLength: number, description: string) => Type.Union([Type.String({ maxLength }), Type.Null()], { description })
const Unit = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: '责任单位' })

/** One piece of work of a bill. Title, papers, standard and basis come from the definition; unit, person and dates are the bill's own. */
export const Task = Type.Object(
  {
    id: Type.String(),
    code: Type.String({ description: '流程定义中的任务代码，如 writeDraft' }),
    stage: Type.String(),
    stageTitle: Type.String(),
    place: Type.String(),
    placeTitle: Type.String({ description: '环节' }),
    title: Type.String({ description: '工作任务' }),
    unit: Type.String({ description: '责任单位' }),
    person: text(100, '责任人'),
    cooperating: Type.Array(Type.String(), { description: '配合单位' }),
    documents: Type.Array(Type.String(), { description: '成果（文件）' }),
    standard: text(300, '完成标准'),
    basis: text(300, '法定依据'),
    startOn: LegalDate('计划开始'),
    dueOn: LegalDate('计划结束'),
    status: ItemStatus,
    reason: text(1000, '不适用的理由'),
    doneOn: LegalDate('何日完成'),
    lamp: Lamp
  },
  closed
)
export type Task = Static<typeof Task>

export const TaskSheet = Type.Object(
  {
    items: Type.Array(Task),
    total: Type.Integer({ description: '任务件数，不计不适用的' }),
    open: Type.Integer({ description: '尚未完成的任务件数' })
  },
  { ...closed, description: '任务书；尚未制定的没有任务' }
)
export type TaskSheet = Static<typeof TaskSheet>

export const TaskChange = Type.Object(
  {
    unit: Type.Optional(Unit),
    person: Type.Optional(text(100, '责任人')),
    startOn: Type.Optional(LegalDate('计划开始')),
    dueOn: Type.Optional(LegalDate('计划结束')),
    status: Type.Optional(ItemStatus),
    reason: Type.Optional(text(1000, '不适用的理由')),
    doneOn: Type.Optional(LegalDate('何日完成；不写的为今天'))
  },
  { ...closed, minProperties: 1 }
)
export type TaskChange = Static<typeof TaskChange>

/** 顺延: the task ends later, and what waits for it follows. */
export const TaskPostponement = Type.Object(
  {
    dueOn: Type.String({ format: 'date', description: '顺延至' }),
    reason: Type.String({ minLength: 1, maxLength: 800, pattern: '\\S', description: '顺延的理由' }),
    moveTarget: Type.Optional(Type.Boolean({ description: '赶不上目标日期的，目标日期随之推迟；默认不推迟，答复 409' }))
  },
  closed
)
export type TaskPostponement = Static<typeof TaskPostponement>

export const NewTarget = Type.Object(
  {
    target: Type.String({ format: 'date', description: '目标日期' }),
    goal: Type.Optional(text(100, '目标：环节或者任务的代码或者名称；不写的为流程定义的目标，一般为施行')),
    reason: Type.Optional(text(1000, '调整的理由；首次排期不必写'))
  },
  closed
)
export type NewTarget = Static<typeof NewTarget>

/** What is kept of a schedule's items. */
export const PlannedItem = Type.Object(
  {
    id: Type.String(),
    parent: Type.Union([Type.String(), Type.Null()]),
    title: Type.String(),
    kind: Type.Enum(['stage', 'step', 'task', 'period', 'meeting']),
    start: Type.String(),
    due: Type.String(),
    basis: Type.Optional(Type.String()),
    critical: Type.Boolean({ description: '在关键路径上' }),
    statutory: Type.Boolean({ description: '法定期限' }),
    place: Type.Union([Type.String(), Type.Null()]),
    task: Type.Union([Type.String(), Type.Null()]),
    responsible: Type.Union([Type.String(), Type.Null()])
  },
  closed
)
export const PlannedItems = Type.Array(PlannedItem)

const Deviation = {
  baselineStart: LegalDate('基线：原计划开始'),
  baselineDue: LegalDate('基线：原计划结束'),
  actualOn: LegalDate('实际完成'),
  daysLate: Type.Integer({ description: '偏差天数，与基线相比：正数为晚，负数为早' }),
  lamp: Lamp
}

export const WorkSchedule = Type.Object(
  {
    goal: Type.Union([Type.String(), Type.Null()], { description: '目标环节或者任务；null 为流程定义的目标' }),
    target: LegalDate('目标日期'),
    baselineTarget: LegalDate('原目标日期'),
    revisions: Type.Integer({ description: '排期次数；第一次为基线' }),
    reason: text(1000, '最近一次调整的理由'),
    feasible: Type.Boolean({ description: '自今天起按最短时间安排，能否如期' }),
    conflicts: Type.Array(
      Type.Object({ rule: Type.String(), message: Type.String(), days: Type.Integer({ description: '相差天数' }) }, closed),
      { description: '按今天的情况不能如期的原因' }
    ),
    notes: Type.Array(Type.String()),
    likelyEnd: LegalDate('照通常所需时间，自今天起推算的完成日期'),
    likelyLate: Type.Union([Type.Integer(), Type.Null()], { description: '推算的完成日期比基线的目标晚多少天；负数为早' }),
    items: Type.Array(Type.Object({ ...PlannedItem.properties, ...Deviation }, closed))
  },
  { ...closed, description: '施工图；尚未排期的没有目标日期' }
)
export type WorkSchedule = Static<typeof WorkSchedule>

export const CHECK_IN_STATUSES = ['done', 'postponed', 'blocked'] as const
export const CheckInStatus = Type.Enum([...CHECK_IN_STATUSES], {
  description: '完成 done、顺延 postponed、受阻 blocked；顺延和受阻须写明原因'
})
export type CheckInStatus = Static<typeof CheckInStatus>

export const CHECK_IN_STATUS_TITLES: Readonly<Record<CheckInStatus, string>> = { done: '完成', postponed: '顺延', blocked: '受阻' }

export const NewCheckIn = Type.Object(
  {
    unit: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: '交账单位' }),
    on: Type.Optional(LegalDate('所交的是哪一周：该周任何一天；不写的为本周')),
    status: CheckInStatus,
    done: Type.Optional(text(1000, '本周完成')),
    reason: Type.Optional(text(1000, '未完成原因')),
    next: Type.Optional(text(1000, '下周计划')),
    help: Type.Optional(text(1000, '需协调事项'))
  },
  closed
)
export type NewCheckIn = Static<typeof NewCheckIn>

export const CheckIn = Type.Object(
  {
    id: Type.String(),
    unit: Type.String(),
    week: Type.String({ description: '该周星期一' }),
    status: CheckInStatus,
    done: text(1000, '本周完成'),
    reason: text(1000, '未完成原因'),
    next: text(1000, '下周计划'),
    help: text(1000, '需协调事项'),
    author: Type.Union([Type.String(), Type.Null()]),
    at: Type.String({ description: '何时交账' }),
    late: Type.Boolean({ description: '过了该周才交' })
  },
  closed
)
export type CheckIn = Static<typeof CheckIn>

export const CheckInWeek = Type.Object(
  {
    week: Type.String({ description: '星期一' }),
    sunday: Type.String(),
    units: Type.Array(
      Type.Object(
        {
          unit: Type.String(),
          state: Type.Enum(['handedIn', 'due', 'missing'], { description: '已交 handedIn、本周待交 due、未交 missing' }),
          tasks: Type.Array(Type.String(), { description: '该单位这一周在办的任务' }),
          checkIn: Type.Union([CheckIn, Type.Null()])
        },
        closed
      )
    )
  },
  { ...closed, description: '一周的交账情况；责任单位依任务书的起止日期而定' }
)
export type CheckInWeek = Static<typeof CheckInWeek>

/** 周报: who owed an account in a week, over all bills. What is missing stays a row. */
export const WeeklyRow = Type.Object(
  {
    unit: Type.String({ description: '责任单位' }),
    bill: Type.String(),
    billTitle: Type.String({ description: '法规名称' }),
    persons: Type.Array(Type.String(), { description: '责任人' }),
    state: Type.Enum(['handedIn', 'due', 'missing']),
    tasks: Type.Array(Type.String(), { description: '本周任务' }),
    finished: Type.Array(Type.String(), { description: '其中已完成的' }),
    postponed: Type.Integer({ description: '该单位对这件法规案至该周累计顺延次数' }),
    checkIn: Type.Union([CheckIn, Type.Null()])
  },
  closed
)
export type WeeklyRow = Static<typeof WeeklyRow>

export const WeeklySheet = Type.Object(
  {
    week: Type.String({ description: '星期一' }),
    sunday: Type.String(),
    asOf: Type.String(),
    handedIn: Type.Integer({ description: '已交件数' }),
    missing: Type.Integer({ description: '未交和待交件数' }),
    rows: Type.Array(WeeklyRow)
  },
  { ...closed, description: '周报：一个责任单位对一件法规案一行' }
)
export type WeeklySheet = Static<typeof WeeklySheet>

/** 施工图 of all bills of a year: what the wall chart draws, a row a bill. */
export const ChartRow = Type.Object(
  {
    bill: Type.Union([Type.String(), Type.Null()], { description: '法规案；计划中尚未立案的项目为 null' }),
    title: Type.String(),
    group: Type.String({ description: '年度计划中的类别，或者计划外' }),
    unit: Type.Union([Type.String(), Type.Null()], { description: '起草单位或者责任单位' }),
    caseOfficer: Type.Union([Type.String(), Type.Null()]),
    stageTitle: Type.String({ description: '所在环节' }),
    target: LegalDate('目标日期'),
    baselineTarget: LegalDate('原目标日期'),
    likelyEnd: LegalDate('推算的完成日期'),
    likelyLate: Type.Union([Type.Integer(), Type.Null()], { description: '推算比原目标晚多少天' }),
    planned: Type.Array(Type.Object({ title: Type.String(), from: Type.String(), to: Type.String() }, closed), {
      description: '原计划各环节的起止'
    }),
    actual: Type.Union([Type.Object({ from: Type.String(), to: Type.String(), done: Type.Boolean() }, closed), Type.Null()]),
    lateSince: LegalDate('自哪一天起逾期'),
    lamp: Lamp
  },
  closed
)
export type ChartRow = Static<typeof ChartRow>

/** What a wall chart is cut down to. */
export const ChartFilters = {
  only: Type.Optional(Type.Enum(['own', 'late', 'unplanned'], { description: '只看本人承办 own、滞后 late、尚未排期 unplanned' })),
  unit: Type.Optional(Type.String({ maxLength: 100, description: '只看这个单位' }))
}

export const WorkChart = Type.Object(
  {
    title: Type.String(),
    from: Type.String(),
    to: Type.String(),
    today: Type.String(),
    meetings: Type.Array(Type.Object({ title: Type.String(), on: Type.String() }, closed), { description: '已定日期的常委会会议' }),
    rows: Type.Array(ChartRow),
    counts: Type.Object(
      { all: Type.Integer(), own: Type.Integer(), late: Type.Integer(), unplanned: Type.Integer() },
      { ...closed, description: '不加筛选的件数：全部、本人承办、滞后、尚未排期' }
    ),
    units: Type.Array(Type.String())
  },
  { ...closed, description: '全部法规的施工图' }
)
export type WorkChart = Static<typeof WorkChart>

/** 执法检查: an inspection with its thirteen slots (4会议4清单4报告1意见), and the problems found, until each is closed (domain/four-entries §7). */
import { type Static, Type } from 'typebox'
import { Page, PageQuery } from './http.ts'
import { Lamp } from './plans.ts'

const closed = { additionalProperties: false } as const
const Text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, pattern: '\\S', description })
const words = (maxLength: number, description: string) => Type.Union([Type.String({ maxLength }), Type.Null()], { description })
const Day = (description: string) => Type.Union([Type.String({ format: 'date' }), Type.Null()], { description })
const Hash = Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.Null()], { description: '附件的 sha256，见 POST /api/v1/files' })

export const NewInspection = Type.Object(
  {
    title: Type.Optional(Text(200, '检查名称，不写的用法规名称')),
    leader: Type.Optional(words(100, '检查组组长')),
    startedOn: Type.Optional(Type.String({ format: 'date', description: '启动日期，不写的为今天' }))
  },
  closed
)
export type NewInspection = Static<typeof NewInspection>

export const SlotChange = Type.Object(
  {
    doneOn: Type.Optional(Day('何日完成；写 null 的恢复为未完成')),
    unit: Type.Optional(words(100, '责任单位')),
    note: Type.Optional(words(2000, '情况')),
    file: Type.Optional(Hash),
    fileName: Type.Optional(words(200, '附件名称'))
  },
  { additionalProperties: false, minProperties: 1 }
)
export type SlotChange = Static<typeof SlotChange>

export const PROBLEM_STATUSES = ['open', 'rectifying', 'closed', 'unfounded'] as const
export const ProblemStatus = Type.Enum([...PROBLEM_STATUSES], {
  description: '待整改 open、持续整改 rectifying、已整改 closed、不属实 unfounded（须写明理由）'
})
export type ProblemStatus = Static<typeof ProblemStatus>
export const PROBLEM_STATUS_TITLES: Readonly<Record<ProblemStatus, string>> = {
  open: '待整改',
  rectifying: '持续整改',
  closed: '已整改',
  unfounded: '不属实'
}

const problemMembers = {
  article: words(40, '涉及的条'),
  fact: Text(2000, '问题'),
  unit: Text(100, '责任单位'),
  dueOn: Day('整改期限'),
  measure: words(2000, '整改措施')
}

export const NewFinding = Type.Object(
  {
    article: Type.Optional(problemMembers.article),
    fact: problemMembers.fact,
    unit: problemMembers.unit,
    dueOn: Type.Optional(problemMembers.dueOn),
    measure: Type.Optional(problemMembers.measure)
  },
  closed
)
export type NewFinding = Static<typeof NewFinding>

export const FindingChange = Type.Object(
  {
    unit: Type.Optional(problemMembers.unit),
    dueOn: Type.Optional(problemMembers.dueOn),
    measure: Type.Optional(problemMembers.measure),
    status: Type.Optional(ProblemStatus),
    closedOn: Type.Optional(Type.String({ format: 'date', description: '销号日期，不写的为今天' })),
    reason: Type.Optional(words(1000, '理由：不属实的须写明'))
  },
  { additionalProperties: false, minProperties: 1 }
)
export type FindingChange = Static<typeof FindingChange>

export const Slot = Type.Object(
  {
    code: Type.String(),
    position: Type.Integer(),
    kind: Type.String({ description: '会议 meeting、清单 list、报告 report、意见 opinion' }),
    kindTitle: Type.String(),
    title: Type.String(),
    after: Type.String({ description: '何时进行' }),
    basis: Type.String(),
    unit: Type.String(),
    doneOn: Type.Union([Type.String(), Type.Null()]),
    note: words(2000, '情况'),
    file: Type.Union([Type.Object({ sha256: Type.String(), name: Type.String() }, closed), Type.Null()])
  },
  closed
)
export type Slot = Static<typeof Slot>

export const Finding = Type.Object(
  {
    id: Type.String(),
    ...problemMembers,
    status: ProblemStatus,
    closedOn: Type.Union([Type.String(), Type.Null()]),
    reason: words(1000, '理由'),
    lamp: Lamp
  },
  closed
)
export type Finding = Static<typeof Finding>

export const Inspection = Type.Object(
  {
    id: Type.String(),
    bill: Type.Object({ id: Type.String(), title: Type.String() }, closed),
    title: Type.String(),
    leader: words(100, '检查组组长'),
    startedOn: Type.String(),
    slots: Type.Array(Slot),
    done: Type.Integer({ description: '已完成的环节数' }),
    total: Type.Integer(),
    findings: Type.Array(Finding),
    closedFindings: Type.Integer({ description: '已销号的问题数' }),
    finished: Type.Boolean({ description: '各环节已完成，问题全部销号' }),
    warnings: Type.Array(Type.String(), { description: '次序提示' })
  },
  closed
)
export type Inspection = Static<typeof Inspection>

export const Inspections = Page(Inspection)

/** What the list is narrowed to: 未完成 (a slot or a problem is open), 整改逾期 (a problem is past its day). */
export const INSPECTION_SHOWS = ['unfinished', 'late'] as const
export type InspectionShow = (typeof INSPECTION_SHOWS)[number]
export const INSPECTION_SHOW_TITLES: Readonly<Record<InspectionShow, string>> = { unfinished: '未完成', late: '整改逾期' }

export const InspectionListQuery = Type.Object(
  {
    ...PageQuery.properties,
    show: Type.Optional(
      Type.Enum([...INSPECTION_SHOWS], { description: '未完成（有环节或者问题未办结）unfinished、整改逾期 late；不写的为全部' })
    )
  },
  closed
)

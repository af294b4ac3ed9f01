/** Plans (五年立法规划, 年度立法计划), their items (立法项目), and the progress report made from them (domain/reports §1, §2). */
import { type Static, Type } from 'typebox'
import { BillStatus } from './bills.ts'

export const PlanKind = Type.Enum(['fiveYearPlan', 'annualPlan'], { description: '五年立法规划 fiveYearPlan、年度立法计划 annualPlan' })
export type PlanKind = Static<typeof PlanKind>

export const PlanCategory = Type.Enum(['deliberation', 'preparatory', 'research', 'classOne', 'classTwo', 'classThree'], {
  description: '年度计划：审议 deliberation、预备 preparatory、调研 research；五年规划：一类 classOne、二类 classTwo、三类 classThree'
})
export type PlanCategory = Static<typeof PlanCategory>

export const PLAN_KIND_TITLES: Readonly<Record<PlanKind, string>> = { fiveYearPlan: '五年立法规划', annualPlan: '年度立法计划' }

export const PLAN_CATEGORY_TITLES: Readonly<Record<PlanCategory, string>> = {
  deliberation: '审议项目',
  preparatory: '预备项目',
  research: '调研项目',
  classOne: '一类项目',
  classTwo: '二类项目',
  classThree: '三类项目'
}

/** The milestones (时间节点) of the progress table, in the order in which a bill reaches them. */
export const MILESTONES = ['draftingDone', 'firstReading', 'secondReading', 'approvalRequest', 'promulgation'] as const
export const Milestone = Type.Enum([...MILESTONES])
export type Milestone = Static<typeof Milestone>

export const MILESTONE_TITLES: Readonly<Record<Milestone, string>> = {
  draftingDone: '起草完成',
  firstReading: '一审',
  secondReading: '二审',
  approvalRequest: '报批',
  promulgation: '公布'
}

const Title = (description: string) => Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description })
const Unit = (description: string) => Type.Union([Type.String({ maxLength: 100 }), Type.Null()], { description })
const LegalDate = Type.String({ format: 'date' })

export const PlannedDates = Type.Object(
  {
    draftingDone: Type.Optional(LegalDate),
    firstReading: Type.Optional(LegalDate),
    secondReading: Type.Optional(LegalDate),
    approvalRequest: Type.Optional(LegalDate),
    promulgation: Type.Optional(LegalDate)
  },
  { additionalProperties: false, description: '各时间节点的计划日期' }
)
export type PlannedDates = Static<typeof PlannedDates>

export const NewPlan = Type.Object(
  {
    title: Title('规划、计划名称'),
    kind: PlanKind,
    year: Type.Integer({ minimum: 1979, maximum: 2199, description: '年度；五年规划写起始年度' })
  },
  { additionalProperties: false }
)
export type NewPlan = Static<typeof NewPlan>

export const Plan = Type.Object(
  { id: Type.String(), title: Type.String(), kind: PlanKind, year: Type.Integer(), createdAt: Type.String() },
  { additionalProperties: false }
)
export type Plan = Static<typeof Plan>

const itemMembers = {
  sponsor: Unit('提案单位'),
  draftingUnit: Unit('起草单位'),
  responsibleUnit: Unit('责任单位'),
  note: Type.Union([Type.String({ maxLength: 1000 }), Type.Null()], { description: '备注' })
}

export const NewPlanItem = Type.Object(
  {
    title: Title('项目名称'),
    category: PlanCategory,
    bill: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()], { description: '对应法规案的 id' })),
    sponsor: Type.Optional(itemMembers.sponsor),
    draftingUnit: Type.Optional(itemMembers.draftingUnit),
    responsibleUnit: Type.Optional(itemMembers.responsibleUnit),
    plannedOn: Type.Optional(PlannedDates),
    note: Type.Optional(itemMembers.note)
  },
  { additionalProperties: false }
)
export type NewPlanItem = Static<typeof NewPlanItem>

export const PlanItemChange = Type.Partial(NewPlanItem, { additionalProperties: false, minProperties: 1 })
export type PlanItemChange = Static<typeof PlanItemChange>

export const PlanItem = Type.Object(
  {
    id: Type.String(),
    plan: Type.String(),
    title: Type.String(),
    category: PlanCategory,
    bill: Type.Union([Type.String(), Type.Null()]),
    ...itemMembers,
    plannedOn: PlannedDates,
    position: Type.Integer({ minimum: 1, description: '序号' })
  },
  { additionalProperties: false }
)
export type PlanItem = Static<typeof PlanItem>

export const Lamp = Type.Object(
  {
    colour: Type.Enum(['red', 'amber', 'green', 'none']),
    words: Type.String({ description: '如 逾期 12 天、如期、未开始' })
  },
  { additionalProperties: false }
)
export type Lamp = Static<typeof Lamp>

export const ProgressRow = Type.Object(
  {
    ...PlanItem.properties,
    caseOfficer: Unit('责任人'),
    stage: Type.Union([Type.String(), Type.Null()]),
    stageTitle: Type.String({ description: '当前环节；没有对应法规案的为 未启动' }),
    status: Type.Union([BillStatus, Type.Null()]),
    startedOn: Type.Union([Type.String(), Type.Null()], { description: '法规案何日登记；没有对应法规案的为 null' }),
    actualOn: PlannedDates,
    lamp: Lamp,
    daysLate: Type.Integer({ description: '偏差天数：正数为晚，负数为早' }),
    nextMilestone: Type.Union([Milestone, Type.Null()]),
    nextOn: Type.Union([Type.String(), Type.Null()], { description: '下一节点的计划日期' }),
    next: Type.String({ description: '下一步' })
  },
  { additionalProperties: false }
)
export type ProgressRow = Static<typeof ProgressRow>

export const Progress = Type.Object(
  { plan: Plan, asOf: Type.String({ description: '统计截至日期' }), items: Type.Array(ProgressRow) },
  { additionalProperties: false }
)
export type Progress = Static<typeof Progress>

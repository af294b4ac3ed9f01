/** Plans (五年立法规划, 年度立法计划), their items (立法项目), and the progress report made from them (domain/reports §1, §2). */
import { type Static, Type } from 'typebox'
import { BillKind, BillStatus } from './bills.ts'

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

/** Categories of each kind of plan, in the order in which the document lists them. */
export const CATEGORIES_OF: Readonly<Record<PlanKind, readonly PlanCategory[]>> = {
  annualPlan: ['deliberation', 'preparatory', 'research'],
  fiveYearPlan: ['classOne', 'classTwo', 'classThree']
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

/** What may be changed about a plan. Passed (通过) it is once, and from then on its items change by adjustment (调整). */
export const PlanChange = Type.Object(
  {
    title: Type.Optional(Title('规划、计划名称')),
    passedOn: Type.Optional(Type.String({ format: 'date', description: '主任会议何日通过' }))
  },
  { additionalProperties: false, minProperties: 1 }
)
export type PlanChange = Static<typeof PlanChange>

export const Plan = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    kind: PlanKind,
    year: Type.Integer(),
    passedOn: Type.Union([Type.String(), Type.Null()], { description: '何日通过；编制中的为 null' }),
    createdAt: Type.String()
  },
  { additionalProperties: false }
)
export type Plan = Static<typeof Plan>

/** Why and when an item of a passed plan was changed. */
export const Adjustment = Type.Object(
  {
    reason: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S', description: '调整的理由' }),
    decidedOn: Type.Optional(Type.String({ format: 'date', description: '决定日期，不写的为今天' }))
  },
  { additionalProperties: false, description: '调整：变动已通过的计划须写明' }
)
export type Adjustment = Static<typeof Adjustment>

const Reference = (description: string) => Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Null()], { description })

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
    note: Type.Optional(itemMembers.note),
    amends: Type.Optional(Reference('要修改、废止的法规的 id；新的法规案以它的现行文本为起点')),
    adjustment: Type.Optional(Adjustment)
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
    proposal: Reference('来自项目库的哪一项建议'),
    amends: Reference('要修改、废止的法规'),
    carriedFrom: Reference('续自以前计划的哪一个项目'),
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
    phaseTitle: Type.String({ description: '当前阶段，如 审议；没有对应法规案的为 未启动' }),
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

/** What was changed in a plan after it had been passed. */
export const PlanAdjustment = Type.Object(
  {
    id: Type.String(),
    item: Type.String(),
    title: Type.String({ description: '项目名称' }),
    kind: Type.Enum(['added', 'changed', 'removed'], { description: '增加 added、变更 changed、移出 removed' }),
    changes: Type.Array(
      Type.Object(
        { member: Type.String(), before: Type.Union([Type.String(), Type.Null()]), after: Type.Union([Type.String(), Type.Null()]) },
        { additionalProperties: false }
      )
    ),
    reason: Type.String(),
    decidedOn: Type.String(),
    createdAt: Type.String()
  },
  { additionalProperties: false }
)
export type PlanAdjustment = Static<typeof PlanAdjustment>

export const ADJUSTMENT_TITLES: Readonly<Record<PlanAdjustment['kind'], string>> = { added: '增加', changed: '变更', removed: '移出' }

/** Drawing up the next annual plan (编制年度计划): what is carried over comes with it. */
export const NextPlan = Type.Object(
  { title: Type.Optional(Title('计划名称')), year: Type.Integer({ minimum: 1979, maximum: 2199, description: '年度' }) },
  { additionalProperties: false }
)
export type NextPlan = Static<typeof NextPlan>

/** A bill that is opened from its item (立案) with everything that it begins with, in one step. */
export const OpeningOfBill = Type.Object(
  {
    title: Type.Optional(Title('法规名称，不写的用项目名称')),
    kind: BillKind,
    workflow: Type.String({ minLength: 1, maxLength: 100, description: '流程的 id，见 /api/v1/workflows' }),
    sponsor: Type.Optional(itemMembers.sponsor),
    draftingUnit: Type.Optional(itemMembers.draftingUnit),
    competentCommittee: Type.Optional(Unit('有关的专门委员会')),
    caseOfficer: Type.Optional(Unit('承办人')),
    target: Type.Optional(Type.Union([LegalDate, Type.Null()], { description: '目标施行日期；写明的，同时倒排施工图' })),
    taskSheet: Type.Optional(Type.Boolean({ description: '是否同时制定任务书，默认制定' }))
  },
  { additionalProperties: false }
)
export type OpeningOfBill = Static<typeof OpeningOfBill>

export const OpenedBill = Type.Object(
  {
    bill: Type.String(),
    tasks: Type.Integer({ description: '任务书的任务数' }),
    scheduled: Type.Boolean({ description: '是否已经排出施工图' }),
    text: Type.Union([Type.String(), Type.Null()], { description: '作为起点的现行文本所在的材料' })
  },
  { additionalProperties: false }
)
export type OpenedBill = Static<typeof OpenedBill>

/** One year of a five-year plan: what was planned for it and what was done. */
export const PlanYear = Type.Object(
  {
    year: Type.Integer(),
    items: Type.Array(ProgressRow, { description: '规划在这一年公布、审议的项目' }),
    promulgated: Type.Integer({ description: '规划项目中已公布的件数' }),
    annual: Type.Union([
      Type.Object({ id: Type.String(), title: Type.String(), items: Type.Integer() }, { additionalProperties: false }),
      Type.Null()
    ])
  },
  { additionalProperties: false }
)
export type PlanYear = Static<typeof PlanYear>

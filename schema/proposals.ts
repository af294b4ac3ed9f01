/** 项目库: proposals for regulations, argued (论证), decided on with a recorded reason, and carried into a plan (domain/procedure §2 A). */
import { type Static, Type } from 'typebox'
import { BillKind } from './bills.ts'
import { PageQuery } from './http.ts'
import { PlanCategory, PlannedDates } from './plans.ts'

export const PROPOSAL_SOURCES = [
  'department',
  'deputy',
  'contactPoint',
  'public',
  'expert',
  'county',
  'committee',
  'cppcc',
  'court',
  'procuratorate',
  'inspection',
  'evaluation'
] as const
export const ProposalSource = Type.Enum([...PROPOSAL_SOURCES], {
  description:
    '来源：部门 department、代表 deputy、联系点 contactPoint、群众 public、专家 expert、县区 county、委员会 committee、政协 cppcc、法院 court、检察院 procuratorate、执法检查 inspection、后评估 evaluation'
})
export type ProposalSource = Static<typeof ProposalSource>

export const PROPOSAL_SOURCE_TITLES: Readonly<Record<ProposalSource, string>> = {
  department: '部门',
  deputy: '代表',
  contactPoint: '联系点',
  public: '群众',
  expert: '专家',
  county: '县区',
  committee: '委员会',
  cppcc: '政协',
  court: '法院',
  procuratorate: '检察院',
  inspection: '执法检查',
  evaluation: '后评估'
}

export const PROPOSAL_STATUSES = ['proposed', 'selected', 'pooled', 'declined', 'planned'] as const
export const ProposalStatus = Type.Enum([...PROPOSAL_STATUSES], {
  description: '待定 proposed、选取 selected、留库 pooled、不予立项 declined、已转入计划 planned'
})
export type ProposalStatus = Static<typeof ProposalStatus>

export const PROPOSAL_STATUS_TITLES: Readonly<Record<ProposalStatus, string>> = {
  proposed: '待定',
  selected: '已选取',
  pooled: '留库',
  declined: '不予立项',
  planned: '已转入计划'
}

/** The questions that a 论证 answers before a project is selected (domain/procedure A2). */
export const ARGUMENTS = ['necessity', 'feasibility', 'authority', 'superiorLaw'] as const
export type ArgumentName = (typeof ARGUMENTS)[number]
export const ARGUMENT_TITLES: Readonly<Record<ArgumentName, string>> = {
  necessity: '必要性',
  feasibility: '可行性',
  authority: '立法权限',
  superiorLaw: '与上位法的关系'
}

const words = (description: string) => Type.Union([Type.String({ maxLength: 4000 }), Type.Null()], { description })
export const Argument = Type.Object(
  {
    necessity: Type.Optional(words('必要性')),
    feasibility: Type.Optional(words('可行性')),
    authority: Type.Optional(words('立法权限：属于哪一类事项')),
    superiorLaw: Type.Optional(words('与上位法的关系'))
  },
  { additionalProperties: false, description: '论证' }
)
export type Argument = Static<typeof Argument>

const Text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, pattern: '\\S', description })
const Year = Type.Union([Type.Integer({ minimum: 1979, maximum: 2199 }), Type.Null()], { description: '建议年份' })
const particulars = {
  title: Text(200, '项目名称'),
  kind: BillKind,
  source: ProposalSource,
  proposedBy: Text(100, '提出人'),
  proposedOn: Type.String({ format: 'date', description: '提出日期' }),
  reason: Text(2000, '理由'),
  suggestedYear: Year,
  amends: Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Null()], { description: '要修改、废止的法规的 id' })
}

export const NewProposal = Type.Object(
  {
    title: particulars.title,
    kind: Type.Optional(particulars.kind),
    source: particulars.source,
    proposedBy: particulars.proposedBy,
    proposedOn: Type.Optional(Type.String({ format: 'date', description: '提出日期，不写的为今天' })),
    reason: particulars.reason,
    suggestedYear: Type.Optional(Year),
    amends: Type.Optional(particulars.amends)
  },
  { additionalProperties: false }
)
export type NewProposal = Static<typeof NewProposal>

export const ProposalChange = Type.Object(
  {
    ...NewProposal.properties,
    title: Type.Optional(particulars.title),
    source: Type.Optional(particulars.source),
    proposedBy: Type.Optional(particulars.proposedBy),
    reason: Type.Optional(particulars.reason),
    argument: Type.Optional(Argument)
  },
  { additionalProperties: false, minProperties: 1 }
)
export type ProposalChange = Static<typeof ProposalChange>

/** What may be decided about a proposal; carrying it into a plan is an act of its own. */
export const DECISIONS = ['selected', 'pooled', 'declined'] as const
export const DECISION_TITLES: Readonly<Record<(typeof DECISIONS)[number], string>> = {
  selected: '选取',
  pooled: '留库',
  declined: '不予立项'
}

export const ProposalDecision = Type.Object(
  {
    decision: Type.Enum([...DECISIONS], { description: '选取 selected（须先论证）、留库 pooled、不予立项 declined' }),
    reason: Text(1000, '理由'),
    on: Type.Optional(Type.String({ format: 'date', description: '决定日期，不写的为今天' }))
  },
  { additionalProperties: false }
)
export type ProposalDecision = Static<typeof ProposalDecision>

export const ProposalTransfer = Type.Object(
  {
    plan: Type.String({ minLength: 1, maxLength: 64, description: '规划、计划' }),
    category: PlanCategory,
    reason: Text(1000, '转入的理由'),
    on: Type.Optional(Type.String({ format: 'date', description: '决定日期，不写的为今天' })),
    sponsor: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()], { description: '提案单位' })),
    draftingUnit: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()], { description: '起草单位' })),
    responsibleUnit: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()], { description: '责任单位' })),
    plannedOn: Type.Optional(PlannedDates)
  },
  { additionalProperties: false }
)
export type ProposalTransfer = Static<typeof ProposalTransfer>

const Link = (description: string) =>
  Type.Union([Type.Object({ id: Type.String(), title: Type.String() }, { additionalProperties: false }), Type.Null()], { description })

export const Proposal = Type.Object(
  {
    id: Type.String(),
    ...particulars,
    amends: Link('要修改、废止的法规'),
    status: ProposalStatus,
    argument: Argument,
    decidedOn: Type.Union([Type.String(), Type.Null()]),
    decisionReason: Type.Union([Type.String(), Type.Null()]),
    plan: Link('转入的规划、计划'),
    planItem: Type.Union([Type.String(), Type.Null()]),
    bill: Link('后来的法规案'),
    createdAt: Type.String()
  },
  { additionalProperties: false }
)
export type Proposal = Static<typeof Proposal>

export const ProposalQuery = Type.Object(
  {
    ...PageQuery.properties,
    status: Type.Optional(ProposalStatus),
    source: Type.Optional(ProposalSource),
    year: Type.Optional(Type.Integer({ minimum: 1979, maximum: 2199, description: '建议年份' })),
    amends: Type.Optional(Type.String({ maxLength: 64, description: '要修改的法规' }))
  },
  { additionalProperties: false }
)

/** Bytes of a table that is pasted: some 2,000 proposals. */
export const MAX_IMPORT = 1_000_000
export const ProposalImport = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: MAX_IMPORT, description: '表格：第一行为列名，逗号或者制表符分隔' }) },
  { additionalProperties: false }
)
export const ProposalsImported = Type.Object({ imported: Type.Integer() }, { additionalProperties: false })

/** A bill (法规案) as it crosses the boundary: filed, listed, read, changed, driven. Names and values from domain/glossary. */
import { type Static, Type } from 'typebox'
import { PageQuery } from './http.ts'

export const BILL_KINDS = ['enact', 'revision', 'partialAmendment', 'repeal'] as const
export const BILL_STATUSES = ['active', 'suspended', 'withdrawn', 'terminated', 'rejected', 'refused', 'completed'] as const

export const BillKind = Type.Enum([...BILL_KINDS], { description: '制定 enact、修订 revision、修正 partialAmendment、废止 repeal' })
export type BillKind = Static<typeof BillKind>

export const BillStatus = Type.Enum([...BILL_STATUSES], {
  description: '办理中 active、暂停 suspended、撤回 withdrawn、终止 terminated、未通过 rejected、不予批准 refused、办结 completed'
})
export type BillStatus = Static<typeof BillStatus>

export const BILL_KIND_TITLES: Readonly<Record<BillKind, string>> = {
  enact: '制定',
  revision: '修订',
  partialAmendment: '修正',
  repeal: '废止'
}

export const BILL_STATUS_TITLES: Readonly<Record<BillStatus, string>> = {
  active: '办理中',
  suspended: '暂停审议',
  withdrawn: '已撤回',
  terminated: '已终止',
  rejected: '未获通过',
  refused: '不予批准',
  completed: '已办结'
}

/** Names of regulations have at most some 60 characters; 200 leaves room for 关于修改…的决定. */
const Title = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: '法规名称' })
const Unit = (description: string) => Type.Union([Type.String({ maxLength: 100 }), Type.Null()], { description })
const LegalDate = (description: string) => Type.Union([Type.String({ format: 'date' }), Type.Null()], { description })

/** What may be said about a bill besides its text and its place in the procedure. Null: not yet known. */
const particulars = {
  sponsor: Unit('提案人'),
  draftingUnit: Unit('起草单位'),
  competentCommittee: Unit('有关的专门委员会'),
  caseOfficer: Unit('承办人'),
  targetOn: LegalDate('目标施行日期')
}

export const NewBill = Type.Object(
  {
    title: Title,
    kind: BillKind,
    workflow: Type.String({ minLength: 1, maxLength: 100, description: '流程的 id，见 /api/v1/workflows' }),
    sponsor: Type.Optional(particulars.sponsor),
    draftingUnit: Type.Optional(particulars.draftingUnit),
    competentCommittee: Type.Optional(particulars.competentCommittee),
    caseOfficer: Type.Optional(particulars.caseOfficer),
    targetOn: Type.Optional(particulars.targetOn)
  },
  { additionalProperties: false }
)
export type NewBill = Static<typeof NewBill>

/** What a person may correct. Kind, workflow, stage and status are not among it: they follow from filing and from events. */
export const BillChange = Type.Object(
  {
    title: Type.Optional(Title),
    sponsor: Type.Optional(particulars.sponsor),
    draftingUnit: Type.Optional(particulars.draftingUnit),
    competentCommittee: Type.Optional(particulars.competentCommittee),
    caseOfficer: Type.Optional(particulars.caseOfficer),
    targetOn: Type.Optional(particulars.targetOn)
  },
  { additionalProperties: false, minProperties: 1 }
)
export type BillChange = Static<typeof BillChange>

export const WorkflowName = Type.Object(
  { id: Type.String(), version: Type.Integer({ minimum: 1 }), title: Type.String() },
  { additionalProperties: false }
)
export type WorkflowName = Static<typeof WorkflowName>

export const Bill = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    kind: BillKind,
    workflow: WorkflowName,
    stage: Type.String({ description: '所在环节的代码，即流程定义中 transitions 的 from、to' }),
    stageTitle: Type.String({ description: '所在环节的名称' }),
    phase: Type.String({ description: '所在阶段的代码，即流程定义中 stages 的 id，如 deliberation' }),
    phaseTitle: Type.String({ description: '所在阶段的名称，如 审议' }),
    status: BillStatus,
    since: Type.String({ description: '何时起处于此环节' }),
    sponsor: particulars.sponsor,
    draftingUnit: particulars.draftingUnit,
    competentCommittee: particulars.competentCommittee,
    caseOfficer: particulars.caseOfficer,
    targetOn: particulars.targetOn,
    createdAt: Type.String(),
    updatedAt: Type.String()
  },
  { additionalProperties: false }
)
export type Bill = Static<typeof Bill>

const Filter = (description: string) => Type.Optional(Type.String({ maxLength: 100, description }))

export const BillQuery = Type.Object(
  {
    ...PageQuery.properties,
    stage: Filter('所在环节或者阶段的代码'),
    status: Type.Optional(BillStatus),
    kind: Type.Optional(BillKind),
    workflow: Filter('流程的 id'),
    q: Filter('名称、提案人、起草单位或者承办人中的字')
  },
  { additionalProperties: false }
)

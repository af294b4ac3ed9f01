/** A bill (法规案) as it crosses the boundary: filed, listed, read, changed, driven. Names and values from domain/glossary. */
import { type Static, Type } from 'typebox'

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

const Blocker = Type.Object(
  { code: Type.String(), message: Type.String(), basis: Type.Optional(Type.String({ description: '依据' })) },
  { additionalProperties: false, description: '尚未满足的条件' }
)

const OfferedEvent = Type.Object(
  {
    event: Type.String(),
    title: Type.String(),
    to: Type.Union([Type.String(), Type.Null()], { description: '到哪一环节；停在原处的为 null' }),
    toTitle: Type.Union([Type.String(), Type.Null()]),
    allowed: Type.Boolean(),
    blockers: Type.Array(Blocker),
    roles: Type.Array(Type.Object({ id: Type.String(), title: Type.String() }, { additionalProperties: false }), {
      description: '由哪些主体决定'
    }),
    inputs: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          kind: Type.String({ description: 'text、date、number、boolean、list；confirmation 的 value 填入 confirmed' }),
          title: Type.String(),
          required: Type.Boolean(),
          value: Type.Optional(Type.String())
        },
        { additionalProperties: false }
      ),
      { description: '办理时填写的内容' }
    ),
    region: Type.Union([Type.String(), Type.Null()], { description: '并行事项；主线为 null' }),
    automatic: Type.Boolean({ description: '条件满足即自动办理' }),
    startsBill: Type.Array(Type.String(), { description: '另起一件法规案时可用的流程' }),
    basis: Type.Union([Type.String(), Type.Null()])
  },
  { additionalProperties: false }
)

const HistoryEntry = Type.Object(
  {
    seq: Type.Integer({ description: '全库事件序号' }),
    at: Type.String(),
    actor: Type.Union([Type.String(), Type.Null()], { description: '办理人的账号标识；系统自动办理的为 null' }),
    actorName: Type.String(),
    body: Type.Union([Type.String(), Type.Null()], { description: '作出决定的主体' }),
    bodyTitle: Type.Union([Type.String(), Type.Null()]),
    event: Type.String(),
    title: Type.String(),
    from: Type.String(),
    to: Type.String(),
    toTitle: Type.String(),
    note: Type.Union([Type.String(), Type.Null()]),
    on: Type.String({ description: '何日作出' }),
    input: Type.Record(Type.String(), Type.Unknown(), { description: '办理时填写的全部内容' })
  },
  { additionalProperties: false }
)
export type HistoryEntry = Static<typeof HistoryEntry>

export const Lifecycle = Type.Object(
  {
    workflow: WorkflowName,
    stage: Type.String(),
    stageTitle: Type.String(),
    phase: Type.String(),
    phaseTitle: Type.String(),
    status: BillStatus,
    since: Type.String(),
    responsible: Type.Union([Type.String(), Type.Null()], { description: '现在由谁办理' }),
    phases: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          title: Type.String(),
          rail: Type.Enum(['stop', 'stretch', 'none']),
          state: Type.Enum(['done', 'now', 'toCome']),
          from: Type.Union([Type.String(), Type.Null()], { description: '何日进入此阶段' })
        },
        { additionalProperties: false }
      ),
      { description: '各阶段，按先后排列' }
    ),
    readings: Type.Integer({ description: '已经审议的次数' }),
    regions: Type.Array(
      Type.Object(
        { id: Type.String(), title: Type.String(), state: Type.String(), stateTitle: Type.String(), since: Type.String() },
        { additionalProperties: false }
      ),
      { description: '并行事项' }
    ),
    clocks: Type.Array(
      Type.Object({ id: Type.String(), title: Type.String(), from: Type.String(), due: Type.String() }, { additionalProperties: false }),
      { description: '正在计算的期间' }
    ),
    dates: Type.Record(Type.String(), Type.String(), {
      description: '通过 passedOn、批准 approvedOn、公布 promulgatedOn、施行 effectiveOn'
    }),
    events: Type.Array(OfferedEvent),
    history: Type.Array(HistoryEntry)
  },
  { additionalProperties: false }
)
export type Lifecycle = Static<typeof Lifecycle>

export const WorkflowSummary = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    title: Type.String(),
    description: Type.Union([Type.String(), Type.Null()]),
    kinds: Type.Array(BillKind, { description: '适用于哪些种类的法规案' }),
    sha256: Type.String({ description: '定义文件的 SHA-256' }),
    stages: Type.Array(Type.Object({ id: Type.String(), title: Type.String() }, { additionalProperties: false }))
  },
  { additionalProperties: false }
)
export type WorkflowSummary = Static<typeof WorkflowSummary>

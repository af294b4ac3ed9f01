/** The lifecycle of a bill as it crosses HTTP: where it stands, what may happen next and what that lacks, how it got there. */
import { type Static, Type } from 'typebox'
import { BillKind, BillStatus, WorkflowName } from './bills.ts'
import { EventInput } from './facts.ts'

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

/** An event of the lifecycle with what the person fills in. */
export const LifecycleEvent = Type.Object(
  { event: Type.String({ minLength: 1, maxLength: 100, description: '步骤代码，见 events' }), ...EventInput.properties },
  { additionalProperties: false }
)

/** The definition that a bill runs on, and the newer one of the folder, if there is one. */
export const WorkflowOfBill = Type.Object(
  {
    current: WorkflowName,
    newer: Type.Union([WorkflowName, Type.Null()], { description: '流程目录中的新版；没有的为 null' }),
    obstacle: Type.Union([Type.String(), Type.Null()], { description: '不能改用新版的原因；能改用的为 null' })
  },
  { additionalProperties: false }
)
export type WorkflowOfBill = Static<typeof WorkflowOfBill>

export const WorkflowMove = Type.Object(
  {
    version: Type.Integer({ minimum: 1, maximum: 1_000_000, description: '改用第几版，即 newer 的 version' }),
    note: Type.Optional(Type.String({ maxLength: 4_000, description: '理由' }))
  },
  { additionalProperties: false }
)
export type WorkflowMove = Static<typeof WorkflowMove>

/** The ledger of 四入 (工作台账): rows attached to a bill when it is promulgated, worked off with evidence (domain/four-entries §1). */
import { type Static, Type } from 'typebox'
import { ChecklistEntry, ChecklistRow } from './checklist.ts'
import { Page, PageQuery } from './http.ts'
import { Lamp } from './plans.ts'

/** What a person says about a row. `overdue` is not among it: it follows from the due date. */
export const ITEM_STATUSES = ['notStarted', 'inProgress', 'done', 'notApplicable'] as const
export const ItemStatus = Type.Enum([...ITEM_STATUSES], {
  description: '未开始 notStarted、进行中 inProgress、已完成 done、不适用 notApplicable（须写明理由）'
})
export type ItemStatus = Static<typeof ItemStatus>

export const ITEM_STATUS_TITLES: Readonly<Record<ItemStatus, string>> = {
  notStarted: '未开始',
  inProgress: '进行中',
  done: '已完成',
  notApplicable: '不适用'
}

/** The column `checklistItem.template`: the checklist's row as it stood when it was attached, and the days that it counts from. */
export const AttachedRow = Type.Object(
  {
    row: ChecklistRow,
    entry: ChecklistEntry,
    kindTitle: Type.String(),
    promulgatedOn: Type.String(),
    effectiveOn: Type.Union([Type.String(), Type.Null()])
  },
  { additionalProperties: false }
)
export type AttachedRow = Static<typeof AttachedRow>

const text = (maxLength: number, description: string) => Type.Union([Type.String({ maxLength }), Type.Null()], { description })

/** Where publicity appears: 报、台、网、微、端. */
export const CHANNELS = ['newspaper', 'broadcast', 'website', 'social', 'app'] as const
export const CHANNEL_TITLES: Readonly<Record<(typeof CHANNELS)[number], string>> = {
  newspaper: '报',
  broadcast: '台',
  website: '网',
  social: '微',
  app: '端'
}
const Channel = Type.Union([Type.Enum([...CHANNELS]), Type.Null()], {
  description: '宣传渠道：报 newspaper、台 broadcast、网 website、微 social、端 app'
})

export const NewEvidence = Type.Object(
  {
    kind: Type.String({ minLength: 1, maxLength: 40, description: '证据种类，见事项的 evidence.kind' }),
    title: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: '证据名称' }),
    on: Type.String({ format: 'date', description: '证据日期' }),
    url: Type.Optional(
      Type.Union([Type.String({ maxLength: 500, pattern: '^https?://\\S+$' }), Type.Null()], {
        description: '网址，以 http:// 或 https:// 开头'
      })
    ),
    quantity: Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 1e9 }), Type.Null()], { description: '数量，按事项的指标' })),
    note: Type.Optional(text(1000, '说明')),
    number: Type.Optional(text(100, '文号、案号')),
    unit: Type.Optional(text(100, '单位：发文、办案、举办的单位')),
    channel: Type.Optional(Channel),
    file: Type.Optional(
      Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.Null()], { description: '附件的 sha256，见 POST /api/v1/files' })
    ),
    fileName: Type.Optional(text(200, '附件名称'))
  },
  { additionalProperties: false }
)
export type NewEvidence = Static<typeof NewEvidence>

export const Evidence = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    title: Type.String(),
    on: Type.String(),
    url: text(500, '网址'),
    quantity: Type.Union([Type.Number(), Type.Null()]),
    note: text(1000, '说明'),
    number: text(100, '文号、案号'),
    unit: text(100, '单位'),
    channel: Channel,
    file: Type.Union([Type.Object({ sha256: Type.String(), name: Type.String() }, { additionalProperties: false }), Type.Null()], {
      description: '附件'
    }),
    createdAt: Type.String()
  },
  { additionalProperties: false }
)
export type Evidence = Static<typeof Evidence>

export const ItemChange = Type.Object(
  {
    status: Type.Optional(ItemStatus),
    reason: Type.Optional(text(1000, '不适用的理由')),
    responsibleUnit: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: '责任单位' })),
    dueOn: Type.Optional(Type.Union([Type.String({ format: 'date' }), Type.Null()], { description: '时限' }))
  },
  { additionalProperties: false, minProperties: 1 }
)
export type ItemChange = Static<typeof ItemChange>

export const LedgerItem = Type.Object(
  {
    id: Type.String(),
    code: Type.String({ description: '事项代码，如 enf-discretion' }),
    entry: Type.String({ description: '类别代码，如 enforcement' }),
    title: Type.String(),
    basis: Type.String(),
    responsibleUnit: Type.String(),
    cooperatingUnits: Type.Array(Type.String()),
    dueOn: Type.Union([Type.String(), Type.Null()], { description: '时限；有情形时办理的为 null' }),
    dueNote: text(200, '期限的说明'),
    status: ItemStatus,
    reason: text(1000, '不适用的理由'),
    lamp: Lamp,
    requiredEvidence: Type.Object({ kind: Type.String(), kindTitle: Type.String(), title: Type.String() }, { additionalProperties: false }),
    metric: Type.Union(
      [
        Type.Object(
          { name: Type.String(), unit: Type.String(), target: Type.Union([Type.Number(), Type.Null()]), actual: Type.Number() },
          { additionalProperties: false }
        ),
        Type.Null()
      ],
      { description: '指标；actual 为各份证据数量之和' }
    ),
    evidence: Type.Array(Evidence)
  },
  { additionalProperties: false }
)
export type LedgerItem = Static<typeof LedgerItem>

export const LedgerEntry = Type.Object(
  {
    entry: Type.String(),
    title: Type.String({ description: '如 进入执法' }),
    column: Type.Boolean({ description: '是否计入四入 n／m' }),
    done: Type.Integer(),
    total: Type.Integer({ description: '应办事项数，不计不适用的' }),
    lamp: Lamp
  },
  { additionalProperties: false }
)
export type LedgerEntry = Static<typeof LedgerEntry>

export const Ledger = Type.Object(
  {
    bill: Type.Object(
      {
        id: Type.String(),
        title: Type.String(),
        promulgatedOn: Type.Union([Type.String(), Type.Null()]),
        effectiveOn: Type.Union([Type.String(), Type.Null()])
      },
      { additionalProperties: false }
    ),
    evidenceKinds: Type.Array(Type.Object({ id: Type.String(), title: Type.String() }, { additionalProperties: false })),
    entries: Type.Array(LedgerEntry),
    items: Type.Array(LedgerItem)
  },
  { additionalProperties: false }
)
export type Ledger = Static<typeof Ledger>

/** What the matrix of all regulations is narrowed to: 施行五年内, 有逾期, 有空缺. */
export const LEDGER_SHOWS = ['young', 'late', 'holes'] as const
export type LedgerShow = (typeof LEDGER_SHOWS)[number]
export const LEDGER_SHOW_TITLES: Readonly<Record<LedgerShow, string>> = { young: '施行五年内', late: '有逾期', holes: '有空缺' }

export const LedgerListQuery = Type.Object(
  {
    ...PageQuery.properties,
    show: Type.Optional(
      Type.Enum([...LEDGER_SHOWS], { description: '施行五年内 young、有逾期 late、有空缺（四入某一类没有证据）holes；不写的为全部' })
    )
  },
  { additionalProperties: false }
)

/** A regulation in the matrix 四入台账: how each entry stands, without its rows. */
export const LedgerRow = Type.Object(
  {
    bill: Ledger.properties.bill,
    entries: Type.Array(
      Type.Object(
        {
          ...LedgerEntry.properties,
          latestOn: Type.Union([Type.String(), Type.Null()], { description: '最近一份证据的日期；没有证据的为 null' }),
          nextItem: Type.Union([Type.String(), Type.Null()], { description: '下一个待办事项的标识；没有的为 null' })
        },
        { additionalProperties: false }
      )
    ),
    inspectedOn: Type.Union([Type.String(), Type.Null()], { description: '最近一次执法检查的启动日期' })
  },
  { additionalProperties: false }
)
export type LedgerRow = Static<typeof LedgerRow>

export const LedgerRows = Page(LedgerRow)

export const KeptFile = Type.Object(
  { sha256: Type.String(), name: Type.String(), size: Type.Integer({ description: '字节数' }) },
  { additionalProperties: false }
)

/**
 * What a guard (条件) in `workflows/*.json` may ask. The first half comes from the bill's records (`BillFacts`), made by the feature that
 * drives it; the second from its place in the procedure and from what the person who acts has filled in (`EventInput`). `FACT_NAMES` is the
 * list a writer of definitions works from: every name with its CEL type and what it means. Pure data; nothing here reads anything.
 */
import { type Static, Type } from 'typebox'
import { BillKind } from './bills.ts'

const LegalDate = (description: string) => Type.String({ format: 'date', description })
const count = (description: string) => Type.Integer({ minimum: 0, description })
const closed = { additionalProperties: false } as const

/** The facts of a bill that its records hold. `today` is a legal date (Asia/Shanghai). */
export const BillFacts = Type.Object(
  {
    kind: BillKind,
    today: LegalDate('今天'),
    documents: Type.Array(Type.String(), { description: '已有文本的材料种类，以及草案各稿次的名称' }),
    opinions: Type.Object({ total: count('意见条数'), unanswered: count('尚未写明采纳情况的意见条数') }, closed),
    tasks: Type.Object({ total: count('任务件数'), open: count('尚未完成的任务件数') }, closed),
    checklist: Type.Object({ total: count('已挂接清单的事项件数'), open: count('尚未完成的事项件数') }, closed),
    hasTaskForce: Type.Boolean({ description: '已成立专班：写明了起草单位和承办人' }),
    hasTaskSheet: Type.Boolean({ description: '已有任务书' }),
    hasSchedule: Type.Boolean({ description: '已有施工图，或者写明了目标施行日期' }),
    setsPenalty: Type.Boolean({ description: '草案设定行政处罚' }),
    textMatchesApproval: Type.Boolean({ description: '拟公布的文本与通过（经批准）的文本逐字相同' })
  },
  { ...closed, description: '法规案的事实' }
)
export type BillFacts = Static<typeof BillFacts>

const Body = Type.String({ maxLength: 60, description: '由哪一主体决定，即流程定义 roles 中的代码' })

/** What the person who acts may fill in; all of it optional. What a step needs is said by its definition. */
export const EventInput = Type.Object(
  {
    note: Type.Optional(Type.String({ maxLength: 4000, description: '理由、说明' })),
    body: Type.Optional(Body),
    on: Type.Optional(LegalDate('何日作出；不写的为今天')),
    sentOn: Type.Optional(LegalDate('草案何日发给组成人员')),
    meetingOn: Type.Optional(LegalDate('会议日期')),
    effectiveOn: Type.Optional(LegalDate('施行日期')),
    until: Type.Optional(LegalDate('延至何日')),
    votesFor: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000, description: '赞成票数' })),
    votesTotal: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000, description: '全体组成人员人数，缺席的计算在内' })),
    consent: Type.Optional(Type.Boolean({ description: '已经同意' })),
    number: Type.Optional(Type.String({ maxLength: 100, description: '公告、文件的编号' })),
    clauses: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 200, description: '单独表决的条款' })),
    confirmed: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 40, description: '逐项确认的事项代码' }))
  },
  { ...closed, description: '办理时填写的内容' }
)
export type EventInput = Static<typeof EventInput>

/** A name that guards may use: its CEL type, what it means, and whether `when` may ask it too (only what a bill's own events decide). */
export interface FactName {
  readonly type: string
  readonly description: string
  readonly positional?: true
}

/** Objects are given with their fields. `params` and `regions` are typed by each definition itself. */
export const FACT_NAMES = {
  kind: { type: 'string', description: '法规案种类：enact revision partialAmendment repeal' },
  today: { type: 'string', description: '今天，如 2026-11-24' },
  documents: { type: 'list<string>', description: '已有文本的材料种类和草案稿次，如 "votingDraft" in documents' },
  opinions: { type: 'opinions', description: '意见：total 条数，unanswered 未写明采纳情况的条数' },
  tasks: { type: 'tasks', description: '任务：total 件数，open 未完成的件数' },
  checklist: { type: 'checklist', description: '清单事项：total 件数，open 未完成的件数' },
  hasTaskForce: { type: 'bool', description: '已成立专班' },
  hasTaskSheet: { type: 'bool', description: '已有任务书' },
  hasSchedule: { type: 'bool', description: '已有施工图' },
  setsPenalty: { type: 'bool', description: '草案设定行政处罚' },
  textMatchesApproval: { type: 'bool', description: '拟公布的文本与通过（经批准）的文本逐字相同' },
  place: { type: 'string', description: '所在环节的代码', positional: true },
  readings: { type: 'int', description: '已经审议的次数', positional: true },
  regions: { type: 'regions', description: '并行事项的状态，如 regions.consultation == "closed"', positional: true },
  regionDays: { type: 'regionDays', description: '并行事项处于现状态的天数' },
  daysHere: { type: 'int', description: '处于所在环节的天数' },
  running: { type: 'list<string>', description: '正在计算的时钟', positional: true },
  expired: { type: 'list<string>', description: '已经期满的名称，即时钟的 fire' },
  dates: { type: 'dates', description: '已有的日期：passedOn approvedOn promulgatedOn effectiveOn；没有的为空' },
  reasonGiven: { type: 'bool', description: '写明了理由' },
  note: { type: 'string', description: '理由、说明' },
  on: { type: 'string', description: '何日作出；未填的为今天' },
  sentOn: { type: 'string', description: '草案何日发给组成人员' },
  meetingOn: { type: 'string', description: '会议日期' },
  effectiveOn: { type: 'string', description: '施行日期' },
  until: { type: 'string', description: '延至何日' },
  votesFor: { type: 'int', description: '赞成票数' },
  votesTotal: { type: 'int', description: '全体组成人员人数' },
  consent: { type: 'bool', description: '已经同意' },
  number: { type: 'string', description: '编号' },
  clauses: { type: 'list<string>', description: '单独表决的条款' },
  confirmed: { type: 'list<string>', description: '逐项确认的事项代码' },
  params: { type: 'params', description: '流程定义 params 中的数字和选择，如 params.readings', positional: true }
} as const satisfies Record<string, FactName>

/** Where a bill stands: plain JSON, written with each event and rebuilt by replaying them. */
export const BillState = Type.Object(
  {
    place: Type.String({ description: '所在环节' }),
    status: Type.String({ description: '状态，如 active' }),
    since: Type.String({ description: '何日起处于此环节' }),
    readings: Type.Integer({ minimum: 0, description: '已经审议的次数' }),
    regions: Type.Record(Type.String(), Type.Object({ state: Type.String(), since: Type.String() }, closed), { description: '并行事项' }),
    clocks: Type.Record(
      Type.String(),
      Type.Object({ from: Type.String(), due: Type.String(), fire: Type.String(), title: Type.String() }, closed),
      {
        description: '正在计算的期间'
      }
    ),
    dates: Type.Object(
      {
        passedOn: Type.Optional(Type.String()),
        approvedOn: Type.Optional(Type.String()),
        promulgatedOn: Type.Optional(Type.String()),
        effectiveOn: Type.Optional(Type.String())
      },
      closed
    )
  },
  { ...closed, description: '法规案所在的位置' }
)
export type BillState = Static<typeof BillState>

/** The audit log (审计日志) as it is read: every event as a Chinese sentence, with who, when and about what. */
import { type Static, Type } from 'typebox'
import { type EventKind, eventPayloads } from './events.ts'
import { PageQuery } from './http.ts'

const ID_LENGTH = 64
const EVENT_KINDS = Object.keys(eventPayloads) as EventKind[]
const textOrNull = Type.Union([Type.String(), Type.Null()])

export const AuditQuery = Type.Object(
  {
    ...PageQuery.properties,
    bill: Type.Optional(Type.String({ maxLength: ID_LENGTH, description: '只看此法规案的' })),
    actor: Type.Optional(Type.String({ maxLength: ID_LENGTH, description: '只看此账号所为的' })),
    kind: Type.Optional(Type.Enum(EVENT_KINDS, { description: '只看此种事件' }))
  },
  { additionalProperties: false }
)
export type AuditQuery = Static<typeof AuditQuery>

export const AuditEntry = Type.Object({
  seq: Type.Integer(),
  at: Type.String(),
  kind: Type.Enum(EVENT_KINDS),
  /** Null: the program itself, the operator at the command line, or nobody (a failed sign-in). */
  actor: Type.Union([Type.Object({ id: Type.String(), username: Type.String(), displayName: Type.String() }), Type.Null()]),
  body: textOrNull,
  sentence: Type.String({ description: '所发生的事，中文' }),
  bill: textOrNull,
  billTitle: textOrNull,
  document: textOrNull,
  plan: textOrNull,
  subject: textOrNull,
  hash: Type.String({ description: '事件链上此事件的 SHA-256' })
})
export type AuditEntry = Static<typeof AuditEntry>

/** 校验完整性: how far the look through the chain of events is, and what it found. */
export const ChainCheck = Type.Object({
  status: Type.Enum(['none', 'running', 'done', 'failed'], { description: 'none：启动以来没有校验过；failed：没有校验完' }),
  by: Type.Union([Type.String({ description: '何人' }), Type.Null()]),
  startedAt: textOrNull,
  endedAt: textOrNull,
  checked: Type.Integer({ description: '已校验的事件' }),
  total: Type.Integer(),
  /** The head at the beginning. Written down elsewhere, it proves later that nobody has rebuilt the chain. */
  head: Type.Union([Type.Object({ seq: Type.Integer(), hash: Type.String() }), Type.Null()]),
  found: Type.Integer({ description: '不符之处' }),
  findings: Type.Array(Type.String(), { description: '前 50 处' })
})
export type ChainCheck = Static<typeof ChainCheck>

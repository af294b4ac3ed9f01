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

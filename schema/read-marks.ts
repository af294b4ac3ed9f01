/** 已阅: which changes of a redline somebody has looked at. */
import { type Static, Type } from 'typebox'
import { ChangeKind } from './redline.ts'

const closed = { additionalProperties: false } as const
const Seq = Type.Integer({ minimum: 1, maximum: 1_000_000, description: '版本号，从 1 起' })

/** Which redline is looked at: as in its address. */
export const ComparedVersions = { from: Type.Optional(Seq), via: Type.Optional(Seq), to: Type.Optional(Seq) }

export const ChangeHash = Type.String({ pattern: '^[0-9a-f]{64}$', description: '一处改动的标识：由这一条修改前后的文字得出，再改即不同' })

export const ReadMark = Type.Object(
  { article: Type.String({ description: '条；已删去的为原条序' }), kind: ChangeKind, change: ChangeHash, read: Type.Boolean() },
  closed
)
export type ReadMark = Static<typeof ReadMark>

export const ReadMarks = Type.Object({ items: Type.Array(ReadMark), read: Type.Integer(), total: Type.Integer() }, closed)
export type ReadMarks = Static<typeof ReadMarks>

export const ReadMarkChange = Type.Object({ ...ComparedVersions, read: Type.Boolean({ description: '已阅；false 为取消' }) }, closed)

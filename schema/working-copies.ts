/** Working copies (工作副本): what somebody is writing, kept by the service every few seconds and seen by that person alone. */
import { type Static, type TSchema, Type } from 'typebox'
import { MAX_TEXT_BYTES, VersionView } from './documents.ts'

const closed = { additionalProperties: false } as const
const Nullable = <T extends TSchema>(shape: T, description: string) => Type.Union([shape, Type.Null()], { description })
const Seq = Type.Integer({ minimum: 1, maximum: 1_000_000, description: '版本号，从 1 起' })
const Text = Type.String({ maxLength: MAX_TEXT_BYTES, description: '完整文本（Markdown），原样保存' })
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: '文本 UTF-8 字节的 SHA-256' })

export const NewWorkingCopy = Type.Object(
  {
    text: Text,
    base: Seq,
    after: Nullable(Hash, '此前已知的工作副本的 sha256；没有则为 null。与所存的不符时答复 409，不覆盖'),
    article: Type.Optional(Nullable(Type.String({ maxLength: 40 }), '正在修改的条，如“第十条”'))
  },
  closed
)
export type NewWorkingCopy = Static<typeof NewWorkingCopy>

/** Somebody else who is writing the same text. */
export const OtherWriter = Type.Object(
  { name: Type.String(), article: Type.Union([Type.String(), Type.Null()]), savedAt: Type.String() },
  closed
)
export type OtherWriter = Static<typeof OtherWriter>

const copy = { document: Type.String(), base: Seq, sha256: Hash, savedAt: Type.String() }

export const KeptWorkingCopy = Type.Object(
  {
    ...copy,
    newest: Type.Integer({ description: '最新版本号；大于 base 时他人已保存新版本' }),
    others: Type.Array(OtherWriter, { description: '也在修改这份文本的人' })
  },
  closed
)
export type KeptWorkingCopy = Static<typeof KeptWorkingCopy>

export const WorkingCopy = Type.Object({ ...copy, text: Type.String() }, closed)
export type WorkingCopy = Static<typeof WorkingCopy>

export const MergeRequest = Type.Object({ text: Text, base: Seq }, closed)

export const MergeConflict = Type.Object(
  {
    article: Nullable(Type.String(), '条序；题目、序言中的为 null'),
    line: Type.Integer({ description: '合并文本中第一个标记所在的行，从 1 起' }),
    base: Type.String(),
    yours: Type.String(),
    newest: Type.String()
  },
  closed
)
export type MergeConflict = Static<typeof MergeConflict>

export const Merge = Type.Object({ text: Type.String(), conflicts: Type.Array(MergeConflict) }, closed)
export type Merge = Static<typeof Merge>

/** What `stale-parent` carries too: the newest version and how both texts would merge. */
export const MergeAnswer = Type.Object({ newest: Seq, version: VersionView, merge: Merge }, closed)
export type MergeAnswer = Static<typeof MergeAnswer>

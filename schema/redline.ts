/** What `facheng diff --format json`, `GET …/redline?format=json` and `POST /api/v1/text/diff` say about two texts (contract.md §2). */
import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const

/** What became of a passage. A changed number alone is `unchanged` with `from` ≠ `to`. */
export const ChangeKind = Type.Enum(['unchanged', 'modified', 'inserted', 'deleted', 'moved', 'movedAndModified'])
export type ChangeKind = Static<typeof ChangeKind>

/** `division` is a heading without a number (附则); `prose` are lines that belong to no article. */
export const PassageUnit = Type.Enum([
  'title',
  'titleNote',
  'tableOfContents',
  'preamble',
  'part',
  'subpart',
  'chapter',
  'section',
  'division',
  'article',
  'prose',
  'annex'
])
export type PassageUnit = Static<typeof PassageUnit>

export const HunkOp = Type.Enum(['equal', 'insert', 'delete'])
export type HunkOp = Static<typeof HunkOp>

/** A run of text; 款 and 项 are separated by one line feed. */
export const Hunk = Type.Object({ op: HunkOp, text: Type.String() }, closed)
export type Hunk = Static<typeof Hunk>

export const RedlineEntry = Type.Object(
  {
    kind: ChangeKind,
    unit: PassageUnit,
    /** The label in the old text: 第十条, 第二章, 附则, 题目, 题注, 目录, 序言, the name of an annex. */
    from: Type.Union([Type.String(), Type.Null()]),
    to: Type.Union([Type.String(), Type.Null()]),
    /** The passage without its label: `equal` and `delete` joined are its old text, `equal` and `insert` its new one. */
    hunks: Type.Array(Hunk),
    /** Too long to compare word by word: what changed is shown replaced as a whole (全文替换). */
    coarse: Type.Optional(Type.Boolean())
  },
  closed
)
export type RedlineEntry = Static<typeof RedlineEntry>

/** Counted over articles; `changes`, `insertedCharacters` and `deletedCharacters` over everything. */
export const RedlineStats = Type.Object(
  {
    unchanged: Type.Integer(),
    modified: Type.Integer(),
    inserted: Type.Integer(),
    deleted: Type.Integer(),
    moved: Type.Integer(),
    movedAndModified: Type.Integer(),
    /** Articles whose number changed, whatever else became of them. */
    renumbered: Type.Integer(),
    /** Places at which a reader sees a change. */
    changes: Type.Integer(),
    insertedCharacters: Type.Integer(),
    deletedCharacters: Type.Integer(),
    /** How many entries are `coarse`. */
    coarse: Type.Integer()
  },
  closed
)
export type RedlineStats = Static<typeof RedlineStats>

export const Redline = Type.Object({ articles: Type.Array(RedlineEntry), stats: RedlineStats }, closed)
export type Redline = Static<typeof Redline>

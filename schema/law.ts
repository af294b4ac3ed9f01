/** What `facheng parse --json`, `POST /api/v1/text/parse` and `facheng references --json` say about a text (contract.md §2). */
import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const

/** How many units of each kind; contents lists, annexes and what stands before the INFO END mark are not counted. */
export const Counts = Type.Object(
  {
    part: Type.Integer(),
    subpart: Type.Integer(),
    chapter: Type.Integer(),
    section: Type.Integer(),
    article: Type.Integer(),
    paragraph: Type.Integer(),
    item: Type.Integer(),
    subitem: Type.Integer()
  },
  closed
)
export type Counts = Static<typeof Counts>

/** Labels as printed but without blanks (第一条, 第十条之一), in document order. */
export const Labels = Type.Object(
  {
    part: Type.Array(Type.String()),
    subpart: Type.Array(Type.String()),
    chapter: Type.Array(Type.String()),
    section: Type.Array(Type.String()),
    article: Type.Array(Type.String())
  },
  closed
)
export type Labels = Static<typeof Labels>

/** The unit that a reference names. Numbers count from 1: paragraph 款, item 项, subitem 目. */
export const TargetPlace = Type.Object(
  {
    /** 第十条, without blanks; absent when a whole chapter is meant. */
    article: Type.Optional(Type.String()),
    /** 第二编, 第一分编, 第三章, 第二节, where the reference names one. */
    part: Type.Optional(Type.String()),
    subpart: Type.Optional(Type.String()),
    chapter: Type.Optional(Type.String()),
    section: Type.Optional(Type.String()),
    paragraph: Type.Optional(Type.Integer()),
    item: Type.Optional(Type.Integer()),
    subitem: Type.Optional(Type.Integer())
  },
  closed
)
export type TargetPlace = Static<typeof TargetPlace>

export const Target = Type.Object(
  {
    /** `self`, or the title of the other text without 《》. */
    instrument: Type.String(),
    ...TargetPlace.properties,
    /** The end of a range, inclusive: 第五条至第八条. */
    to: Type.Optional(TargetPlace)
  },
  closed
)
export type Target = Static<typeof Target>

/**
 * `valid`: the target stands in this text · `dangling`: it should and does not · `unresolvable`: cannot be decided from this text alone
 * (another text; a place that depends on the reader) · `ignored`: no reference to resolve, with the reason (从其规定; an annex's own numbers).
 */
export const ReferenceState = Type.Enum(['valid', 'dangling', 'unresolvable', 'ignored'])
export type ReferenceState = Static<typeof ReferenceState>

export const Reference = Type.Object(
  {
    /** The label of the article in which it stands. */
    from: Type.String(),
    /** As printed: 本条例第十条第二款. */
    text: Type.String(),
    target: Target,
    resolved: Type.Boolean(),
    state: ReferenceState,
    /** Why it is `ignored` or `unresolvable`, in Chinese. */
    reason: Type.Optional(Type.String()),
    line: Type.Integer(),
    column: Type.Integer()
  },
  closed
)
export type Reference = Static<typeof Reference>

export const Anomaly = Type.Object({ code: Type.String(), line: Type.Integer(), message: Type.String() }, closed)
export type Anomaly = Static<typeof Anomaly>

/** One line of `facheng parse --json`. */
export const ParsedFile = Type.Object(
  {
    file: Type.String(),
    title: Type.String(),
    counts: Counts,
    labels: Labels,
    references: Type.Array(Reference),
    anomalies: Type.Array(Anomaly)
  },
  closed
)
export type ParsedFile = Static<typeof ParsedFile>

/** Imports of opinions that came by file: first looked at, then written all at once, or not at all. */
import { type Static, type TSchema, Type } from 'typebox'
import { OPINION_SOURCES } from './opinions.ts'

/** What came in. */
export const IMPORT_KIND_TITLES = {
  word: 'Word 修订稿',
  table: '意见表格',
  answers: '评审包答复'
} as const satisfies Readonly<Record<string, string>>
export type ImportKind = keyof typeof IMPORT_KIND_TITLES
export const IMPORT_KINDS = Object.keys(IMPORT_KIND_TITLES) as ImportKind[]

export const IMPORT_STATUS_TITLES = {
  preview: '待确认',
  running: '正在导入',
  done: '已导入',
  cancelled: '未导入',
  failed: '没有导入'
} as const satisfies Readonly<Record<string, string>>
export type ImportStatus = keyof typeof IMPORT_STATUS_TITLES
export const IMPORT_STATUSES = Object.keys(IMPORT_STATUS_TITLES) as ImportStatus[]

const closed = <T extends Record<string, TSchema>>(members: T) => Type.Object(members, { additionalProperties: false })
const Nullable = <T extends TSchema>(shape: T) => Type.Union([shape, Type.Null()])
const text = Type.String()
const count = Type.Integer({ minimum: 0 })

/** An opinion as it was read, anchored in the version that it is imported to; nothing of it is stored as an opinion yet. */
export const ReadOpinion = closed({
  /** Where in the file: 第 5 行, 批注, 修订. */
  place: text,
  article: Nullable(text),
  articleAt: Nullable(Type.Integer()),
  quote: Nullable(text),
  prefix: text,
  suffix: text,
  quoteStart: Nullable(Type.Integer()),
  quoteEnd: Nullable(Type.Integer()),
  body: text,
  proposal: Nullable(text),
  givenBy: text,
  /** Null: the day of the import. */
  givenOn: Nullable(text),
  /** Null: as the import says. */
  source: Nullable(Type.Enum(OPINION_SOURCES)),
  /** Why it cannot be imported, in a sentence. */
  problem: Nullable(text),
  /** That it is there already, in this file or in the bill. */
  repeats: Nullable(text)
})
export type ReadOpinion = Static<typeof ReadOpinion>

/** The columns of a table of opinions, by what they hold. */
export const COLUMN_TITLES = {
  article: '条款',
  quote: '原文',
  body: '意见',
  proposal: '建议的表述',
  givenBy: '提出单位或者个人',
  source: '来源',
  givenOn: '提出日期'
} as const satisfies Readonly<Record<string, string>>
export type ColumnField = keyof typeof COLUMN_TITLES
export const COLUMN_FIELDS = Object.keys(COLUMN_TITLES) as ColumnField[]

/** Which column (from 0) holds what; null: none. */
const Mapping = closed({
  ...(Object.fromEntries(COLUMN_FIELDS.map(field => [field, Nullable(count)])) as Record<
    ColumnField,
    ReturnType<typeof Nullable<typeof count>>
  >),
  /** Rows on top that are no opinions: title and headings. */
  skip: count
})
export type Mapping = Static<typeof Mapping>

export const ImportContent = Type.Union([
  closed({ kind: Type.Literal('opinions'), opinions: Type.Array(ReadOpinion), losses: Type.Array(text) }),
  closed({ kind: Type.Literal('table'), rows: Type.Array(Type.Array(text)), mapping: Mapping })
])
export type ImportContent = Static<typeof ImportContent>

/** What holds for all opinions of an import that do not say otherwise. */
export const ImportSettings = closed({
  source: Type.Enum(OPINION_SOURCES, { description: '来源' }),
  givenBy: Type.Optional(Nullable(Type.String({ maxLength: 100, description: '提出单位或者个人；不填则用文件中的署名' }))),
  round: Type.Optional(Nullable(Type.String({ maxLength: 64, description: '在哪一轮征求意见中提出' })))
})
export type ImportSettings = Static<typeof ImportSettings>

/** How far an import has come: what the page asks for while it runs. */
export const ImportProgress = closed({
  id: text,
  bill: text,
  kind: Type.Enum(IMPORT_KINDS),
  status: Type.Enum(IMPORT_STATUSES),
  rowsDone: count,
  rowsTotal: count,
  imported: count
})
export type ImportProgress = Static<typeof ImportProgress>

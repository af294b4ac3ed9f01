/** The dossier of an article (条文释义): why it reads as it does; and what caused each change between two versions. */
import { type Static, type TSchema, Type } from 'typebox'
import { Id, NOTE_LENGTH, TITLE_LENGTH } from './http.ts'
import { Opinion } from './opinions.ts'

export const NOTE_KIND_TITLES = {
  reason: '立法理由',
  legalBasis: '立法依据和上位法规定',
  otherPlaces: '外地规定',
  remark: '适用说明'
} as const satisfies Readonly<Record<string, string>>
export type NoteKind = keyof typeof NOTE_KIND_TITLES
export const NOTE_KINDS = Object.keys(NOTE_KIND_TITLES) as NoteKind[]

export const CAUSE_KIND_TITLES = {
  opinion: '意见',
  meeting: '会议',
  decision: '决定、批示或者上级要求',
  drafting: '立法技术和文字'
} as const satisfies Readonly<Record<string, string>>
export type CauseKind = keyof typeof CAUSE_KIND_TITLES
export const CAUSE_KINDS = Object.keys(CAUSE_KIND_TITLES) as CauseKind[]

/** What is drawn from the dossier: 条文释义, 参阅资料, part three of the 起草说明; and from the causes: the 审议结果报告's part on changes. */
export const PAPER_TITLES = {
  articleNotes: '条文释义',
  referenceMaterial: '参阅资料',
  explanatoryNote: '起草说明：主要内容'
} as const satisfies Readonly<Record<string, string>>
export type PaperKind = keyof typeof PAPER_TITLES

const LABEL_LENGTH = 40
const closed = { additionalProperties: false } as const
const Nullable = <T extends TSchema>(shape: T, description: string) => Type.Union([shape, Type.Null()], { description })
const words = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, pattern: '\\S', description })
const terms = (titles: Readonly<Record<string, string>>) =>
  Object.entries(titles)
    .map(([term, title]) => `${title} ${term}`)
    .join('、')
const NoteKindTerm = Type.Enum(NOTE_KINDS, { description: terms(NOTE_KIND_TITLES) })
const CauseKindTerm = Type.Enum(CAUSE_KINDS, { description: terms(CAUSE_KIND_TITLES) })
const Seq = Type.Integer({ minimum: 1, maximum: 1_000_000 })

export const NewArticleNote = Type.Object(
  {
    article: words(LABEL_LENGTH, '条，如 第十条，以草案最新版本为准'),
    kind: NoteKindTerm,
    source: Type.Optional(Nullable(words(TITLE_LENGTH, '出处，如《某法》第三条'), '出处')),
    body: words(NOTE_LENGTH, '内容')
  },
  closed
)
export type NewArticleNote = Static<typeof NewArticleNote>

export const ArticleNoteChange = Type.Object(
  { source: NewArticleNote.properties.source, body: Type.Optional(words(NOTE_LENGTH, '内容')) },
  { ...closed, minProperties: 1 }
)
export type ArticleNoteChange = Static<typeof ArticleNoteChange>

export const ArticleNote = Type.Object(
  {
    id: Type.String(),
    article: Type.String({ description: '登记时的条' }),
    currentArticle: Nullable(Type.String(), '该条在最新版本中的条序；已删去的为 null'),
    version: Type.Integer(),
    kind: NoteKindTerm,
    source: Nullable(Type.String(), '出处'),
    body: Type.String(),
    createdAt: Type.String()
  },
  closed
)
export type ArticleNote = Static<typeof ArticleNote>

export const ArticleDossier = Type.Object(
  { article: Type.String(), text: Type.String(), notes: Type.Array(ArticleNote), opinions: Type.Array(Opinion) },
  closed
)
export type ArticleDossier = Static<typeof ArticleDossier>

export const Dossier = Type.Object(
  {
    bill: Type.String(),
    document: Nullable(Type.String(), '草案；没有的为 null'),
    version: Nullable(Type.Integer(), '最新版本'),
    articles: Type.Array(ArticleDossier),
    gone: Type.Array(ArticleNote, { description: '所在条已删去的' })
  },
  closed
)
export type Dossier = Static<typeof Dossier>

export const DossierQuery = Type.Object(
  {
    format: Type.Optional(Type.Enum(['json', 'md', 'docx'], { description: '格式，默认 json' })),
    paper: Type.Optional(Type.Enum(Object.keys(PAPER_TITLES) as PaperKind[], { description: `文件：${terms(PAPER_TITLES)}；默认条文释义` }))
  },
  closed
)

export const ChangesQuery = Type.Object(
  {
    from: Type.Optional(Seq),
    to: Type.Optional(Seq),
    format: Type.Optional(Type.Enum(['json', 'md', 'docx'], { description: '格式，默认 json；文件为审议结果的报告中主要修改情况的初稿' }))
  },
  closed
)

export const NewChangeCause = Type.Object(
  {
    from: Seq,
    to: Seq,
    article: words(LABEL_LENGTH, '修改后的条；删去的为修改前的条'),
    gone: Type.Optional(Type.Boolean({ description: '该条已删去' })),
    kind: CauseKindTerm,
    opinion: Type.Optional(Nullable(Id, '由哪一条意见引起')),
    body: Type.Optional(Nullable(words(NOTE_LENGTH, '说明'), '说明；由意见引起的可以不填'))
  },
  closed
)
export type NewChangeCause = Static<typeof NewChangeCause>

export const ChangeCause = Type.Object(
  {
    id: Nullable(Type.String(), '由写入文本自动得出的为 null'),
    kind: CauseKindTerm,
    opinion: Nullable(Type.String(), '意见的标识'),
    body: Type.String()
  },
  closed
)
export type ChangeCause = Static<typeof ChangeCause>

export const ChangedArticle = Type.Object(
  {
    kind: Type.String({ description: 'inserted、deleted、modified、moved、movedAndModified' }),
    from: Nullable(Type.String(), '修改前的条'),
    to: Nullable(Type.String(), '修改后的条'),
    before: Nullable(Type.String(), '修改前'),
    after: Nullable(Type.String(), '修改后'),
    hunks: Type.Array(Type.Object({ op: Type.Enum(['equal', 'insert', 'delete']), text: Type.String() }, closed), {
      description: '逐处改动'
    }),
    causes: Type.Array(ChangeCause),
    /** Adopted opinions on the article that nobody has tied to it: likely causes. */
    likely: Type.Array(Opinion)
  },
  closed
)
export type ChangedArticle = Static<typeof ChangedArticle>

export const ExplainedChanges = Type.Object(
  {
    bill: Type.String(),
    from: Type.Integer(),
    to: Type.Integer(),
    fromName: Type.String(),
    toName: Type.String(),
    unexplained: Type.Integer({ description: '没有原因的修改' }),
    articles: Type.Array(ChangedArticle)
  },
  closed
)
export type ExplainedChanges = Static<typeof ExplainedChanges>

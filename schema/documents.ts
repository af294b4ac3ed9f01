/** Documents (材料) of a bill and their versions, as they cross HTTP. Kinds and terms: domain glossary §3. */
import { type Static, type TSchema, Type } from 'typebox'
import { Id, TITLE_LENGTH } from './http.ts'

/** The kinds of documents of a bill with the term that people see. `draft` is the text of the bill; its stages are named versions. */
export const documentKinds = {
  draft: '法规草案',
  projectApplication: '立项申请书',
  projectJustification: '立项论证报告',
  preliminaryDraft: '法规草案建议稿',
  consultationDraft: '征求意见稿',
  draftForReview: '送审稿',
  legalReviewReport: '审查意见',
  draftFirstReading: '草案',
  explanatoryNote: '起草说明',
  referenceMaterial: '参阅资料',
  comparisonTable: '修改对照表',
  articleNotes: '条文释义',
  committeeOpinion: '专门委员会审议意见',
  readingOpinions: '常委会组成人员审议意见',
  supervisoryOpinion: '审议意见（监督）',
  revisionBriefing: '修改情况的汇报',
  deliberationResultReport: '审议结果的报告',
  revisedDraft: '草案修改稿',
  votingDraft: '表决稿',
  finalRevisionNote: '修改情况的说明',
  proposedVotingDraft: '建议表决稿',
  passedText: '通过稿',
  approvalRequestLetter: '报请批准的报告',
  approvalReviewReport: '审查结果报告',
  approvalDecision: '批准决定',
  promulgationNotice: '公告',
  filingReport: '备案报告',
  evaluationReport: '立法后评估报告',
  preEnactmentAssessment: '表决前评估报告',
  expertReviewReport: '论证报告',
  hearingReport: '听证报告',
  opinionAdoptionTable: '意见采纳情况表',
  legalityReview: '合法性审查意见',
  fairCompetitionReview: '公平竞争审查意见',
  socialRiskAssessment: '社会稳定风险评估报告'
} as const satisfies Record<string, string>

export type DocumentKind = keyof typeof documentKinds

/** Kinds whose text is a regulation: it must have at least one article. All but `draft` also serve as names of versions of a `draft`. */
export const REGULATION_KINDS = [
  'draft',
  'preliminaryDraft',
  'consultationDraft',
  'draftForReview',
  'draftFirstReading',
  'revisedDraft',
  'votingDraft',
  'proposedVotingDraft',
  'passedText'
] as const satisfies readonly DocumentKind[]

/** A stage of the draft that a version may be named after, e.g. `votingDraft` 表决稿. */
export const VERSION_NAMES = REGULATION_KINDS.filter(kind => kind !== 'draft')
export type VersionName = Exclude<(typeof REGULATION_KINDS)[number], 'draft'>

export const isDocumentKind = (kind: string): kind is DocumentKind => Object.hasOwn(documentKinds, kind)

/** UTF-8 bytes of one text. A code of 1,260 articles has about 0.4 MB. */
export const MAX_TEXT_BYTES = 2 * 1024 * 1024
export const MAX_MESSAGE = 1000
const MAX_SEQ = 1_000_000

const closed = { additionalProperties: false } as const
const Seq = Type.Integer({ minimum: 1, maximum: MAX_SEQ, description: '版本号，从 1 起' })
const Nullable = <T extends TSchema>(shape: T, description: string) => Type.Union([shape, Type.Null()], { description })
const KindTerm = Type.Enum(Object.keys(documentKinds) as DocumentKind[], { description: '材料种类' })
const NameTerm = Type.Enum([...VERSION_NAMES], { description: '稿次，如 votingDraft 表决稿' })

export const NewDocument = Type.Object(
  { kind: KindTerm, title: Type.Optional(Type.String({ minLength: 1, maxLength: TITLE_LENGTH, pattern: '\\S', description: '材料名称' })) },
  closed
)
export type NewDocument = Static<typeof NewDocument>

export const DocumentView = Type.Object(
  {
    id: Type.String(),
    bill: Type.String(),
    kind: KindTerm,
    kindTitle: Type.String({ description: '材料种类的中文名称' }),
    title: Type.String(),
    createdAt: Type.String(),
    newest: Nullable(Seq, '最新版本号；尚无文本的为 null')
  },
  closed
)
export type DocumentView = Static<typeof DocumentView>

export const NewVersionBody = Type.Object(
  {
    text: Type.String({ description: '完整文本（Markdown），原样保存' }),
    message: Type.String({ maxLength: MAX_MESSAGE, description: '修改说明' }),
    parent: Nullable(Seq, '所依据的最新版本号；第一个版本为 null'),
    name: Type.Optional(NameTerm),
    copy: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$', description: '由此而来的工作副本的 sha256；保存后不再保留该副本' }))
  },
  closed
)
export type NewVersionBody = Static<typeof NewVersionBody>

/** What may be said about a version after it was saved: its text and its history never change. */
export const VersionChange = Type.Object({ name: Nullable(NameTerm, '稿次；null 为取消') }, closed)

const version = {
  document: Type.String(),
  seq: Seq,
  parent: Nullable(Seq, '上一版本号'),
  sha256: Type.String({ description: '文本 UTF-8 字节的 SHA-256' }),
  author: Type.String({ description: '保存人的账号标识' }),
  authorName: Type.String({ description: '保存人' }),
  message: Type.String(),
  name: Nullable(NameTerm, '稿次'),
  createdAt: Type.String()
}

/** A version without its text, as it stands in a list. */
export const VersionView = Type.Object(version, closed)
export type VersionView = Static<typeof VersionView>

export const VersionWithText = Type.Object({ ...version, text: Type.String() }, closed)
export type VersionWithText = Static<typeof VersionWithText>

export const VersionParams = Type.Object({ id: Id, seq: Seq }, closed)

export const REDLINE_FORMATS = ['json', 'html', 'patch', 'docx', 'table'] as const

export const RedlineQuery = Type.Object(
  {
    from: Type.Optional(Seq),
    to: Type.Optional(Seq),
    via: Type.Optional(Seq),
    format: Type.Optional(Type.Enum([...REDLINE_FORMATS], { default: 'json', description: '花脸稿的格式' }))
  },
  closed
)

export const AmendmentQuery = Type.Object(
  {
    from: Type.Optional(Seq),
    to: Type.Optional(Seq),
    as: Type.Optional(Type.Enum(['修改决定', '修正案'], { default: '修改决定', description: '写成修改决定或者修正案' }))
  },
  closed
)

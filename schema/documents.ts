/** Documents (材料) of a bill and their versions, as they cross HTTP. Kinds and terms: domain glossary §3. */
import { type Static, Type } from 'typebox'

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
export const MAX_TITLE = 200

export const DocumentShape = Type.Object({
  id: Type.String(),
  bill: Type.String(),
  kind: Type.String(),
  kindTitle: Type.String({ description: '材料种类的中文名称' }),
  title: Type.String(),
  createdAt: Type.String(),
  /** The newest version's number, null while there is none. */
  newest: Type.Union([Type.Integer(), Type.Null()])
})
export type DocumentView = Static<typeof DocumentShape>

/** A version without its text, as it stands in a list. */
export const VersionShape = Type.Object({
  document: Type.String(),
  seq: Type.Integer(),
  parent: Type.Union([Type.Integer(), Type.Null()]),
  sha256: Type.String({ description: '文本 UTF-8 字节的 SHA-256' }),
  author: Type.String({ description: '保存人的账号标识' }),
  authorName: Type.String(),
  message: Type.String(),
  name: Type.Union([Type.String(), Type.Null()], { description: '稿次，如 votingDraft 表决稿' }),
  createdAt: Type.String()
})
export type VersionView = Static<typeof VersionShape>

/** 报备 of our regulations (立法法第一百零九条), and 清理 of regulations and normative documents in batches (第一百一十六条). */
import { type Static, Type } from 'typebox'
import { TITLE_LENGTH } from './http.ts'
import { Lamp } from './plans.ts'

const closed = { additionalProperties: false } as const
const date = (description: string) => Type.Union([Type.String({ format: 'date' }), Type.Null()], { description })
const words = (maxLength: number, description: string) => Type.Union([Type.String({ maxLength }), Type.Null()], { description })

/** What is sent along: 备案报告, 公告, 文本, 说明, 审议结果的报告, 电子文本 (glossary §3). */
export const FILING_DOCUMENTS = [
  'filingReport',
  'promulgationNotice',
  'text',
  'explanatoryNote',
  'deliberationResultReport',
  'electronicText'
] as const
export const FILING_DOCUMENT_TITLES: Readonly<Record<(typeof FILING_DOCUMENTS)[number], string>> = {
  filingReport: '备案报告',
  promulgationNotice: '公告',
  text: '法规文本',
  explanatoryNote: '说明',
  deliberationResultReport: '审议结果的报告',
  electronicText: '电子文本'
}

/** 30 days after promulgation. */
export const FILING_DAYS = 30

export const NewFiling = Type.Object(
  {
    addressee: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: '报送机关' }),
    number: Type.Optional(words(100, '备案报告文号')),
    sentOn: Type.String({ format: 'date', description: '报送日期' }),
    documents: Type.Array(Type.Enum([...FILING_DOCUMENTS]), {
      minItems: 1,
      maxItems: FILING_DOCUMENTS.length,
      uniqueItems: true,
      description: '报送的材料'
    }),
    receiptOn: Type.Optional(date('回执日期')),
    receiptNumber: Type.Optional(words(100, '回执编号')),
    note: Type.Optional(words(1000, '说明'))
  },
  closed
)
export type NewFiling = Static<typeof NewFiling>

/** A promulgated text and whether it was filed. */
export const Filing = Type.Object(
  {
    regulation: Type.String(),
    seq: Type.Integer({ description: '法规的第几个文本' }),
    title: Type.String(),
    basis: Type.String(),
    bill: Type.Union([Type.String(), Type.Null()], { description: '由哪一法规案而来' }),
    promulgatedOn: date('公布日期'),
    dueOn: date('应在何日前报送：公布后三十日'),
    lamp: Lamp,
    addressee: words(100, '报送机关'),
    number: words(100, '备案报告文号'),
    sentOn: date('报送日期'),
    documents: Type.Array(Type.String()),
    missing: Type.Array(Type.String(), { description: '报送时缺的材料' }),
    receiptOn: date('回执日期'),
    receiptNumber: words(100, '回执编号'),
    note: words(1000, '说明')
  },
  closed
)
export type Filing = Static<typeof Filing>

export const CLEANUP_RESULTS = ['keep', 'amend', 'repeal', 'lapsed'] as const
export const CleanupResult = Type.Enum([...CLEANUP_RESULTS], { description: '继续有效 keep、修改 amend、废止 repeal、宣布失效 lapsed' })
export type CleanupResult = Static<typeof CleanupResult>
export const CLEANUP_RESULT_TITLES: Readonly<Record<CleanupResult, string>> = {
  keep: '继续有效',
  amend: '修改',
  repeal: '废止',
  lapsed: '宣布失效'
}

export const NewCleanup = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: TITLE_LENGTH, pattern: '\\S', description: '清理名称' }),
    basis: Type.Optional(words(1000, '依据、范围')),
    regulations: Type.Optional(Type.Boolean({ description: '列入全部现行有效的在册法规；默认 true' })),
    titles: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: TITLE_LENGTH }), { maxItems: 2_000, description: '另外列入的规范性文件名称' })
    )
  },
  closed
)
export type NewCleanup = Static<typeof NewCleanup>

export const CleanupItem = Type.Object(
  {
    id: Type.String(),
    regulation: Type.Union([Type.String(), Type.Null()]),
    title: Type.String(),
    result: Type.Union([CleanupResult, Type.Null()]),
    reason: words(1000, '理由'),
    judgedOn: date('何日决定')
  },
  closed
)
export type CleanupItem = Static<typeof CleanupItem>

export const Cleanup = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    basis: words(1000, '依据、范围'),
    openedOn: Type.String(),
    closedOn: date('结束日期'),
    total: Type.Integer(),
    open: Type.Integer({ description: '尚未决定的件数' })
  },
  closed
)
export type Cleanup = Static<typeof Cleanup>

export const CleanupView = Type.Object({ ...Cleanup.properties, items: Type.Array(CleanupItem) }, closed)
export type CleanupView = Static<typeof CleanupView>

export const CleanupJudgement = Type.Object(
  { result: CleanupResult, reason: Type.Optional(words(1000, '理由；修改、废止、宣布失效的须写明')) },
  closed
)
export type CleanupJudgement = Static<typeof CleanupJudgement>

/** Opinions (意见建议) on the text of a bill: anchored to an article and to words in it, answered with a verdict (domain glossary §7). */
import { type Static, type TSchema, Type } from 'typebox'
import { Id, NOTE_LENGTH, PageQuery, TITLE_LENGTH } from './http.ts'

/** Who opinions come from (来源). */
export const OPINION_SOURCE_TITLES = {
  public: '社会公众',
  deputy: '人大代表',
  contactPoint: '基层立法联系点',
  expert: '立法咨询专家',
  department: '政府部门',
  county: '县（市、区）',
  committee: '委员会和工作机构',
  member: '常委会组成人员',
  provincialLao: '省人大常委会法工委',
  party: '党委',
  cppcc: '政协',
  court: '人民法院',
  procuratorate: '人民检察院'
} as const satisfies Readonly<Record<string, string>>

export type OpinionSource = keyof typeof OPINION_SOURCE_TITLES
export const OPINION_SOURCES = Object.keys(OPINION_SOURCE_TITLES) as OpinionSource[]

/** In what way opinions are asked for (glossary §5), and of whom. */
export const ROUND_KIND_TITLES = {
  publicConsultation: '公开征求意见',
  writtenConsultation: '书面征求意见',
  departmentConsultation: '征求部门意见',
  contactPointConsultation: '征求基层立法联系点意见',
  deputyConsultation: '征求人大代表意见',
  upperLevelConsultation: '配合上级立法征求意见',
  expertReview: '论证会',
  hearing: '听证会',
  symposium: '座谈会',
  consultationWithCppcc: '立法协商'
} as const satisfies Readonly<Record<string, string>>

export type RoundKind = keyof typeof ROUND_KIND_TITLES
export const ROUND_KINDS = Object.keys(ROUND_KIND_TITLES) as RoundKind[]

export const ROUND_STATES = ['upcoming', 'open', 'closed'] as const
export type RoundState = (typeof ROUND_STATES)[number]
export const ROUND_STATE_TITLES = { upcoming: '未开始', open: '进行中', closed: '已截止' } as const satisfies Record<RoundState, string>
/** One round asks as many by name; a larger one is a public consultation. */
const MAX_ASKED = 2_000

/** What was decided on an opinion (采纳情况). All but 采纳 need a reason. */
export const VERDICT_TITLES = {
  adopted: '采纳',
  partlyAdopted: '部分采纳',
  notAdopted: '不采纳',
  deferred: '另行研究'
} as const satisfies Readonly<Record<string, string>>

export type Verdict = keyof typeof VERDICT_TITLES
export const VERDICTS = Object.keys(VERDICT_TITLES) as Verdict[]

/** A draft is seen by its author alone; what is submitted stays. */
export const OPINION_STATUSES = ['draft', 'submitted'] as const

/** Characters around the quoted words that are kept to tell them from their look-alikes. */
export const CONTEXT_LENGTH = 32
const LABEL_LENGTH = 40
const QUOTE_LENGTH = 1_000

const closed = { additionalProperties: false } as const
const Nullable = <T extends TSchema>(shape: T, description: string) => Type.Union([shape, Type.Null()], { description })
const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const context = (description: string) => Type.String({ maxLength: CONTEXT_LENGTH, description })

export const OpinionSourceTerm = Type.Enum(OPINION_SOURCES, {
  description: `来源：${Object.entries(OPINION_SOURCE_TITLES)
    .map(([term, title]) => `${title} ${term}`)
    .join('、')}`
})
const VerdictTerm = Type.Enum(VERDICTS, {
  description: `采纳情况：${Object.entries(VERDICT_TITLES)
    .map(([term, title]) => `${title} ${term}`)
    .join('、')}`
})
const StatusTerm = Type.Enum([...OPINION_STATUSES], { description: '草稿 draft（只有本人可见）、已提交 submitted' })
/** The words follow their article; they are never moved to others that read the same. */
const QuoteState = Type.Enum(['present', 'changed', 'ambiguous'], {
  description: '所引文字在最新版本中：仍在 present、已改 changed、不能确定是否仍是同一处 ambiguous'
})
export type QuoteState = Static<typeof QuoteState>

export const NewOpinion = Type.Object(
  {
    document: Id,
    version: Type.Integer({ minimum: 1, maximum: 1_000_000, description: '所针对的版本号' }),
    article: Type.Optional(Nullable(words(LABEL_LENGTH), '条，如 第十条；对全文的意见不填')),
    quote: Type.Optional(Nullable(words(QUOTE_LENGTH), '所引的原文')),
    prefix: Type.Optional(context('所引原文之前的文字；原文在条中不止一处时用以区分')),
    suffix: Type.Optional(context('所引原文之后的文字')),
    body: Type.String({ minLength: 1, maxLength: NOTE_LENGTH, pattern: '\\S', description: '意见' }),
    proposal: Type.Optional(Nullable(words(NOTE_LENGTH), '建议的表述')),
    source: Type.Optional(OpinionSourceTerm),
    givenBy: Type.Optional(Nullable(words(100), '提出意见的单位或者个人；不填为本人')),
    givenOn: Type.Optional(Type.String({ format: 'date', description: '提出日期；不填为当日' })),
    status: Type.Optional(StatusTerm),
    round: Type.Optional(Nullable(Id, '在哪一轮征求意见中提出'))
  },
  closed
)
export type NewOpinion = Static<typeof NewOpinion>

/** What staff answer. `revision` is the opinion as it was read. */
export const JudgementForm = Type.Object(
  {
    verdict: VerdictTerm,
    reason: Type.Optional(Nullable(Type.String({ maxLength: NOTE_LENGTH }), '理由；采纳以外的须写明')),
    revision: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: '读到的 revision；他人已改动的，答复 409' }))
  },
  closed
)

/** Writing a proposed wording into the text. */
export const OpinionWriting = Type.Object(
  {
    wording: Type.Optional(words(NOTE_LENGTH)),
    despite: Type.Optional(Type.Boolean({ description: '另一种已采纳的改法与之相撞时，仍写入这一种' }))
  },
  closed
)
export type OpinionWriting = Static<typeof OpinionWriting>

const together = {
  alsoFor: Type.Optional(Type.Array(Id, { maxItems: 100, description: '同样处理的其他意见' })),
  write: Type.Optional(Type.Boolean({ description: '把建议的表述写入文本，成为新版本' })),
  wording: Type.Optional(Nullable(words(NOTE_LENGTH), '写入文本的表述；不填为所建议的')),
  despite: OpinionWriting.properties.despite
}

/** An answer that may stand for several, and go into the text. */
export const OpinionAnswer = Type.Object({ ...JudgementForm.properties, ...together }, closed)
export type OpinionAnswer = Static<typeof OpinionAnswer>

/** Reasons that are given again and again (常用理由); keys 5 to 9 choose them. */
export const USUAL_REASONS = [
  '上位法已有规定，不再重复。',
  '由配套规定作出具体规定。',
  '超出本市立法权限。',
  '草案其他条款已有规定。',
  '情况较为复杂，另行研究。'
] as const

/** A verdict, or what its author changes of a draft. */
export const OpinionChange = Type.Object(
  {
    verdict: Type.Optional(VerdictTerm),
    reason: JudgementForm.properties.reason,
    revision: JudgementForm.properties.revision,
    ...together,
    body: Type.Optional(Type.String({ minLength: 1, maxLength: NOTE_LENGTH, pattern: '\\S', description: '意见（草稿）' })),
    proposal: Type.Optional(Nullable(words(NOTE_LENGTH), '建议的表述（草稿）')),
    status: Type.Optional(Type.Literal('submitted', { description: '提交草稿' }))
  },
  { ...closed, minProperties: 1 }
)
export type OpinionChange = Static<typeof OpinionChange>

export const Opinion = Type.Object(
  {
    id: Type.String(),
    bill: Type.String(),
    document: Type.String(),
    version: Type.Integer(),
    article: Nullable(Type.String(), '提出时所在的条；对全文的意见为 null'),
    quote: Nullable(Type.String(), '所引的原文'),
    prefix: Type.String(),
    suffix: Type.String(),
    currentArticle: Nullable(Type.String(), '该条在最新版本中的条序；已不存在的为 null'),
    quoteState: Nullable(QuoteState, '没有引用原文的为 null'),
    body: Type.String(),
    proposal: Nullable(Type.String(), '建议的表述'),
    source: OpinionSourceTerm,
    givenBy: Type.String({ description: '提出意见的单位或者个人' }),
    givenOn: Type.String({ description: '提出日期' }),
    status: StatusTerm,
    verdict: Nullable(VerdictTerm, '采纳情况；尚未处理的为 null'),
    reason: Nullable(Type.String(), '理由'),
    judgedBy: Nullable(Type.String(), '处理人'),
    judgedAt: Nullable(Type.String(), '处理时间'),
    author: Type.String({ description: '登记人的账号标识' }),
    createdAt: Type.String(),
    revision: Type.Integer(),
    round: Nullable(Type.String(), '在哪一轮征求意见中提出'),
    addressee: Nullable(Type.String(), '由哪一个被征求意见的单位或者个人提出'),
    writtenIn: Nullable(Type.Integer(), '建议的表述写入了第几版')
  },
  closed
)
export type Opinion = Static<typeof Opinion>

/** What a list of opinions may be narrowed by. `open`: those not answered yet. */
export const OpinionFilter = Type.Object(
  {
    verdict: Type.Optional(Type.Enum(['open', ...VERDICTS], { description: '采纳情况；open 为尚未处理' })),
    source: Type.Optional(OpinionSourceTerm),
    article: Type.Optional(Type.String({ maxLength: LABEL_LENGTH, description: '提出时所在的条' })),
    round: Type.Optional(Id)
  },
  closed
)
export type OpinionFilter = Static<typeof OpinionFilter>

export const OpinionQuery = Type.Object(
  {
    ...PageQuery.properties,
    ...OpinionFilter.properties,
    copy: Type.Optional(Type.Enum(['public'], { description: '意见采纳情况表的公开稿：个人姓名以某某代替，单位照写' })),
    format: Type.Optional(
      Type.Enum(['json', 'xlsx', 'docx', 'csv', 'md'], { description: '格式，默认 json；文件为意见采纳情况表，含全部意见' })
    )
  },
  closed
)

export const OwnOpinionQuery = Type.Object({ ...PageQuery.properties, status: Type.Optional(StatusTerm), round: Type.Optional(Id) }, closed)

/** Drafts that are submitted together. */
export const Submission = Type.Object({ opinions: Type.Array(Id, { minItems: 1, maxItems: 500, description: '草稿的标识' }) }, closed)

const RoundKindTerm = Type.Enum(ROUND_KINDS, {
  description: `征求意见的方式：${Object.entries(ROUND_KIND_TITLES)
    .map(([term, title]) => `${title} ${term}`)
    .join('、')}`
})
const day = (description: string) => Type.String({ format: 'date', description })

export const NewRound = Type.Object(
  {
    document: Id,
    version: Type.Integer({ minimum: 1, maximum: 1_000_000, description: '征求意见的版本号' }),
    kind: RoundKindTerm,
    title: Type.String({ minLength: 1, maxLength: TITLE_LENGTH, pattern: '\\S', description: '名称' }),
    addressees: Type.Optional(Nullable(words(1_000), '征求意见的对象')),
    opensOn: day('开始日期'),
    closesOn: day('截止日期'),
    reason: Type.Optional(Nullable(Type.String({ maxLength: NOTE_LENGTH }), '公开征求意见短于规定期限的理由')),
    consultees: Type.Optional(Type.Array(Id, { maxItems: MAX_ASKED, description: '征求哪些专家、联系点和基地的意见' })),
    asked: Type.Optional(
      Type.Array(Type.Object({ name: words(100), source: OpinionSourceTerm }, closed), {
        maxItems: MAX_ASKED,
        description: '征求哪些其他单位和个人的意见'
      })
    )
  },
  closed
)
export type NewRound = Static<typeof NewRound>

export const Round = Type.Object(
  {
    id: Type.String(),
    bill: Type.String(),
    document: Type.String(),
    version: Type.Integer(),
    kind: RoundKindTerm,
    kindTitle: Type.String(),
    title: Type.String(),
    addressees: Nullable(Type.String(), '征求意见的对象'),
    opensOn: Type.String(),
    closesOn: Type.String(),
    reason: Nullable(Type.String(), '短于规定期限的理由'),
    state: Type.Enum([...ROUND_STATES], { description: '未开始 upcoming、进行中 open、已截止 closed' }),
    asked: Type.Integer({ description: '点名征求意见的单位和个人数' }),
    answered: Type.Integer({ description: '其中已答复的' }),
    opinions: Type.Integer({ description: '收到的意见条数' }),
    createdAt: Type.String()
  },
  closed
)
export type Round = Static<typeof Round>

/** 立法后评估 (立法法第六十七条): why it is due, who evaluates, what is found by criterion, and what follows (domain/four-entries §8). */
import { type Static, Type } from 'typebox'

export const EVALUATORS = ['committee', 'office', 'thirdParty', 'evaluationBase'] as const
export const Evaluator = Type.Enum([...EVALUATORS], {
  description: '专门委员会 committee、法制工作委员会 office、第三方 thirdParty、立法协作评估基地 evaluationBase'
})
export type Evaluator = Static<typeof Evaluator>
export const EVALUATOR_TITLES: Readonly<Record<Evaluator, string>> = {
  committee: '专门委员会',
  office: '法制工作委员会',
  thirdParty: '第三方',
  evaluationBase: '立法协作评估基地'
}

export const CRITERIA = ['legality', 'rationality', 'coherence', 'operability', 'draftingQuality', 'effectiveness'] as const
export const Criterion = Type.Enum([...CRITERIA], {
  description: '合法性 legality、合理性 rationality、协调性 coherence、可操作性 operability、立法技术 draftingQuality、实效性 effectiveness'
})
export type Criterion = Static<typeof Criterion>

/** Weights add up to 100; an evaluation may set its own. */
export const CRITERION_FACTS: Readonly<Record<Criterion, { title: string; weight: number; question: string }>> = {
  legality: { title: '合法性', weight: 20, question: '与上位法、立法权限、法定程序仍然一致吗？' },
  rationality: { title: '合理性', weight: 15, question: '各项措施公平、适度，负担均衡吗？' },
  coherence: { title: '协调性', weight: 15, question: '与同位法衔接，配套规定齐全吗？' },
  operability: { title: '可操作性', weight: 20, question: '职责、程序、主体写清楚了吗？' },
  draftingQuality: { title: '立法技术', weight: 10, question: '结构、用语、条序规范吗？' },
  effectiveness: { title: '实效性', weight: 20, question: '立法目的实现了吗，代价多大，群众知晓吗？' }
}

export const METHODS = ['questionnaire', 'symposium', 'interview', 'fieldResearch', 'expertReview', 'online'] as const
export const Method = Type.Enum([...METHODS], {
  description: '问卷 questionnaire、座谈会 symposium、访谈 interview、实地调研 fieldResearch、专家论证 expertReview、网上征求 online'
})
export type Method = Static<typeof Method>
export const METHOD_TITLES: Readonly<Record<Method, string>> = {
  questionnaire: '问卷',
  symposium: '座谈会',
  interview: '访谈',
  fieldResearch: '实地调研',
  expertReview: '专家论证',
  online: '网上征求'
}

export const APPLIED = ['often', 'seldom', 'never'] as const
export const APPLIED_TITLES = { often: '经常适用', seldom: '很少适用', never: '没有适用' } as const
export const ADVICES = ['keep', 'amend', 'delete', 'interpret'] as const
export const ADVICE_TITLES = { keep: '保留', amend: '修改', delete: '删除', interpret: '解释' } as const

export const CONCLUSIONS = ['keep', 'interpret', 'amend', 'repeal', 'strengthenImplementation', 'mergeWithOther'] as const
export const Conclusion = Type.Enum([...CONCLUSIONS], {
  description: '保留 keep、解释 interpret、修改 amend、废止 repeal、加强实施 strengthenImplementation、合并 mergeWithOther'
})
export type Conclusion = Static<typeof Conclusion>
export const CONCLUSION_TITLES: Readonly<Record<Conclusion, string>> = {
  keep: '保留',
  interpret: '解释',
  amend: '修改',
  repeal: '废止',
  strengthenImplementation: '加强实施',
  mergeWithOther: '合并'
}

const closed = { additionalProperties: false } as const
const Text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, pattern: '\\S', description })
const OptionalDate = (description: string) => Type.Union([Type.String({ format: 'date' }), Type.Null()], { description })

export const CriterionResult = Type.Object(
  {
    criterion: Criterion,
    weight: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: '权重；不写的不变' })),
    score: Type.Integer({ minimum: 0, maximum: 100, description: '得分，满分 100' }),
    grounds: Text(2000, '依据')
  },
  closed
)
export type CriterionResult = Static<typeof CriterionResult>

export const Gathered = Type.Object(
  {
    method: Method,
    on: Type.String({ format: 'date', description: '日期' }),
    count: Type.Integer({ minimum: 1, maximum: 10_000_000, description: '人次、份数' }),
    summary: Text(2000, '主要意见')
  },
  closed
)
export type Gathered = Static<typeof Gathered>

export const ArticleFinding = Type.Object(
  {
    article: Type.String({
      minLength: 1,
      maxLength: 40,
      pattern: '^第[〇零一二三四五六七八九十百千]+条(之[一二三四五六七八九十]+)?$',
      description: '条'
    }),
    applied: Type.Enum([...APPLIED], { description: '经常适用 often、很少适用 seldom、没有适用 never' }),
    problem: Type.Union([Type.String({ maxLength: 1000 }), Type.Null()], { description: '问题' }),
    advice: Type.Enum([...ADVICES], { description: '保留 keep、修改 amend、删除 delete、解释 interpret' })
  },
  closed
)
export type ArticleFinding = Static<typeof ArticleFinding>

export const NewEvaluation = Type.Object(
  {
    evaluator: Evaluator,
    evaluatorName: Text(100, '评估主体名称'),
    reason: Text(1000, '缘由'),
    startedOn: Type.Optional(Type.String({ format: 'date', description: '启动日期，不写的为今天' })),
    dueOn: Type.Optional(OptionalDate('完成期限'))
  },
  closed
)
export type NewEvaluation = Static<typeof NewEvaluation>

export const EvaluationChange = Type.Object(
  {
    evaluator: Type.Optional(Evaluator),
    evaluatorName: Type.Optional(Text(100, '评估主体名称')),
    dueOn: Type.Optional(OptionalDate('完成期限')),
    criteria: Type.Optional(
      Type.Array(CriterionResult, { minItems: 1, maxItems: CRITERIA.length, description: '所列各项评价；同一项以后写的为准' })
    ),
    gathered: Type.Optional(Type.Array(Gathered, { minItems: 1, maxItems: 100, description: '新增的征求意见情况' })),
    articles: Type.Optional(Type.Array(ArticleFinding, { minItems: 1, maxItems: 500, description: '所列各条的情况；同一条以后写的为准' })),
    conclusion: Type.Optional(Conclusion),
    conclusionReason: Type.Optional(Text(2000, '结论的理由')),
    concludedOn: Type.Optional(Type.String({ format: 'date', description: '作出结论的日期，不写的为今天' })),
    reported: Type.Optional(Type.Boolean({ description: '评估情况已向常委会报告' }))
  },
  { additionalProperties: false, minProperties: 1 }
)
export type EvaluationChange = Static<typeof EvaluationChange>

const Link = Type.Union([Type.Object({ id: Type.String(), title: Type.String() }, closed), Type.Null()])

export const Evaluation = Type.Object(
  {
    id: Type.String(),
    evaluator: Evaluator,
    evaluatorName: Type.String(),
    reason: Type.String(),
    startedOn: Type.String(),
    dueOn: OptionalDate('完成期限'),
    criteria: Type.Array(
      Type.Object(
        {
          criterion: Criterion,
          title: Type.String(),
          weight: Type.Integer(),
          score: Type.Union([Type.Integer(), Type.Null()]),
          grounds: Type.Union([Type.String(), Type.Null()])
        },
        closed
      )
    ),
    score: Type.Union([Type.Number(), Type.Null()], { description: '综合得分：按权重计算；有一项没有评价的为 null' }),
    gathered: Type.Array(Gathered),
    articles: Type.Array(ArticleFinding),
    report: Link,
    conclusion: Type.Union([Conclusion, Type.Null()]),
    conclusionReason: Type.Union([Type.String(), Type.Null()]),
    concludedOn: Type.Union([Type.String(), Type.Null()]),
    proposal: Link,
    createdAt: Type.String()
  },
  closed
)
export type Evaluation = Static<typeof Evaluation>

const threshold = (description: string) =>
  Type.Object(
    {
      value: Type.Integer({ minimum: 1, maximum: 10_000, description }),
      basis: Type.String({ minLength: 1, maxLength: 200, description: '依据：本市规定、工作惯例等' })
    },
    closed
  )

/** From when on an evaluation is called for: data of a city, not of the program. */
export const Thresholds = Type.Object(
  {
    yearsInForce: threshold('施行满几年'),
    manyOpinions: threshold('施行以来收到意见多少条'),
    manyCases: threshold('行政复议、适用疑难多少件'),
    inspectionProblems: threshold('执法检查发现问题多少项')
  },
  { ...closed, description: '启动立法后评估的数值' }
)
export type Thresholds = Static<typeof Thresholds>

export const Trigger = Type.Object(
  {
    code: Type.String({ description: '如 yearsInForce' }),
    title: Type.String(),
    met: Type.Boolean({ description: '是否出现' }),
    detail: Type.String({ description: '根据什么' }),
    basis: Type.Union([Type.String(), Type.Null()], {
      description: '数值的依据，取自 workflows/evaluation/triggers.json；没有数值的为 null'
    })
  },
  closed
)
export type Trigger = Static<typeof Trigger>

export const EvaluationOverview = Type.Object(
  {
    bill: Type.Object(
      {
        id: Type.String(),
        title: Type.String(),
        promulgatedOn: Type.Union([Type.String(), Type.Null()]),
        effectiveOn: Type.Union([Type.String(), Type.Null()])
      },
      closed
    ),
    inForce: Type.Boolean({ description: '是否现行有效；尚未施行或者已经废止的不能评估' }),
    triggers: Type.Array(Trigger),
    evaluation: Type.Union([Evaluation, Type.Null()], { description: '正在进行的评估' }),
    earlier: Type.Array(Evaluation, { description: '以前的评估，新近的在前' })
  },
  closed
)
export type EvaluationOverview = Static<typeof EvaluationOverview>

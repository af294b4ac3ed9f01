/**
 * A lifecycle definition (办理流程) as it stands in `workflows/*.json`: which stages a bill runs through, who may do what, what each step
 * requires, how long it takes. The procedure is data: a city writes its own file and no programmer is asked. Guards (条件) are CEL
 * expressions over the names in `schema/facts.ts`. The JSON Schema made from these shapes carries the descriptions, so that an editor
 * completes and explains while one writes. Begin at `WorkflowDefinition`.
 */
import { type Static, Type } from 'typebox'
import { BILL_KINDS, BILL_STATUSES } from './bills.ts'
import { FACT_NAMES } from './facts.ts'

/** Bodies (主体) that definitions name in `roles` and `responsible`. A definition may add its own under `bodies`. Glossary §4. */
export const BODIES = {
  anybody: '任何单位和个人',
  sponsor: '提案人',
  draftingUnit: '起草单位',
  competentCommittee: '有关的专门委员会',
  municipalCongress: '市人民代表大会',
  presidium: '大会主席团',
  standingCommittee: '市人大常委会',
  chairsCouncil: '主任会议',
  legislativeAffairsCommittee: '法制委员会',
  legislativeAffairsOffice: '法制工作委员会',
  administrativeBody: '市人大常委会办公室',
  municipalGovernment: '市人民政府',
  justiceBureau: '市司法局',
  provincialCongress: '省人民代表大会',
  provincialStandingCommittee: '省人大常委会',
  provincialChairsCouncil: '省人大常委会主任会议',
  provincialLac: '省人大法制委员会',
  provincialLao: '省人大常委会法制工作委员会',
  provincialGovernment: '省人民政府',
  implementingBody: '实施机关',
  maker: '制定机关',
  filingReviewBody: '备案审查机构',
  system: '系统（到期自动办理）'
} as const satisfies Record<string, string>

/** What a place (环节) or a clock or a region is called in a definition: ASCII, because guards name it too. */
const Name = (description: string) => Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,59}$', description })
/** Steps may be called by their Chinese name alone, as in `"steps": ["提请", "一审"]`. */
const Place = (description: string) => Type.String({ minLength: 1, maxLength: 60, description })
const Text = (description: string, maxLength = 300) => Type.String({ minLength: 1, maxLength, description })
const Basis = Type.String({ minLength: 1, maxLength: 300, description: '依据，如 立法法第四十条；没有法律、法规依据的写 工作惯例' })
const Expression = (description: string) => Type.String({ minLength: 1, maxLength: 2000, description })

/** Anything a definition says is closed: a misspelt member is a finding, never silently ignored. */
const closed = { additionalProperties: false } as const

const Amount = Type.Union([Type.Integer({ minimum: 0, maximum: 9999 }), Name('params 中某一项的名称')], {
  description: '数目，或者 params 中某一项的名称'
})

export const Duration = Type.Union(
  [
    Type.Object({ days: Amount }, { ...closed, description: '历日' }),
    Type.Object({ workdays: Amount }, { ...closed, description: '工作日' }),
    Type.Object({ months: Amount }, { ...closed, description: '月' }),
    Type.Object({ years: Amount }, { ...closed, description: '年' }),
    Type.String({ pattern: '^P[0-9]{1,4}[DWMY]$', description: 'ISO 8601，如 P2Y、P30D' })
  ],
  { description: '期间；日为历日，写明 workdays 的为工作日' }
)
export type Duration = Static<typeof Duration>

const count = (description: string, minimum = 0) =>
  Type.Optional(Type.Union([Type.Integer({ minimum, maximum: 3650 }), Type.Null()], { description }))

/** What cities decide differently (procedure §7). Other names may be added; guards ask for them as `params.NAME`. */
export const Params = Type.Object(
  {
    readings: count('审议次数：几审制', 1),
    consultationDays: count('公开征求意见不少于多少日'),
    consultationWaiver: Type.Optional(Type.Boolean({ description: '主任会议可否决定不公开征求意见' })),
    draftToMembersDays: count('法规草案在会议举行多少日前发给常委会组成人员'),
    draftToDeputiesDays: count('法规草案在代表大会会议举行多少日前发给代表'),
    submitBeforeMeetingDays: count('法规案在常委会会议举行多少日前提出'),
    shelveYears: count('搁置审议、暂不付表决满几年'),
    onShelveExpiry: Type.Optional(
      Type.Enum(['decide', 'terminate'], { description: '期满以后：decide 主任会议决定终止或者延期，terminate 一律终止' })
    ),
    approvalMonths: count('省人大常委会应当在几个月内批准'),
    approvalClockStart: Type.Optional(Type.Enum(['requested', 'received'], { description: '批准期限的起算：报请之日或者收到之日' })),
    promulgateWithinDays: count('批准后多少日内公布；null 为没有规定'),
    filingDays: count('公布后多少日内报送备案'),
    filingPapersDays: count('公布后多少日内将备案材料报省人大常委会；null 为没有规定'),
    implementingMonths: count('配套规定应当在施行后几个月内作出'),
    competence: Type.Optional(Type.Array(Text('立法权限内的事项', 100), { maxItems: 30, description: '立法权限内的事项' }))
  },
  {
    additionalProperties: Type.Union([
      Type.Integer({ minimum: 0, maximum: 999999 }),
      Type.Boolean(),
      Type.String({ maxLength: 300 }),
      Type.Null()
    ]),
    description: '各地不同的数字和选择；条件中以 params.名称 引用'
  }
)
export type Params = Static<typeof Params>

/** One piece of work inside a step: a row of the 任务书 and a bar of the 施工图. */
export const Task = Type.Object(
  {
    id: Name('任务代码，整个定义内不重复'),
    title: Text('任务名称', 100),
    kind: Type.Optional(
      Type.Enum(['task', 'period', 'meeting'], { description: 'task 工作（避开休息日），period 期间（连续计算），meeting 会议；默认 task' })
    ),
    takes: Type.Optional({ ...Duration, description: '通常需要多久；默认一个工作日' }),
    atLeast: Type.Optional({ ...Duration, description: '最短多久：法定期限或者不可再压缩的时间；默认与 takes 相同' }),
    atMost: Type.Optional({ ...Duration, description: '法定最长期限' }),
    after: Type.Optional(Type.Array(Name('前置任务的代码'), { maxItems: 20, description: '前置任务；不写的，上一环节完成后即可开始' })),
    from: Type.Optional(Name('期间自哪一任务完成之日起算')),
    until: Type.Optional(Name('期间至哪一任务开始之日为止，如 会议举行的七日前')),
    statutory: Type.Optional(Type.Boolean({ description: 'atLeast 是否为法定期限；不得压缩' })),
    responsible: Type.Optional(Name('责任单位，即主体代码')),
    cooperating: Type.Optional(Type.Array(Name('配合单位，即主体代码'), { maxItems: 12 })),
    documents: Type.Optional(Type.Array(Name('成果：材料种类'), { maxItems: 12 })),
    done: Type.Optional(Text('完成标准')),
    basis: Type.Optional(Basis),
    when: Type.Optional(Expression('只在此式成立时列入，只可引用 params，如 params.readings >= 2'))
  },
  { ...closed, description: '任务' }
)
export type Task = Static<typeof Task>

const placeMembers = {
  title: Text('名称，如 一审后修改', 60),
  status: Type.Optional(Type.Enum([...BILL_STATUSES], { description: '处于此环节的法规案的状态；默认 active 办理中' })),
  end: Type.Optional(Type.Boolean({ description: '是否可以停在此处：办结、终止等' })),
  responsible: Type.Optional(Name('现在由谁办理，即主体代码')),
  basis: Type.Optional(Basis),
  note: Type.Optional(Text('说明', 600))
}

export const Step = Type.Object(
  {
    id: Place('环节代码，如 afterReading1；transitions 的 from、to 以此引用'),
    ...placeMembers,
    tasks: Type.Optional(Type.Array(Task, { maxItems: 60, description: '在此环节内要做的事；有任务的环节列入施工图' }))
  },
  { ...closed, description: '环节' }
)
export type Step = Static<typeof Step>

export const Stage = Type.Object(
  {
    id: Place('阶段代码，如 deliberation'),
    ...placeMembers,
    rail: Type.Optional(
      Type.Enum(['stop', 'stretch', 'none'], { description: '在进度条上：stop 一站，stretch 两站之间的一段，none 不画；默认 stop' })
    ),
    steps: Type.Optional(
      Type.Array(Type.Union([Place('环节名称，代码与之相同'), Step]), { maxItems: 10000, description: '阶段内的环节，按通常先后排列' })
    ),
    periods: Type.Optional(Type.Array(Task, { maxItems: 60, description: '跨环节的期间，如 提请至会议不少于三十日' }))
  },
  { ...closed, description: '阶段' }
)
export type Stage = Static<typeof Stage>

/** For whoever writes a definition: every name, as the editor shows it beside the expression. */
const NAMES = Object.entries(FACT_NAMES)
  .map(([name, { description }]) => `${name}（${description}）`)
  .join('、')

export const Guard = Type.Object(
  {
    code: Type.String({
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      maxLength: 80,
      description: '稳定代码，小写英文以连字符相连，如 reason-missing'
    }),
    check: Expression(`CEL 表达式，成立即为满足。可用的名称：${NAMES}；函数 daysBetween(起, 止)。`),
    message: Text('未满足时给人看的话：缺什么，怎么办；{consultationDays} 这样的写法换成 params 中的数字'),
    basis: Type.Optional(Basis)
  },
  { ...closed, description: '条件' }
)
export type Guard = Static<typeof Guard>

/** Fields of an event's body that a definition may ask for, with their kind. `confirmed` is asked for by `confirmations`. */
export const INPUT_KINDS = {
  note: 'text',
  on: 'date',
  sentOn: 'date',
  meetingOn: 'date',
  effectiveOn: 'date',
  until: 'date',
  votesFor: 'number',
  votesTotal: 'number',
  consent: 'boolean',
  number: 'text',
  clauses: 'list'
} as const
export type InputName = keyof typeof INPUT_KINDS

export const Input = Type.Object(
  {
    name: Type.Enum(Object.keys(INPUT_KINDS) as InputName[], { description: '填写的内容' }),
    title: Text('给人看的名称，如 会议日期', 60),
    required: Type.Optional(Type.Boolean({ description: '是否必填；默认不必' })),
    message: Type.Optional(Text('未填写时给人看的话')),
    basis: Type.Optional(Basis)
  },
  { ...closed, description: '办理时填写的内容' }
)
export type Input = Static<typeof Input>

export const Confirmation = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 80, description: '稳定代码' }),
    title: Text('由办理人逐项确认的事，如 已征求省人大常委会法工委意见'),
    required: Type.Optional(Type.Boolean({ description: '是否必须确认；默认必须' })),
    basis: Type.Optional(Basis)
  },
  { ...closed, description: '办理时确认的事项；确认了什么，记入办理记录' }
)
export type Confirmation = Static<typeof Confirmation>

export const Timer = Type.Object(
  {
    start: Name('时钟名称，如 shelvedClock'),
    title: Type.Optional(Text('给人看的名称，如 搁置满二年', 60)),
    after: Type.Optional(Duration),
    until: Type.Optional(Type.Literal('until', { description: '期满日由办理人填写' })),
    fire: Name('期满后成立的名称，条件中写 "shelveExpired" in expired'),
    basis: Type.Optional(Basis)
  },
  { ...closed, description: '自办理之日起算的期间' }
)
export type Timer = Static<typeof Timer>

const DateSource = Type.Optional(Type.Enum(['on', 'effectiveOn']))

export const Transition = Type.Object(
  {
    from: Type.Union([
      Place('环节或者阶段'),
      Type.Array(Place('环节或者阶段；阶段指其全部环节，* 指任何环节'), { minItems: 1, maxItems: 10000 })
    ]),
    event: Name('步骤代码，如 submit'),
    title: Type.Optional(Text('步骤名称，如 提请审议', 60)),
    to: Type.Optional(Type.Union([Place('到哪一环节'), Type.Null()], { description: '到哪一环节；没有或者 null 的，停在原处' })),
    roles: Type.Optional(Type.Array(Name('由哪些主体决定，即主体代码'), { maxItems: 20 })),
    when: Type.Optional(Expression('只在此式成立时有这一步骤；只可引用 params 和法规案的位置（readings、regions 等）')),
    guards: Type.Optional(Type.Array(Guard, { maxItems: 60 })),
    inputs: Type.Optional(Type.Array(Input, { maxItems: 20 })),
    confirmations: Type.Optional(Type.Array(Confirmation, { maxItems: 20 })),
    attaches: Type.Optional(Type.Array(Name('清单代码，如 four-entries'), { maxItems: 10, description: '办理后挂接的清单' })),
    timers: Type.Optional(Type.Array(Timer, { maxItems: 10, description: '办理后开始计算的期间' })),
    stops: Type.Optional(Type.Array(Name('时钟名称'), { maxItems: 10, description: '办理后停止的时钟' })),
    dates: Type.Optional(
      Type.Object(
        { passedOn: DateSource, approvedOn: DateSource, promulgatedOn: DateSource, effectiveOn: DateSource },
        { ...closed, description: '办理后记下的日期，取自填写的哪一项；on 未填的为办理当日' }
      )
    ),
    reading: Type.Optional(Type.Boolean({ description: '是否计为一次审议' })),
    resets: Type.Optional(Type.Array(Name('并行事项代码'), { maxItems: 20, description: '办理后回到最初状态的并行事项' })),
    restart: Type.Optional(Type.Boolean({ description: '是否重新开始：审议次数、并行事项和时钟归零' })),
    automatic: Type.Optional(Type.Boolean({ description: '条件满足即自动办理' })),
    startsBill: Type.Optional(Type.Array(Name('流程代码'), { maxItems: 10, description: '另起一件法规案时可用的流程' })),
    basis: Type.Optional(Basis)
  },
  { ...closed, description: '步骤：从哪里、由谁、满足什么条件、到哪里' }
)
export type Transition = Static<typeof Transition>

export const Region = Type.Object(
  {
    region: Name('并行事项代码，如 consultation；条件中写 regions.consultation'),
    title: Text('并行事项名称，如 公开征求意见', 60),
    within: Type.Union([Place('环节或者阶段'), Type.Array(Place('环节或者阶段'), { minItems: 1, maxItems: 10000 })], {
      description: '在哪些环节中可以办理'
    }),
    initial: Type.Optional(Name('最初的状态；默认第一个')),
    states: Type.Array(Type.Object({ id: Name('状态代码，如 open'), title: Text('状态名称', 60) }, closed), { minItems: 1, maxItems: 40 }),
    transitions: Type.Array(Transition, { maxItems: 60, description: '在各状态之间的步骤；from、to 为本事项的状态' })
  },
  { ...closed, description: '与主线同时进行的事项（串联改并联）' }
)
export type Region = Static<typeof Region>

export const RequiredDocument = Type.Object(
  {
    kind: Name('材料种类，如 explanatoryNote'),
    title: Type.Optional(Text('材料名称；不写的用通用名称', 60)),
    requiredFor: Type.Array(Name('哪些步骤需要'), { maxItems: 40 }),
    kinds: Type.Optional(Type.Array(Type.Enum([...BILL_KINDS]), { description: '只对这些种类的法规案要求' })),
    message: Type.Optional(Text('缺少时给人看的话')),
    basis: Type.Optional(Basis)
  },
  { ...closed, description: '必备材料' }
)
export type RequiredDocument = Static<typeof RequiredDocument>

export const WorkflowDefinition = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}$', description: '流程代码，与文件名相同' }),
    version: Type.Integer({ minimum: 1, description: '版本；内容有变时加一，在办的法规案仍按原版本' }),
    title: Text('流程名称，如 设区的市地方性法规', 100),
    description: Type.Optional(Text('说明', 2000)),
    basis: Type.Array(Basis, { maxItems: 60, description: '依据' }),
    kinds: Type.Optional(Type.Array(Type.Enum([...BILL_KINDS]), { description: '适用于哪些种类的法规案' })),
    bodies: Type.Optional(
      Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,59}$' }), Text('主体名称', 60), { description: '本流程另有的主体' })
    ),
    params: Params,
    initial: Type.Optional(Place('最初的环节；默认第一个阶段的第一个环节')),
    goal: Type.Optional(Place('倒排工期的目标：环节或者任务；默认最后一项任务')),
    stages: Type.Array(Stage, { minItems: 1, maxItems: 10000, description: '阶段，按先后排列' }),
    documents: Type.Optional(Type.Array(RequiredDocument, { maxItems: 200, description: '必备材料' })),
    transitions: Type.Array(Transition, { minItems: 1, maxItems: 20000, description: '步骤' }),
    parallel: Type.Optional(Type.Array(Region, { maxItems: 40, description: '并行事项' }))
  },
  { ...closed, title: '办理流程', description: '一种法规从立项到后评估的全过程' }
)
export type WorkflowDefinition = Static<typeof WorkflowDefinition>

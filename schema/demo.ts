/**
 * The demo as it lies in `fixtures/demo/`: one invented city, told as what its people did, day by day. Nothing here is a database row: the
 * loader performs every step through the acts that people use, so that the demo proves them. `demo.json` is a `Demo`; each name in its
 * `bills` is a folder with a `bill.json` (a `DemoBill`) and the texts that it names.
 *
 * Days: what is over stands as a date; what a lamp or a running period depends on is told from the day of loading (`today-12`, `today+30`),
 * so that a consultation which is open today is open whenever the demo is loaded.
 */

import { type Static, Type } from 'typebox'
import { CONSULTATION_LEVELS } from './consultations.ts'
import { EvaluationChange, NewEvaluation } from './evaluation.ts'
import { EventInput } from './facts.ts'
import { CleanupResult } from './filing.ts'
import { FindingChange, NewFinding, NewInspection } from './inspections.ts'
import { NewAgendaItem, NewMeeting, NewStatement, NewUpwardReport, NewVote } from './meetings.ts'
import { PlanCategory } from './plans.ts'
import { Argument, ProposalSource } from './proposals.ts'
import { NewCheckIn, NewTarget } from './tasks.ts'

const closed = { additionalProperties: false } as const
const key = (description: string) => Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', description })
const text = (description: string, maxLength = 200) => Type.String({ minLength: 1, maxLength, description })

export const DemoDay = Type.String({
  pattern: '^(\\d{4}-\\d{2}-\\d{2}|today([+-][1-9]\\d{0,3})?)$',
  description: '日期：2026-05-20，或者以装载当日计：today、today-12（十二天前）、today+30（三十天后）'
})

/** A term of the glossary, as it stands on the wire. */
const term = (description: string) => Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$', description })

/** What is filled in at an event: as over HTTP, but days may be told from the day of loading. */
export const DemoInput = Type.Object(
  {
    ...EventInput.properties,
    on: Type.Optional(DemoDay),
    sentOn: Type.Optional(DemoDay),
    meetingOn: Type.Optional(DemoDay),
    effectiveOn: Type.Optional(DemoDay),
    until: Type.Optional(DemoDay)
  },
  { ...closed, description: '办理时填写的内容' }
)

const PlannedDays = Type.Object(
  {
    draftingDone: Type.Optional(DemoDay),
    firstReading: Type.Optional(DemoDay),
    secondReading: Type.Optional(DemoDay),
    approvalRequest: Type.Optional(DemoDay),
    promulgation: Type.Optional(DemoDay)
  },
  { ...closed, description: '各时间节点的计划日期' }
)

const rowCode = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,39}(:第[零一二三四五六七八九十百]+条)?$',
  description: '清单事项代码，如 enf-discretion；每条授权条文各列一项的，后接条的序号，如 prep-implementing:第五十条'
})

const step = { on: DemoDay, by: key('经办人的用户名') }

export const DemoStep = Type.Union(
  [
    Type.Object(
      {
        ...step,
        do: Type.Literal('save', { description: '保存一份材料的一个版本；材料没有的，先建立' }),
        document: term('材料种类，如 draft、explanatoryNote'),
        title: Type.Optional(text('材料名称；第一次保存时写明')),
        file: Type.String({ pattern: '^[a-z0-9-]+\\.md$', description: '同一文件夹中的文本' }),
        name: Type.Optional(term('版本名，如 draftFirstReading')),
        message: text('版本说明')
      },
      closed
    ),
    Type.Object(
      {
        ...step,
        do: Type.Literal('event', { description: '推进法规案' }),
        event: term('流程定义中的事件名，如 submit'),
        input: DemoInput
      },
      closed
    ),
    Type.Object(
      {
        ...step,
        do: Type.Literal('opinion', { description: '对草案最新版本提出意见' }),
        source: term('来源，如 public、expert、contactPoint'),
        from: text('提出意见的单位或者个人'),
        article: text('条，如 第十条', 40),
        quote: Type.Optional(text('所指的原文')),
        body: text('意见', 2000),
        proposal: Type.Optional(text('建议的表述', 2000)),
        verdict: Type.Optional(
          Type.Object(
            {
              on: DemoDay,
              by: key('承办人的用户名'),
              verdict: Type.Enum(['adopted', 'partlyAdopted', 'notAdopted', 'deferred']),
              reason: Type.Optional(text('理由；采纳以外的应当写明', 500))
            },
            closed
          )
        )
      },
      closed
    ),
    Type.Object(
      {
        ...step,
        do: Type.Literal('task', { description: '办理任务书的一项；还没有任务书的，先制定' }),
        title: text('工作任务，与流程定义中的相同'),
        person: Type.Optional(text('责任人', 40)),
        startOn: Type.Optional(DemoDay),
        dueOn: Type.Optional(DemoDay),
        done: Type.Boolean({ description: '是否完成' })
      },
      closed
    ),
    Type.Object(
      {
        ...step,
        do: Type.Literal('schedule', { description: '制定、调整施工图' }),
        target: DemoDay,
        reason: NewTarget.properties.reason
      },
      closed
    ),
    Type.Object(
      { ...Type.Omit(NewCheckIn, ['on']).properties, ...step, do: Type.Literal('checkIn', { description: '交账：当日所在的一周' }) },
      closed
    ),
    Type.Object(
      {
        ...step,
        do: Type.Literal('inspection', { description: '执法检查的一步' }),
        open: Type.Optional(Type.Pick(NewInspection, ['title', 'leader'], closed)),
        slots: Type.Optional(
          Type.Array(
            Type.Object(
              {
                code: text('环节代码，如 chain-01', 40),
                note: Type.Optional(text('情况', 500)),
                attachment: Type.Optional(Type.Object({ name: text('附件名称'), text: text('附件内容', 4000) }, closed))
              },
              closed
            )
          )
        ),
        findings: Type.Optional(Type.Array(NewFinding)),
        rectify: Type.Optional(Type.Array(Type.Object({ ...FindingChange.properties, fact: text('哪个问题', 2000) }, closed)))
      },
      closed
    ),
    Type.Object(
      {
        ...step,
        do: Type.Literal('evaluation', { description: '立法后评估的一步' }),
        open: Type.Optional(Type.Pick(NewEvaluation, ['evaluator', 'evaluatorName', 'reason'], closed)),
        record: Type.Optional(EvaluationChange)
      },
      closed
    ),
    Type.Object(
      {
        ...step,
        do: Type.Literal('evidence', { description: '在四入台账登记一份证据' }),
        code: rowCode,
        kind: term('证据种类，与清单事项所要的相同'),
        title: text('证据名称，写明文号'),
        url: Type.Optional(
          Type.String({ pattern: '^https://[a-z.]+\\.example/', maxLength: 200, description: '链接；只用保留的示例域名' })
        ),
        quantity: Type.Optional(Type.Number({ minimum: 0, description: '指标值' })),
        note: Type.Optional(text('备注', 500))
      },
      closed
    ),
    Type.Object(
      {
        ...step,
        do: Type.Literal('round', { description: '就草案最新版本开始一轮征求意见' }),
        kind: term('方式，如 publicConsultation、writtenConsultation'),
        title: text('名称'),
        closesOn: DemoDay,
        consultees: Type.Array(text('专家或者联系点的名称')),
        asked: Type.Array(Type.Object({ name: text('单位或者个人'), source: term('来源') }, closed))
      },
      closed
    ),
    Type.Object({ on: DemoDay, do: Type.Literal('due', { description: '办理当日到期、无须任何人办理的步骤，如施行' }) }, closed),
    Type.Object(
      {
        ...step,
        do: Type.Literal('notApplicable', { description: '清单事项不适用' }),
        code: rowCode,
        reason: text('理由', 500)
      },
      closed
    )
  ],
  { description: '一步：谁在哪一天做了什么' }
)

export const DemoBill = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    title: text('法规案名称'),
    kind: Type.Enum(['enact', 'revision', 'partialAmendment', 'repeal']),
    workflow: key('流程定义'),
    sponsor: text('提案人'),
    draftingUnit: text('起草单位'),
    competentCommittee: text('有关专门委员会'),
    caseOfficer: key('承办人的用户名'),
    filedOn: DemoDay,
    targetOn: Type.Union([DemoDay, Type.Null()], { description: '施行目标日期' }),
    continues: Type.Optional(
      Type.Object(
        {
          bill: key('要修改的法规'),
          plan: text('列入的计划'),
          category: PlanCategory,
          argument: Argument,
          reason: text('列入的理由', 500)
        },
        { ...closed, description: '由后评估打开的项目建议而来：论证、选取、转入计划，从现行文本立案' }
      )
    ),
    steps: Type.Array(DemoStep, { description: '按日期先后；同一天的按书写顺序' })
  },
  closed
)

export const DemoProposal = Type.Object(
  {
    title: text('项目名称'),
    source: ProposalSource,
    proposedBy: text('提出人'),
    on: DemoDay,
    reason: text('理由', 1000),
    suggestedYear: Type.Integer({ minimum: 2000, maximum: 2100 }),
    outcome: Type.Enum(['planned', 'pooled', 'declined'], { description: 'planned 列入规划，pooled 留在项目库，declined 不予立项' }),
    outcomeReason: text('选取或者不选取的理由', 500),
    decidedOn: DemoDay,
    argument: Type.Optional(Argument),
    bill: Type.Optional(key('后来的法规案'))
  },
  closed
)

export const DemoPlan = Type.Object(
  {
    title: text('名称'),
    kind: Type.Enum(['fiveYearPlan', 'annualPlan']),
    year: Type.Integer({ minimum: 2000, maximum: 2100, description: '年度计划的年份；五年规划的首年' }),
    passedOn: DemoDay,
    items: Type.Array(
      Type.Object(
        {
          title: text('项目名称'),
          category: Type.Enum(['deliberation', 'preparatory', 'research', 'classOne', 'classTwo', 'classThree']),
          bill: Type.Optional(key('法规案')),
          sponsor: text('提案人'),
          draftingUnit: text('起草单位'),
          responsibleUnit: text('牵头专门委员会'),
          plannedOn: PlannedDays,
          note: Type.Optional(text('备注', 500))
        },
        closed
      )
    )
  },
  closed
)

export const DemoMeeting = Type.Object(
  {
    ...Type.Pick(NewMeeting, ['body', 'session', 'members']).properties,
    title: text('会议', 100),
    announcedOn: DemoDay,
    on: DemoDay,
    until: Type.Optional(DemoDay),
    agendaOn: DemoDay,
    agenda: Type.Array(
      Type.Object({ ...NewAgendaItem.properties, bill: Type.Optional(key('法规案')) }, { ...closed, description: '议题' }),
      { minItems: 1 }
    ),
    present: Type.Integer({ minimum: 1, description: '出席人数' }),
    chair: text('主持人', 100),
    note: Type.Optional(text('备注', 500)),
    statements: Type.Optional(
      Type.Array(Type.Object({ ...NewStatement.properties, bill: key('法规案') }, { ...closed, description: '分组审议发言' }))
    ),
    filedOn: Type.Optional(DemoDay),
    votes: Type.Optional(
      Type.Array(
        Type.Object(
          { ...NewVote.properties, item: Type.Integer({ minimum: 1, description: '第几项议题' }) },
          { ...closed, description: '表决' }
        )
      )
    )
  },
  { ...closed, description: '会议：何日定下，何日定议程，何日举行；filedOn 为何日将发言转为审议意见' }
)

export const DemoUpwardReport = Type.Object(
  {
    ...Type.Pick(NewUpwardReport, ['addressee', 'title', 'number', 'reply']).properties,
    bill: Type.Optional(key('法规案')),
    on: DemoDay,
    repliedOn: Type.Optional(DemoDay)
  },
  { ...closed, description: '请示报告' }
)

const DemoLibrary = Type.Object(
  { on: DemoDay, by: key('经办人的用户名'), files: Type.Array(text('library 中的文件'), { minItems: 1 }) },
  { ...closed, description: '某日导入法律法规库的文本；同名的为新文本' }
)

const DemoNormativeDocument = Type.Object(
  {
    title: text('规范性文件名称'),
    maker: text('制定机关'),
    committee: text('有关专门委员会'),
    by: key('经办人的用户名'),
    filedOn: DemoDay,
    steps: Type.Array(
      Type.Object(
        {
          on: DemoDay,
          event: term('流程定义中的事件名'),
          input: DemoInput,
          save: Type.Optional(
            Type.Array(Type.Object({ document: term('材料种类'), file: text('normative 中的文件') }, closed), {
              description: '办理以前保存的材料'
            })
          )
        },
        closed
      )
    )
  },
  { ...closed, description: '备案审查的规范性文件' }
)

const DemoCleanup = Type.Object(
  {
    title: text('清理名称'),
    basis: text('依据、范围', 1000),
    by: key('经办人的用户名'),
    on: DemoDay,
    regulations: Type.Boolean({ description: '列入现行有效的在册法规' }),
    judged: Type.Array(Type.Object({ title: text('文件名称'), result: CleanupResult, reason: Type.Optional(text('理由', 1000)) }, closed), {
      description: '已经决定的'
    }),
    open: Type.Optional(Type.Array(text('文件名称'), { description: '尚未决定的' })),
    closedOn: Type.Optional(DemoDay)
  },
  { ...closed, description: '一次规范性文件清理' }
)

const DemoReceived = Type.Object(
  {
    title: text('法律法规草案的名称'),
    level: Type.Enum([...CONSULTATION_LEVELS]),
    askedBy: text('征求意见的机关', 100),
    number: text('来文文号', 100),
    by: key('经办人的用户名'),
    receivedOn: DemoDay,
    dueOn: DemoDay,
    file: text('received 中的文件'),
    round: Type.Object({ title: text('名称'), on: DemoDay, closesOn: DemoDay, asked: Type.Array(text('部门', 100)) }, closed)
  },
  { ...closed, description: '上级立法征求我方意见的一件草案' }
)

export const Demo = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    city: Type.Object({ name: text('市'), province: text('省'), office: text('机关'), counties: Type.Array(text('县区')) }, closed),
    accounts: Type.Array(
      Type.Object(
        {
          name: key('用户名'),
          displayName: text('姓名', 40),
          role: Type.Enum(['administrator', 'staff', 'expert', 'reader']),
          unit: text('所在单位')
        },
        { ...closed, description: '账号；演示账号没有口令，装载时另给一次性登录' }
      )
    ),
    consultees: Type.Array(
      Type.Object(
        {
          kind: Type.Enum(['expert', 'contactPoint', 'evaluationBase']),
          name: text('姓名或者名称', 100),
          unit: Type.Optional(text('单位或者负责人', 100)),
          field: text('专业领域'),
          contact: Type.Optional(text('联系方式')),
          termFrom: DemoDay,
          termTo: Type.Optional(DemoDay),
          account: Type.Optional(key('专家账号的用户名'))
        },
        closed
      ),
      { description: '一点一库一基地' }
    ),
    meetings: Type.Array(DemoMeeting),
    upwardReports: Type.Array(DemoUpwardReport),
    proposals: Type.Array(DemoProposal),
    plans: Type.Array(DemoPlan),
    library: Type.Array(DemoLibrary),
    normativeDocuments: Type.Array(DemoNormativeDocument),
    received: Type.Array(DemoReceived),
    cleanups: Type.Array(DemoCleanup),
    bills: Type.Array(key('法规案的文件夹'), { minItems: 1 })
  },
  closed
)

export type DemoInput = Static<typeof DemoInput>
export type DemoDay = Static<typeof DemoDay>
export type DemoStep = Static<typeof DemoStep>
export type DemoBill = Static<typeof DemoBill>
export type DemoProposal = Static<typeof DemoProposal>
export type DemoPlan = Static<typeof DemoPlan>
export type DemoMeeting = Static<typeof DemoMeeting>
export type DemoUpwardReport = Static<typeof DemoUpwardReport>
export type DemoLibrary = Static<typeof DemoLibrary>
export type DemoNormativeDocument = Static<typeof DemoNormativeDocument>
export type DemoReceived = Static<typeof DemoReceived>
export type DemoCleanup = Static<typeof DemoCleanup>
export type Demo = Static<typeof Demo>

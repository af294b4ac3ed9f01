/** Meetings (会议), what was voted and said there, and reports upward (请示报告) as they cross the boundary (glossary §4, §5; procedure L10, L13). */
import { type Static, Type } from 'typebox'
import { Id } from './http.ts'

const closed = { additionalProperties: false } as const
const text = (maxLength: number, description: string) => Type.Union([Type.String({ maxLength }), Type.Null()], { description })
const must = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, pattern: '\\S', description })
const day = (description: string) => Type.String({ format: 'date', description })
const maybeDay = (description: string) => Type.Union([Type.String({ format: 'date' }), Type.Null()], { description })
/** The largest body of a province has some hundreds of members; a congress has a thousand. */
const count = (description: string, minimum = 0) => Type.Integer({ minimum, maximum: 5_000, description })

export const MEETING_BODY_TITLES = {
  standingCommittee: '常委会会议',
  chairsCouncil: '主任会议',
  legislativeAffairsCommittee: '法制委员会会议',
  competentCommittee: '专门委员会会议',
  municipalCongress: '人民代表大会会议'
} as const satisfies Readonly<Record<string, string>>
export type MeetingBody = keyof typeof MEETING_BODY_TITLES
export const MeetingBody = Type.Enum(Object.keys(MEETING_BODY_TITLES) as MeetingBody[], {
  description: Object.entries(MEETING_BODY_TITLES)
    .map(([body, title]) => `${title} ${body}`)
    .join('、')
})

export const MEETING_STATUS_TITLES = { planned: '已定日期', held: '已举行', cancelled: '取消' } as const satisfies Readonly<
  Record<string, string>
>
export const MeetingStatus = Type.Enum(['planned', 'held', 'cancelled'], { description: '已定日期 planned、已举行 held、取消 cancelled' })
export type MeetingStatus = Static<typeof MeetingStatus>

export const PURPOSE_TITLES = {
  reading: '审议',
  vote: '表决',
  unify: '统一审议',
  decide: '决定列入议程或者交付表决',
  hear: '听取报告',
  other: '其他'
} as const satisfies Readonly<Record<string, string>>
export type Purpose = keyof typeof PURPOSE_TITLES
export const Purpose = Type.Enum(Object.keys(PURPOSE_TITLES) as Purpose[], { description: '审议 reading、表决 vote 等' })

export const NewMeeting = Type.Object(
  {
    body: MeetingBody,
    title: Type.Optional(must(100, '名称；不写的依机构和次数')),
    session: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 999 }), Type.Null()], { description: '第几次' })),
    heldOn: day('会议日期；会期数日的为首日'),
    endsOn: Type.Optional(maybeDay('会期数日的，最后一日；只有一日的为 null')),
    members: count('全体组成人员人数', 1)
  },
  closed
)
export type NewMeeting = Static<typeof NewMeeting>

export const MeetingChange = Type.Object(
  {
    title: Type.Optional(must(100, '名称')),
    heldOn: Type.Optional(day('会议日期；会期数日的为首日')),
    endsOn: Type.Optional(maybeDay('会期数日的，最后一日')),
    status: Type.Optional(MeetingStatus),
    members: Type.Optional(count('全体组成人员人数', 1)),
    present: Type.Optional(Type.Union([count('出席人数'), Type.Null()])),
    chair: Type.Optional(text(100, '主持人')),
    note: Type.Optional(text(2_000, '备注'))
  },
  { ...closed, minProperties: 1 }
)
export type MeetingChange = Static<typeof MeetingChange>

export const NewAgendaItem = Type.Object(
  {
    bill: Type.Optional(Type.Union([Id, Type.Null()], { description: '法规案' })),
    purpose: Purpose,
    title: Type.Optional(must(200, '议题；不写的依法规案'))
  },
  closed
)
export type NewAgendaItem = Static<typeof NewAgendaItem>

export const Vote = Type.Object(
  {
    id: Type.String(),
    meeting: Type.String(),
    item: Type.String(),
    bill: Type.Union([Type.String(), Type.Null()]),
    clause: text(100, '单独表决的条款；null 为整体表决'),
    votesFor: count('赞成'),
    votesAgainst: count('反对'),
    abstained: count('弃权'),
    members: count('全体组成人员人数'),
    required: count('通过所需的赞成票数：全体组成人员的过半数'),
    passed: Type.Boolean({ description: '是否通过' })
  },
  closed
)
export type Vote = Static<typeof Vote>

export const NewVote = Type.Object(
  {
    item: Id,
    clause: Type.Optional(text(100, '单独表决的条款')),
    votesFor: count('赞成'),
    votesAgainst: count('反对'),
    abstained: count('弃权')
  },
  closed
)
export type NewVote = Static<typeof NewVote>

export const Statement = Type.Object(
  {
    id: Type.String(),
    bill: Type.String(),
    speaker: Type.String({ description: '发言人' }),
    group: text(60, '第几组'),
    article: text(40, '条文'),
    body: Type.String({ description: '发言内容' }),
    opinion: Type.Union([Type.String(), Type.Null()], { description: '转成的审议意见' })
  },
  closed
)
export type Statement = Static<typeof Statement>

export const NewStatement = Type.Object(
  {
    bill: Id,
    speaker: must(100, '发言人'),
    group: Type.Optional(text(60, '第几组')),
    article: Type.Optional(text(40, '条文，如 第十条')),
    body: must(4_000, '发言内容')
  },
  closed
)
export type NewStatement = Static<typeof NewStatement>

export const AgendaItem = Type.Object(
  {
    id: Type.String(),
    bill: Type.Union([Type.String(), Type.Null()]),
    purpose: Purpose,
    title: Type.String({ description: '议题' }),
    papers: Type.Array(Type.Object({ document: Type.String(), title: Type.String(), version: Type.Integer() }, closed), {
      description: '会议材料：各份文件最新的一稿；已举行的会议，为会议最后一日的那一稿'
    })
  },
  closed
)
export type AgendaItem = Static<typeof AgendaItem>

const meetingMembers = {
  id: Type.String(),
  body: MeetingBody,
  bodyTitle: Type.String(),
  session: Type.Union([Type.Integer(), Type.Null()]),
  title: Type.String(),
  heldOn: Type.String(),
  endsOn: Type.Union([Type.String(), Type.Null()], { description: '会期数日的，最后一日' }),
  status: MeetingStatus,
  members: count('全体组成人员人数', 1),
  present: Type.Union([count('出席人数'), Type.Null()]),
  quorum: count('举行会议所需的出席人数：全体组成人员的过半数'),
  chair: text(100, '主持人'),
  note: text(2_000, '备注')
}
export const MeetingSummary = Type.Object(meetingMembers, closed)
export type MeetingSummary = Static<typeof MeetingSummary>

export const Meeting = Type.Object(
  { ...meetingMembers, agenda: Type.Array(AgendaItem), votes: Type.Array(Vote), statements: Type.Array(Statement) },
  { ...closed, description: '会议：议程、材料、表决、发言' }
)
export type Meeting = Static<typeof Meeting>

export const ADDRESSEE_TITLES = {
  partyCommittee: '市委',
  provincialStandingCommittee: '省人大常委会'
} as const satisfies Readonly<Record<string, string>>
export type UpwardAddressee = keyof typeof ADDRESSEE_TITLES
const Addressee = Type.Enum(Object.keys(ADDRESSEE_TITLES) as UpwardAddressee[], {
  description: '市委 partyCommittee、省人大常委会 provincialStandingCommittee'
})

export const NewUpwardReport = Type.Object(
  {
    bill: Type.Optional(Type.Union([Id, Type.Null()], { description: '关于哪件法规案' })),
    addressee: Addressee,
    title: must(200, '标题'),
    number: Type.Optional(text(100, '文号')),
    reportedOn: day('报送日期'),
    repliedOn: Type.Optional(maybeDay('答复日期')),
    reply: Type.Optional(text(2_000, '答复'))
  },
  closed
)
export type NewUpwardReport = Static<typeof NewUpwardReport>

export const UpwardReportChange = Type.Partial(Type.Pick(NewUpwardReport, ['title', 'number', 'reportedOn', 'repliedOn', 'reply']), {
  ...closed,
  minProperties: 1
})
export type UpwardReportChange = Static<typeof UpwardReportChange>

export const UpwardReport = Type.Object(
  {
    id: Type.String(),
    bill: Type.Union([Type.String(), Type.Null()]),
    addressee: Addressee,
    addresseeTitle: Type.String(),
    title: Type.String(),
    number: text(100, '文号'),
    reportedOn: Type.String(),
    repliedOn: text(10, '答复日期'),
    reply: text(2_000, '答复')
  },
  { ...closed, description: '请示报告' }
)
export type UpwardReport = Static<typeof UpwardReport>

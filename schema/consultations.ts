/** Drafts of the nation and the province on which our opinion is asked (配合上级立法征求意见): what came, by when, and what was answered. */
import { type Static, Type } from 'typebox'
import { BillKind } from './bills.ts'
import { NOTE_LENGTH, PageQuery } from './http.ts'

/** The definition that every received draft runs on. It is the program's own and is no procedure of ours: see ADR 23. */
export const CONSULTATION_WORKFLOW = 'upper-level-consultation'

export const CONSULTATION_LEVEL_TITLES = { national: '国家', provincial: '省' } as const
export type ConsultationLevel = keyof typeof CONSULTATION_LEVEL_TITLES
export const CONSULTATION_LEVELS = Object.keys(CONSULTATION_LEVEL_TITLES) as ConsultationLevel[]

export const CONSULTATION_STATE_TITLES = { open: '办理中', replied: '已回复' } as const

const closed = { additionalProperties: false } as const
const words = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, pattern: '\\S', description })
const date = (description: string) => Type.String({ format: 'date', description })
const DocumentNumber = Type.Union([words(100, '文号'), Type.Null()], { description: '来文文号' })
/** The longest law has some 100,000 characters. */
const TEXT_LENGTH = 2_000_000

const particulars = {
  level: Type.Enum(CONSULTATION_LEVELS, { description: '哪一级的立法：国家 national、省 provincial' }),
  askedBy: words(100, '征求意见的机关'),
  number: Type.Optional(DocumentNumber),
  dueOn: date('要求何日前回复')
}

export const NewConsultation = Type.Object(
  {
    title: words(200, '法律法规草案的名称'),
    kind: Type.Optional(BillKind),
    ...particulars,
    receivedOn: Type.Optional(date('收文日期，不写的为今天')),
    text: Type.String({ minLength: 1, maxLength: TEXT_LENGTH, pattern: '\\S', description: '征求意见稿的文本' })
  },
  closed
)
export type NewConsultation = Static<typeof NewConsultation>

export const ConsultationChange = Type.Partial(Type.Object(particulars, closed), { ...closed, minProperties: 1 })
export type ConsultationChange = Static<typeof ConsultationChange>

export const ConsultationReply = Type.Object(
  {
    number: words(100, '复函文号'),
    on: Type.Optional(date('回复日期，不写的为今天')),
    note: Type.Optional(Type.String({ maxLength: NOTE_LENGTH, description: '说明' }))
  },
  closed
)
export type ConsultationReply = Static<typeof ConsultationReply>

const count = (description: string) => Type.Integer({ minimum: 0, description })

export const Consultation = Type.Object(
  {
    id: Type.String({ description: '同时是 /api/v1/bills/:id 中的 id：各轮征求意见、意见、材料都在那里' }),
    title: Type.String(),
    kind: BillKind,
    level: particulars.level,
    levelTitle: Type.String(),
    askedBy: Type.String(),
    number: DocumentNumber,
    receivedOn: Type.String(),
    dueOn: Type.String(),
    document: Type.String({ description: '征求意见稿，见 /api/v1/documents/:id' }),
    state: Type.Enum(['open', 'replied'], { description: '办理中 open、已回复 replied' }),
    repliedOn: Type.Union([Type.String(), Type.Null()], { description: '回复日期' }),
    replyNumber: Type.Union([Type.String(), Type.Null()], { description: '复函文号' }),
    opinions: Type.Object(
      {
        total: count('收集到的意见'),
        given: count('采纳、部分采纳的，即写入复函的'),
        unanswered: count('还没有决定是否采纳的')
      },
      closed
    )
  },
  closed
)
export type Consultation = Static<typeof Consultation>

export const ConsultationQuery = Type.Object(
  { ...PageQuery.properties, state: Type.Optional(Type.Enum(['open', 'replied'], { description: '办理中 open、已回复 replied' })) },
  closed
)
export type ConsultationQuery = Static<typeof ConsultationQuery>

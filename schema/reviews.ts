/** Who is asked for opinions: 一点一库一基地, the addressees of a round, and the links by which those without an account answer. */
import { type Static, type TSchema, Type } from 'typebox'
import { Id, NOTE_LENGTH, PageQuery, TITLE_LENGTH } from './http.ts'
import { OPINION_SOURCES, OpinionSourceTerm } from './opinions.ts'

/** 一点一库一基地 (glossary §4). */
export const CONSULTEE_KIND_TITLES = {
  expert: '立法咨询专家',
  contactPoint: '基层立法联系点',
  evaluationBase: '立法协作评估基地'
} as const satisfies Readonly<Record<string, string>>

export type ConsulteeKind = keyof typeof CONSULTEE_KIND_TITLES
export const CONSULTEE_KINDS = Object.keys(CONSULTEE_KIND_TITLES) as ConsulteeKind[]

const MAX_ASKED = 2_000
const NAME_LENGTH = 100

const closed = { additionalProperties: false } as const
const Nullable = <T extends TSchema>(shape: T, description: string) => Type.Union([shape, Type.Null()], { description })
const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const day = Type.String({ format: 'date' })

const ConsulteeKindTerm = Type.Enum(CONSULTEE_KINDS, {
  description: Object.entries(CONSULTEE_KIND_TITLES)
    .map(([term, title]) => `${title} ${term}`)
    .join('、')
})

const optional = {
  unit: Type.Optional(Nullable(words(NAME_LENGTH), '单位或者负责人')),
  field: Type.Optional(Nullable(words(TITLE_LENGTH), '专业领域，如 城乡建设与管理')),
  contact: Type.Optional(Nullable(words(TITLE_LENGTH), '联系方式')),
  termFrom: Type.Optional(Nullable(day, '聘期（设立）起')),
  termTo: Type.Optional(Nullable(day, '聘期止')),
  account: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 64 }), '专家账号的用户名；没有账号的用邀请链接评审'))
}

export const NewConsultee = Type.Object({ kind: ConsulteeKindTerm, name: words(NAME_LENGTH), ...optional }, closed)
export type NewConsultee = Static<typeof NewConsultee>

export const ConsulteeChange = Type.Object({ name: Type.Optional(words(NAME_LENGTH)), ...optional }, { ...closed, minProperties: 1 })
export type ConsulteeChange = Static<typeof ConsulteeChange>

export const Consultee = Type.Object(
  {
    id: Type.String(),
    kind: ConsulteeKindTerm,
    kindTitle: Type.String(),
    name: Type.String(),
    unit: Nullable(Type.String(), '单位或者负责人'),
    field: Nullable(Type.String(), '专业领域'),
    contact: Nullable(Type.String(), '联系方式；只有工作人员可见'),
    termFrom: Nullable(Type.String(), '聘期起'),
    termTo: Nullable(Type.String(), '聘期止'),
    account: Nullable(Type.String(), '专家账号的用户名'),
    asked: Type.Integer({ description: '被征求意见的次数' }),
    given: Type.Integer({ description: '给出的意见条数' }),
    adopted: Type.Integer({ description: '采纳和部分采纳的条数' }),
    openReviews: Type.Array(
      Type.Object({ round: Type.String(), bill: Type.String(), title: Type.String(), closesOn: Type.String() }, closed),
      { description: '尚未答复的评审，最早到期的在前' }
    ),
    createdAt: Type.String()
  },
  closed
)
export type Consultee = Static<typeof Consultee>

export const ConsulteeQuery = Type.Object(
  {
    ...PageQuery.properties,
    kind: Type.Optional(ConsulteeKindTerm),
    field: Type.Optional(Type.String({ maxLength: TITLE_LENGTH, description: '专业领域中的词' }))
  },
  closed
)

/** Somebody who is asked and is not on record: a department, a county, a deputy. */
export const Asked = Type.Object({ name: words(NAME_LENGTH), source: OpinionSourceTerm }, closed)
export type Asked = Static<typeof Asked>

export const INVITATION_STATES = ['none', 'issued', 'opened', 'revoked', 'expired'] as const
export type InvitationState = (typeof INVITATION_STATES)[number]
export const INVITATION_STATE_TITLES = {
  none: '',
  issued: '链接尚未打开',
  opened: '链接已打开',
  revoked: '链接已收回',
  expired: '链接已过期'
} as const satisfies Record<InvitationState, string>

export const Addressee = Type.Object(
  {
    id: Type.String(),
    round: Type.String(),
    consultee: Nullable(Type.String(), '专家或者联系点；其他单位为 null'),
    name: Type.String(),
    source: Type.Enum(OPINION_SOURCES, { description: '来源' }),
    opinions: Type.Integer({ description: '已提交的意见条数' }),
    repliedOn: Nullable(Type.String(), '答复没有意见的日期'),
    answered: Type.Boolean({ description: '已提出意见，或者已答复没有意见' }),
    invitation: Type.Enum([...INVITATION_STATES], { description: '邀请链接：无、未打开、已打开、已收回、已过期' })
  },
  closed
)
export type Addressee = Static<typeof Addressee>

/** 复函：无意见. */
export const AddresseeChange = Type.Object({ repliedOn: Nullable(day, '答复没有意见的日期；取消的为 null') }, closed)

export const NewAddressees = Type.Object(
  {
    consultees: Type.Optional(Type.Array(Id, { maxItems: MAX_ASKED, description: '专家和联系点的标识' })),
    asked: Type.Optional(Type.Array(Asked, { maxItems: MAX_ASKED, description: '其他单位和个人' }))
  },
  closed
)
export type NewAddressees = Static<typeof NewAddressees>

export const NewInvitations = Type.Object(
  {
    addressees: Type.Optional(Type.Array(Id, { maxItems: MAX_ASKED, description: '给谁；不填为没有账号、尚未答复的全部' })),
    expiresOn: Type.Optional(Type.String({ format: 'date', description: '失效日期；不填为截止日期' }))
  },
  closed
)
export type NewInvitations = Static<typeof NewInvitations>

/** A link as it is handed out. This answer is the only time it is seen: what is kept is its hash. */
export const IssuedInvitation = Type.Object(
  {
    id: Type.String(),
    addressee: Type.String(),
    name: Type.String(),
    contact: Nullable(Type.String(), '联系方式'),
    url: Type.String(),
    expiresOn: Type.String()
  },
  closed
)
export type IssuedInvitation = Static<typeof IssuedInvitation>

/** What a reviewer writes about one article of what he was sent; the rest is known. */
export const NewReviewOpinion = Type.Object(
  {
    article: Type.Optional(Nullable(words(40), '条；对全文的意见不填')),
    quote: Type.Optional(Nullable(words(1_000), '所引的原文')),
    body: Type.String({ minLength: 1, maxLength: NOTE_LENGTH, pattern: '\\S', description: '意见' }),
    proposal: Type.Optional(Nullable(words(NOTE_LENGTH), '建议的表述'))
  },
  closed
)
export type NewReviewOpinion = Static<typeof NewReviewOpinion>

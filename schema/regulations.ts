/** The register of regulations in force (在册法规) and the law library (法律法规库) as they cross the boundary (domain/glossary §2). */
import { type Static, Type } from 'typebox'
import { PageQuery, TITLE_LENGTH } from './http.ts'

const closed = { additionalProperties: false } as const

export const RANKS = [
  'statute',
  'administrativeRegulation',
  'judicialInterpretation',
  'departmentalRule',
  'provincialRegulation',
  'municipalRegulation',
  'specialZoneRegulation',
  'autonomousRegulation',
  'separateRegulation',
  'governmentRule',
  'normativeDocument'
] as const

export const RANK_TITLES: Readonly<Record<Rank, string>> = {
  statute: '法律',
  administrativeRegulation: '行政法规',
  judicialInterpretation: '司法解释',
  departmentalRule: '部门规章',
  provincialRegulation: '省级地方性法规',
  municipalRegulation: '设区的市地方性法规',
  specialZoneRegulation: '经济特区法规',
  autonomousRegulation: '自治条例',
  separateRegulation: '单行条例',
  governmentRule: '地方政府规章',
  normativeDocument: '规范性文件'
}

export const Rank = Type.Enum([...RANKS], { description: '效力位阶' })
export type Rank = Static<typeof Rank>

export const REGULATION_STATUSES = ['inForce', 'notYetInForce', 'repealed', 'lapsed'] as const
export const RegulationStatus = Type.Enum([...REGULATION_STATUSES], {
  description: '现行有效 inForce、尚未施行 notYetInForce、已废止 repealed、失效 lapsed'
})
export type RegulationStatus = Static<typeof RegulationStatus>

export const REGULATION_STATUS_TITLES: Readonly<Record<RegulationStatus, string>> = {
  inForce: '现行有效',
  notYetInForce: '尚未施行',
  repealed: '已废止',
  lapsed: '失效'
}

export const TEXT_KINDS = ['enact', 'revision', 'partialAmendment'] as const
const TextKind = Type.Enum([...TEXT_KINDS], { description: '制定 enact、修订 revision、修正 partialAmendment' })

const date = (description: string) => Type.Union([Type.String({ format: 'date' }), Type.Null()], { description })
const words = (maxLength: number, description: string) => Type.Union([Type.String({ maxLength }), Type.Null()], { description })

const particulars = {
  maker: words(100, '制定机关'),
  number: words(100, '公告号、文号'),
  passedOn: date('通过日期'),
  approvedOn: date('批准日期'),
  promulgatedOn: date('公布日期'),
  effectiveOn: date('施行日期'),
  lapsesOn: date('有效期届满的次日，自此失效'),
  repealedOn: date('废止日期'),
  repealedBy: words(TITLE_LENGTH, '由什么废止')
}

export const Regulation = Type.Object(
  {
    id: Type.String(),
    own: Type.Boolean({ description: '本机关制定的；否则为法律法规库中的' }),
    title: Type.String(),
    rank: Rank,
    ...particulars,
    status: RegulationStatus,
    amendments: Type.Integer({ description: '修改次数' }),
    bill: Type.Union([Type.String(), Type.Null()], { description: '由哪一法规案制定' })
  },
  closed
)
export type Regulation = Static<typeof Regulation>

/** One text of a regulation: how it reads from its day on. */
export const RegulationText = Type.Object(
  {
    seq: Type.Integer(),
    kind: TextKind,
    basis: Type.String({ description: '由来：公布，或者哪一修改决定' }),
    number: particulars.number,
    promulgatedOn: particulars.promulgatedOn,
    effectiveOn: particulars.effectiveOn,
    authentic: Type.Boolean({ description: '标准文本；否则为供查阅的整理文本' }),
    bill: Type.Union([Type.String(), Type.Null()]),
    sha256: Type.String(),
    state: Type.Enum(['current', 'amended', 'notYet'], { description: '现行 current、已被修改 amended、尚未施行 notYet' })
  },
  closed
)
export type RegulationText = Static<typeof RegulationText>

export const RegulationTerm = Type.Object(
  {
    id: Type.String(),
    article: Type.String(),
    effectiveOn: particulars.effectiveOn,
    lapsesOn: particulars.lapsesOn,
    note: words(300, '说明')
  },
  closed
)
export type RegulationTerm = Static<typeof RegulationTerm>

const Related = Type.Object(
  {
    title: Type.String(),
    id: Type.Union([Type.String(), Type.Null()], { description: '册中或者库中的标识；都没有的为 null' }),
    articles: Type.Array(Type.String(), { description: '在哪些条提到' }),
    status: Type.Union([RegulationStatus, Type.Null()])
  },
  closed
)

export const RegulationView = Type.Object(
  {
    ...Regulation.properties,
    texts: Type.Array(RegulationText, { description: '历次文本，新的在后' }),
    terms: Type.Array(RegulationTerm, { description: '另有施行、失效日期的条文' }),
    superiors: Type.Array(Related, { description: '文本提到的其他法律、法规' }),
    citedBy: Type.Array(Related, { description: '册中、库中提到它的' })
  },
  closed
)
export type RegulationView = Static<typeof RegulationView>

/** A text as of a day: with what of it was not yet, or no longer, in force on that day. */
export const TextAsOf = Type.Object(
  {
    regulation: Type.String(),
    title: Type.String(),
    on: Type.String(),
    status: RegulationStatus,
    seq: Type.Integer(),
    authentic: Type.Boolean(),
    sha256: Type.String(),
    text: Type.String(),
    notInForce: Type.Array(Type.Object({ article: Type.String(), reason: Type.String() }, closed), { description: '当日不施行的条文' })
  },
  closed
)
export type TextAsOf = Static<typeof TextAsOf>

export const RegulationQuery = Type.Object(
  {
    ...PageQuery.properties,
    own: Type.Optional(Type.Boolean({ description: 'true 在册法规（默认），false 法律法规库' })),
    status: Type.Optional(RegulationStatus),
    rank: Type.Optional(Rank),
    q: Type.Optional(Type.String({ maxLength: 100, description: '名称中的字' }))
  },
  closed
)

const LawText = Type.String({ minLength: 1, maxLength: 2_000_000, description: 'Markdown 文本' })

/** Optional members: dates that are not given are read from the text's 题注 and its commencement article. */
const given = {
  rank: Type.Optional(Rank),
  maker: Type.Optional(particulars.maker),
  number: Type.Optional(particulars.number),
  passedOn: Type.Optional(particulars.passedOn),
  approvedOn: Type.Optional(particulars.approvedOn),
  promulgatedOn: Type.Optional(particulars.promulgatedOn),
  effectiveOn: Type.Optional(particulars.effectiveOn),
  lapsesOn: Type.Optional(particulars.lapsesOn)
}

export const NewRegulation = Type.Object(
  { text: LawText, own: Type.Optional(Type.Boolean({ description: '本机关制定的；默认 true' })), ...given },
  closed
)
export type NewRegulation = Static<typeof NewRegulation>

export const RegulationChange = Type.Object(
  { ...given, repealedOn: Type.Optional(particulars.repealedOn), repealedBy: Type.Optional(particulars.repealedBy) },
  { ...closed, minProperties: 1 }
)
export type RegulationChange = Static<typeof RegulationChange>

export const NewText = Type.Object(
  {
    text: LawText,
    kind: TextKind,
    basis: Type.String({ minLength: 1, maxLength: TITLE_LENGTH, pattern: '\\S', description: '由来，如《…关于修改〈…条例〉的决定》' }),
    promulgatedOn: Type.Optional(particulars.promulgatedOn),
    effectiveOn: Type.Optional(particulars.effectiveOn),
    authentic: Type.Optional(Type.Boolean({ description: '是公报刊登的标准文本；默认 false，为整理文本' }))
  },
  closed
)
export type NewText = Static<typeof NewText>

export const NewTerm = Type.Object(
  {
    article: Type.String({ minLength: 1, maxLength: 40, description: '哪一条，如 第十条' }),
    effectiveOn: Type.Optional(particulars.effectiveOn),
    lapsesOn: Type.Optional(particulars.lapsesOn),
    note: Type.Optional(words(300, '说明'))
  },
  closed
)
export type NewTerm = Static<typeof NewTerm>

/** One place that cites what was asked for: the worklist of a 清理. */
export const Citing = Type.Object(
  {
    regulation: Type.String(),
    title: Type.String(),
    own: Type.Boolean(),
    article: Type.String({ description: '在哪一条' }),
    text: Type.String({ description: '如何提到' })
  },
  closed
)
export type Citing = Static<typeof Citing>

/** What an import did with one file. */
export const Imported = Type.Object(
  {
    file: Type.String(),
    id: Type.String(),
    title: Type.String(),
    did: Type.Enum(['added', 'newText', 'unchanged'], {
      description: '新增 added、已有而文本不同，存为新文本 newText、与现有文本相同 unchanged'
    }),
    touches: Type.Array(Type.String(), { description: '册中提到它的法规，须核对' })
  },
  closed
)
export type Imported = Static<typeof Imported>

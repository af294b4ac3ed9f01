/** What the law library says about a draft: laws to compare it with, what it repeats, what it cites, what a newer text of a law touches. */
import { type Static, Type } from 'typebox'
import { TargetPlace } from './law.ts'
import { OverlapArticle, OverlapPassage } from './overlap.ts'
import { Rank, RegulationStatus } from './regulations.ts'

const closed = { additionalProperties: false } as const
const text = Type.String({ minLength: 1, maxLength: 2_000_000, description: 'Markdown 文本' })

/** A law to compare a draft with. */
export const LibraryLaw = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    rank: Rank,
    own: Type.Boolean({ description: '本机关制定的；否则为法律法规库中的' }),
    status: RegulationStatus,
    why: Type.Enum(['cited', 'similar', 'chosen'], { description: '文本引用的 cited、其他地方名称相近的 similar、指定的 chosen' })
  },
  closed
)
export type LibraryLaw = Static<typeof LibraryLaw>

export const TextForLibrary = Type.Object({ text }, closed)
export const TextForOverlap = Type.Object(
  { text, laws: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 40, description: '与哪些对照；不写的自动选取' })) },
  closed
)

export const LibraryOverlap = Type.Object(
  {
    laws: Type.Array(LibraryLaw, { description: '与哪些法律法规作了对照' }),
    share: Type.Number({ description: '全文重复的比例，0 至 1' }),
    articles: Type.Array(
      Type.Object(
        {
          ...OverlapArticle.properties,
          passages: Type.Array(Type.Object({ ...OverlapPassage.properties, regulation: Type.Union([Type.String(), Type.Null()]) }, closed))
        },
        closed
      )
    )
  },
  closed
)
export type LibraryOverlap = Static<typeof LibraryOverlap>

/** A place of another text that is cited, as `parse` gives it in `target`. */
export const CitedPlace = Type.Object({ instrument: Type.String({ minLength: 1, maxLength: 300 }), ...TargetPlace.properties }, closed)
export type CitedPlace = Static<typeof CitedPlace>
export const CitedPlaces = Type.Object({ places: Type.Array(CitedPlace, { maxItems: 1_000 }) }, closed)

export const CITED_STATES = ['valid', 'dangling', 'notInForce', 'notInLibrary'] as const
export const CITED_STATE_TITLES: Readonly<Record<CitedState, string>> = {
  valid: '有此条文',
  dangling: '没有此条文',
  notInForce: '已不施行',
  notInLibrary: '库中没有'
}
export const CitedState = Type.Enum([...CITED_STATES], {
  description: '现行文本中有 valid、没有 dangling、所引法规已废止、失效或者尚未施行 notInForce、库中没有这部法律法规 notInLibrary'
})
export type CitedState = Static<typeof CitedState>

/** What the library says about a cited place. */
export const ResolvedPlace = Type.Object(
  {
    place: CitedPlace,
    state: CitedState,
    regulation: Type.Union([Type.String(), Type.Null()]),
    title: Type.String({ description: '库中的名称；没有的为所引的名称' }),
    words: Type.Union([Type.String(), Type.Null()], { description: '所引的条文，较长的只有开头' }),
    reason: Type.Union([Type.String(), Type.Null()], { description: '为什么不是 valid' })
  },
  closed
)
export type ResolvedPlace = Static<typeof ResolvedPlace>

/** A reference of a text to another text, with what the library says about it. */
export const ResolvedReference = Type.Object(
  { from: Type.String({ description: '在哪一条' }), text: Type.String({ description: '如何引用' }), ...ResolvedPlace.properties },
  closed
)
export type ResolvedReference = Static<typeof ResolvedReference>

export const IMPACTS = ['changed', 'gone', 'moved', 'untouched', 'whole'] as const
export const IMPACT_TITLES: Readonly<Record<(typeof IMPACTS)[number], string>> = {
  changed: '所引条文已修改',
  gone: '所引条文已删除',
  moved: '所引条文序号已变',
  untouched: '所引条文未变',
  whole: '只提到名称'
}

/** What a newer text of a law touches of ours. */
export const Impact = Type.Object(
  {
    regulation: Type.String(),
    title: Type.String(),
    from: Type.Union([Type.Integer(), Type.Null()], { description: '修改前的文本序号；没有修改过的为 null' }),
    to: Type.Integer(),
    changed: Type.Array(Type.String(), { description: '修改、新增、删除的条' }),
    places: Type.Array(
      Type.Object(
        {
          regulation: Type.Union([Type.String(), Type.Null()], { description: '在册法规；草案的为 null' }),
          bill: Type.Union([Type.String(), Type.Null()], { description: '正在办理的法规案；在册法规的为 null' }),
          title: Type.String(),
          article: Type.String(),
          text: Type.String({ description: '如何提到' }),
          impact: Type.Enum([...IMPACTS], {
            description: '所引条文已修改 changed、已删除 gone、序号已变 moved、未变 untouched、只提到名称 whole'
          }),
          now: Type.Union([Type.String(), Type.Null()], { description: '所引条文现在的序号' })
        },
        closed
      )
    )
  },
  closed
)
export type Impact = Static<typeof Impact>

/** Words of a law that may stand beside an article of a draft (条文释义). */
export const Wording = Type.Object(
  {
    kind: Type.Enum(['legalBasis', 'otherPlaces'], { description: '上位法 legalBasis、其他地方 otherPlaces' }),
    regulation: Type.String(),
    title: Type.String(),
    article: Type.String(),
    text: Type.String(),
    why: Type.String({ description: '为什么列出：文字相同、内容相近或者条文引用' })
  },
  closed
)
export type Wording = Static<typeof Wording>

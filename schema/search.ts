/** What `GET /api/v1/search` is asked and answers. */
import { type Static, Type } from 'typebox'
import { PageQuery } from './http.ts'

/** What can be found: the title and units of a bill, a passage of a document, an item of a plan, … */
const SEARCH_KINDS = ['bill', 'document', 'planItem', 'regulation', 'opinion', 'evidence', 'person', 'proposal'] as const

export const SearchQuery = Type.Object(
  {
    ...PageQuery.properties,
    q: Type.String({ maxLength: 200, description: '要找的字；以空格分开的几个词须都出现' }),
    kind: Type.Optional(
      Type.Enum([...SEARCH_KINDS], {
        description:
          '只找法规案 bill、材料 document、立法项目 planItem、在册法规和法律法规库 regulation、意见 opinion、证据 evidence、人员 person 或者项目建议 proposal'
      })
    )
  },
  { additionalProperties: false }
)
export type SearchQuery = Static<typeof SearchQuery>

export const SearchHit = Type.Object(
  {
    kind: Type.String({ description: '找到的是什么：bill、document、planItem、regulation、opinion、evidence、person、proposal' }),
    subject: Type.String({ description: '它的标识' }),
    bill: Type.Union([Type.String(), Type.Null()], { description: '所属的法规案' }),
    title: Type.String(),
    label: Type.Union([Type.String(), Type.Null()], { description: '在其中何处，如 第十条' }),
    excerpt: Type.String({ description: '所在的一段文字' })
  },
  { additionalProperties: false }
)
export type SearchHit = Static<typeof SearchHit>

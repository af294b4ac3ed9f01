/** Shapes that every address of `/api/v1` shares: lists by page, ids, problems. Features build their own shapes from these. */
import { type TSchema, Type } from 'typebox'

export const DEFAULT_LIMIT = 50
export const MAX_LIMIT = 100
/** Longest title (题目) that is taken: the longest published title of a local regulation has about 70 characters. */
export const TITLE_LENGTH = 200
/** Longest note or reason (办理说明、理由). */
export const NOTE_LENGTH = 4_000
const CURSOR_LENGTH = 400

/** Ids are UUIDs (v7); anything else cannot name a thing that exists and is answered with 404, not with a complaint about form. */
export const Id = Type.String({ minLength: 1, maxLength: 64, description: '标识' })

/** Path parameters of an address below one thing: `/bills/:id/…`. */
export const IdParams = Type.Object({ id: Id }, { additionalProperties: false })

/** Query of any list. `cursor` is what the answer before called `next`. */
export const PageQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT, description: '每页条数' })),
    cursor: Type.Optional(Type.String({ maxLength: CURSOR_LENGTH, description: '上一页答复中的 next' }))
  },
  { additionalProperties: false }
)

/** An answer that is one page of a list; `next` is null at the end. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()], { description: '下一页的 cursor；没有下一页时为 null' })
  })

/** RFC 9457, with the members of the contract: `code` is stable, `detail` is Chinese and fit to show to a person. */
export const ProblemBody = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    errors: Type.Optional(
      Type.Array(
        Type.Object({ code: Type.String(), message: Type.String(), pointer: Type.Optional(Type.String()) }, { additionalProperties: true })
      )
    )
  },
  { $id: 'Problem', additionalProperties: true, description: '出错时的答复（RFC 9457）' }
)

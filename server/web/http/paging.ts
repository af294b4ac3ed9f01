/**
 * Lists by page. A cursor is opaque to clients: it holds the sort key of the last item, so that a page stays right while others
 * add items, and costs the same at the end of a long list as at its beginning.
 */
import { DEFAULT_LIMIT } from '../../../schema/http.ts'
import { Problem } from '../../../schema/problems.ts'

/** One part of a sort key. */
export type KeyPart = string | number

export interface PageRequest {
  readonly limit: number
  /** The sort key after which the page begins; `null` at the beginning of the list. */
  readonly after: readonly KeyPart[] | null
}

/**
 * Reads `?limit=&cursor=`.
 * @param kinds the types of the list's sort key, in order, e.g. `['string', 'string']`
 * @throws {Problem} `invalid-request` when the cursor was not made by `pageOf` for such a list
 */
export function readPage(
  query: { limit?: number | undefined; cursor?: string | undefined },
  kinds: readonly ('string' | 'number')[]
): PageRequest {
  return { limit: query.limit ?? DEFAULT_LIMIT, after: query.cursor === undefined ? null : readCursor(query.cursor, kinds) }
}

/**
 * Makes the answer of a list.
 * @param rows up to `limit + 1` rows in order: one more than is shown says that there is a next page
 * @param key the row's sort key
 * @param show how a row is shown
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => readonly KeyPart[],
  show: (row: Row) => Item
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(show), next: last !== undefined && rows.length > limit ? writeCursor(key(last)) : null }
}

function writeCursor(key: readonly KeyPart[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

function readCursor(cursor: string, kinds: readonly ('string' | 'number')[]): readonly KeyPart[] {
  let key: unknown
  try {
    key = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(cursor, 'base64url')))
  } catch {
    throw badCursor()
  }
  if (!Array.isArray(key) || key.length !== kinds.length) throw badCursor()
  return key.map((part: unknown, at) => {
    if (typeof part === 'string' && kinds[at] === 'string' && part.isWellFormed() && !part.includes('\0')) return part
    if (typeof part === 'number' && kinds[at] === 'number' && Number.isSafeInteger(part)) return part
    throw badCursor()
  })
}

function badCursor(): Problem {
  const message = 'cursor 无效'
  return new Problem('invalid-request', {
    detail: `${message}，请从第一页重新读取。`,
    errors: [{ code: 'cursor', message, pointer: '/cursor' }]
  })
}

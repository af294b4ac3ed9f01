/**
 * Room `search`: finds bills, regulations, passages of texts, opinions, evidence and people. What is found stands in the index of store/search.ts, which each
 * feature feeds in the transaction of its change.
 */
import type { SearchHit, SearchQuery } from '../../schema/search.ts'
import { findPassages } from '../store/search.ts'
import type { Services } from '../store/services.ts'
import { pageOf, readPage } from '../web/http/paging.ts'

/** Characters shown on either side of what was found. */
const BEFORE = 24
const AFTER = 72

/** What is found first: subjects as a whole (a bill by its title), then passages, of each the newest first. */
const ORDER = [true, false] as const

/** What everything typed stands in; every signed-in role may search. Nothing typed finds nothing. */
export async function search(
  { db }: Pick<Services, 'db'>,
  { q, kind, ...query }: SearchQuery
): Promise<{ items: SearchHit[]; next: string | null }> {
  const { limit, after } = readPage(query, ['number', 'number'])
  const [from, before] = after === null ? [0, undefined] : [Number(after[0]), Number(after[1])]
  const hits: (Awaited<ReturnType<typeof findPassages>>[number] & { readonly order: number })[] = []
  for (const [order, whole] of ORDER.entries()) {
    if (order < from || hits.length > limit) continue
    const found = await findPassages(db, {
      text: q,
      limit: limit + 1 - hits.length,
      before: order === from ? before : undefined,
      kinds: kind ? [kind] : undefined,
      whole
    })
    hits.push(...found.map(hit => ({ ...hit, order })))
  }
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return pageOf(
    hits,
    limit,
    hit => [hit.order, hit.id],
    ({ kind, subject, bill, title, label, body }) => ({ kind, subject, bill, title, label, excerpt: excerptOf(body, words) })
  )
}

/** The part of a passage around the first of the words that stands in it as typed. */
function excerptOf(body: string, words: readonly string[]): string {
  const lower = body.toLowerCase()
  const at = Math.max(
    0,
    ...words
      .map(word => lower.indexOf(word))
      .filter(found => found >= 0)
      .slice(0, 1)
  )
  const from = Math.max(0, at - BEFORE)
  const part = body
    .slice(from, at + AFTER)
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed()
  return `${from > 0 ? '…' : ''}${part}${at + AFTER < body.length ? '…' : ''}`
}

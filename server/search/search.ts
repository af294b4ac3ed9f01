/**
 * Room `search`: finds bills, passages of their documents and items of plans. What is found stands in the index of store/search.ts, which each
 * feature feeds in the transaction of its change.
 */
import type { SearchHit, SearchQuery } from '../../schema/search.ts'
import { findPassages } from '../store/search.ts'
import type { Services } from '../store/services.ts'
import { pageOf, readPage } from '../web/http/paging.ts'

/** Characters shown on either side of what was found. */
const BEFORE = 24
const AFTER = 72

/** What everything typed stands in, the newest first; every signed-in role may search. Nothing typed finds nothing. */
export async function search(
  { db }: Pick<Services, 'db'>,
  { q, kind, ...query }: SearchQuery
): Promise<{ items: SearchHit[]; next: string | null }> {
  const { limit, after } = readPage(query, ['number'])
  const hits = await findPassages(db, {
    text: q,
    limit: limit + 1,
    before: after ? Number(after[0]) : undefined,
    kinds: kind ? [kind] : undefined
  })
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return pageOf(
    hits,
    limit,
    hit => [hit.id],
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

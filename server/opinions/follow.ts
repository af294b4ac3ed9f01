import { compareVersions } from '../drafts/compare.ts'
import type { Services } from '../store/services.ts'
import type { OpinionRow } from '../store/tables.ts'
import { newestSeq } from '../store/versions.ts'
import { follow, type Quote, type Stand } from './anchor.ts'

interface Followed {
  readonly seq: number
  readonly stand: Stand
}

/** Where opinions were last seen to stand. Versions and anchors never change, so it holds for ever; only the way on is walked. */
const seen = new Map<string, Followed>()
/** About ten megabytes. */
const MAX_SEEN = 50_000

/** What is anchored to an article of a version: an opinion, a note beside the article, a cause of its change. */
export type AnchoredRow = Pick<
  OpinionRow,
  'id' | 'document' | 'version' | 'article' | 'articleAt' | 'quote' | 'prefix' | 'suffix' | 'quoteStart' | 'quoteEnd'
>

/**
 * Where opinions stand in the newest versions of their documents, or in an earlier one. Each step between two versions is compared once for all.
 * @param until the version; what was anchored to a later one is left out
 */
export async function followOpinions(services: Services, opinions: readonly AnchoredRow[], until?: number): Promise<Map<string, Stand>> {
  const stands = new Map<string, Stand>()
  for (const [document, rows] of Map.groupBy(opinions, row => row.document)) {
    const newest = until ?? (await newestSeq(services.db, document)) ?? 0
    const reached = rows.filter(({ version }) => version <= newest)
    const open = reached.map(row => {
      const known = seen.get(row.id)
      return { row, at: known && known.seq <= newest ? known : { seq: row.version, stand: standOf(row) } }
    })
    const first = Math.min(newest, ...open.filter(({ at }) => at.stand.article !== null).map(({ at }) => at.seq))
    for (let seq = first; seq < newest; seq++) {
      const { compared } = await compareVersions(services, document, seq, seq + 1)
      for (const one of open) if (one.at.seq === seq) one.at = { seq: seq + 1, stand: follow(one.at.stand, quoteOf(one.row), compared) }
    }
    for (const { row, at } of open) {
      stands.set(row.id, at.stand)
      if (until === undefined) remember(row.id, at)
    }
  }
  return stands
}

function remember(id: string, followed: Followed): void {
  const [oldest] = seen.keys()
  if (seen.size >= MAX_SEEN && oldest !== undefined) seen.delete(oldest)
  seen.set(id, followed)
}

/** Where an opinion stood when it was filed. */
export function standOf({ article, articleAt, quote, quoteStart, quoteEnd }: AnchoredRow): Stand {
  const words = quoteStart === null || quoteEnd === null ? null : { start: quoteStart, end: quoteEnd }
  return {
    article: article === null || articleAt === null ? null : { label: article, at: articleAt },
    words,
    state: quote === null ? null : words ? 'present' : 'ambiguous'
  }
}

export const quoteOf = ({ quote, prefix, suffix }: AnchoredRow): Quote | null => (quote === null ? null : { exact: quote, prefix, suffix })

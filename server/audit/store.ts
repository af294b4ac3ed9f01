/** Reads the event log as a list; `store/events.ts` alone writes it. */
import type { Database } from '../store/database.ts'
import { readEvent, type StoredEvent } from '../store/events.ts'

export interface EventFilter {
  readonly bill?: string | undefined
  readonly actor?: string | undefined
  readonly kind?: string | undefined
}

/** Events that fit the filter, newest first, up to `limit` of them that are older than event `before`. */
export async function listEvents(
  db: Database,
  { bill, actor, kind }: EventFilter,
  limit: number,
  before: number | null
): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .$if(bill !== undefined, query => query.where('bill', '=', bill ?? ''))
    .$if(actor !== undefined, query => query.where('actor', '=', actor ?? ''))
    .$if(kind !== undefined, query => query.where('kind', '=', kind ?? ''))
    .$if(before !== null, query => query.where('seq', '<', before ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map(readEvent)
}

import type { Services } from '../store/services.ts'
import { selectNewestPapers } from './store.ts'

/**
 * The papers of some bills: each document that has a text, with its newest version. One query.
 * @param until timestamp: as they stood then; now, unless given
 */
export async function papersOf(
  { db }: Pick<Services, 'db'>,
  bills: readonly string[],
  until?: string
): Promise<Map<string, { document: string; title: string; version: number }[]>> {
  const rows = await selectNewestPapers(db, bills, until)
  return new Map(
    [...Map.groupBy(rows, ({ bill }) => bill)].map(([bill, own]) => [
      bill,
      own.map(({ document, title, version }) => ({ document, title, version: Number(version) }))
    ])
  )
}

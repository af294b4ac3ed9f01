import type { Services } from '../store/services.ts'
import { selectNewestPapers } from './store.ts'

/** The papers of some bills as they stand now: each document that has a text, with its newest version. One query. */
export async function papersOf(
  { db }: Pick<Services, 'db'>,
  bills: readonly string[]
): Promise<Map<string, { document: string; title: string; version: number }[]>> {
  const rows = await selectNewestPapers(db, bills)
  return new Map(
    [...Map.groupBy(rows, ({ bill }) => bill)].map(([bill, own]) => [
      bill,
      own.map(({ document, title, version }) => ({ document, title, version: Number(version) }))
    ])
  )
}

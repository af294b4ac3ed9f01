import { readBill } from '../bills/read.ts'
import type { Table } from '../formats/table.ts'
import { type AdoptionRow, adoptionTable } from '../reports/adoption-table.ts'
import type { Services } from '../store/services.ts'
import { newestSeq } from '../store/versions.ts'
import { articleReader } from './articles.ts'
import { followOpinions } from './follow.ts'
import { publicOpinion } from './public-copy.ts'
import { selectOpinions } from './store.ts'
import { showOpinion } from './view.ts'

/** Opinions that are told at once: their texts and stands are read together. */
const TOLD_AT_ONCE = 1_000

interface ToldRow extends AdoptionRow {
  /** Where the article stands in its version: the table goes by articles. */
  readonly order: number
}

/**
 * 意见采纳情况表 of a bill: every submitted opinion, in the order of the articles that they are about.
 * @param copy `public`: the names of natural persons are masked
 * @throws {Problem} `not-found`
 */
export async function adoptionReport(services: Services, bill: string, copy?: 'public'): Promise<Table> {
  const { title } = await readBill(services, bill)
  const told: ToldRow[] = []
  for await (const rows of adoptionRows(services, bill)) told.push(...rows)
  const rows = told.sort((a, b) => a.order - b.order)
  if (copy === undefined) return adoptionTable(title, rows)
  const masked = rows.map(row => ({ ...row, opinion: publicOpinion(row.opinion) }))
  const table = adoptionTable(title, masked)
  return { ...table, title: `${table.title}（公开稿）` }
}

/** The rows of the table in the order in which the opinions were filed, some at a time, however many there are. */
export async function* adoptionRows(services: Services, bill: string, atOnce: number = TOLD_AT_ONCE): AsyncGenerator<ToldRow[]> {
  const articles = articleReader(services)
  const newest = new Map<string, number | null>()
  for (let after: string | null = null; ; ) {
    const rows: Awaited<ReturnType<typeof selectOpinions>> = await selectOpinions(services.db, { bill, reader: null }, atOnce, after)
    if (rows.length === 0) return
    const stands = await followOpinions(services, rows)
    for (const { document } of rows) if (!newest.has(document)) newest.set(document, await newestSeq(services.db, document))
    const told: ToldRow[] = []
    for (const row of rows) {
      const stand = stands.get(row.id)
      const opinion = showOpinion(row, stand)
      const before = await articles(row.document, row.version, row.articleAt)
      const after = await articles(row.document, newest.get(row.document) ?? null, stand?.article?.at ?? null)
      const isChanged = before !== null && after !== null && before.wording !== after.wording
      told.push({
        opinion,
        original: opinion.quote ?? before?.text ?? null,
        revised: isChanged ? after.text : null,
        order: row.articleAt ?? -1
      })
    }
    yield told
    if (rows.length < atOnce) return
    after = rows.at(-1)?.id ?? null
  }
}

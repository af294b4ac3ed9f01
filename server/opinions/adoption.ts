import { readBill } from '../bills/read.ts'
import type { Table } from '../formats/table.ts'
import { type AdoptionRow, adoptionTable } from '../reports/adoption-table.ts'
import type { Services } from '../store/services.ts'
import { newestSeq } from '../store/versions.ts'
import { articleReader } from './articles.ts'
import { followOpinions } from './follow.ts'
import { selectOpinions } from './store.ts'
import { showOpinion } from './view.ts'

/** 意见采纳情况表 of a bill: every submitted opinion, in the order of the articles that they are about. @throws {Problem} `not-found` */
export async function adoptionReport(services: Services, bill: string): Promise<Table> {
  const { title } = await readBill(services, bill)
  const rows = await selectOpinions(services.db, { bill, reader: null }, null, null)
  const stands = await followOpinions(services, rows)
  const articles = articleReader(services)
  const newest = new Map<string, number | null>()
  for (const document of new Set(rows.map(row => row.document))) newest.set(document, await newestSeq(services.db, document))
  const told: (AdoptionRow & { readonly order: number })[] = []
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
  return adoptionTable(
    title,
    told.sort((a, b) => a.order - b.order)
  )
}

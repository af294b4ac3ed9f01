import type { Opinion, OpinionFilter } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import type { Database } from '../store/database.ts'
import type { Actor, Services } from '../store/services.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { followOpinions } from './follow.ts'
import { countGroups, findOpinion, type OpinionWithNames, selectOpinions } from './store.ts'
import { showOpinion } from './view.ts'

export interface OpinionListQuery extends OpinionFilter {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** One opinion and where it stands now. A draft is there for its author alone. @throws {Problem} `not-found` */
export async function readOpinion(services: Services, reader: Actor, id: string): Promise<Opinion> {
  const row = await demandOpinion(services.db, reader, id)
  const stands = await followOpinions(services, [row])
  return showOpinion(row, stands.get(row.id))
}

/** Whether a draft exists, only its author learns. @throws {Problem} `not-found` */
export async function demandOpinion(db: Database, reader: Actor | null, id: string): Promise<OpinionWithNames> {
  const row = await findOpinion(db, id)
  if (!row || (row.status === 'draft' && row.author !== reader?.id))
    throw new Problem('not-found', { detail: '没有找到这条意见，请核对地址，或者从法规案的意见中进入。' })
  return row
}

/** A bill's opinions in the order in which they were filed; of drafts the reader's own. @throws {Problem} `not-found` */
export async function listOpinions(services: Services, reader: Actor, bill: string, query: OpinionListQuery) {
  await demandBill(services.db, bill)
  const { limit, after } = readPage(query, ['string'])
  const list = { ...filterOf(query), bill, reader: reader.id }
  const rows = await selectOpinions(services.db, list, limit + 1, after ? String(after[0]) : null)
  const stands = await followOpinions(services, rows)
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    row => showOpinion(row, stands.get(row.id))
  )
}

/** Every submitted opinion on one text, for its margin. */
export async function opinionsOnDocument(services: Services, bill: string, document: string): Promise<Opinion[]> {
  const rows = await selectOpinions(services.db, { bill, document, reader: null }, null, null)
  const stands = await followOpinions(services, rows)
  return rows.map(row => showOpinion(row, stands.get(row.id)))
}

/** Every submitted opinion on one text as it is anchored, and as it is shown: for what follows them to another version than the newest. */
export async function anchoredOpinions(services: Services, bill: string, document: string) {
  const rows = await selectOpinions(services.db, { bill, document, reader: null }, null, null)
  const stands = await followOpinions(services, rows)
  return { rows, shown: new Map(rows.map(row => [row.id, showOpinion(row, stands.get(row.id))])) as ReadonlyMap<string, Opinion> }
}

export interface OpinionTotals {
  readonly total: number
  readonly bySource: ReadonlyMap<string, number>
  readonly byArticle: ReadonlyMap<string, number>
  /** `open` among them: not answered yet. */
  readonly byVerdict: ReadonlyMap<string, number>
}

/** How many opinions a filter leaves, by source, article and verdict. */
export async function opinionTotals({ db }: Pick<Services, 'db'>, bill: string, filter: OpinionFilter, reader: Actor | null = null) {
  const groups = await countGroups(db, { ...filterOf(filter), bill, reader: reader?.id ?? null })
  const by = (term: (group: (typeof groups)[number]) => string | null) => {
    const counts = new Map<string, number>()
    for (const group of groups) {
      const name = term(group)
      if (name !== null) counts.set(name, (counts.get(name) ?? 0) + Number(group.count))
    }
    return counts
  }
  const total = groups.reduce((sum, { count }) => sum + Number(count), 0)
  return { total, bySource: by(g => g.source), byArticle: by(g => g.article), byVerdict: by(g => g.verdict ?? 'open') } as OpinionTotals
}

const filterOf = ({ verdict, source, article, round }: OpinionFilter): OpinionFilter => ({
  ...(verdict && { verdict }),
  ...(source && { source }),
  ...(article && { article }),
  ...(round && { round })
})

import type { Round } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import type { Services } from '../store/services.ts'
import type { RoundRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { countRounds, findRound, selectRounds } from './store.ts'
import { showRound } from './view.ts'

/** A bill's rounds in the order in which they were opened; every signed-in role may read them. @throws {Problem} `not-found` */
export async function listRounds(
  services: Services,
  bill: string,
  query: { limit?: number | undefined; cursor?: string | undefined }
): Promise<{ items: Round[]; next: string | null }> {
  const { db } = services
  await demandBill(db, bill)
  const { limit, after } = readPage(query, ['string'])
  const rows = await selectRounds(db, bill, limit + 1, after ? String(after[0]) : null)
  const counts = await countRounds(
    db,
    rows.map(({ id }) => id)
  )
  const today = chinaDate(services.now())
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    row => showRound(row, counts.get(row.id), today)
  )
}

/** One round; every signed-in role may read it. @throws {Problem} `not-found` */
export async function readRound(services: Services, id: string): Promise<Round> {
  const row = await demandRound(services, id)
  return showRound(row, (await countRounds(services.db, [id])).get(id), chinaDate(services.now()))
}

/** @throws {Problem} `not-found` */
export async function demandRound({ db }: Pick<Services, 'db'>, id: string): Promise<RoundRow> {
  const row = await findRound(db, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这一轮征求意见，请从法规案的征求意见中进入。' })
  return row
}

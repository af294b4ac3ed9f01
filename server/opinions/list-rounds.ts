import type { Round } from '../../schema/opinions.ts'
import { demandBill } from '../bills/read.ts'
import type { Services } from '../store/services.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { selectRounds } from './store.ts'
import { showRound } from './view.ts'

/** A bill's rounds in the order in which they were opened; every signed-in role may read them. @throws {Problem} `not-found` */
export async function listRounds(
  { db }: Services,
  bill: string,
  query: { limit?: number | undefined; cursor?: string | undefined }
): Promise<{ items: Round[]; next: string | null }> {
  await demandBill(db, bill)
  const { limit, after } = readPage(query, ['string'])
  return pageOf(await selectRounds(db, bill, limit + 1, after ? String(after[0]) : null), limit, ({ id }) => [id], showRound)
}

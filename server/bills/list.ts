import type { Bill } from '../../schema/bills.ts'
import type { Services } from '../store/services.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { type BillFilter, countBills, selectBills } from './store.ts'
import { showBill } from './view.ts'
import { procedureOf } from './workflows.ts'

export interface BillListQuery extends BillFilter {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** Bills, newest first; every signed-in role may list them. */
export async function listBills({ db }: Pick<Services, 'db'>, query: BillListQuery): Promise<{ items: Bill[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string'])
  const rows = await selectBills(db, query, limit + 1, after ? String(after[0]) : null)
  const hashes = [...new Set(rows.map(row => row.workflowHash))]
  const procedures = new Map(await Promise.all(hashes.map(async hash => [hash, await procedureOf(db, hash)] as const)))
  const shown = rows.flatMap(row => {
    const procedure = procedures.get(row.workflowHash)
    return procedure ? [showBill(row, procedure)] : []
  })
  return pageOf(
    shown,
    limit,
    bill => [bill.id],
    bill => bill
  )
}

/** How many bills a filter leaves, for 显示 n／共 m. */
export const numberOfBills = ({ db }: Pick<Services, 'db'>, filter: BillFilter): Promise<number> => countBills(db, filter)

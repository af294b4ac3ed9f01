import type { Bill } from '../../schema/bills.ts'
import { Problem } from '../../schema/problems.ts'
import type { Database } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import type { BillRow } from '../store/tables.ts'
import { findBill, findBills } from './store.ts'
import { showBill } from './view.ts'
import { procedureOf } from './workflows.ts'

/** One bill; every signed-in role may read it. @throws {Problem} `not-found` */
export async function readBill({ db }: Pick<Services, 'db'>, id: string): Promise<Bill> {
  const row = await demandBill(db, id)
  return showBill(row, await procedureOf(db, row.workflowHash))
}

/** Some bills in the order of their ids; ids that are no bill's are passed over. */
export async function readBillsOf({ db }: Pick<Services, 'db'>, ids: readonly string[]): Promise<Bill[]> {
  const rows = new Map((await findBills(db, ids)).map(row => [row.id, row]))
  const found = ids.flatMap(id => rows.get(id) ?? [])
  return Promise.all(found.map(async row => showBill(row, await procedureOf(db, row.workflowHash))))
}

/** @throws {Problem} `not-found` */
export async function demandBill(db: Database, id: string): Promise<BillRow> {
  const row = await findBill(db, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这件法规案，请核对地址，或者从法规案列表中进入。' })
  return row
}

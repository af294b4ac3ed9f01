import type { Bill } from '../../schema/bills.ts'
import { Problem } from '../../schema/problems.ts'
import type { Database } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import type { BillRow } from '../store/tables.ts'
import { findBill } from './store.ts'
import { showBill } from './view.ts'
import { procedureOf } from './workflows.ts'

/** One bill; every signed-in role may read it. @throws {Problem} `not-found` */
export async function readBill({ db }: Pick<Services, 'db'>, id: string): Promise<Bill> {
  const row = await demandBill(db, id)
  return showBill(row, await procedureOf(db, row.workflowHash))
}

/** @throws {Problem} `not-found` */
export async function demandBill(db: Database, id: string): Promise<BillRow> {
  const row = await findBill(db, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这件法规案，请核对地址，或者从法规案列表中进入。' })
  return row
}

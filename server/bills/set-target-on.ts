import { Problem } from '../../schema/problems.ts'
import type { Transaction } from '../store/database.ts'
import type { BillRow } from '../store/tables.ts'
import { updateBill } from './store.ts'

/**
 * Writes a bill's 目标施行日期 where another act decides it (倒排工期), whose event tells of it.
 * @throws {Problem} `bill-moved` when somebody else has changed the bill since it was read
 */
export async function setTargetOn(trx: Transaction, bill: BillRow, targetOn: string, at: string): Promise<void> {
  if (!(await updateBill(trx, bill.id, bill.revision, { targetOn, updatedAt: at }))) throw new Problem('bill-moved')
}

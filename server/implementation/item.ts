import { Problem } from '../../schema/problems.ts'
import type { Transaction } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { ChecklistItemRow } from '../store/tables.ts'
import { lockItem } from './store.ts'

/** The item, held until the transaction ends. @throws {Problem} `not-found` */
export async function demandItem(trx: Transaction, bill: string, id: string): Promise<ChecklistItemRow> {
  const item = await lockItem(trx, bill, id, dialectOf(trx) === 'postgres')
  if (!item) throw new Problem('not-found', { detail: '没有找到这一事项，请刷新台账后重试。' })
  return item
}

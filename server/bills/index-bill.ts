import type { Transaction } from '../store/database.ts'
import { putPassages } from '../store/search.ts'
import type { BillRow } from '../store/tables.ts'

/** Lets a bill be found by its title, its units and its case officer, from the transaction of the change on. */
export const indexBill = (
  trx: Transaction,
  { id, title, sponsor, draftingUnit, competentCommittee, caseOfficer }: BillRow
): Promise<void> =>
  putPassages(trx, { kind: 'bill', subject: id }, id, [
    { title, label: null, body: [sponsor, draftingUnit, competentCommittee, caseOfficer].filter(Boolean).join('　') }
  ])

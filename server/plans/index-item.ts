import type { Transaction } from '../store/database.ts'
import { putPassages } from '../store/search.ts'
import type { PlanItemRow } from '../store/tables.ts'

/** Lets an item of a plan be found by its title, units and note. */
export const indexItem = (
  trx: Transaction,
  { id, bill, title, sponsor, draftingUnit, responsibleUnit, note }: PlanItemRow
): Promise<void> =>
  putPassages(trx, { kind: 'planItem', subject: id }, bill, [
    { title, label: null, body: [sponsor, draftingUnit, responsibleUnit, note].filter(Boolean).join('　') }
  ])

import { readDraft } from '../bills/draft-text.ts'
import { demandBill } from '../bills/read.ts'
import { readState } from '../bills/view.ts'
import type { Database } from '../store/database.ts'
import { selectAmendingBills } from './store.ts'

/**
 * The text of a regulation as it is in force on a day: that of the newest amendment in force, else its own.
 * @returns `null` when there is no text yet
 * @throws {Problem} `not-found`
 */
export async function textInForce(db: Database, regulation: string, today: string): Promise<string | null> {
  const bill = await demandBill(db, regulation)
  for (const amendment of await selectAmendingBills(db, bill.id)) {
    const { effectiveOn } = readState(amendment).dates
    if (effectiveOn !== undefined && effectiveOn <= today) return readDraft(db, amendment.id)
  }
  return readDraft(db, bill.id)
}

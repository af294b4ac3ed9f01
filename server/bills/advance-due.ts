import type { Services } from '../store/services.ts'
import { advanceIfDue } from './advance.ts'
import { selectBillsFrom } from './store.ts'
import { procedureOf } from './workflows.ts'

/** Bills looked at in one query. */
const BATCH = 200
/** One bill may be due for several steps at once, when nobody started the service for weeks; a definition that goes round for ever is cut off. */
const MAX_STEPS = 10

/**
 * Takes every step that is due without anybody's act, in all bills. The service calls it when it starts and every hour; it may be called at any time.
 * @returns how many steps were taken
 */
export async function advanceDueBills(services: Services): Promise<number> {
  let taken = 0
  let after = ''
  for (;;) {
    const bills = await selectBillsFrom(services.db, after, BATCH)
    for (const bill of bills) {
      const procedure = await procedureOf(services.db, bill.workflowHash)
      const automatic = (procedure.movesAt.get(bill.place) ?? []).some(({ transition }) => transition.automatic)
      for (let steps = 0; automatic && steps < MAX_STEPS && (await advanceIfDue(services, bill.id)); steps++) taken++
    }
    const last = bills.at(-1)
    if (!last || bills.length < BATCH) return taken
    after = last.id
  }
}

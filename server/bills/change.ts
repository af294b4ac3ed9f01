import type { Bill, BillChange } from '../../schema/bills.ts'
import { Problem } from '../../schema/problems.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import { indexBill } from './index-bill.ts'
import { demandBill } from './read.ts'
import { updateBill } from './store.ts'
import { showBill } from './view.ts'
import { procedureOf } from './workflows.ts'

/**
 * Corrects what is said about a bill: title, units, case officer, target date. What is given as it already stands is no change.
 * @throws {Problem} `forbidden`, `not-found`, `bill-moved` when somebody else changed the bill in between
 */
export async function changeBill(services: Services, actor: ActorOrOperator, id: string, wish: BillChange): Promise<Bill> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  return transaction(services.db, async trx => {
    const bill = await demandBill(trx, id)
    const wanted = wish.title === undefined ? wish : { ...wish, title: wish.title.trim() }
    const changes = Object.fromEntries(Object.entries(wanted).filter(([member, value]) => bill[member as keyof BillChange] !== value))
    const procedure = await procedureOf(trx, bill.workflowHash)
    if (Object.keys(changes).length === 0) return showBill(bill, procedure)
    if (!(await updateBill(trx, id, bill.revision, { ...changes, updatedAt: at }))) throw new Problem('bill-moved')
    await appendEvent(trx, { kind: 'billChanged', actor: actor?.id ?? null, at, bill: id, payload: { changes } })
    const changed = { ...bill, ...changes, updatedAt: at }
    await indexBill(trx, changed)
    return showBill(changed, procedure)
  })
}

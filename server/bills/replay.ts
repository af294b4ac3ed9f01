import { replay } from '../lifecycle/advance.ts'
import type { Database } from '../store/database.ts'
import { canonicalJson } from '../store/events.ts'
import { readSteps } from './steps.ts'
import { selectBillsFrom } from './store.ts'
import { readState, stateColumns } from './view.ts'
import { procedureOf } from './workflows.ts'

/** Bills replayed at once: their events are held in memory. */
const BATCH = 100

/**
 * Replays the events of every bill and compares what they add up to with what is stored: state, and the columns made from it.
 * @returns one Chinese sentence for each bill that does not hold
 */
export async function replayBills(db: Database): Promise<string[]> {
  const findings: string[] = []
  let after = ''
  for (;;) {
    const bills = await selectBillsFrom(db, after, BATCH)
    const histories = await readSteps(
      db,
      bills.map(({ id }) => id)
    )
    for (const bill of bills) {
      const { filedAt, steps } = histories.get(bill.id) ?? { filedAt: bill.createdAt, steps: [] }
      try {
        const procedure = await procedureOf(db, bill.workflowHash)
        const expected = replay(procedure, steps, filedAt)
        const columns = stateColumns(procedure, expected)
        const same = canonicalJson(expected) === canonicalJson(readState(bill))
        const matching = columns.place === bill.place && columns.stage === bill.stage && columns.status === bill.status
        if (!same || !matching)
          findings.push(`法规案 ${bill.id}（${bill.title}）所在环节与办理记录不符：记录应为 ${columns.place}，库中为 ${bill.place}`)
      } catch (error) {
        findings.push(`法规案 ${bill.id}（${bill.title}）的办理记录无法重演：${error instanceof Error ? error.message : String(error)}`)
      }
    }
    const last = bills.at(-1)
    if (!last || bills.length < BATCH) return findings
    after = last.id
  }
}

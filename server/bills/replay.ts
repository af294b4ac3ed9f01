import type { BillState } from '../../schema/facts.ts'
import { begin, follow, migratePosition } from '../lifecycle/advance.ts'
import type { Database } from '../store/database.ts'
import { canonicalJson } from '../store/events.ts'
import { type BillHistory, readSteps } from './steps.ts'
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
      try {
        const procedure = await procedureOf(db, bill.workflowHash)
        const history = histories.get(bill.id) ?? { filedAt: bill.createdAt, filedUnder: bill.workflowHash, steps: [], moves: [] }
        const { hash, state: expected } = await replayed(db, history)
        if (hash !== bill.workflowHash) findings.push(`法规案 ${bill.id}（${bill.title}）所用的流程版本与办理记录不符`)
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

/** The state that a history adds up to, from one version of the definition to the next, and the version that it ends with. */
async function replayed(db: Database, { filedAt, filedUnder, steps, moves }: BillHistory): Promise<{ hash: string; state: BillState }> {
  let procedure = await procedureOf(db, filedUnder)
  let state = begin(procedure, filedAt)
  let [hash, done] = [filedUnder, 0]
  for (const { after, toHash } of moves) {
    state = follow(procedure, state, steps.slice(done, after))
    const next = await procedureOf(db, toHash)
    state = migratePosition(procedure, next, state)
    procedure = next
    ;[hash, done] = [toHash, after]
  }
  return { hash, state: follow(procedure, state, steps.slice(done)) }
}

/** `verify`: what tasks, schedules and check-ins say against what the events say. */
import type { Database } from '../store/database.ts'
import { readEvent } from '../store/events.ts'
import { hashOfAccount } from './account-hash.ts'
import { selectAllCheckIns, selectAllSchedules, selectAllTasks, selectWorkEvents } from './store.ts'

/** What of a task follows from its events alone. Dates follow from the 施工图, too. */
const COMPARED = ['code', 'unit', 'person', 'status', 'reason', 'doneOn'] as const
/** Members of a task that a change may set, with how a task begins. */
const BEGINNING: Readonly<Record<string, unknown>> = { status: 'notStarted', reason: null, doneOn: null }

/**
 * Replays the events of 任务书, 施工图 and 周周交账 and compares what they add up to with what is stored. Dates that a new 施工图 gave a task follow
 * from the plan itself, which is compared by its number, target and reason.
 * @returns one Chinese sentence for everything that does not hold
 */
export async function replayWork(db: Database): Promise<string[]> {
  const findings: string[] = []
  const said = new Map<string, Record<string, unknown>>()
  const sheets = new Map<string, number>()
  const plans = new Map<string, Record<string, unknown>>()
  const accounts = new Map<string, { readonly status: unknown; readonly sha256: unknown }>()
  for (const { kind, bill, payload } of (await selectWorkEvents(db)).map(readEvent)) {
    if (kind === 'taskSheetMade') {
      sheets.set(bill ?? '', Number(payload['tasks']))
      // The first shape of the event counted them only.
      for (const { id, ...begun } of (payload['rows'] ?? []) as { id: string }[]) said.set(id, begun)
    }
    if (kind === 'taskChanged') {
      const task = String(payload['task'])
      said.set(task, { ...said.get(task), ...(payload['changes'] as Record<string, unknown>) })
    }
    if (kind === 'scheduleSet') plans.set(`${bill} ${payload['seq']}`, payload)
    if (kind === 'checkedIn') {
      const { status, sha256 } = payload
      accounts.set(`${bill} ${payload['week']} ${payload['unit']}`, { status, sha256 })
    }
  }
  const counted = new Map<string, number>()
  for (const task of await selectAllTasks(db)) {
    counted.set(task.bill, (counted.get(task.bill) ?? 0) + 1)
    const expected = { ...BEGINNING, ...said.get(task.id) }
    const wrong = COMPARED.filter(name => name in expected && expected[name] !== task[name])
    if (wrong.length > 0) findings.push(`任务 ${task.id}（${task.title}）与修改记录不符：${wrong.join('、')}`)
  }
  for (const bill of new Set([...sheets.keys(), ...counted.keys()]))
    if (sheets.get(bill) !== counted.get(bill))
      findings.push(`法规案 ${bill} 的任务书与记录不符：记录为 ${sheets.get(bill) ?? 0} 项，库中为 ${counted.get(bill) ?? 0} 项`)
  for (const { bill, seq, target, goal, reason } of await selectAllSchedules(db)) {
    const plan = plans.get(`${bill} ${seq}`)
    plans.delete(`${bill} ${seq}`)
    if (!plan || plan['target'] !== target || plan['goal'] !== goal || plan['reason'] !== reason)
      findings.push(`法规案 ${bill} 第 ${seq} 次排期与记录不符`)
  }
  for (const lost of plans.keys()) findings.push(`法规案 ${lost.replace(' ', ' 第 ')} 次排期有记录而库中没有`)
  for (const row of await selectAllCheckIns(db)) {
    const { bill, week, unit, status } = row
    const key = `${bill} ${week} ${unit}`
    const account = accounts.get(key)
    const same = account?.status === status && (account.sha256 === undefined || account.sha256 === hashOfAccount(row))
    if (!same) findings.push(`法规案 ${bill} ${unit} ${week} 一周的交账与记录不符`)
    accounts.delete(key)
  }
  for (const lost of accounts.keys()) findings.push(`交账“${lost}”有记录而库中没有`)
  return findings
}

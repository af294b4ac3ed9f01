import type { WeeklyRow, WeeklySheet } from '../../schema/tasks.ts'
import { readWeekBills, type WeekBill } from '../bills/names.ts'
import type { Services } from '../store/services.ts'
import type { CheckInRow, TaskRow } from '../store/tables.ts'
import { chinaDate, weekOf } from '../web/dates.ts'
import { isUnderWay, showCheckIn } from './read-check-ins.ts'
import { countPostponed, selectCheckInsOfWeek, selectTasksOfWeek } from './store.ts'

/**
 * 周报: of every bill the units that owed an account in a week, by unit, with what they handed in. Four queries, however many bills there are.
 * @param on a day of the week; null for the week that it is
 */
export async function readWeek({ db, now }: Pick<Services, 'db' | 'now'>, on: string | null): Promise<WeeklySheet> {
  const today = chinaDate(now())
  const { monday: week, sunday } = weekOf(on ?? today)
  const [tasks, handedIn, postponed] = await Promise.all([
    selectTasksOfWeek(db, week, sunday),
    selectCheckInsOfWeek(db, week),
    countPostponed(db, week)
  ])
  const bills = await readWeekBills({ db }, [...new Set([...tasks, ...handedIn].map(({ bill }) => bill))])
  const owing = tasks.filter(task => isUnderWay(task, week, sunday) && owes(bills.get(task.bill), week))
  const counts = new Map(postponed.map(({ bill, unit, count }) => [keyOf({ bill, unit }), Number(count)]))
  const accounts = new Map(handedIn.map(row => [keyOf(row), row]))
  const owed = Map.groupBy(owing, keyOf)
  const rows = [...new Set([...owed.keys(), ...accounts.keys()])].map(key =>
    rowOf(owed.get(key) ?? [], accounts.get(key) ?? null, bills, { sunday, today, postponed: counts.get(key) ?? 0 })
  )
  rows.sort((a, b) => compare(a.unit, b.unit) || compare(a.billTitle, b.billTitle))
  const done = rows.filter(({ state }) => state === 'handedIn').length
  return { week, sunday, asOf: today, handedIn: done, missing: rows.length - done, rows }
}

/** A bill that is shelved or has ended owes nothing for the weeks after. */
const owes = (bill: WeekBill | undefined, week: string): boolean => bill !== undefined && (bill.active || bill.since >= week)

const keyOf = ({ bill, unit }: { readonly bill: string; readonly unit: string }): string => `${bill}\n${unit}`

const compare = (a: string, b: string): number => a.localeCompare(b, 'zh-Hans-CN')

function rowOf(
  tasks: readonly TaskRow[],
  account: CheckInRow | null,
  bills: ReadonlyMap<string, WeekBill>,
  { sunday, today, postponed }: { readonly sunday: string; readonly today: string; readonly postponed: number }
): WeeklyRow {
  const [first] = tasks
  const bill = account?.bill ?? first?.bill ?? ''
  return {
    unit: account?.unit ?? first?.unit ?? '',
    bill,
    billTitle: bills.get(bill)?.title ?? '',
    persons: [...new Set(tasks.flatMap(({ person }) => person ?? []))],
    state: account ? 'handedIn' : sunday < today ? 'missing' : 'due',
    tasks: tasks.map(({ title }) => title),
    finished: tasks.filter(({ doneOn }) => doneOn !== null && doneOn <= sunday).map(({ title }) => title),
    postponed,
    checkIn: account ? showCheckIn(account) : null
  }
}

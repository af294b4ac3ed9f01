import type { DueRule } from '../../schema/checklist.ts'
import { addMonths, lengthOf, toDate, toDay } from '../lifecycle/periods.ts'

/** The days from which a checklist counts (domain four-entries: P0 and E0). */
export interface DueDates {
  readonly promulgatedOn: string
  /** Absent where a text that is promulgated names no day: then its rows count from promulgation. */
  readonly effectiveOn: string | null
}

/** How many repetitions are looked at: quarterly for 250 years. */
const MAX_REPETITIONS = 1000

/**
 * When a row is due for the first time.
 * @returns `null` for a row that is worked off as needed
 * @example firstDue({ from: 'effectiveOn', plus: 'P60D' }, { promulgatedOn: '2026-05-06', effectiveOn: '2026-06-01' }) // '2026-07-31'
 */
export function firstDue(rule: DueRule, dates: DueDates): string | null {
  if (rule === 'asNeeded') return null
  const from = rule.from === 'effectiveOn' ? (dates.effectiveOn ?? dates.promulgatedOn) : dates.promulgatedOn
  return plus(from, rule.plus, 1)
}

/**
 * When a row that repeats is due again: the first day of its series that lies after a day. The series is counted from its beginning, so that
 * 8月31日 each quarter is 11月30日 and then 2月28日, without creeping.
 * @returns `null` when the row does not repeat
 */
export function dueAfter(rule: DueRule, dates: DueDates, day: string): string | null {
  if (rule === 'asNeeded' || !rule.repeat) return null
  const first = firstDue(rule, dates)
  if (first === null) return null
  for (let times = 0; times < MAX_REPETITIONS; times++) {
    const due = plus(first, rule.repeat, times)
    if (due > day) return due
  }
  return null
}

function plus(date: string, period: string, times: number): string {
  const { unit, amount } = lengthOf(period, {})
  const day = toDay(date)
  return toDate(unit === 'months' ? addMonths(day, amount * times) : day + amount * times)
}

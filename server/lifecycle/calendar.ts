/**
 * Workdays (工作日) of the state: weekends, public holidays, and the make-up days (调休) on which offices work. The data come with package
 * `chinese-days`; dates are counted here, since its own functions depend on the time zone. Holidays are announced a year at a time: beyond
 * the last announced year every weekday is taken for a workday, and that is said, never silently.
 */
import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { toDate, toDay } from './periods.ts'

export interface Calendar {
  /** @param day a day number of `periods.ts` */
  readonly isWorkday: (day: number) => boolean
  /** The first and last year whose holidays are known. */
  readonly from: number
  readonly to: number
  /** Years between them of which nothing is known: somebody has added a later year by hand and left them out. */
  readonly missing: readonly number[]
}

/** Years that an administrator has added: days off and make-up days as ISO dates. */
export interface ExtraDays {
  readonly holidays: readonly string[]
  readonly workdays: readonly string[]
}

/** @returns the calendar with what the package knows and what was added by hand, which wins */
export function calendarOf(extra: ExtraDays = { holidays: [], workdays: [] }): Calendar {
  const holidays = new Set(Object.keys(chineseDays.holidays).map(toDay))
  const workdays = new Set(Object.keys(chineseDays.workdays).map(toDay))
  for (const date of extra.holidays) {
    holidays.add(toDay(date))
    workdays.delete(toDay(date))
  }
  for (const date of extra.workdays) {
    workdays.add(toDay(date))
    holidays.delete(toDay(date))
  }
  const years = new Set([...holidays].map(yearOf))
  const from = Math.min(...years)
  const to = Math.max(...years)
  return {
    isWorkday: day => workdays.has(day) || (!holidays.has(day) && !isWeekend(day)),
    from,
    to,
    missing: Array.from({ length: to - from }, (_, index) => from + index).filter(year => !years.has(year))
  }
}

/** The bundled calendar, made when it is first asked for. */
let bundled: Calendar | undefined
export const defaultCalendar = (): Calendar => {
  bundled ??= calendarOf()
  return bundled
}

/** Day 0, 1970-01-01, was a Thursday. */
const isWeekend = (day: number): boolean => [0, 6].includes((((day + 4) % 7) + 7) % 7)

/** No span of days off is longer than nine days; the bound only keeps a wrong calendar from never ending. */
const MAX_DAYS_OFF = 60

/** The day itself when it is a workday, else the last workday before it. */
export function workdayOnOrBefore(day: number, calendar: Calendar): number {
  for (let at = day; at > day - MAX_DAYS_OFF; at--) if (calendar.isWorkday(at)) return at
  return day
}

/** The day itself when it is a workday, else the first workday after it. */
export function workdayOnOrAfter(day: number, calendar: Calendar): number {
  for (let at = day; at < day + MAX_DAYS_OFF; at++) if (calendar.isWorkday(at)) return at
  return day
}

/** The day on which a piece of work of n workdays begins that ends on a workday; n ≤ 1: the same day. */
export function workdaysBack(end: number, count: number, calendar: Calendar): number {
  let day = end
  for (let left = count - 1; left > 0; left--) day = workdayOnOrBefore(day - 1, calendar)
  return day
}

/** The day on which a piece of work of n workdays ends that begins on a workday; n ≤ 1: the same day. */
export function workdaysOn(start: number, count: number, calendar: Calendar): number {
  let day = start
  for (let left = count - 1; left > 0; left--) day = workdayOnOrAfter(day + 1, calendar)
  return day
}

const yearOf = (day: number): number => Number(toDate(day).slice(0, 4))

/** What a person must know when dates lie outside the announced years; null when they do not. */
export function calendarGap(from: number, to: number, calendar: Calendar): string | null {
  const first = yearOf(from)
  const last = yearOf(to)
  const left = calendar.missing.filter(year => year >= first && year <= last)
  if (left.length > 0) return `${left.join('、')}年节假日安排尚未公布，暂按周末推算，公布后请重新排期`
  if (last > calendar.to) return `${Math.max(first, calendar.to + 1)}年起节假日安排尚未公布，暂按周末推算，公布后请重新排期`
  return first < calendar.from ? `${calendar.from}年以前的节假日没有资料，暂按周末推算` : null
}

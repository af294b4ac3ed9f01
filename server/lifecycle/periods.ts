/**
 * Counting of periods (期间). Legal dates are ISO dates of Asia/Shanghai without a time; inside they are day numbers, so that no time zone
 * can move them. Rules of procedure §1: days are calendar days; 「N日前」 is the day minus N; 「不少于三十日」 ends on the first day plus 30;
 * a month ends on the same day-number, or on the month's last day where there is none. A holiday moves no period.
 */
import type { Duration, Params } from '../../schema/workflow.ts'

const DAY = 86_400_000
/** China has one time zone and no summer time: UTC+8 all year. */
const SHANGHAI_OFFSET = 8 * 3_600_000

/** The legal date of a moment: an ISO timestamp's day in Shanghai; an ISO date is taken as it is. */
export function legalDate(at: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return at
  return new Date(Date.parse(at) + SHANGHAI_OFFSET).toISOString().slice(0, 10)
}

/** Whether a text is a day of the calendar: 2026-02-30 is none. */
export const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && toDate(toDay(text)) === text

/** Day number of an ISO date. */
export const toDay = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY)

/** ISO date of a day number; what lies outside the calendar of four-digit years is an empty text. */
export function toDate(day: number): string {
  const time = day * DAY
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) return ''
  const text = new Date(time).toISOString()
  return text.length === 24 ? text.slice(0, 10) : ''
}

/** Days from one date to another; 0 when one is missing or no date. */
export function daysBetween(from: string, to: string): number {
  const days = toDay(to) - toDay(from)
  return Number.isFinite(days) ? days : 0
}

/**
 * Same day-number n months on, else the last day of that month.
 * @example addMonths(toDay('2026-10-31'), 4) // 2027-02-28
 */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY)
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate()
  return first / DAY + Math.min(date.getUTCDate(), last) - 1
}

/** A duration with its number looked up: parameters are replaced by their values. */
export interface Length {
  readonly unit: 'days' | 'workdays' | 'months'
  readonly amount: number
}

const ISO_UNITS = { D: ['days', 1], W: ['days', 7], M: ['months', 1], Y: ['months', 12] } as const

/**
 * @returns the length in days, workdays or months
 * @throws {RangeError} when it names a parameter that is no number; `workflow check` finds this beforehand
 */
export function lengthOf(duration: Duration, params: Params): Length {
  if (typeof duration === 'string') {
    const [unit, factor] = ISO_UNITS[duration.slice(-1) as keyof typeof ISO_UNITS]
    return { unit, amount: Number(duration.slice(1, -1)) * factor }
  }
  if ('days' in duration) return { unit: 'days', amount: amountOf(duration.days, params) }
  if ('workdays' in duration) return { unit: 'workdays', amount: amountOf(duration.workdays, params) }
  if ('months' in duration) return { unit: 'months', amount: amountOf(duration.months, params) }
  return { unit: 'months', amount: amountOf(duration.years, params) * 12 }
}

function amountOf(amount: number | string, params: Params): number {
  const value = typeof amount === 'number' ? amount : (params as Readonly<Record<string, unknown>>)[amount]
  if (typeof value !== 'number') throw new RangeError(`params.${amount}`)
  return value
}

/** The name of the parameter that a duration refers to, if any. */
export function paramOf(duration: Duration): string | null {
  if (typeof duration === 'string') return null
  const [amount] = Object.values(duration)
  return typeof amount === 'string' ? amount : null
}

/** Dates as officials write them. Legal dates are ISO dates of China; a timestamp becomes one here and nowhere else. */

const SHANGHAI_OFFSET = 8 * 60 * 60 * 1000
const DAY = 24 * 60 * 60 * 1000

/** The date in China at a moment. China has had no summer time since 1991. */
export const chinaDate = (at: Date): string => new Date(at.getTime() + SHANGHAI_OFFSET).toISOString().slice(0, 10)

/** The wall clock in China, for lists: `2026-05-13 14:03`. @param timestamp ISO 8601, UTC */
export const chinaMinute = (timestamp: string): string =>
  new Date(Date.parse(timestamp) + SHANGHAI_OFFSET).toISOString().slice(0, 16).replace('T', ' ')

/** The last moment of a date in China. @example endOfDay('2026-05-31') // '2026-05-31T15:59:59.999Z' */
export const endOfDay = (date: string): string => new Date(Date.parse(date) + DAY - SHANGHAI_OFFSET - 1).toISOString()

/** @example dateInWords('2026-05-31') // '2026年5月31日' */
export const dateInWords = (date: string): string => `${Number(date.slice(0, 4))}年${dayInWords(date)}`

/** @example dayInWords('2026-05-31') // '5月31日' */
export const dayInWords = (date: string): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`

/** First and last day, what they share said once; of one day that day. @example daysInWords('2026-05-26', '2026-05-28') // '2026年5月26日至28日' */
export function daysInWords(first: string, last: string | null): string {
  if (last === null || last === first) return dateInWords(first)
  const rest =
    last.slice(0, 7) === first.slice(0, 7)
      ? `${Number(last.slice(8, 10))}日`
      : last.slice(0, 4) === first.slice(0, 4)
        ? dayInWords(last)
        : dateInWords(last)
  return `${dateInWords(first)}至${rest}`
}

const WEEKDAYS = '日一二三四五六'

/** @example weekdayInWords('2026-05-13') // '星期三' */
export const weekdayInWords = (date: string): string => `星期${WEEKDAYS[new Date(date).getUTCDay()]}`

/** Whole days from one date to a later one; negative when the second lies before the first. */
export const daysFrom = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY)

/** @example addDays('2026-02-28', 1) // '2026-03-01' */
export const addDays = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10)

/** Monday and Sunday of the week in which a date lies: 本周 of a Chinese office begins on Monday. */
export function weekOf(date: string): { readonly monday: string; readonly sunday: string } {
  const monday = addDays(date, -((new Date(date).getUTCDay() + 6) % 7))
  return { monday, sunday: addDays(monday, 6) }
}

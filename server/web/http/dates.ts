/** Legal dates (施行日期 and the like) are dates, never moments: `2026-11-24`. */

/** Whether a text is a date that exists. @example isDate('2026-02-29') // false */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

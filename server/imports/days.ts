/** Days as people write them in tables. */
const WRITTEN = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?(?:\s.{0,20})?$/u
const BARE = /^(\d{4})(\d\d)(\d\d)$/

/**
 * @returns null for an empty cell, undefined when it is no day
 * @example readDay('2026年5月6日') // '2026-05-06'
 */
export function readDay(text: string): string | null | undefined {
  const words = text.trim()
  if (words === '') return null
  const [, year, month = '', day = ''] = WRITTEN.exec(words) ?? BARE.exec(words) ?? []
  if (year === undefined) return undefined
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const parsed = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date ? undefined : date
}

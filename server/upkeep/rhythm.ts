/** When a backup is due, which ones stay, and when their age is an alarm. Pure: no clock, no file system. */
import { chinaDate, weekOf } from '../web/dates.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** How long the newest one may lie back before every page of an administrator says so. */
const ALARM = 2 * DAY
/** A service that has just been started has not had the time to make one. */
const WARM_UP = 30 * 60_000
/** After a try that failed the next one waits: it fails for the same reason, and reads the whole database to do so. */
const PAUSE = HOUR
/** From one to five in the morning in China nobody waits for the disk. */
const NIGHT = { from: 1, to: 5 } as const

/** How many of each are kept: the newest of each of the last days, weeks and months that have one. */
export const KEPT = { days: 7, weeks: 4, months: 12 } as const

const NAME = /^facheng-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.db$/

/** @example backupName(new Date('2026-11-24T01:02:03Z')) // 'facheng-2026-11-24T01-02-03Z.db' */
export const backupName = (at: Date): string => `facheng-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`

/** When the backup of this name was begun; null for any other file: those are somebody's own and never touched. */
export function timeOfBackup(file: string): string | null {
  const [, day, hour, minute, second] = NAME.exec(file) ?? []
  if (day === undefined) return null
  const at = new Date(`${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/**
 * Which backups stay. The newest always does; a day without a backup costs no older one its place.
 * @param times ISO timestamps, in any order
 */
export function keptBackups(times: readonly string[]): Set<string> {
  const newestFirst = [...times].sort().reverse()
  const dayOf = (time: string) => chinaDate(new Date(time))
  return new Set([
    ...newestOfEach(newestFirst, dayOf, KEPT.days),
    ...newestOfEach(newestFirst, time => weekOf(dayOf(time)).monday, KEPT.weeks),
    ...newestOfEach(newestFirst, time => dayOf(time).slice(0, 7), KEPT.months)
  ])
}

function newestOfEach(newestFirst: readonly string[], periodOf: (time: string) => string, count: number): string[] {
  const found = new Map<string, string>()
  for (const time of newestFirst) {
    const period = periodOf(time)
    if (!found.has(period)) found.set(period, time)
  }
  return [...found.values()].slice(0, count)
}

interface Known {
  readonly now: Date
  /** When the newest backup was begun; null: there is none. */
  readonly latestAt: string | null
}

/** Whether one is to be made now: a day after the last, or earlier in the night that follows it. */
export function isDue({ now, latestAt, failedAt }: Known & { readonly failedAt: string | null }): boolean {
  if (failedAt !== null && age(now, failedAt) < PAUSE) return false
  if (latestAt === null) return true
  const hour = (now.getUTCHours() + 8) % 24
  const isNight = hour >= NIGHT.from && hour < NIGHT.to
  return age(now, latestAt) >= (isNight ? DAY / 2 : DAY)
}

/** Whether administrators are to be told on every page. @param watchedSince since when the service has been looking after backups */
export function isOverdue({ now, latestAt, watchedSince }: Known & { readonly watchedSince: string }): boolean {
  return age(now, latestAt ?? watchedSince) > ALARM && age(now, watchedSince) > WARM_UP
}

/** A clock that was set back does not make the last one old or young: it counts as just now. */
const age = (now: Date, then: string): number => Math.max(0, now.getTime() - Date.parse(then))

/** @example ageInWords(new Date('2026-11-24T05:00:00Z'), '2026-11-24T01:02:03Z') // '3 小时前' */
export function ageInWords(now: Date, then: string): string {
  const hours = Math.floor(age(now, then) / HOUR)
  if (hours < 1) return '不到 1 小时前'
  return hours < 48 ? `${hours} 小时前` : `${Math.floor(hours / 24)} 天前`
}

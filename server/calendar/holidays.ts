import type { HolidayYear, NewHolidayYear } from '../../schema/calendar.ts'
import { Problem } from '../../schema/problems.ts'
import { type Calendar, calendarOf, defaultCalendar } from '../lifecycle/calendar.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Database, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { HolidayYearRow } from '../store/tables.ts'
import { putHolidayYear, selectHolidayYears } from './store.ts'

/** The last calendar that was made, by what was added to the bundled one: a page asks for the same again and again. */
let made: { readonly key: string; readonly calendar: Calendar } | null = null

/** The calendar that schedules are counted by: what comes with the program, and the years that an administrator added, which win. One query. */
export async function readCalendar(db: Database): Promise<Calendar> {
  const rows = await selectHolidayYears(db)
  if (rows.length === 0) return defaultCalendar()
  const key = JSON.stringify(rows)
  if (made?.key === key) return made.calendar
  const years = rows.map(show)
  const calendar = calendarOf({ holidays: years.flatMap(({ holidays }) => holidays), workdays: years.flatMap(({ workdays }) => workdays) })
  made = { key, calendar }
  return calendar
}

/** Years that were added by hand, and the last one that comes with the program. */
export async function listHolidays({ db }: Pick<Services, 'db'>): Promise<{ items: HolidayYear[]; next: null; bundledTo: number }> {
  return { items: (await selectHolidayYears(db)).map(show), next: null, bundledTo: defaultCalendar().to }
}

/**
 * Keeps the days off and the make-up days of a year, as the State Council announced them; what was kept for that year before is replaced.
 * @throws {Problem} `forbidden`, `invalid-request` for days of another year or named twice
 */
export async function setHolidays(services: Services, actor: ActorOrOperator, year: number, wish: NewHolidayYear): Promise<HolidayYear> {
  demandRole(actor, 'administrator')
  const at = services.now().toISOString()
  const { holidays, workdays, source = null } = wish
  const strange = [...holidays, ...workdays].find(day => !day.startsWith(`${year}-`))
  if (strange !== undefined) throw refused(`${strange} 不是 ${year} 年的日期`, '/holidays')
  const twice = workdays.find(day => holidays.includes(day))
  if (twice !== undefined) throw refused(`${twice} 既是放假又是上班`, '/workdays')
  const sorted = (days: readonly string[]) => JSON.stringify([...new Set(days)].sort())
  const row: HolidayYearRow = { year, holidays: sorted(holidays), workdays: sorted(workdays), source, updatedAt: at }
  return transaction(services.db, async trx => {
    await putHolidayYear(trx, row)
    const payload = { year, holidays: holidays.length, workdays: workdays.length }
    await appendEvent(trx, { kind: 'holidaysSet', actor: actor?.id ?? null, at, subject: String(year), payload })
    return show(row)
  })
}

const refused = (message: string, pointer: string) =>
  new Problem('invalid-request', { detail: `${message}。`, errors: [{ code: 'dates', message, pointer }] })

const show = ({ year, holidays, workdays, source, updatedAt }: HolidayYearRow): HolidayYear => ({
  year,
  holidays: days(holidays),
  workdays: days(workdays),
  source,
  updatedAt
})

/** @throws when the column does not hold dates: the database was tampered with */
function days(column: string): string[] {
  const value: unknown = JSON.parse(column)
  if (!Array.isArray(value) || !value.every(day => typeof day === 'string')) throw new Error('节假日记录已损坏')
  return value
}

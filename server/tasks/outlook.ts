/** What dates ahead depend on besides the definition: which days are workdays, and which meetings are known. */
import { readCalendar } from '../calendar/holidays.ts'
import type { Calendar } from '../lifecycle/calendar.ts'
import type { Services } from '../store/services.ts'

export interface Outlook {
  readonly calendar: Calendar
  /** Known meeting days by body, from today on. */
  readonly meetings: Readonly<Record<string, readonly string[]>>
}

export async function readOutlook({ db }: Pick<Services, 'db' | 'now'>): Promise<Outlook> {
  return { calendar: await readCalendar(db), meetings: {} }
}

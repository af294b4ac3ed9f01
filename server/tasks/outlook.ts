/** What dates ahead depend on besides the definition: which days are workdays, and which meetings are known. */
import { readCalendar } from '../calendar/holidays.ts'
import type { Calendar } from '../lifecycle/calendar.ts'
import { meetingDays } from '../meetings/read.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'

export interface Outlook {
  readonly calendar: Calendar
  /** Known meeting days by body, from today on. */
  readonly meetings: Readonly<Record<string, readonly string[]>>
  /** More meetings will be called after those. */
  readonly meetingsOpen: true
}

export async function readOutlook({ db, now }: Pick<Services, 'db' | 'now'>): Promise<Outlook> {
  const known = await meetingDays(db, chinaDate(now()))
  const meetings = Object.fromEntries(Object.entries(known).map(([body, days]) => [body, days.map(({ on }) => on)]))
  return { calendar: await readCalendar(db), meetings, meetingsOpen: true }
}

/** Days on which something is due, as a calendar (RFC 5545) of all-day entries. Legal dates are dates: no entry has an hour, so none has a time zone. */
import ical from 'ical-generator'

export interface CalendarEntry {
  /** Stays the same for the same thing, so that an update replaces it. */
  readonly uid: string
  /** Rises with every change of the thing. */
  readonly sequence: number
  /** ISO date. */
  readonly on: string
  readonly summary: string
  readonly description: string
  /** Path of the page on which it is handled. */
  readonly path: string
}

const DAY = 86_400_000

/** @param stamp when it was made @param origin address of the service, e.g. `http://127.0.0.1:3000` */
export function ics(
  name: string,
  entries: readonly CalendarEntry[],
  { stamp, origin }: { readonly stamp: Date; readonly origin: string }
): string {
  const calendar = ical({ name, prodId: { company: 'facheng', product: 'facheng', language: 'ZH' } })
  calendar.x('X-WR-TIMEZONE', 'Asia/Shanghai')
  for (const { uid, sequence, on, summary, description, path } of entries) {
    const start = new Date(`${on}T00:00:00Z`)
    calendar.createEvent({
      id: `${uid}@facheng`,
      sequence,
      stamp,
      start,
      end: new Date(start.getTime() + DAY),
      allDay: true,
      summary: plain(summary),
      description: plain(description),
      url: `${origin}${path}`
    })
  }
  return calendar.toString()
}

const plain = (text: string): string => text.toWellFormed().replaceAll(/[\u0000-\u001f]/g, ' ')

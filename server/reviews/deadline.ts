import ical, { ICalCalendarMethod } from 'ical-generator'
import type { Round } from '../../schema/opinions.ts'
import { addDays } from '../web/dates.ts'

/** The deadline of a round for a calendar: one whole day, with a reminder two days before. */
export function deadlineCalendar(round: Round, bill: string, now: Date): string {
  const calendar = ical({
    name: `征求意见：${bill}`,
    prodId: { company: 'facheng', product: 'facheng', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH
  })
  const event = calendar.createEvent({
    id: `${round.id}@facheng`,
    stamp: now,
    start: new Date(round.closesOn),
    end: new Date(addDays(round.closesOn, 1)),
    allDay: true,
    summary: `提交意见截止：${bill}`,
    description: `${round.kindTitle}“${round.title}”，${round.opensOn} 至 ${round.closesOn}。`
  })
  const TWO_DAYS = 2 * 24 * 60 * 60
  event.createAlarm({ trigger: TWO_DAYS, description: `后天截止：${bill}` })
  return calendar.toString()
}

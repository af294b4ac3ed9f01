/** Which backups stay and when the next is due, as an administrator would count it on a calendar. */
import fc from 'fast-check'
import t from 'tap'
import { chinaDate } from '../web/dates.ts'
import { ageInWords, backupName, isDue, isOverdue, KEPT, keptBackups, timeOfBackup } from './rhythm.ts'

const HOUR = 3_600_000
const moment = fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2060-01-01T00:00:00Z'), noInvalidDate: true })
const times = fc.array(
  moment.map(at => at.toISOString()),
  { maxLength: 80 }
)

t.test('a year of nightly backups: seven days, four weeks, twelve months', async t => {
  const nights = Array.from({ length: 400 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day, 18)).toISOString())
  const kept = [...keptBackups(nights)].map(time => chinaDate(new Date(time))).sort()
  t.same(kept.slice(-7), ['2027-01-30', '2027-01-31', '2027-02-01', '2027-02-02', '2027-02-03', '2027-02-04', '2027-02-05'])
  t.ok(
    ['2027-01-31', '2027-01-24', '2027-01-17'].every(sunday => kept.includes(sunday)),
    'the last of each week'
  )
  t.ok(
    ['2026-03-31', '2026-11-30', '2026-12-31'].every(day => kept.includes(day)),
    'the last of each month'
  )
  t.notOk(kept.includes('2026-02-28'), 'older than twelve months')
})

t.test('of one day the last stays, by the calendar of China', async t => {
  const morning = '2026-11-24T01:00:00.000Z'
  const evening = '2026-11-24T10:00:00.000Z'
  t.same([...keptBackups([morning, evening])], [evening])
  const afterMidnight = '2026-11-24T17:00:00.000Z'
  t.same([...keptBackups([morning, evening, afterMidnight])].sort(), [evening, afterMidnight])
})

t.test('whatever there is: the newest stays, no more than is said, and doing it again takes nothing away', async t => {
  fc.assert(
    fc.property(times, all => {
      const kept = keptBackups(all)
      const days = new Set(all.map(time => chinaDate(new Date(time))))
      return (
        [...kept].every(time => all.includes(time)) &&
        (all.length === 0 || kept.has([...all].sort().at(-1) ?? '')) &&
        kept.size <= KEPT.days + KEPT.weeks + KEPT.months &&
        kept.size >= Math.min(days.size, KEPT.days) &&
        keptBackups([...kept]).size === kept.size
      )
    })
  )
  t.pass()
})

t.test('a name tells when; files of other names are nobody’s to delete', async t => {
  fc.assert(fc.property(moment, at => timeOfBackup(backupName(at)) === new Date(Math.floor(at.getTime() / 1000) * 1000).toISOString()))
  for (const other of ['before-0017-library.db', 'facheng-2026-11-24.backup', 'facheng-2026-13-45T01-02-03Z.db', 'facheng.db', '../x'])
    t.equal(timeOfBackup(other), null, other)
})

t.test('due a day after the last, and already in the night before', async t => {
  const last = '2026-11-24T02:00:00.000Z' // ten in the morning in China
  const due = (now: string, failedAt: string | null = null) => isDue({ now: new Date(now), latestAt: last, failedAt })
  t.notOk(due('2026-11-24T09:00:00Z'))
  t.notOk(due('2026-11-24T16:30:00Z'), 'half past midnight')
  t.ok(due('2026-11-24T17:30:00Z'), 'half past one in the night')
  t.notOk(due('2026-11-24T23:30:00Z'), 'people come to work')
  t.ok(due('2026-11-25T02:00:00Z'), 'a day later at any hour: a machine that is off at night')
  t.notOk(due('2026-11-25T02:00:00Z', '2026-11-25T01:30:00Z'), 'half an hour after a try that failed')
  t.ok(due('2026-11-25T02:31:00Z', '2026-11-25T01:30:00Z'))
  t.ok(isDue({ now: new Date(last), latestAt: null, failedAt: null }), 'there is none')
})

t.test('an alarm after two days, but not for a service that was switched off', async t => {
  const at = (hours: number) => new Date(Date.parse('2026-11-24T00:00:00Z') + hours * HOUR)
  const overdue = (now: number, latest: number | null, since: number) =>
    isOverdue({ now: at(now), latestAt: latest === null ? null : at(latest).toISOString(), watchedSince: at(since).toISOString() })
  t.notOk(overdue(48, 0, 0))
  t.ok(overdue(48.1, 0, 0))
  t.notOk(overdue(200, 0, 199.9), 'started six minutes ago after a week')
  t.ok(overdue(200, 0, 199), 'an hour ago')
  t.notOk(overdue(47, null, 0))
  t.ok(overdue(49, null, 0), 'never one')
  t.notOk(overdue(0, 10, 0), 'the clock was set back')
  t.same(
    [ageInWords(at(1), at(0.5).toISOString()), ageInWords(at(30), at(0).toISOString()), ageInWords(at(60), at(0).toISOString())],
    ['不到 1 小时前', '30 小时前', '2 天前']
  )
})

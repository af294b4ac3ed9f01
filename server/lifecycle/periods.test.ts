import t from 'tap'
import { calendarGap, calendarOf, defaultCalendar, workdayOnOrAfter, workdayOnOrBefore, workdaysBack, workdaysOn } from './calendar.ts'
import { addMonths, daysBetween, isDate, legalDate, lengthOf, toDate, toDay } from './periods.ts'

t.test('a legal date is the day in Shanghai', async t => {
  t.equal(legalDate('2026-11-24T15:59:59Z'), '2026-11-24')
  t.equal(legalDate('2026-11-24T16:00:00Z'), '2026-11-25', 'midnight there')
  t.equal(legalDate('2026-11-24'), '2026-11-24', 'a date stays as it is')
})

t.test('dates that are none', async t => {
  for (const text of ['2026-02-30', '2026-13-01', '2026-2-1', '今天', '', '2026-02-29']) t.notOk(isDate(text), text)
  t.ok(isDate('2028-02-29'))
})

t.test('months end on the same day-number, or on the last day of the month', async t => {
  const cases = [
    ['2026-10-31', 4, '2027-02-28'],
    ['2027-10-31', 4, '2028-02-29'],
    ['2026-05-15', 12, '2027-05-15'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-01', 24, '2028-12-01']
  ] as const
  for (const [from, months, to] of cases) t.equal(toDate(addMonths(toDay(from), months)), to, `${from} + ${months}`)
})

t.test('days are counted from date to date', async t => {
  t.equal(daysBetween('2026-03-01', '2026-03-31'), 30)
  t.equal(daysBetween('2026-03-31', '2026-03-01'), -30)
  t.equal(daysBetween('', '2026-03-01'), 0, 'nothing filled in')
  t.equal(toDate(Number.NaN), '')
  t.equal(toDate(toDay('9999-12-31') + 1), '', 'beyond the calendar')
})

t.test('a duration takes its number from the parameters', async t => {
  const params = { consultationDays: 30, shelveYears: 2 }
  t.same(lengthOf({ days: 'consultationDays' }, params), { unit: 'days', amount: 30 })
  t.same(lengthOf({ years: 'shelveYears' }, params), { unit: 'months', amount: 24 })
  t.same(lengthOf('P2Y', params), { unit: 'months', amount: 24 })
  t.same(lengthOf('P6W', params), { unit: 'days', amount: 42 })
  t.same(lengthOf({ workdays: 5 }, params), { unit: 'workdays', amount: 5 })
  t.throws(() => lengthOf({ days: 'readings' }, params), RangeError)
})

t.test('调休: weekends worked, weekdays off', async t => {
  const calendar = defaultCalendar()
  const works = (date: string) => calendar.isWorkday(toDay(date))
  t.notOk(works('2026-10-01'), 'National Day')
  t.notOk(works('2026-10-07'), 'its last day, a Wednesday')
  t.ok(works('2026-10-10'), 'the Saturday that makes up for it')
  t.notOk(works('2026-10-11'), 'a Sunday')
  t.ok(works('2026-01-04'), 'a Sunday that is worked')
  t.equal(toDate(workdayOnOrBefore(toDay('2026-10-05'), calendar)), '2026-09-30')
  t.equal(toDate(workdayOnOrAfter(toDay('2026-10-05'), calendar)), '2026-10-08')
  t.equal(toDate(workdaysBack(toDay('2026-10-12'), 4, calendar)), '2026-10-08', 'over the worked Saturday')
  t.equal(toDate(workdaysOn(toDay('2026-09-30'), 2, calendar)), '2026-10-08')
})

t.test('beyond the announced years it says so and falls back to weekends', async t => {
  const calendar = defaultCalendar()
  const next = calendar.to + 1
  t.match(calendarGap(toDay(`${calendar.to}-11-01`), toDay(`${next}-03-01`), calendar), new RegExp(`${next}年起节假日安排尚未公布`))
  t.equal(calendarGap(toDay('2026-01-01'), toDay('2026-12-31'), calendar), null)
  t.match(calendarGap(toDay('1990-01-01'), toDay('1990-12-31'), calendar), /没有资料/)
  t.ok(calendar.isWorkday(toDay('2040-10-01')), 'a Monday nobody has announced yet')
})

t.test('an administrator adds a year', async t => {
  const calendar = calendarOf({ holidays: ['2027-10-01'], workdays: ['2027-10-09'] })
  t.notOk(calendar.isWorkday(toDay('2027-10-01')))
  t.ok(calendar.isWorkday(toDay('2027-10-09')), 'a Saturday')
  t.equal(calendar.to, 2027)
})

t.test('a table that leaves a year out: that year says so and falls back to weekends', async t => {
  const last = defaultCalendar().to
  const calendar = calendarOf({ holidays: [`${last + 2}-10-01`], workdays: [] })
  t.equal(calendar.to, last + 2)
  t.match(calendarGap(toDay(`${last}-11-01`), toDay(`${last + 1}-02-01`), calendar), `${last + 1}年节假日安排尚未公布，暂按周末推算`)
  t.equal(calendarGap(toDay(`${last + 2}-01-01`), toDay(`${last + 2}-12-31`), calendar), null)
  t.ok(calendar.isWorkday(toDay('2027-10-01')), 'a Friday of the year that was left out')
})

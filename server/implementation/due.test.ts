/** When rows of the ledger are due. One line is a case: rule, dates, expected day. */
import t from 'tap'
import type { DueRule } from '../../schema/checklist.ts'
import { dueAfter, firstDue } from './due.ts'

const dates = { promulgatedOn: '2026-05-06', effectiveOn: '2026-08-31' }

const first = (name: string, due: DueRule, expected: string | null, from: { promulgatedOn: string; effectiveOn: string | null } = dates) =>
  t.test(name, async t => t.equal(firstDue(due, from), expected))

first('on the day of promulgation', { from: 'promulgatedOn', plus: 'P0D' }, '2026-05-06')
first('fifteen days after promulgation', { from: 'promulgatedOn', plus: 'P15D' }, '2026-05-21')
first('on the day of commencement', { from: 'effectiveOn', plus: 'P0D' }, '2026-08-31')
first('ninety days are days', { from: 'effectiveOn', plus: 'P90D' }, '2026-11-29')
first('six months end on the last day of a shorter month', { from: 'effectiveOn', plus: 'P6M' }, '2027-02-28')
first('a year after commencement', { from: 'effectiveOn', plus: 'P1Y' }, '2027-08-31')
first('a year after 29 February', { from: 'effectiveOn', plus: 'P1Y' }, '2029-02-28', {
  promulgatedOn: '2028-01-01',
  effectiveOn: '2028-02-29'
})
first('without a day of commencement it counts from promulgation', { from: 'effectiveOn', plus: 'P1M' }, '2026-06-06', {
  promulgatedOn: '2026-05-06',
  effectiveOn: null
})
first('as needed has no day', 'asNeeded', null)

t.test('a row that repeats is due again on the next day of its series, without creeping', async t => {
  const quarterly: DueRule = { from: 'effectiveOn', plus: 'P3M', repeat: 'P3M' }
  t.equal(firstDue(quarterly, dates), '2026-11-30')
  t.equal(dueAfter(quarterly, dates, '2026-11-30'), '2027-02-28')
  t.equal(dueAfter(quarterly, dates, '2027-02-28'), '2027-05-30')
  t.equal(dueAfter(quarterly, dates, '2030-01-01'), '2030-02-28', 'periods long past are not made up for one by one')
  t.equal(dueAfter({ from: 'effectiveOn', plus: 'P60D' }, dates, '2026-11-30'), null, 'a row that does not repeat is due once')
  t.equal(dueAfter('asNeeded', dates, '2026-11-30'), null)
})

/** Schedules of the shipped definitions hold the rules for whatever dates. */
import fc from 'fast-check'
import t from 'tap'
import { defaultCalendar } from './calendar.ts'
import { networkOf } from './network.ts'
import { addMonths, daysBetween, toDate, toDay } from './periods.ts'
import { schedule } from './schedule.ts'
import { later, shipped } from './testing.ts'

t.setTimeout(240_000)
const CHINESE = /[\u4e00-\u9fff]/

for (const { definition } of shipped) {
  t.test(`${definition.title}：倒排工期守住规矩`, async t => {
    const calendar = defaultCalendar()
    const least = new Map(networkOf(definition).flatMap(work => (work.task.kind === 'period' ? [[work.task.id, work.least]] : [])))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 1500 }), (offset, span) => {
        const from = later('2023-01-02', offset)
        const plan = schedule(definition, { from, target: later(from, span) })
        const items = new Map(plan.items.map(item => [item.id, item]))
        for (const { id, parent, kind, start, due, task } of plan.items) {
          const above = parent === null ? null : items.get(parent)
          if (start > due || due > plan.target) throw new Error(`${id}: ${start}…${due}`)
          if (above === undefined || (above && (start < above.start || due > above.due))) throw new Error(`${id} lies outside ${parent}`)
          if (plan.feasible && start < from) throw new Error(`${id} begins before ${from}`)
          const free = ['task', 'meeting'].includes(kind) && !(calendar.isWorkday(toDay(start)) && calendar.isWorkday(toDay(due)))
          if (free) throw new Error(`${id} begins or ends on a day off: ${start}…${due}`)
          const { unit, amount } = (kind === 'period' && least.get(task ?? '')) || { unit: 'days', amount: 0 }
          if (unit === 'days' && daysBetween(start, due) < amount) throw new Error(`${id} is shorter than ${amount} days`)
          if (unit === 'months' && due < toDate(addMonths(toDay(start), amount))) throw new Error(`${id} is shorter than ${amount} months`)
          if (task === 'publicConsultation' && daysBetween(start, due) < 30) throw new Error(`${id} is shorter than the law asks`)
        }
        if (plan.feasible !== (plan.conflicts.length === 0)) throw new Error('feasible and conflicts disagree')
        if (plan.conflicts.some(({ days, message }) => days < 1 || !CHINESE.test(message))) throw new Error('a conflict says nothing')
      }),
      { numRuns: definition.id === 'municipal-regulation' ? 1000 : 200 }
    )
    t.pass('1,000 targets of the longest, 200 of each other')
  })
}

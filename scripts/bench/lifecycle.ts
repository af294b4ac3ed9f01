/**
 * What the lifecycle costs: the schedule of the longest shipped definition (goal: 10 ms), reading and compiling a definition, listing and
 * taking a step, replaying a bill; and how schedule and reading grow with the number of steps at 1×, 4× and 16×. Prints figures; decides nothing.
 */
import { performance } from 'node:perf_hooks'
import type { WorkflowDefinition } from '../../schema/workflow.ts'
import { advance, begin, offers, replay } from '../../server/lifecycle/advance.ts'
import { readDefinition } from '../../server/lifecycle/definition.ts'
import { compile } from '../../server/lifecycle/procedure.ts'
import { schedule } from '../../server/lifecycle/schedule.ts'
import { complete, explore, FILED_ON, procedureOf, shipped } from '../../server/lifecycle/testing.ts'

/** Median milliseconds of one call, after a warm-up that lets the compiler do its work. */
function median(act: () => unknown, runs = 200): number {
  for (let run = 0; run < Math.min(runs, 50); run++) act()
  const times = Array.from({ length: runs }, () => {
    const from = performance.now()
    act()
    return performance.now() - from
  })
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0
}

const show = (what: string, value: number, more = ''): void => console.log(`${what.padEnd(52)} ${value.toFixed(3)} ms ${more}`)

const tasksOf = ({ stages }: WorkflowDefinition): number =>
  stages.flatMap(({ steps = [] }) => steps).reduce((sum, step) => sum + (typeof step === 'string' ? 0 : (step.tasks?.length ?? 0)), 0)

/** A chain of n steps with three tasks each, one of them a period. */
const chain = (count: number): unknown => ({
  id: 'chain',
  version: 1,
  title: '长链',
  basis: [],
  params: {},
  stages: [
    {
      id: 'all',
      title: '全部',
      steps: Array.from({ length: count }, (_, index) => ({
        id: `p${index}`,
        title: `环节${index}`,
        end: index === count - 1,
        tasks: [
          { id: `a${index}`, title: '写', takes: { workdays: 3 }, atLeast: { workdays: 1 } },
          { id: `b${index}`, title: '问', kind: 'period', takes: { days: 7 } },
          { id: `c${index}`, title: '会', kind: 'meeting', after: [`a${index}`] }
        ]
      }))
    }
  ],
  transitions: Array.from({ length: count - 1 }, (_, index) => ({ from: [`p${index}`], event: 'next', to: `p${index + 1}` }))
})

const [longest] = [...shipped].sort((a, b) => tasksOf(b.definition) - tasksOf(a.definition))
if (longest) {
  const { definition } = longest
  const options = { target: '2028-12-01', from: '2026-01-05' }
  show(
    `schedule, ${definition.id}, ${tasksOf(definition)} tasks`,
    median(() => schedule(definition, options)),
    'goal 10'
  )
  show(
    'schedule, short of time (five layouts)',
    median(() => schedule(definition, { ...options, target: '2026-12-20' }))
  )
  const text = JSON.stringify(definition)
  show(
    'read and check the definition',
    median(() => readDefinition(text), 30)
  )
  show(
    'compile the definition',
    median(() => compile(definition), 30)
  )
  const state = begin(longest, FILED_ON)
  show(
    'list the steps of a bill',
    median(() => offers(longest, state, complete(FILED_ON)), 2000)
  )
  show(
    'take a step',
    median(() => advance(longest, state, 'apply', complete(FILED_ON), {}), 2000)
  )
  const [walk] = explore(longest).walks.sort((a, b) => b.history.length - a.history.length)
  if (walk)
    show(
      `replay a bill of ${walk.history.length} events`,
      median(() => replay(longest, walk.history, FILED_ON), 100)
    )
}

const sizes = [30, 120, 480]
const costs = sizes.map(count => {
  const { definition } = procedureOf(chain(count))
  const text = JSON.stringify(definition)
  const options = { target: '2190-12-01', from: '2026-01-05' }
  return { count, laid: median(() => schedule(definition, options), 30), read: median(() => readDefinition(text), 10) }
})
for (const { count, laid, read } of costs) console.log(`${count} steps: schedule ${laid.toFixed(2)} ms, read ${read.toFixed(2)} ms`)
const [small, , large] = costs
if (small && large) {
  const exponent = (a: number, b: number): string => (Math.log(b / a) / Math.log(large.count / small.count)).toFixed(2)
  console.log(`exponent over 16×: schedule ${exponent(small.laid, large.laid)}, read ${exponent(small.read, large.read)} (goal 1.1)`)
}

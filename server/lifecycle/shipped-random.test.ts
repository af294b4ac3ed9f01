/** Model-based: whatever people try in whatever order, no bill stands where the law does not allow it, and replay gives its state. */
import fc from 'fast-check'
import t from 'tap'
import type { BillFacts, BillState, EventInput } from '../../schema/facts.ts'
import { Problem } from '../../schema/problems.ts'
import { advance, begin, replay } from './advance.ts'
import type { Procedure } from './procedure.ts'
import { bare, complete, FILED_ON, filledIn, later, movesOf, shipped, type Walk } from './testing.ts'

t.setTimeout(240_000)

for (const procedure of shipped) {
  const { definition } = procedure
  t.test(`${definition.title}：任意操作都到不了不合法的状态`, async t => {
    const events = [...new Set(procedure.moves.map(({ transition }) => transition.event))]
    const choice = fc.record({
      event: fc.nat({ max: 1_000_000 }),
      wait: fc.constantFrom(0, 1, 50, 800),
      papers: fc.boolean(),
      votesFor: fc.constantFrom(10, 20, 21, 40),
      note: fc.boolean(),
      stranger: fc.integer({ min: 0, max: 9 })
    })
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 24 }), choices => {
        let walk: Walk = { state: begin(procedure, FILED_ON), today: FILED_ON, history: [] }
        for (const { event, wait, papers, votesFor, note, stranger } of choices) {
          const here = movesOf(procedure, walk)
          const move = here[event % Math.max(1, here.length)]
          const name = stranger === 0 || !move ? (events[event % events.length] ?? '') : move.transition.event
          const today = later(walk.today, wait)
          const filled = move ? filledIn(move, today, votesFor) : {}
          const input: EventInput = note ? filled : { votesFor, votesTotal: 40 }
          walk = tried(procedure, walk, name, papers ? complete(today) : bare(today), input)
          lawful(procedure, walk.state)
        }
        if (JSON.stringify(replay(procedure, walk.history, FILED_ON)) !== JSON.stringify(walk.state))
          throw new Error('replay gives another state')
      }),
      { numRuns: 1700 }
    )
    t.pass('1,700 sequences')
  })
}

function tried(procedure: Procedure, walk: Walk, event: string, facts: BillFacts, input: EventInput): Walk {
  try {
    const { state, to } = advance(procedure, walk.state, event, facts, input)
    return { state, today: facts.today, history: [...walk.history, { event, at: facts.today, input, to }] }
  } catch (error) {
    if (error instanceof Problem && (error.code === 'blocked' || error.code === 'no-such-event')) return walk
    throw error
  }
}

/** What holds of every state, whatever happened before. */
function lawful({ places, definition }: Procedure, state: BillState): void {
  const fail = (what: string): never => {
    throw new Error(`${what}: ${JSON.stringify(state)}`)
  }
  const place = places.get(state.place) ?? fail('no such place')
  if (place.status !== state.status) fail('status')
  for (const { region, states } of definition.parallel ?? [])
    if (!states.some(({ id }) => id === state.regions[region]?.state)) fail(region)
  const read = /^(?:after|un)\D*(\d)$/.exec(state.place)
  if (read && state.readings < Number(read[1])) fail('fewer readings than the place says')
  const { passedOn = '', approvedOn = '', promulgatedOn = '', effectiveOn = '' } = state.dates
  if (['passed', 'approved', 'promulgated', 'inForce'].includes(state.place) && passedOn === '') fail('never passed')
  if ('approvalMonths' in definition.params && ['approved', 'promulgated', 'inForce'].includes(state.place) && approvedOn === '')
    fail('never approved')
  if (approvedOn !== '' && approvedOn < passedOn) fail('approved before it was passed')
  if (promulgatedOn !== '' && (promulgatedOn < passedOn || effectiveOn < promulgatedOn)) fail('in force before it was promulgated')
}

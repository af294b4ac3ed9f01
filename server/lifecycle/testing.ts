/** For the tests of this room: the shipped definitions, bills that lack everything or nothing, and walks through a procedure. */

import { documentKinds } from '../../schema/documents.ts'
import type { BillFacts, BillState, EventInput } from '../../schema/facts.ts'
import governmentRule from '../../workflows/government-rule.json' with { type: 'json' }
import municipalAmendment from '../../workflows/municipal-amendment.json' with { type: 'json' }
import municipalRegulation from '../../workflows/municipal-regulation.json' with { type: 'json' }
import municipalRepeal from '../../workflows/municipal-repeal.json' with { type: 'json' }
import normativeDocumentReview from '../../workflows/normative-document-review.json' with { type: 'json' }
import provincialRegulation from '../../workflows/provincial-regulation.json' with { type: 'json' }
import { advance, begin, offers, type RecordedEvent } from './advance.ts'
import { positionContext } from './context.ts'
import { readDefinition } from './definition.ts'
import { toDate, toDay } from './periods.ts'
import { compile, type Move, type Procedure } from './procedure.ts'

export const FILED_ON = '2026-01-05'

/** @throws {Error} with the first finding when the definition is not sound */
export function procedureOf(written: unknown): Procedure {
  const { definition, findings } = readDefinition(JSON.stringify(written, null, 2))
  if (!definition) throw new Error(`${findings[0]?.line}: ${findings[0]?.message}`)
  return compile(definition)
}

export const shipped: readonly Procedure[] = [
  municipalRegulation,
  municipalAmendment,
  municipalRepeal,
  provincialRegulation,
  governmentRule,
  normativeDocumentReview
].map(procedureOf)

/** A bill that has everything: what remains is choosing what to do. */
export const complete = (today: string): BillFacts => ({
  kind: 'revision',
  today,
  documents: Object.keys(documentKinds),
  opinions: { total: 12, unanswered: 0 },
  tasks: { total: 5, open: 0 },
  checklist: { total: 0, open: 0 },
  hasTaskForce: true,
  hasTaskSheet: true,
  hasSchedule: true,
  setsPenalty: true,
  textMatchesApproval: true
})

/** A bill of which nothing is there yet. */
export const bare = (today: string): BillFacts => ({
  ...complete(today),
  documents: [],
  opinions: { total: 1, unanswered: 1 },
  hasTaskForce: false,
  hasTaskSheet: false,
  hasSchedule: false,
  textMatchesApproval: false
})

export const later = (date: string, days: number): string => toDate(toDay(date) + days)

/** Everything filled in; the vote goes as told. */
export const filledIn = (move: Move, today: string, votesFor: number): EventInput => ({
  note: '情况属实',
  sentOn: later(today, -60),
  meetingOn: later(today, 60),
  effectiveOn: later(today, 45),
  until: later(today, 365),
  votesFor,
  votesTotal: 40,
  consent: true,
  number: '第3号',
  clauses: ['第十条'],
  confirmed: (move.transition.confirmations ?? []).map(({ code }) => code)
})

/** How a bill got where it stands. */
export interface Walk {
  readonly state: BillState
  readonly today: string
  readonly history: readonly RecordedEvent[]
}

/** The steps that its place and its tracks have. */
export const movesOf = (procedure: Procedure, { state }: Walk): readonly Move[] =>
  (procedure.movesAt.get(state.place) ?? []).filter(
    ({ region, states }) => !region || states.has(state.regions[region.region]?.state ?? '')
  )

/** Takes a step, waiting as long as it needs: a day, seven weeks, four years; the vote carried or lost. Null: it cannot be taken here. */
function step(procedure: Procedure, walk: Walk, move: Move): Walk | null {
  for (const days of [1, 50, 1500]) {
    for (const votesFor of [30, 10]) {
      const today = later(walk.today, days)
      const input = filledIn(move, today, votesFor)
      const offer = offers(procedure, walk.state, complete(today), input).find(({ event }) => event === move.transition.event)
      if (!offer?.allowed) continue
      const { state, to } = advance(procedure, walk.state, offer.event, complete(today), input)
      return { state, today, history: [...walk.history, { event: offer.event, at: today, input, to }] }
    }
  }
  return null
}

/** Breadth first, what has been least tried first; ends when every step was taken or nothing new turns up. */
export function explore(procedure: Procedure): { taken: Set<Move>; walks: Walk[] } {
  const first: Walk = { state: begin(procedure, FILED_ON), today: FILED_ON, history: [] }
  const key = ({ state }: Walk) =>
    JSON.stringify([state.place, state.readings, Object.values(state.regions).map(each => each.state), Object.keys(state.clocks)])
  const taken = new Set<Move>()
  const walks = [first]
  const seen = new Set([key(first)])
  const open: Walk[] = [first]
  for (let walk = open.shift(); walk && taken.size < procedure.moves.length && seen.size < 4000; walk = open.shift()) {
    for (const move of movesOf(procedure, walk)) {
      if (decidedBy(procedure, walk, move) !== move) continue
      const reached = step(procedure, walk, move)
      if (!reached) continue
      const fresh = !taken.has(move)
      taken.add(move)
      if (seen.has(key(reached))) continue
      seen.add(key(reached))
      walks.push(reached)
      if (fresh) open.unshift(reached)
      else open.push(reached)
    }
  }
  return { taken, walks }
}

/** The move that decides an event where a bill stands: the first of that name whose `when` holds. */
const decidedBy = (procedure: Procedure, walk: Walk, { transition: { event } }: Move): Move | undefined =>
  movesOf(procedure, walk).find(
    ({ transition, when }) => transition.event === event && (when?.holds(positionContext(walk.state, procedure.params)) ?? true)
  )

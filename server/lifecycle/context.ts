/** The CEL context of one question: what guards see of a bill, of its place, and of what the person has filled in. */
import type { BillFacts, BillState, EventInput } from '../../schema/facts.ts'
import type { Params } from '../../schema/workflow.ts'
import { daysBetween } from './periods.ts'

export type Context = Readonly<Record<string, unknown>>

const int = (value: number): bigint => BigInt(Math.trunc(value))
const ints = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, int(value)]))

/** Parameters as CEL values; made once a definition. */
export const paramsContext = (params: Params): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? int(value) : value]))

/** What `when` may ask: only what the bill's own events decide. */
export const positionContext = (state: BillState, params: Readonly<Record<string, unknown>>): Context => ({
  place: state.place,
  readings: int(state.readings),
  regions: Object.fromEntries(Object.entries(state.regions).map(([region, { state: name }]) => [region, name])),
  running: Object.keys(state.clocks),
  params
})

/** What a guard may ask. What was not filled in is empty, 0 or false; `on` is today. */
export function factsContext(state: BillState, params: Readonly<Record<string, unknown>>, facts: BillFacts, input: EventInput): Context {
  const on = input.on ?? facts.today
  return {
    ...positionContext(state, params),
    kind: facts.kind,
    today: facts.today,
    documents: facts.documents,
    opinions: ints(facts.opinions),
    tasks: ints(facts.tasks),
    checklist: ints(facts.checklist),
    hasTaskForce: facts.hasTaskForce,
    hasTaskSheet: facts.hasTaskSheet,
    hasSchedule: facts.hasSchedule,
    setsPenalty: facts.setsPenalty,
    textMatchesApproval: facts.textMatchesApproval,
    regionDays: ints(Object.fromEntries(Object.entries(state.regions).map(([region, { since }]) => [region, daysBetween(since, on)]))),
    daysHere: int(daysBetween(state.since, on)),
    expired: Object.values(state.clocks)
      .filter(({ due }) => due <= on)
      .map(({ fire }) => fire),
    dates: { passedOn: '', approvedOn: '', promulgatedOn: '', effectiveOn: '', ...state.dates },
    reasonGiven: (input.note ?? '').trim() !== '',
    note: input.note ?? '',
    on,
    sentOn: input.sentOn ?? '',
    meetingOn: input.meetingOn ?? '',
    effectiveOn: input.effectiveOn ?? '',
    until: input.until ?? '',
    votesFor: int(input.votesFor ?? 0),
    votesTotal: int(input.votesTotal ?? 0),
    consent: input.consent ?? false,
    number: input.number ?? '',
    clauses: input.clauses ?? [],
    confirmed: input.confirmed ?? []
  }
}

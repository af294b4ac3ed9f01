/**
 * Where a bill stands and where it may go. Decides only: the caller writes the new state, the event and what is attached in one
 * transaction. Pure: today is a fact, the person's words are the input. What is missing is said in Chinese, with its basis.
 */
import type { BillFacts, BillState, EventInput } from '../../schema/facts.ts'
import { Problem } from '../../schema/problems.ts'
import { INPUT_KINDS } from '../../schema/workflow.ts'
import { type Blocker, blockersOf } from './blockers.ts'
import { type Context, factsContext, positionContext } from './context.ts'
import { legalDate } from './periods.ts'
import { type Move, type Procedure, placesOf } from './procedure.ts'

/** A field that the event asks for. For a `confirmation` the name is `confirmed` and `value` the code to put into that list. */
export interface OfferedInput {
  readonly name: string
  readonly kind: (typeof INPUT_KINDS)[keyof typeof INPUT_KINDS] | 'confirmation'
  readonly title: string
  readonly required: boolean
  readonly value?: string
}

export interface EventOffer {
  readonly event: string
  readonly title: string
  /** The place that follows; null: the bill stays where it is. */
  readonly to: string | null
  readonly allowed: boolean
  readonly blockers: readonly Blocker[]
  /** Codes of the bodies that may decide; empty: nobody in particular. */
  readonly roles: readonly string[]
  readonly inputs: readonly OfferedInput[]
  /** Code of the parallel track that it moves, null for the bill itself. */
  readonly region: string | null
  /** Due without anybody's act as soon as it is allowed, e.g. 施行. */
  readonly automatic: boolean
  /** Workflows of the new bill that it opens, e.g. 修改. */
  readonly startsBill: readonly string[]
  readonly basis: string | null
}

export interface Advance {
  readonly state: BillState
  readonly from: string
  readonly to: string | null
  /** Ids of checklists to attach, e.g. `four-entries`. */
  readonly attaches: readonly string[]
}

/** An event as history holds it. `to` as returned by `advance` (null or the same place: it stayed). */
export interface RecordedEvent {
  readonly event: string
  /** When, as a timestamp or a legal date; `today` of the facts was its legal date. */
  readonly at: string
  readonly input: EventInput
  readonly to?: string | null
}

/** The state of a new bill. @param at when it was filed, a timestamp or a legal date */
export function begin(procedure: Procedure, at: string): BillState {
  const since = legalDate(at)
  const { definition, initial } = procedure
  const regions = (definition.parallel ?? []).map(({ region, initial: first, states }) => [
    region,
    { state: first ?? states[0]?.id ?? '', since }
  ])
  const status = procedure.places.get(initial)?.status ?? 'active'
  return { place: initial, status, since, readings: 0, regions: Object.fromEntries(regions), clocks: {}, dates: {} }
}

/** Every event that the bill's place has, in the order of the definition, each allowed or with what it lacks. */
export function offers(procedure: Procedure, state: BillState, facts: BillFacts, input: EventInput = {}): EventOffer[] {
  const position = positionContext(state, procedure.params)
  const context = factsContext(state, procedure.params, facts, input)
  const seen = new Set<string>()
  const offered: EventOffer[] = []
  for (const move of procedure.movesAt.get(state.place) ?? []) {
    const { transition, region } = move
    if (seen.has(transition.event) || !applies(move, state, position)) continue
    seen.add(transition.event)
    const blockers = blockersOf(procedure, move, facts, input, context, state)
    offered.push({
      event: transition.event,
      title: transition.title ?? transition.event,
      to: region ? null : (transition.to ?? null),
      allowed: blockers.length === 0,
      blockers,
      roles: transition.roles ?? [],
      inputs: inputsOf(move),
      region: region?.region ?? null,
      automatic: transition.automatic ?? false,
      startsBill: transition.startsBill ?? [],
      basis: transition.basis ?? null
    })
  }
  return offered
}

/**
 * Drives a bill by one event, e.g. `submit` 提请审议. Nothing given is changed.
 * @throws {Problem} `no-such-event` when the place does not have it, `blocked` with everything that is missing
 */
export function advance(procedure: Procedure, state: BillState, event: string, facts: BillFacts, input: EventInput): Advance {
  const position = positionContext(state, procedure.params)
  const move = (procedure.movesAt.get(state.place) ?? []).find(each => each.transition.event === event && applies(each, state, position))
  if (!move) throw new Problem('no-such-event')
  const blockers = blockersOf(procedure, move, facts, input, factsContext(state, procedure.params, facts, input), state)
  if (blockers.length > 0) throw new Problem('blocked', { errors: blockers })
  return taken(procedure, state, move, facts.today, input)
}

/**
 * The state that a bill's recorded events add up to. Guards are not asked again: what was allowed then stays done. Which of several moves
 * was taken follows from the place alone, since `when` may ask nothing else.
 * @throws {Problem} `no-such-event` when the events do not fit the definition
 */
export function replay(procedure: Procedure, events: readonly RecordedEvent[], beganAt: string): BillState {
  return follow(procedure, begin(procedure, beganAt), events)
}

/** As `replay`, from a state on. @throws {Problem} `no-such-event` */
export function follow(procedure: Procedure, from: BillState, events: readonly RecordedEvent[]): BillState {
  return events.reduce((state, { event, at, input, to }) => {
    const position = positionContext(state, procedure.params)
    const fitting = (procedure.movesAt.get(state.place) ?? []).filter(
      each => each.transition.event === event && applies(each, state, position)
    )
    const move = fitting.find(each => to === undefined || after(each, state) === (to ?? state.place)) ?? null
    if (!move) throw new Problem('no-such-event', { detail: `办理记录与流程定义不符：${event}（${state.place}）` })
    return taken(procedure, state, move, legalDate(at), input).state
  }, from)
}

/**
 * Moves a running bill to another version of its definition, an explicit act.
 * @throws {Problem} `no-counterpart` when its place or the state of a parallel track does not exist there; nothing is changed
 */
export function migratePosition(from: Procedure, to: Procedure, state: BillState): BillState {
  const place = to.places.get(state.place)
  if (!place)
    throw new Problem('no-counterpart', {
      detail: `新版流程没有「${from.places.get(state.place)?.title ?? state.place}」这一环节，不能改用新版流程。`
    })
  const regions = { ...begin(to, state.since).regions }
  for (const [name, position] of Object.entries(state.regions)) {
    const there = to.definition.parallel?.find(({ region }) => region === name)
    const here = from.definition.parallel?.find(({ region }) => region === name)
    if (there?.states.some(({ id }) => id === position.state)) regions[name] = position
    else if (position.state !== (here?.initial ?? here?.states[0]?.id)) {
      throw new Problem('no-counterpart', { detail: `新版流程没有「${here?.title ?? name}」的相应状态，不能改用新版流程。` })
    }
  }
  return { ...state, status: place.status, regions }
}

/** Where a move leaves the bill. */
const after = ({ region, transition }: Move, state: BillState): string => (region ? state.place : (transition.to ?? state.place))

const applies = ({ region, states, when }: Move, state: BillState, position: Context): boolean =>
  (!region || states.has(state.regions[region.region]?.state ?? '')) && (when === null || when.holds(position))

/** Takes a move in the statechart, which alone knows what follows. */
function taken(procedure: Procedure, state: BillState, move: Move, today: string, input: EventInput): Advance {
  const reached = procedure.chart.follow(state, { type: move.transition.event, move: move.index, today, input })
  if (!reached) throw new Problem('no-such-event')
  const { place, ...written } = reached
  return {
    state: { place, status: procedure.places.get(place)?.status ?? 'active', ...written },
    from: state.place,
    to: move.region ? null : (move.transition.to ?? null),
    attaches: move.transition.attaches ?? []
  }
}

function inputsOf({ transition }: Move): OfferedInput[] {
  const fields = (transition.inputs ?? []).map(({ name, title, required }) => ({
    name,
    kind: INPUT_KINDS[name],
    title,
    required: required ?? false
  }))
  const confirmations = (transition.confirmations ?? []).map(({ code, title, required }) => ({
    name: 'confirmed',
    kind: 'confirmation' as const,
    title,
    required: required ?? true,
    value: code
  }))
  return [...fields, ...confirmations]
}

/** The title of a place, for people; the code itself when the definition has no such place. */
export const placeTitle = (procedure: Procedure, place: string): string =>
  procedure.places.get(place)?.title ?? placesOf(procedure.definition).get(place)?.title ?? place

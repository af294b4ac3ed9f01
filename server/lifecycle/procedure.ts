/**
 * A definition made ready to run: places (环节) looked up by name, guards parsed, and a statechart of xstate in which a bill moves. The
 * chart is one region for the place and one for each parallel track. Keep the result a definition version: making it costs milliseconds,
 * using it microseconds. Knows no clock and no database. Begin at `compile`.
 */
import { assign, setup } from 'xstate'
import type { BillState, EventInput } from '../../schema/facts.ts'
import type { Region, Stage, Step, Transition, WorkflowDefinition } from '../../schema/workflow.ts'
import { paramsContext } from './context.ts'
import { type Environments, type Expression, environmentsFor, isExpression, readExpression } from './guards.ts'
import { changed } from './records.ts'

/** A place (环节) of the procedure: a step, or a stage that transitions name themselves. */
export interface PlaceInfo {
  readonly id: string
  readonly title: string
  readonly stage: Stage
  readonly step: Step | null
  readonly status: string
  readonly end: boolean
  /** Code of the body that holds the bill here. */
  readonly responsible: string | null
}

/** A transition with its expressions parsed and its places spelt out. */
export interface Move {
  readonly index: number
  readonly transition: Transition
  readonly region: Region | null
  /** Places in which it may be taken; for a region also the states. */
  readonly places: ReadonlySet<string>
  readonly states: ReadonlySet<string>
  readonly when: Expression | null
  readonly guards: readonly { readonly code: string; readonly message: string; readonly basis?: string; readonly check: Expression }[]
}

export interface Procedure {
  readonly definition: WorkflowDefinition
  readonly initial: string
  readonly places: ReadonlyMap<string, PlaceInfo>
  readonly moves: readonly Move[]
  /** Moves by place, in the order of the definition. */
  readonly movesAt: ReadonlyMap<string, readonly Move[]>
  readonly params: Readonly<Record<string, unknown>>
  readonly machine: ReturnType<typeof machineOf>
}

/** What moves the chart: the chosen move, and what the person filled in. Choosing and checking happen in `advance.ts`, which can say why not. */
export interface ChartEvent {
  readonly type: string
  readonly move: number
  readonly today: string
  readonly input: EventInput
}

export type ChartContext = Omit<BillState, 'place' | 'status' | 'regions'> & { readonly regionSince: Readonly<Record<string, string>> }

export const asList = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T])

/** Strings stand for steps whose title is their id. */
export const stepsOf = (stage: Stage): readonly Step[] =>
  (stage.steps ?? []).map(step => (typeof step === 'string' ? { id: step, title: step } : step))

/** All places by id: steps, and stages. A stage's own id is a place too, for definitions that use it as one. */
export function placesOf(definition: Pick<WorkflowDefinition, 'stages'>): Map<string, PlaceInfo> {
  const places = new Map<string, PlaceInfo>()
  for (const stage of definition.stages) {
    places.set(stage.id, { ...common(stage), id: stage.id, stage, step: null, responsible: stage.responsible ?? null })
    for (const step of stepsOf(stage)) {
      const responsible = step.responsible ?? stage.responsible ?? null
      places.set(step.id, { ...common(step), id: step.id, stage, step, responsible })
    }
  }
  return places
}

const common = ({ title, status, end }: Stage | Step) => ({ title, status: status ?? 'active', end: end ?? false })

/** The places that a `from` or `within` means: a stage means all of its steps and itself, `*` every place. */
export function placesNamed(names: string | readonly string[], definition: Pick<WorkflowDefinition, 'stages'>): Set<string> {
  const named = new Set<string>()
  const stages = new Map(definition.stages.map(stage => [stage.id, stage]))
  for (const name of asList(names)) {
    if (name === '*') for (const stage of definition.stages) for (const { id } of [stage, ...stepsOf(stage)]) named.add(id)
    named.add(name)
    for (const step of stepsOf(stages.get(name) ?? { id: name, title: name })) named.add(step.id)
  }
  named.delete('*')
  return named
}

/** Where a new bill stands: what the definition says, else its first step. */
export function initialOf(definition: Pick<WorkflowDefinition, 'initial' | 'stages' | 'transitions'>): string {
  if (definition.initial !== undefined) return definition.initial
  const [stage] = definition.stages
  if (!stage) return ''
  const [step] = stepsOf(stage)
  const named = new Set(definition.transitions.flatMap(({ from }) => asList(from)))
  return !step || (named.has(stage.id) && !named.has(step.id)) ? stage.id : step.id
}

/**
 * Makes a definition ready to run. The definition must have passed `readDefinition`.
 * @throws {Error} when it has not: a target or an expression that is wrong
 */
export function compile(definition: WorkflowDefinition): Procedure {
  const environments = environmentsFor(definition)
  const all = placesOf(definition)
  const initial = initialOf(definition)
  const places = new Map([...all].filter(([id, { step }]) => step !== null || isTarget(definition, id) || id === initial))
  const moves: Move[] = []
  for (const region of definition.parallel ?? []) {
    const within = placesNamed(region.within, definition)
    for (const transition of region.transitions) moves.push(move(transition, moves.length, region, within, environments))
  }
  for (const transition of definition.transitions) {
    moves.push(move(transition, moves.length, null, placesNamed(transition.from, definition), environments))
  }
  const movesAt = new Map([...places.keys()].map(id => [id, moves.filter(({ places }) => places.has(id))]))
  return {
    definition,
    initial,
    places,
    moves,
    movesAt,
    params: paramsContext(definition.params),
    machine: machineOf(definition, places, moves, initial)
  }
}

const isTarget = ({ transitions }: WorkflowDefinition, id: string): boolean => transitions.some(({ to }) => to === id)

function move(transition: Transition, index: number, region: Region | null, places: ReadonlySet<string>, environments: Environments): Move {
  const read = (scope: 'facts' | 'position', text: string): Expression => {
    const expression = readExpression(environments, scope, text)
    if (!isExpression(expression)) throw new Error(expression.message)
    return expression
  }
  return {
    index,
    transition,
    region,
    places,
    states: new Set(region ? statesNamed(transition.from, region) : []),
    when: transition.when === undefined ? null : read('position', transition.when),
    guards: (transition.guards ?? []).map(guard => ({ ...guard, check: read('facts', guard.check) }))
  }
}

/** States of a region that a transition inside it starts from; `*` is every state. */
export const statesNamed = (from: string | readonly string[], region: Region): readonly string[] =>
  asList(from).flatMap(name => (name === '*' ? region.states.map(({ id }) => id) : [name]))

/** Names of places may be Chinese or hold a dot, which xstate reads as a path: inside the chart they are numbered. */
const key = (prefix: string, index: number): string => `${prefix}${index}`

/**
 * The statechart: `main` holds the place, every parallel track is a region beside it. A guard lets exactly the move through that was
 * chosen and whose requirements were checked; an event that fits nowhere leaves the chart as it was.
 */
function machineOf(definition: WorkflowDefinition, places: ReadonlyMap<string, PlaceInfo>, moves: readonly Move[], initial: string) {
  const regions = definition.parallel ?? []
  const placeKeys = new Map([...places.keys()].map((id, index) => [id, key('p', index)]))
  const stateKey = (region: Region, state: string): string =>
    key(
      's',
      region.states.findIndex(({ id }) => id === state)
    )
  const mainTarget = (to: string): string => `#main.${placeKeys.get(to) ?? to}`
  const regionTarget = (region: Region, state: string): string => `#region${regions.indexOf(region)}.${stateKey(region, state)}`
  const initialState = (region: Region): string => region.initial ?? region.states[0]?.id ?? ''
  const on = (chosen: readonly Move[]) => {
    const events: Record<string, { target?: string[]; guard: { type: 'chosen'; params: { move: number } }; actions: 'record' }[]> = {}
    for (const { index, transition, region } of chosen) {
      const { event, to, restart } = transition
      const target = region
        ? typeof to === 'string'
          ? [regionTarget(region, to)]
          : []
        : typeof to === 'string'
          ? [mainTarget(to), ...(restart ? regions.map(each => regionTarget(each, initialState(each))) : [])]
          : []
      const entry = { guard: { type: 'chosen' as const, params: { move: index } }, actions: 'record' as const }
      events[event] = [...(events[event] ?? []), target.length > 0 ? { ...entry, target } : entry]
    }
    return events
  }
  const main = Object.fromEntries(
    [...places.keys()].map((id, index) => [key('p', index), { on: on(moves.filter(each => !each.region && each.places.has(id))) }])
  )
  const tracks = regions.map((region, index) => {
    const own = moves.filter(each => each.region === region)
    const states = region.states.map(({ id }, at) => [key('s', at), { on: on(own.filter(each => each.states.has(id))) }])
    return [`region${index}`, { id: `region${index}`, initial: stateKey(region, initialState(region)), states: Object.fromEntries(states) }]
  })
  return setup({
    types: { context: {} as ChartContext, input: {} as ChartContext, events: {} as ChartEvent },
    guards: { chosen: ({ event }, params: { move: number }) => event.move === params.move },
    actions: {
      record: assign(({ context, event }) => {
        const chosen = moves[event.move]
        return chosen ? changed(context, chosen, event, definition) : context
      })
    }
  }).createMachine({
    type: 'parallel',
    context: ({ input }) => input,
    states: { main: { id: 'main', initial: placeKeys.get(initial) ?? '', states: main }, ...Object.fromEntries(tracks) }
  })
}

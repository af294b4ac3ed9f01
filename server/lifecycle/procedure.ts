/**
 * A definition made ready to run: places (环节) looked up by name, guards parsed, and a statechart of xstate in which a bill moves. The
 * chart is one region for the place and one for each parallel track. Keep the result a definition version: making it costs milliseconds,
 * using it microseconds. Knows no clock and no database. Begin at `compile`.
 */
import type { Params, Region, Stage, Step, Transition, WorkflowDefinition } from '../../schema/workflow.ts'
import { type Chart, chartOf } from './chart.ts'
import { paramsContext } from './context.ts'
import { type Environments, type Expression, environmentsFor, isExpression, readExpression } from './guards.ts'

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
  /** Names of schema/facts.ts by place: what any answer to "where may it go from here" can depend on. */
  readonly askedAt: ReadonlyMap<string, ReadonlySet<string>>
  readonly params: Readonly<Record<string, unknown>>
  readonly chart: Chart
}

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

/** The places that a `from` or `within` means: a step of that name, else a stage with all of its steps; `*` every place. */
export function placesNamed(names: string | readonly string[], definition: Pick<WorkflowDefinition, 'stages'>): Set<string> {
  const groups = groupsOf(definition.stages)
  return new Set(asList(names).flatMap(name => groups.get(name) ?? [name]))
}

const groupCache = new WeakMap<readonly Stage[], ReadonlyMap<string, readonly string[]>>()

/** What each name that is no step stands for. Kept by identity: a definition has hundreds of `from` and one list of stages. */
function groupsOf(stages: readonly Stage[]): ReadonlyMap<string, readonly string[]> {
  const known = groupCache.get(stages)
  if (known) return known
  const groups = new Map(stages.map(stage => [stage.id, [stage.id, ...stepsOf(stage).map(({ id }) => id)]]))
  groups.set('*', [...new Set([...groups.values()].flat())])
  for (const stage of stages) for (const { id } of stepsOf(stage)) groups.delete(id)
  groupCache.set(stages, groups)
  return groups
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
    for (const transition of region.transitions) moves.push(move(transition, moves.length, region, within, environments, definition.params))
  }
  for (const transition of definition.transitions) {
    moves.push(move(transition, moves.length, null, placesNamed(transition.from, definition), environments, definition.params))
  }
  const movesAt = new Map<string, Move[]>([...places.keys()].map(id => [id, []]))
  for (const each of moves) for (const id of each.places) movesAt.get(id)?.push(each)
  return {
    definition,
    initial,
    places,
    moves,
    movesAt,
    askedAt: new Map([...movesAt].map(([id, own]) => [id, namesAsked(definition, own)])),
    params: paramsContext(definition.params),
    chart: chartOf(definition, moves, movesAt, initial)
  }
}

/** What the guards of some moves mention; and `documents`, where one of their events needs a paper. */
function namesAsked({ documents = [] }: WorkflowDefinition, moves: readonly Move[]): Set<string> {
  const names = new Set(moves.flatMap(({ guards }) => guards.flatMap(({ check }) => [...check.names])))
  if (moves.some(({ transition }) => documents.some(({ requiredFor }) => requiredFor.includes(transition.event)))) names.add('documents')
  return names
}

const isTarget = ({ transitions }: WorkflowDefinition, id: string): boolean => transitions.some(({ to }) => to === id)

function move(
  transition: Transition,
  index: number,
  region: Region | null,
  places: ReadonlySet<string>,
  environments: Environments,
  params: Params
): Move {
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
    guards: (transition.guards ?? []).map(guard => ({
      ...guard,
      message: withNumbers(guard.message, params),
      check: read('facts', guard.check)
    }))
  }
}

/** States of a region that a transition inside it starts from; `*` is every state. */
export const statesNamed = (from: string | readonly string[], region: Region): readonly string[] =>
  asList(from).flatMap(name => (name === '*' ? region.states.map(({ id }) => id) : [name]))

/** 「公开征求意见不少于{consultationDays}日」 with the city's own number. */
export const withNumbers = (message: string, params: Params): string =>
  message.replace(/\{(\w{1,60})\}/g, (written, name: string) => {
    const value = (params as Readonly<Record<string, unknown>>)[name]
    return typeof value === 'number' || typeof value === 'string' ? String(value) : written
  })

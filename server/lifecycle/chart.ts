/**
 * The statechart of a definition: one region for the place of the bill and one for each parallel track. What is chosen and whether it is
 * allowed is decided in `advance.ts`, which can say why not; the chart alone knows what follows.
 */
import { assign, transition as next, setup } from 'xstate'
import type { BillState, EventInput } from '../../schema/facts.ts'
import type { Region, WorkflowDefinition } from '../../schema/workflow.ts'
import type { Move } from './procedure.ts'
import { changed } from './records.ts'

/** What moves the chart: the chosen move, the day, and what the person filled in. */
export interface ChartEvent {
  readonly type: string
  readonly move: number
  readonly today: string
  readonly input: EventInput
}

export type ChartContext = Omit<BillState, 'place' | 'status' | 'regions'> & { readonly regionSince: Readonly<Record<string, string>> }

export interface Chart {
  /** @returns the place, the states of the tracks and what was written down; null when the move does not fit where the bill stands */
  readonly follow: (state: BillState, event: ChartEvent) => Omit<BillState, 'status'> | null
}

interface Entry {
  readonly target?: string
  readonly guard: { readonly type: 'chosen'; readonly params: { readonly move: number } }
  readonly actions?: 'record'
}

/** @param record whether the move is written down here; once is enough */
function entries(chosen: readonly Move[], targetOf: (move: Move) => string | null, record = true): Record<string, Entry[]> {
  const events: Record<string, Entry[]> = {}
  for (const move of chosen) {
    const target = targetOf(move)
    const guard = { type: 'chosen' as const, params: { move: move.index } }
    const entry = { guard, ...(record ? { actions: 'record' as const } : {}), ...(target === null ? {} : { target }) }
    events[move.transition.event] = [...(events[move.transition.event] ?? []), entry]
  }
  return events
}

/** @param movesAt the moves of each place, in the order of the definition; its keys are all places */
export function chartOf(
  definition: WorkflowDefinition,
  moves: readonly Move[],
  movesAt: ReadonlyMap<string, readonly Move[]>,
  initial: string
): Chart {
  const names = namesOf(definition, [...movesAt.keys()])
  const machine = machineOf(definition, moves, movesAt, names, initial)
  return {
    follow: (state, event) => {
      const before = machine.resolveState({ value: names.valueOfState(state), context: contextOfState(state) })
      const [reached] = next(machine, before, event)
      // xstate answers an event that does not fit with the very same snapshot.
      return reached === before ? null : names.stateOf(reached.value as Record<string, string>, reached.context)
    }
  }
}

const contextOfState = ({ since, readings, regions, clocks, dates }: BillState): ChartContext => ({
  since,
  readings,
  clocks,
  dates,
  regionSince: Object.fromEntries(Object.entries(regions).map(([name, position]) => [name, position.since]))
})

/** Places may have Chinese names or hold a dot, which xstate would read as a path: inside the chart they are numbered. */
function namesOf({ parallel = [] }: WorkflowDefinition, places: readonly string[]) {
  const placeKeys = new Map(places.map((id, index) => [id, `p${index}`]))
  const stateKey = ({ states }: Region, state: string | undefined): string => `s${states.findIndex(({ id }) => id === state)}`
  const numberOf = (key: string | undefined): number => Number(key?.slice(1))
  return {
    place: (id: string): string => placeKeys.get(id) ?? '',
    state: stateKey,
    placeTarget: (id: string): string => `#main.${placeKeys.get(id)}`,
    stateTarget: (region: Region, state: string): string => `#region${parallel.indexOf(region)}.${stateKey(region, state)}`,
    valueOfState: ({ place, regions }: BillState): Record<string, string> => ({
      main: placeKeys.get(place) ?? '',
      ...Object.fromEntries(parallel.map((region, index) => [`region${index}`, stateKey(region, regions[region.region]?.state)]))
    }),
    stateOf: (value: Readonly<Record<string, string>>, { regionSince, ...context }: ChartContext): Omit<BillState, 'status'> => {
      const regions = parallel.map(({ region, states }, index) => {
        const state = states[numberOf(value[`region${index}`])]?.id ?? ''
        return [region, { state, since: regionSince[region] ?? context.since }]
      })
      const { since, readings, clocks, dates } = context
      return { place: places[numberOf(value['main'])] ?? '', since, readings, regions: Object.fromEntries(regions), clocks, dates }
    }
  }
}

/** The first state of a track. */
export const initialState = ({ initial, states }: Region): string => initial ?? states[0]?.id ?? ''

function machineOf(
  definition: WorkflowDefinition,
  moves: readonly Move[],
  movesAt: ReadonlyMap<string, readonly Move[]>,
  names: ReturnType<typeof namesOf>,
  initial: string
) {
  const regions = definition.parallel ?? []
  const on = (chosen: readonly Move[]): Record<string, Entry[]> =>
    entries(chosen, ({ region, transition: { to } }) => {
      if (typeof to !== 'string') return null
      return region ? names.stateTarget(region, to) : names.placeTarget(to)
    })
  const main = [...movesAt].map(([id, own]) => [names.place(id), { on: on(own.filter(({ region }) => !region)) }])
  const tracks = regions.map((region, index) => {
    const own = moves.filter(move => move.region === region)
    const states = region.states.map(({ id }) => [names.state(region, id), { on: on(own.filter(({ states }) => states.has(id))) }])
    // A step of the bill that puts a track back moves this region too. A target in two regions would put back all of them.
    const back = moves.filter(
      ({ region: other, transition }) => !other && (transition.restart || transition.resets?.includes(region.region))
    )
    const start = names.stateTarget(region, initialState(region))
    const track = { id: `region${index}`, initial: names.state(region, initialState(region)), states: Object.fromEntries(states) }
    return [`region${index}`, { ...track, on: entries(back, () => start, false) }]
  })
  return setup({
    types: { context: {} as ChartContext, input: {} as ChartContext, events: {} as ChartEvent },
    guards: { chosen: ({ event }, params: { move: number }) => event.move === params.move },
    actions: {
      record: assign(({ context, event }) => {
        const move = moves[event.move]
        return move ? changed(context, move, event, definition) : context
      })
    }
  }).createMachine({
    type: 'parallel',
    context: ({ input }) => input,
    states: { main: { id: 'main', initial: names.place(initial), states: Object.fromEntries(main) }, ...Object.fromEntries(tracks) }
  })
}

/** What a move writes into a bill's state besides its place: readings counted, clocks started and stopped, dates, since when. */
import type { EventInput } from '../../schema/facts.ts'
import type { Timer, WorkflowDefinition } from '../../schema/workflow.ts'
import type { ChartContext, ChartEvent } from './chart.ts'
import { addMonths, lengthOf, toDate, toDay } from './periods.ts'
import type { Move } from './procedure.ts'

/** The state after a move, without place and regions, which the chart itself holds. Nothing given is changed. */
export function changed(context: ChartContext, move: Move, event: ChartEvent, definition: WorkflowDefinition): ChartContext {
  const { transition, region } = move
  const on = event.input.on ?? event.today
  const fresh = transition.restart ? { ...context, readings: 0, clocks: {}, dates: {}, regionSince: allSince(definition, on) } : context
  const back = Object.fromEntries((transition.resets ?? []).map(name => [name, on]))
  const moved = region && typeof transition.to === 'string' ? { [region.region]: on } : {}
  return {
    since: !region && typeof transition.to === 'string' ? on : fresh.since,
    readings: fresh.readings + (transition.reading ? 1 : 0),
    regionSince: { ...fresh.regionSince, ...back, ...moved },
    clocks: clocksAfter(fresh.clocks, move, on, event.input, definition),
    dates: { ...fresh.dates, ...datesOf(move, on, event.input) }
  }
}

/** Every parallel track stands at its beginning since a day. */
export const allSince = (definition: WorkflowDefinition, on: string): Record<string, string> =>
  Object.fromEntries((definition.parallel ?? []).map(({ region }) => [region, on]))

function clocksAfter(clocks: ChartContext['clocks'], { transition }: Move, on: string, input: EventInput, definition: WorkflowDefinition) {
  const { stops = [], timers = [] } = transition
  if (stops.length === 0 && timers.length === 0) return clocks
  const running = Object.fromEntries(Object.entries(clocks).filter(([name]) => !stops.includes(name)))
  for (const timer of timers) {
    const due = timer.until === 'until' ? (input.until ?? '') : dueOf(timer, on, definition)
    if (due !== '') running[timer.start] = { from: on, due, fire: timer.fire, title: timer.title ?? timer.start }
  }
  return running
}

/** The last day of a period that begins on a day; empty where the parameter says that there is none (null). */
function dueOf({ after }: Timer, on: string, { params }: WorkflowDefinition): string {
  if (after === undefined) return ''
  try {
    const { unit, amount } = lengthOf(after, params)
    return toDate(unit === 'months' ? addMonths(toDay(on), amount) : toDay(on) + amount)
  } catch (error) {
    if (error instanceof RangeError) return ''
    throw error
  }
}

function datesOf({ transition }: Move, on: string, input: EventInput): ChartContext['dates'] {
  const entries = Object.entries(transition.dates ?? {}).map(([date, source]) => [date, source === 'on' ? on : (input.effectiveOn ?? '')])
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}

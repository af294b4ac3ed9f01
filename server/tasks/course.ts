import { dayOf, type Step } from '../bills/steps.ts'
import { type Procedure, stepsOf } from '../lifecycle/procedure.ts'

/** What a bill has behind it, by place. */
export interface Course {
  /** The day on which the bill last left a place that lies behind it; null where it has not, or was never there. */
  readonly leftOn: (place: string) => string | null
  /** Whether a place lies behind the bill, passed or passed over. */
  readonly isBehind: (place: string) => boolean
}

/** Where the line stops: what is shelved or has ended has left no place behind but those that it went through. */
export function courseOf(procedure: Procedure, steps: readonly Step[], { place }: { readonly place: string }): Course {
  const order = procedure.definition.stages.flatMap(stepsOf).map(({ id }) => id)
  const here = order.indexOf(place)
  const left = new Map(steps.filter(({ from, to }) => from !== to).map(step => [step.from, dayOf(step)]))
  const isBehind = (other: string) => order.indexOf(other) >= 0 && order.indexOf(other) < here
  return { isBehind, leftOn: other => (isBehind(other) ? (left.get(other) ?? null) : null) }
}

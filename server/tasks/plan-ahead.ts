/**
 * What lies ahead of a bill that is under way. The schedule of lifecycle/ reckons whole steps; of the step in which a bill stands, part of the work may
 * already be behind it, and nobody records which. So the two ends are looked at: the step as if it began today, and as if it had been worked on
 * since the bill came there, while everything after it begins today at the earliest. Pure: dates are arguments.
 */
import type { WorkflowDefinition } from '../../schema/workflow.ts'
import { stepsOf } from '../lifecycle/procedure.ts'
import { projectedEnd, type Schedule, schedule } from '../lifecycle/schedule.ts'
import { addDays, daysFrom } from '../web/dates.ts'
import type { Outlook } from './outlook.ts'

export interface Ahead {
  readonly place: string
  /** The day on which the bill came to its place, and today. */
  readonly since: string
  readonly today: string
  /** Step or task; null: the definition's own goal. */
  readonly goal: string | null
}

/**
 * Counts back from the target: as from today, or, where only that does not fit, as from the latest day since the bill came to its place.
 * @returns a plan that is not feasible, with its conflicts, when there is none @throws {Problem} as `schedule`
 */
export function planAhead(
  definition: WorkflowDefinition,
  target: string,
  { place, since, today, goal }: Ahead,
  outlook: Outlook
): Schedule {
  const attempt = (from: string, at = place) =>
    schedule(definition, { ...outlook, target, from, place: at, ...(goal !== null && { goal }) })
  const fresh = attempt(today)
  if (fresh.feasible || since >= today) return fresh
  const next = placeAfter(definition, place)
  const rest = next === null ? null : attempt(today, next)
  if (rest && !rest.feasible) return rest
  let best = attempt(since)
  if (!best.feasible) return best
  // The later it begins, the less is taken for done.
  let [fits, fails] = [0, daysFrom(since, today)]
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1
    const plan = attempt(addDays(since, middle))
    if (plan.feasible) [best, fits] = [plan, middle]
    else fails = middle
  }
  return best
}

/** Ends found while one page is made: most bills of it stand in the same few places. */
export type KnownEnds = Map<string, string | null>

/** The likely day of the goal, everything taking its usual time; null when nothing is left to do. @throws {Problem} as `project` */
export function likelyEnd(
  definition: WorkflowDefinition,
  { place, since, today, goal }: Ahead,
  outlook: Outlook,
  known: KnownEnds = new Map()
): string | null {
  const from = (day: string, at: string) => {
    const key = JSON.stringify([definition.id, definition.version, day, at, goal])
    const end = known.has(key)
      ? (known.get(key) ?? null)
      : projectedEnd(definition, { ...outlook, from: day, place: at, ...(goal !== null && { goal }) })
    known.set(key, end)
    return end
  }
  const here = from(since, place)
  const next = placeAfter(definition, place)
  const rest = next === null || here === null ? null : from(today, next)
  const late = rest === null || (here ?? '') > rest ? here : rest
  return late !== null && late < today ? today : late
}

/** The next step in order that has work of its own; null for a place outside the line, or at its end. */
function placeAfter({ stages }: WorkflowDefinition, place: string): string | null {
  const steps = stages.flatMap(stepsOf)
  const here = steps.findIndex(({ id }) => id === place)
  return here < 0 ? null : (steps.slice(here + 1).find(({ tasks = [] }) => tasks.length > 0)?.id ?? null)
}

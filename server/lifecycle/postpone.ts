/**
 * 顺延: one piece of work ends later than was planned, and what waits for it follows. What does not wait stays where it was; what moves keeps the workdays that
 * it had, periods the days, never less than the law asks; meetings go to the next known day. Pure: knows no clock.
 */
import type { WorkflowDefinition } from '../../schema/workflow.ts'
import { type Calendar, defaultCalendar, workdayOnOrAfter, workdaysOn } from './calendar.ts'
import { forwards, isMoment, type Pace, periodsByEnd, type Span, type Unmet } from './layout.ts'
import { networkOf, type Work } from './network.ts'
import { toDate, toDay } from './periods.ts'
import { meetingDays } from './schedule.ts'
import { itemsOf, type ScheduleItem } from './schedule-items.ts'

export interface Postponement {
  /** Code of the task, and the day on which it will end. */
  readonly task: string
  readonly due: string
  readonly place: string
  readonly goal?: string
  /** Days of the work as planned, by the code of the task. */
  readonly planned: ReadonlyMap<string, { readonly start: string; readonly due: string; readonly critical: boolean }>
  /** Work that is done: nothing waits for it. */
  readonly done: ReadonlySet<string>
  readonly calendar?: Calendar
  readonly meetings?: Readonly<Record<string, readonly string[]>>
  readonly meetingsOpen?: boolean
}

export interface Postponed {
  /** The last day of all: the goal's. */
  readonly end: string
  /** Titles of what moved besides the work itself. */
  readonly moved: readonly string[]
  readonly items: readonly ScheduleItem[]
}

/** @returns null when the task is not among the work that lies ahead @throws {Problem} `no-such-goal` */
export function postpone(definition: WorkflowDefinition, wish: Postponement): Postponed | null {
  const { place, goal, planned, calendar = defaultCalendar() } = wish
  const works = networkOf(definition, { place, ...(goal !== undefined && { goal }) })
  if (!works.some(({ task }) => task.id === wish.task)) return null
  const pace: Pace = { ease: 0, calendar, meetings: meetingDays(wish.meetings), open: wish.meetingsOpen ?? false }
  const { spans, moved } = layOn(works, wish, pace)
  const critical = new Set(works.filter(({ task }) => planned.get(task.id)?.critical))
  const end = Math.max(...[...spans.values()].map(({ due }) => due))
  return { end: toDate(end), moved: moved.map(({ task }) => task.title), items: itemsOf(works, { spans }, critical) }
}

/** As `layForwards`, but nothing comes earlier than it was planned. */
function layOn(works: readonly Work[], wish: Postponement, pace: Pace): { spans: Map<Work, Span>; moved: Work[] } {
  const spans = new Map<Work, Span>()
  const moved: Work[] = []
  const unmet: Unmet[] = []
  const periods = periodsByEnd(works)
  /** The day on which what waits for a piece of work may begin; of what is done, any. */
  const freeOn = (work: Work): number => {
    const span = spans.get(work)
    if (!span || wish.done.has(work.task.id)) return Number.NEGATIVE_INFINITY
    return span.due + (isMoment(work, pace.ease) ? 0 : 1)
  }
  let [before, gathered, turn] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, -1]
  for (const work of works) {
    if (work.turn > turn) [turn, before] = [work.turn, gathered]
    const waits = [
      ...work.after.map(freeOn),
      ...(work.inLine ? [before] : []),
      ...(work.from && !wish.done.has(work.from.task.id) ? [spans.get(work.from)?.due ?? Number.NEGATIVE_INFINITY] : []),
      ...(periods.get(work) ?? []).map(period => leastEnd(period, spans, pace))
    ]
    const span = spanOf(work, Math.max(...waits, Number.NEGATIVE_INFINITY), wish, pace, unmet)
    spans.set(work, { ...span, because: null })
    if (span.moved) moved.push(work)
    // A period that ends with a later act holds back that act alone.
    if (!work.until) gathered = Math.max(gathered, freeOn(work))
  }
  for (const [work, span] of spans)
    if (work.until) spans.set(work, { ...span, due: Math.max(span.start, spans.get(work.until)?.start ?? span.due) })
  return { spans, moved }
}

/** The first day on which a period may end: what the law asks from its beginning on. */
function leastEnd(period: Work, spans: ReadonlyMap<Work, Span>, pace: Pace): number {
  const span = spans.get(period)
  return span === undefined ? Number.NEGATIVE_INFINITY : forwards(period, span.start, pace, []).due
}

function spanOf(
  work: Work,
  first: number,
  { task, due, planned, done }: Postponement,
  pace: Pace,
  unmet: Unmet[]
): { start: number; due: number; moved: boolean } {
  const known = planned.get(work.task.id)
  const plan = known && { start: toDay(known.start), due: toDay(known.due) }
  if (work.task.id === task) {
    const end = toDay(due)
    return { start: Math.min(plan?.start ?? end, end), due: end, moved: false }
  }
  if (plan && (plan.start >= first || done.has(work.task.id))) return { ...plan, moved: false }
  const earliest = forwards(work, Math.max(first, plan?.start ?? first), pace, unmet)
  const { kind = 'task' } = work.task
  if (!plan || kind === 'meeting') return { ...earliest, moved: true }
  if (kind === 'period') return { ...earliest, due: Math.max(earliest.due, earliest.start + plan.due - plan.start), moved: true }
  const start = workdayOnOrAfter(earliest.start, pace.calendar)
  return { start, due: workdaysOn(start, Math.max(1, workdaysWithin(plan, pace.calendar)), pace.calendar), moved: true }
}

function workdaysWithin({ start, due }: { readonly start: number; readonly due: number }, calendar: Calendar): number {
  let count = 0
  for (let day = start; day <= due; day++) if (calendar.isWorkday(day)) count++
  return count
}

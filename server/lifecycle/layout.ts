/** Lays work out on days: backwards from a last day as late as possible, or forwards from a first day as early as possible. */
import { type Calendar, workdayOnOrAfter, workdayOnOrBefore, workdaysBack, workdaysOn } from './calendar.ts'
import type { Work } from './network.ts'
import { addMonths, type Length, toDay } from './periods.ts'

/** First and last day (day numbers) of a piece of work, and the work that decided them. */
export interface Span {
  readonly start: number
  readonly due: number
  readonly because: Work | null
}

/** A meeting for which no known day is left. */
export interface Unmet {
  readonly work: Work
  readonly days: number
}

export interface Layout {
  readonly spans: ReadonlyMap<Work, Span>
  readonly unmet: readonly Unmet[]
}

export interface Pace {
  /** 1: as long as usual; 0: as short as can be. */
  readonly ease: number
  readonly calendar: Calendar
  /** Known days of meetings by body, in order; of a body that is not named any workday may hold one. */
  readonly meetings: ReadonlyMap<string, readonly number[]>
  /** Whether meetings will be called after the last known day. */
  readonly open: boolean
}

/** Arithmetic with the dates of a strange definition must end somewhere. */
export const EARLIEST = toDay('1900-01-01')
export const LATEST = toDay('2199-12-31')

/** How long a piece of work takes at a pace; what is a matter of law is never shorter than its least. Days and workdays are not mixed. */
function lengthAt({ usual, least }: Work, ease: number): Length {
  if (usual.unit !== least.unit) return ease === 1 ? usual : least
  return { unit: usual.unit, amount: Math.ceil(least.amount + ease * Math.max(0, usual.amount - least.amount)) }
}

/** Work of no length shares its day with what follows, e.g. 主任会议 between two sittings of one session. */
export const isMoment = (work: Work, ease: number): boolean => lengthAt(work, ease).amount === 0

/** Work lists what is waited for first; so does every turn. Later turns begin when all work of the turns before is done. */
export function layBackwards(works: readonly Work[], end: number, pace: Pace): Layout {
  const spans = new Map<Work, Span>()
  const unmet: Unmet[] = []
  const limits = new Limits()
  const periods = periodsByEnd(works)
  /** First day of the work in line behind the turn at hand, and of the one being gathered. */
  let behind: Bound = { day: end + 1, because: null }
  let gathered = behind
  let turn = Number.POSITIVE_INFINITY
  for (const work of [...works].reverse()) {
    if (work.turn < turn) {
      turn = work.turn
      behind = gathered
    }
    const moment = isMoment(work, pace.ease)
    const { day, because } = limits.earliest(work, work.until ? null : { day: behind.day - (moment ? 0 : 1), because: behind.because })
    const span = backwards(work, Math.max(EARLIEST, Math.min(day, end)), pace, unmet)
    spans.set(work, { ...span, because })
    if (work.from) limits.add(work.from, span.start, work)
    for (const before of work.after) limits.add(before, span.start - (isMoment(before, pace.ease) ? 0 : 1), work)
    for (const period of periods.get(work) ?? []) limits.add(period, span.start, work)
    if (work.inLine && span.start < gathered.day) gathered = { day: span.start, because: work }
  }
  // A period that begins with an act begins when the act is done, which may be earlier than it had to be.
  for (const [work, span] of spans) if (work.from) spans.set(work, { ...span, start: spans.get(work.from)?.due ?? span.start })
  return { spans, unmet }
}

interface Bound {
  readonly day: number
  readonly because: Work | null
}

/** The day by which each piece of work must be done, and for whose sake. */
class Limits {
  readonly #known = new Map<Work, Bound>()

  add(work: Work, day: number, because: Work): void {
    const known = this.#known.get(work)
    if (!known || day < known.day) this.#known.set(work, { day, because })
  }

  earliest(work: Work, other: Bound | null): Bound {
    const own = this.#known.get(work)
    if (!own) return other ?? { day: LATEST, because: null }
    return !other || own.day <= other.day ? own : other
  }
}

export function periodsByEnd(works: readonly Work[]): ReadonlyMap<Work, readonly Work[]> {
  const periods = new Map<Work, Work[]>()
  for (const work of works) if (work.until) periods.set(work.until, [...(periods.get(work.until) ?? []), work])
  return periods
}

function backwards(work: Work, last: number, pace: Pace, unmet: Unmet[]): { start: number; due: number } {
  const { unit, amount } = lengthAt(work, pace.ease)
  const { kind = 'task' } = work.task
  const { calendar } = pace
  if (kind === 'period') {
    if (amount === 0) return { start: last, due: last }
    const start = unit === 'days' ? last - amount : unit === 'months' ? monthsBack(last, amount) : workdaysBack(last, amount + 1, calendar)
    return { start: Math.max(EARLIEST, workdayOnOrBefore(start, calendar)), due: last }
  }
  const due = Math.max(EARLIEST, kind === 'meeting' ? meetingBefore(work, last, pace, unmet) : workdayOnOrBefore(last, calendar))
  if (amount <= 1 && unit !== 'months') return { start: due, due }
  const start = unit === 'workdays' ? workdaysBack(due, amount, calendar) : unit === 'days' ? due - amount + 1 : monthsBack(due, amount)
  return { start: Math.max(EARLIEST, workdayOnOrBefore(start, calendar)), due }
}

/** The latest day from which so many months end on a day or before it. */
function monthsBack(day: number, months: number): number {
  let start = addMonths(day, -months)
  while (addMonths(start + 1, months) <= day) start++
  while (addMonths(start, months) > day) start--
  return start
}

/** The last known meeting day that is not too late. Without known days any workday may hold a meeting. */
function meetingBefore(work: Work, last: number, { calendar, meetings, open }: Pace, unmet: Unmet[]): number {
  const days = meetings.get(work.task.responsible ?? '')
  if (!days) return workdayOnOrBefore(last, calendar)
  const free = workdayOnOrBefore(last, calendar)
  if (open && free > (days.at(-1) ?? free)) return free
  const found = days.findLast(day => day <= last)
  if (found !== undefined) return found
  unmet.push({ work, days: Math.max(1, (days[0] ?? last + 1) - last) })
  return workdayOnOrBefore(last, calendar)
}

/** The other way round: from a first day, each piece of work as early as what comes before allows. Shows the likely end. */
export function layForwards(works: readonly Work[], begin: number, pace: Pace): Layout {
  const spans = new Map<Work, Span>()
  const unmet: Unmet[] = []
  const periods = periodsByEnd(works)
  let before: Bound = { day: begin - 1, because: null }
  let gathered = before
  let turn = -1
  const dueOf = (work: Work): number => spans.get(work)?.due ?? begin - 1
  for (const work of works) {
    if (work.turn > turn) {
      turn = work.turn
      before = gathered
    }
    const waits: Bound[] = work.after.map(each => ({ day: dueOf(each) + (isMoment(each, pace.ease) ? 0 : 1), because: each }))
    if (work.inLine)
      waits.push({ day: before.day + (before.because && isMoment(before.because, pace.ease) ? 0 : 1), because: before.because })
    if (work.from) waits.push({ day: dueOf(work.from), because: work.from })
    for (const period of periods.get(work) ?? []) waits.push({ day: dueOf(period), because: period })
    const { day, because } = waits.reduce((a, b) => (b.day > a.day ? b : a), { day: begin, because: null })
    const span = forwards(work, Math.min(LATEST, day), pace, unmet)
    spans.set(work, { ...span, because })
    if (span.due > gathered.day) gathered = { day: span.due, because: work }
  }
  for (const [work, span] of spans) if (work.until) spans.set(work, { ...span, due: spans.get(work.until)?.start ?? span.due })
  return { spans, unmet }
}

/** One piece of work as early as may be from a first day on. */
export function forwards(work: Work, first: number, pace: Pace, unmet: Unmet[]): { start: number; due: number } {
  const { unit, amount } = lengthAt(work, pace.ease)
  const { kind = 'task' } = work.task
  const { calendar } = pace
  if (kind === 'period') {
    const start = amount === 0 || work.from ? first : workdayOnOrAfter(first, calendar)
    const due = unit === 'days' ? start + amount : unit === 'months' ? addMonths(start, amount) : workdaysOn(start, amount + 1, calendar)
    return { start, due: Math.min(LATEST, due) }
  }
  const start = kind === 'meeting' ? meetingAfter(work, first, pace, unmet) : workdayOnOrAfter(first, calendar)
  if (amount <= 1 && unit !== 'months') return { start, due: start }
  const due = unit === 'workdays' ? workdaysOn(start, amount, calendar) : unit === 'days' ? start + amount - 1 : addMonths(start, amount)
  return { start, due: Math.min(LATEST, workdayOnOrAfter(due, calendar)) }
}

function meetingAfter(work: Work, first: number, { calendar, meetings, open }: Pace, unmet: Unmet[]): number {
  const days = meetings.get(work.task.responsible ?? '')
  if (!days) return workdayOnOrAfter(first, calendar)
  const found = days.find(day => day >= first)
  if (found !== undefined) return found
  if (open) return workdayOnOrAfter(first, calendar)
  unmet.push({ work, days: Math.max(1, first - (days.at(-1) ?? first - 1)) })
  return workdayOnOrAfter(first, calendar)
}

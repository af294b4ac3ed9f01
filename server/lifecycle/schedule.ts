/**
 * 倒排工期: the latest dates of all work, counted back from the target day of a goal. Guarantees: an item lies inside its parent; nothing is
 * due after the target; no task begins or is due on a day off, while periods run on over them; no period is shorter than the law asks. Where time
 * is short, work takes less than usual, never less than its least; where even that does not fit, the rules that cannot be kept are named,
 * each with the days that are missing. Knows no clock: `from` is today. Begin at `schedule`; `project` shows the likely end.
 */
import { Problem } from '../../schema/problems.ts'
import type { WorkflowDefinition } from '../../schema/workflow.ts'
import { type Calendar, calendarGap, defaultCalendar } from './calendar.ts'
import { EARLIEST, LATEST, type Layout, layBackwards, layForwards, type Pace, type Span } from './layout.ts'
import { type NetworkOptions, networkOf, type Work } from './network.ts'
import { isDate, type Length, toDate, toDay } from './periods.ts'
import { itemsOf, type ScheduleItem } from './schedule-items.ts'

export type { ScheduleItem }

export interface Conflict {
  /** `target-passed`, `time-too-short`, `no-meeting`, or the code of the task whose statutory period cannot be kept. */
  readonly rule: string
  readonly message: string
  /** Days that are missing, at least 1. */
  readonly days: number
}

export interface Schedule {
  readonly target: string
  readonly from: string
  readonly feasible: boolean
  readonly conflicts: readonly Conflict[]
  /** Said beside the dates: holidays not announced yet, work squeezed below its usual time. */
  readonly notes: readonly string[]
  readonly items: readonly ScheduleItem[]
}

export interface ScheduleOptions extends NetworkOptions {
  /** The day of the goal and today, as ISO dates. */
  readonly target: string
  readonly from: string
  readonly calendar?: Calendar
  /** Known meeting days by body, e.g. `standingCommittee`; of a body that is not named any workday may hold one. */
  readonly meetings?: Readonly<Record<string, readonly string[]>>
  /** After the last known day of a body any workday may hold a meeting: the year's dates alone are fixed. */
  readonly meetingsOpen?: boolean
}

/** Paces between usual and least are tried in sixteenths: the difference of one is a day or two. */
const PACES = 16

/**
 * Counts back from the target.
 * @throws {Problem} `date-out-of-range` when a date is none or lies outside 1900–2199, `no-such-goal`
 */
export function schedule(definition: WorkflowDefinition, options: ScheduleOptions): Schedule {
  const { target, from, calendar = defaultCalendar() } = options
  const end = readDay(target)
  const begin = readDay(from)
  const works = networkOf(definition, options)
  const meetings = meetingDays(options.meetings)
  const attempt = (ease: number): Layout => layBackwards(works, end, { ease, calendar, meetings, open: options.meetingsOpen ?? false })
  const usual = attempt(1)
  const chosen = begins(usual) >= begin ? usual : squeezed(attempt, begin)
  const conflicts = conflictsOf(chosen, begin, target, from)
  const gap = calendarGap(Math.min(begins(chosen), begin, end), Math.max(begin, end), calendar)
  return {
    target,
    from,
    feasible: conflicts.length === 0,
    conflicts,
    notes: [...(gap === null ? [] : [gap]), ...(chosen === usual ? [] : ['时间较紧，部分工作安排的时间少于通常所需'])],
    items: itemsOf(
      works,
      chosen,
      chainFrom(chosen, span => span.start)
    )
  }
}

export interface Projection {
  readonly from: string
  /** The likely day of the goal; null when nothing is left to do. */
  readonly end: string | null
  readonly notes: readonly string[]
  readonly items: readonly ScheduleItem[]
}

/** The likely course from today on, everything taking its usual time. @throws {Problem} as `schedule` */
export function project(definition: WorkflowDefinition, options: Omit<ScheduleOptions, 'target'>): Projection {
  const { from, calendar = defaultCalendar() } = options
  const begin = readDay(from)
  const works = networkOf(definition, options)
  const pace: Pace = { ease: 1, calendar, meetings: meetingDays(options.meetings), open: options.meetingsOpen ?? false }
  const layout = layForwards(works, begin, pace)
  const end = Math.max(...[...layout.spans.values()].map(({ due }) => due))
  const gap = works.length > 0 ? calendarGap(begin, end, calendar) : null
  return {
    from,
    end: works.length > 0 ? toDate(end) : null,
    notes: [...(gap === null ? [] : [gap]), ...layout.unmet.map(({ work }) => `「${work.task.title}」没有已知的会议日期，暂按工作日推算`)],
    items: itemsOf(
      works,
      layout,
      chainFrom(layout, span => -span.due)
    )
  }
}

/** The likely day of the goal alone, as `project` finds it, without the items: lists of many bills ask for nothing more. */
export function projectedEnd(definition: WorkflowDefinition, options: Omit<ScheduleOptions, 'target'>): string | null {
  const begin = readDay(options.from)
  const works = networkOf(definition, options)
  if (works.length === 0) return null
  const { calendar = defaultCalendar(), meetings, meetingsOpen: open = false } = options
  const pace: Pace = { ease: 1, calendar, meetings: meetingDays(meetings), open }
  return toDate(Math.max(...[...layForwards(works, begin, pace).spans.values()].map(({ due }) => due)))
}

function readDay(date: string): number {
  const day = isDate(date) ? toDay(date) : Number.NaN
  if (day >= EARLIEST && day <= LATEST) return day
  throw new Problem('date-out-of-range', { detail: `${date} 不是 1900 年至 2199 年之间的日期，请写成 2027-05-01 的样子。` })
}

export const meetingDays = (meetings: ScheduleOptions['meetings'] = {}): Pace['meetings'] =>
  new Map(
    Object.entries(meetings).map(([body, dates]) => [
      body,
      dates
        .filter(isDate)
        .map(toDay)
        .sort((a, b) => a - b)
    ])
  )

const begins = ({ spans }: Layout): number => Math.min(...[...spans.values()].map(({ start }) => start))

/** The easiest pace at which the work still fits; the least times when none does. */
function squeezed(attempt: (ease: number) => Layout, begin: number): Layout {
  let best = attempt(0)
  if (begins(best) < begin) return best
  let fits = 0
  let fails = PACES
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1
    const layout = attempt(middle / PACES)
    if (begins(layout) >= begin) {
      best = layout
      fits = middle
    } else fails = middle
  }
  return best
}

function conflictsOf(layout: Layout, begin: number, target: string, from: string): Conflict[] {
  const conflicts: Conflict[] = []
  const passed = begin - toDay(target)
  if (passed > 0)
    conflicts.push({ rule: 'target-passed', message: `目标日期 ${target} 早于起算日期 ${from}，已经过去${passed}日`, days: passed })
  for (const { work, days } of layout.unmet) {
    conflicts.push({ rule: 'no-meeting', message: `「${work.task.title}」没有合适的会议：最近的一次会议晚了${days}日`, days })
  }
  const short = [...layout.spans].filter(([, { start }]) => start < begin).sort(([, a], [, b]) => a.start - b.start)
  const [first] = short
  if (first) {
    const days = begin - first[1].start
    const message = `自 ${from} 至 ${target}，按最短时间安排还差${days}日：「${first[0].task.title}」最迟应当在 ${toDate(first[1].start)} 开始`
    conflicts.push({ rule: 'time-too-short', message, days })
  }
  for (const [{ task, least }, { start }] of short) {
    if (!task.statutory) continue
    const days = begin - start
    const basis = task.basis === undefined ? '' : `（${task.basis}）`
    const message = `「${task.title}」不少于${lengthText(least)}${basis}，最迟应当在 ${toDate(start)} 开始，还差${days}日`
    conflicts.push({ rule: task.id, message, days })
  }
  return conflicts
}

/** 三十日 as people read it in a table: 30日、5个工作日、4个月。 */
export function lengthText({ unit, amount }: Length): string {
  if (unit === 'months') return amount % 12 === 0 && amount > 0 ? `${amount / 12}年` : `${amount}个月`
  return unit === 'days' ? `${amount}日` : `${amount}个工作日`
}

/** 关键路径: from the work that lies furthest out, along what decided each span. */
function chainFrom({ spans }: Layout, order: (span: Span) => number): ReadonlySet<Work> {
  const chain = new Set<Work>()
  const [outermost] = [...spans].sort(([, a], [, b]) => order(a) - order(b))
  let work: Work | null = outermost?.[0] ?? null
  while (work && !chain.has(work)) {
    chain.add(work)
    work = spans.get(work)?.because ?? null
  }
  return chain
}

/** 原计划、现计划、实际: each item of a schedule against the baseline. Pure. */
import type { Lamp } from '../../schema/plans.ts'
import type { WorkSchedule } from '../../schema/tasks.ts'
import type { ScheduleItem } from '../lifecycle/schedule.ts'
import type { TaskRow } from '../store/tables.ts'
import { daysFrom } from '../web/dates.ts'
import type { Course } from './course.ts'
import { doneInWords } from './show-task.ts'

type Compared = WorkSchedule['items'][number]

/**
 * The items of the baseline and of the plan that holds, in the order of the work. What the plan that holds leaves out lies behind the bill.
 * @param tasks rows of the 任务书 by code @param today legal date
 */
export function compared(
  baseline: readonly ScheduleItem[],
  current: readonly ScheduleItem[],
  course: Course,
  tasks: ReadonlyMap<string, Pick<TaskRow, 'status' | 'doneOn'>>,
  today: string
): Compared[] {
  const originals = new Map(baseline.map(item => [item.id, item]))
  const items = inOrder(baseline, current)
  return items.map(item => {
    const original = originals.get(item.id) ?? null
    const fate = fateOf(item, items, course, tasks)
    const end = fate.doneOn ?? (fate.over || item.due >= today ? item.due : today)
    return {
      ...item,
      baselineStart: original?.start ?? null,
      baselineDue: original?.due ?? null,
      actualOn: fate.doneOn,
      daysLate: original === null ? 0 : daysFrom(original.due, end),
      lamp: lampOf(item, fate, today)
    }
  })
}

/** The order of the baseline; what only the plan that holds has stands behind what it follows there. */
function inOrder(baseline: readonly ScheduleItem[], current: readonly ScheduleItem[]): ScheduleItem[] {
  const planned = new Map(current.map(item => [item.id, item]))
  const items = baseline.map(item => planned.get(item.id) ?? item)
  for (const [index, item] of current.entries()) {
    if (items.includes(item)) continue
    const before = current[index - 1]
    items.splice(before === undefined ? 0 : items.indexOf(before) + 1, 0, item)
  }
  return items
}

interface Fate {
  readonly doneOn: string | null
  /** Somebody works on it, whatever day was planned. */
  readonly begun?: boolean
  /** Nothing is left to do: done, not applicable, or passed over. */
  readonly over: boolean
}

/** A task is done when the 任务书 says so, or when its step lies behind the bill; a stage when all of its steps do. */
function fateOf(item: ScheduleItem, items: readonly ScheduleItem[], course: Course, tasks: Parameters<typeof compared>[3]): Fate {
  const task = item.task === null ? undefined : tasks.get(item.task)
  if (task?.status === 'done') return { doneOn: task.doneOn, over: true }
  if (task?.status === 'notApplicable') return { doneOn: null, over: true }
  const places = item.place === null ? placesIn(item, items) : [item.place]
  if (places.length === 0 || !places.every(course.isBehind)) return { doneOn: null, over: false, begun: task?.status === 'inProgress' }
  const days = places.flatMap(place => course.leftOn(place) ?? []).sort()
  return { doneOn: days.at(-1) ?? null, over: true }
}

/** The steps of a stage, or those that a period runs through. */
function placesIn(item: ScheduleItem, items: readonly ScheduleItem[]): string[] {
  const stage = item.kind === 'stage' ? item.id : item.parent
  const steps = items.filter(({ parent, kind }) => kind === 'step' && parent === stage)
  const within = item.kind === 'period' ? steps.filter(({ start, due }) => start <= item.due && due >= item.start) : steps
  return within.flatMap(({ place }) => place ?? [])
}

function lampOf({ due, start }: ScheduleItem, { doneOn, over, begun = false }: Fate, today: string): Lamp {
  if (doneOn !== null) return { colour: 'green', words: doneInWords(due, doneOn) }
  if (over) return { colour: 'none', words: '不再办理' }
  if (due < today) return { colour: 'red', words: `逾期 ${daysFrom(due, today)} 天` }
  return { colour: 'none', words: begun || start <= today ? '进行中' : '未开始' }
}

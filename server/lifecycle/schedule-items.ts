/** The items of a schedule: stages, steps and work with their days, in the order of the definition. */
import type { Stage, Step } from '../../schema/workflow.ts'
import type { Layout, Span } from './layout.ts'
import type { Work } from './network.ts'
import { toDate } from './periods.ts'

export interface ScheduleItem {
  /** Path of stage, step and task, e.g. `deliberation/onAgenda/firstReading`; the same for every target. */
  readonly id: string
  readonly parent: string | null
  readonly title: string
  readonly kind: 'stage' | 'step' | 'task' | 'period' | 'meeting'
  /** ISO dates, both included. */
  readonly start: string
  readonly due: string
  readonly basis?: string
  /** On the chain that decides when work must begin (关键路径). */
  readonly critical: boolean
  /** Its least duration is a matter of law. */
  readonly statutory: boolean
  /** Code of the place it belongs to; null for a stage and its periods. */
  readonly place: string | null
  /** Code of the task in the definition; null for stages and steps. */
  readonly task: string | null
  /** Code of the responsible body. */
  readonly responsible: string | null
}

/** Stage, its steps with their tasks, its periods; only what holds work. */
export function itemsOf(works: readonly Work[], { spans }: Pick<Layout, 'spans'>, chain: ReadonlySet<Work>): ScheduleItem[] {
  const items: ScheduleItem[] = []
  for (const [stage, inStage] of grouped(works, work => work.stage)) {
    items.push(groupItem(stage, 'stage', stage.id, null, null, inStage, spans, chain))
    const periods = inStage.filter(({ step }) => step === null)
    const inSteps = inStage.filter(({ step }) => step !== null)
    for (const [step, inStep] of grouped(inSteps, work => work.step ?? work.stage)) {
      const id = `${stage.id}/${step.id}`
      items.push(groupItem(step, 'step', id, stage.id, step.id, inStep, spans, chain))
      for (const work of inStep) items.push(workItem(work, id, step.id, spans, chain))
    }
    for (const work of periods) items.push(workItem(work, stage.id, null, spans, chain))
  }
  return items
}

function grouped<Key>(works: readonly Work[], keyOf: (work: Work) => Key): Map<Key, Work[]> {
  const groups = new Map<Key, Work[]>()
  for (const work of works) {
    const group = groups.get(keyOf(work))
    if (group) group.push(work)
    else groups.set(keyOf(work), [work])
  }
  return groups
}

function groupItem(
  group: Stage | Step,
  kind: 'stage' | 'step',
  id: string,
  parent: string | null,
  place: string | null,
  works: readonly Work[],
  spans: ReadonlyMap<Work, Span>,
  chain: ReadonlySet<Work>
): ScheduleItem {
  const own = works.map(work => spans.get(work)).filter(span => span !== undefined)
  const item = {
    id,
    parent,
    title: group.title,
    kind,
    start: toDate(Math.min(...own.map(({ start }) => start))),
    due: toDate(Math.max(...own.map(({ due }) => due))),
    critical: works.some(work => chain.has(work)),
    statutory: false,
    place,
    task: null,
    responsible: group.responsible ?? null
  }
  return group.basis === undefined ? item : { ...item, basis: group.basis }
}

function workItem(
  work: Work,
  parent: string,
  place: string | null,
  spans: ReadonlyMap<Work, Span>,
  chain: ReadonlySet<Work>
): ScheduleItem {
  const { task, step, stage } = work
  const { start, due } = spans.get(work) ?? { start: 0, due: 0 }
  const item = {
    id: `${parent}/${task.id}`,
    parent,
    title: task.title,
    kind: task.kind ?? 'task',
    start: toDate(start),
    due: toDate(due),
    critical: chain.has(work),
    statutory: task.statutory ?? false,
    place,
    task: task.id,
    responsible: task.responsible ?? step?.responsible ?? stage.responsible ?? null
  }
  return task.basis === undefined ? item : { ...item, basis: task.basis }
}

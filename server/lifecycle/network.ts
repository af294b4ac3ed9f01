/**
 * The work of a definition as a network: tasks in an order in which each stands behind what it waits for. Steps (环节) follow one another
 * as listed; inside a step tasks run side by side unless one names another in `after`; a task that waits for a task of another step alone
 * may overlap the steps between (压茬推进). Used backwards for 倒排工期 and forwards for the likely end.
 */
import { Problem } from '../../schema/problems.ts'
import type { Duration, Params, Stage, Step, Task, WorkflowDefinition } from '../../schema/workflow.ts'
import { paramsContext } from './context.ts'
import { environmentsFor, isExpression, readExpression } from './guards.ts'
import { type Length, lengthOf } from './periods.ts'
import { stepsOf } from './procedure.ts'

export interface Work {
  readonly task: Task
  readonly stage: Stage
  /** Null: a period of the whole stage. */
  readonly step: Step | null
  /** Number of the step in whose turn it is reckoned. */
  readonly turn: number
  /** Must wait until the steps before are done. */
  readonly inLine: boolean
  readonly usual: Length
  readonly least: Length
  /** What it waits for. */
  readonly after: readonly Work[]
  /** Of a period: the task on whose last day it begins, and the one on whose first day it ends. */
  readonly from: Work | null
  readonly until: Work | null
}

export interface NetworkOptions {
  /** Place where the bill stands: steps before it are over. */
  readonly place?: string
  /** Step or task, by id or by title, that is the goal; what follows it is left out. */
  readonly goal?: string
}

interface Draft extends Omit<Work, 'after' | 'from' | 'until'> {
  after: Draft[]
  from: Draft | null
  until: Draft | null
}

const ONE_DAY: Duration = { workdays: 1 }

/** Networks by definition, place and goal: a page of 500 bills asks for the same few again and again. A definition never changes. */
const known = new WeakMap<WorkflowDefinition, Map<string, readonly Work[]>>()

/** @returns the work in an order in which everything stands behind what it waits for @throws {Problem} `no-such-goal` */
export function networkOf(definition: WorkflowDefinition, { place, goal = definition.goal }: NetworkOptions = {}): readonly Work[] {
  const networks = known.get(definition) ?? new Map<string, readonly Work[]>()
  known.set(definition, networks)
  const key = JSON.stringify([place ?? null, goal ?? null])
  const found = networks.get(key) ?? makeNetwork(definition, place, goal)
  networks.set(key, found)
  return found
}

function makeNetwork(definition: WorkflowDefinition, place: string | undefined, goal: string | undefined): readonly Work[] {
  const drafts = draftsOf(definition)
  link(drafts)
  return sinceThen(place, upTo(goal, inOrder(drafts), definition), definition)
}

function draftsOf(definition: WorkflowDefinition): Draft[] {
  const { stages, params } = definition
  const environments = environmentsFor(definition)
  const context = { params: paramsContext(params) }
  const included = ({ when }: Task): boolean => {
    if (when === undefined) return true
    const read = readExpression(environments, 'params', when)
    return isExpression(read) && read.holds(context)
  }
  const drafts: Draft[] = []
  let turn = 0
  for (const stage of stages) {
    for (const step of stepsOf(stage)) {
      for (const task of (step.tasks ?? []).filter(included)) drafts.push(draftOf(task, stage, step, turn, params))
      turn++
    }
    for (const task of (stage.periods ?? []).filter(included)) drafts.push(draftOf(task, stage, null, turn - 1, params))
  }
  return drafts
}

function draftOf(task: Task, stage: Stage, step: Step | null, turn: number, params: Params): Draft {
  const usual = lengthOf(task.takes ?? task.atLeast ?? ONE_DAY, params)
  const least = task.atLeast === undefined ? usual : lengthOf(task.atLeast, params)
  return { task, stage, step, turn, inLine: step !== null && task.from === undefined, usual, least, after: [], from: null, until: null }
}

/** Names become references. What is left out by `when` is waited for by nobody. A stage's period is reckoned with the task it ends at. */
function link(drafts: Draft[]): void {
  const byId = new Map(drafts.map(draft => [draft.task.id, draft]))
  for (const [index, draft] of drafts.entries()) {
    const { after = [], from, until } = draft.task
    draft.after = after.map(id => byId.get(id)).filter(found => found !== undefined)
    draft.from = from === undefined ? null : (byId.get(from) ?? null)
    draft.until = until === undefined ? null : (byId.get(until) ?? null)
    const overlaps = draft.after.length > 0 && draft.after.every(before => before.turn !== draft.turn)
    const turn = draft.step ? draft.turn : (draft.until ?? draft.from ?? draft).turn
    drafts[index] = Object.assign(draft, { inLine: draft.inLine && !overlaps, turn })
  }
}

/** By turn, and inside a turn so that what is waited for comes first; `readDefinition` has refused circles. */
function inOrder(drafts: readonly Draft[]): Draft[] {
  const ordered = new Set<Draft>()
  const before = new Map<Draft, Draft[]>()
  for (const draft of drafts) if (draft.until) before.set(draft.until, [...(before.get(draft.until) ?? []), draft])
  // A stack of our own: chains of tasks may be thousands long.
  const visit = (root: Draft): void => {
    const open: { draft: Draft; done: boolean }[] = [{ draft: root, done: false }]
    for (let top = open.pop(); top; top = open.pop()) {
      if (ordered.has(top.draft)) continue
      if (top.done) {
        ordered.add(top.draft)
        continue
      }
      open.push({ draft: top.draft, done: true })
      const waits = [...top.draft.after, ...(top.draft.from ? [top.draft.from] : []), ...(before.get(top.draft) ?? [])]
      for (const wait of waits) if (!ordered.has(wait)) open.push({ draft: wait, done: false })
    }
  }
  for (const draft of [...drafts].sort((a, b) => a.turn - b.turn)) visit(draft)
  return [...ordered]
}

/** Leaves out the steps before the place. Of a bill that stands outside the line (搁置), the caller gives the place it left the line at. */
function sinceThen(place: string | undefined, ordered: readonly Draft[], { stages }: WorkflowDefinition): readonly Draft[] {
  if (place === undefined) return ordered
  const steps = stages.flatMap(stepsOf)
  const turn = steps.findIndex(({ id }) => id === place)
  const kept = new Set(ordered.filter(draft => draft.turn >= turn))
  for (const draft of kept) {
    draft.after = draft.after.filter(before => kept.has(before))
    if (draft.from && !kept.has(draft.from)) kept.delete(draft)
  }
  return [...kept]
}

function upTo(goal: string | undefined, ordered: readonly Draft[], definition: WorkflowDefinition): readonly Draft[] {
  if (goal === undefined) return ordered
  const last = ordered.filter(({ task, step }) => task.id === goal || task.title === goal || step?.id === goal || step?.title === goal)
  const byStage = last.length > 0 ? last : ordered.filter(({ stage }) => stage.id === goal || stage.title === goal)
  if (byStage.length === 0) throw new Problem('no-such-goal', { detail: `流程「${definition.title}」没有「${goal}」这一环节或者任务。` })
  const turn = Math.max(...byStage.map(draft => draft.turn))
  const wanted = new Set(byStage)
  const named = byStage.some(({ task }) => task.id === goal || task.title === goal)
  const follows = (draft: Draft): boolean =>
    named && !wanted.has(draft) && [...draft.after, draft.from].some(before => before && (wanted.has(before) || left.has(before)))
  const left = new Set<Draft>()
  for (const draft of ordered) if (draft.turn > turn || follows(draft)) left.add(draft)
  const kept = ordered.filter(draft => !left.has(draft))
  return kept.filter(({ until }) => until === null || !left.has(until))
}

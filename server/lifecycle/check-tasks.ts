/** Whether the tasks of a definition can be laid out: they wait for tasks that exist, in the order of the steps, and not for each other. */
import type { Duration, Task, WorkflowDefinition } from '../../schema/workflow.ts'
import type { PathFinding } from './definition.ts'
import type { Path } from './json-text.ts'
import { paramOf } from './periods.ts'
import { placesOf, stepsOf } from './procedure.ts'

const found = (path: Path, code: string, message: string): PathFinding => ({ path, code, message })

/** Every task with its place in the file. */
export function placedTasks({ stages }: WorkflowDefinition): { task: Task; path: Path }[] {
  return stages.flatMap((stage, index) => [
    ...(stage.periods ?? []).map((task, at) => ({ task, path: ['stages', index, 'periods', at] })),
    ...stepsOf(stage).flatMap(({ tasks: own = [] }, step) =>
      own.map((task, at) => ({ task, path: ['stages', index, 'steps', step, 'tasks', at] }))
    )
  ])
}

/** @returns tasks named twice, unknown ones, circles, periods without a number */
export function taskFindings(definition: WorkflowDefinition): PathFinding[] {
  const all = placedTasks(definition)
  const ids = new Set<string>()
  const findings: PathFinding[] = []
  const places = placesOf(definition)
  for (const { task, path } of all) {
    if (ids.has(task.id) || places.has(task.id))
      findings.push(found([...path, 'id'], 'id-twice', `任务 ${task.id} 写了两次，或者与环节同名`))
    ids.add(task.id)
  }
  const turns = new Map(all.map(({ task, path }) => [task.id, turnOf(path)]))
  for (const { task, path } of all) {
    findings.push(...outOfOrder(task, path, turns))
    const named = [
      ...(task.after ?? []).map((id, at) => [id, [...path, 'after', at]] as const),
      [task.from, [...path, 'from']] as const,
      [task.until, [...path, 'until']] as const
    ]
    for (const [id, at] of named) if (id !== undefined && !ids.has(id)) findings.push(found(at, 'unknown-task', `任务 ${id} 不存在`))
    for (const member of ['takes', 'atLeast', 'atMost'] as const) {
      const value = task[member]
      if (value !== undefined) findings.push(...durationFindings(value, [...path, member], definition, member === 'atMost'))
    }
  }
  return findings.length > 0 ? findings : cycle(all)
}

/** Steps follow one another as listed: work cannot wait for work of a later step. A period of a whole stage has no step of its own. */
function outOfOrder(task: Task, path: Path, turns: ReadonlyMap<string, number | null>): PathFinding[] {
  const turn = turnOf(path)
  if (turn === null) return []
  const later = (id: string): boolean => (turns.get(id) ?? turn) > turn
  const waits = [...(task.after ?? []), ...(task.from === undefined ? [] : [task.from])].filter(later)
  const findings = waits.map(id => found(path, 'task-order', `任务 ${task.id} 的前置任务 ${id} 在后面的环节，请调整先后`))
  if (task.until !== undefined && (turns.get(task.until) ?? turn) < turn) {
    findings.push(found([...path, 'until'], 'task-order', `期间 ${task.id} 不能止于前面环节的任务 ${task.until}`))
  }
  return findings
}

/** More steps than a stage can have. */
const STEPS = 100_000

/** Stage and step as one number that grows along the list. */
const turnOf = ([, stage, kind, step]: Path): number | null => (kind === 'steps' ? Number(stage) * STEPS + Number(step) : null)

/** A period whose number is a parameter that does not exist; `mayBeNull`: 没有规定 is an answer too. */
export function durationFindings(value: Duration, path: Path, { params }: WorkflowDefinition, mayBeNull: boolean): PathFinding[] {
  const name = paramOf(value)
  if (name === null) return []
  const amount = (params as Readonly<Record<string, unknown>>)[name]
  if (typeof amount === 'number' || (mayBeNull && amount === null)) return []
  return [found(path, 'unknown-param', amount === undefined ? `params 中没有 ${name}` : `params.${name} 应当是数字`)]
}

/** Tasks that wait for each other would never begin. Peels off what waits for nothing until only circles are left. */
function cycle(all: readonly { task: Task; path: Path }[]): PathFinding[] {
  const waits = new Map(all.map(({ task }) => [task.id, new Set([...(task.after ?? []), ...(task.from === undefined ? [] : [task.from])])]))
  for (const { task } of all) if (task.until !== undefined) waits.get(task.until)?.add(task.id)
  const waiting = new Map<string, string[]>()
  for (const [id, befores] of waits) for (const before of befores) waiting.set(before, [...(waiting.get(before) ?? []), id])
  const free = [...waits].filter(([, befores]) => befores.size === 0).map(([id]) => id)
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waits.delete(id)
    for (const later of waiting.get(id) ?? []) {
      const befores = waits.get(later)
      if (befores?.delete(id) && befores.size === 0) free.push(later)
    }
  }
  const caught = all.find(({ task }) => waits.has(task.id))
  return caught ? [found(caught.path, 'tasks-in-circle', `任务 ${caught.task.id} 与前置任务互相等待，无法开始`)] : []
}

/** Whether the names in a definition mean something: places, states, bodies, documents, events, clocks, tasks, parameters. */
import { isDocumentKind } from '../../schema/documents.ts'
import {
  BODIES,
  type Duration,
  type Region,
  type Stage,
  type Task,
  type Transition,
  type WorkflowDefinition
} from '../../schema/workflow.ts'
import type { PathFinding } from './definition.ts'
import type { Path } from './json-text.ts'
import { paramOf } from './periods.ts'
import { asList, initialOf, placesOf, stepsOf } from './procedure.ts'

/** The longest real definition has 40 places and 500 ways between them; beyond this a file is no procedure of people. */
const MAX_PLACES = 20_000
const MAX_WAYS = 400_000
/** The longest real definition has 60 tasks; each is laid out day by day in a schedule. */
const MAX_TASKS = 2000

/** A definition that is too large to be drawn; asked first, since the other checks walk along all ways. */
export function sizeFindings({ stages, transitions }: WorkflowDefinition): PathFinding[] {
  const places = stages.reduce((sum, { steps = [] }) => sum + 1 + steps.length, 0)
  if (places > MAX_PLACES) return [{ path: ['stages'], code: 'too-large', message: `环节超过 ${MAX_PLACES} 个，请检查文件` }]
  const tasks = stages.reduce(
    (sum, stage) => sum + stepsOf(stage).reduce((n, step) => n + (step.tasks?.length ?? 0), stage.periods?.length ?? 0),
    0
  )
  if (tasks > MAX_TASKS) return [{ path: ['stages'], code: 'too-large', message: `任务超过 ${MAX_TASKS} 项，请检查文件` }]
  const sizes = new Map(stages.map(stage => [stage.id, 1 + (stage.steps?.length ?? 0)]))
  const ways = transitions.reduce(
    (sum, { from }) => sum + asList(from).reduce((n, name) => n + (name === '*' ? places : (sizes.get(name) ?? 1)), 0),
    0
  )
  return ways > MAX_WAYS ? [{ path: ['transitions'], code: 'too-large', message: `步骤连同出发环节超过 ${MAX_WAYS} 条，请检查文件` }] : []
}

/** @returns every name that is unknown or given twice, at its own place in the file */
export function nameFindings(definition: WorkflowDefinition): PathFinding[] {
  return [
    ...twice(definition),
    ...initial(definition),
    ...goal(definition),
    ...definition.transitions.flatMap((transition, index) => ofTransition(transition, ['transitions', index], definition)),
    ...(definition.parallel ?? []).flatMap((region, index) => ofRegion(region, ['parallel', index], definition)),
    ...documents(definition),
    ...responsible(definition),
    ...tasks(definition)
  ]
}

const finding = (path: Path, code: string, message: string): PathFinding => ({ path, code, message })

function twice({ stages, parallel = [] }: WorkflowDefinition): PathFinding[] {
  const findings: PathFinding[] = []
  const seen = new Map<string, Stage>()
  for (const [index, stage] of stages.entries()) {
    if (seen.has(stage.id)) findings.push(finding(['stages', index, 'id'], 'id-twice', `阶段 ${stage.id} 写了两次`))
    seen.set(stage.id, stage)
  }
  const steps = new Set<string>()
  for (const [index, stage] of stages.entries()) {
    for (const [at, { id }] of stepsOf(stage).entries()) {
      const other = seen.get(id)
      if (steps.has(id)) findings.push(finding(['stages', index, 'steps', at], 'id-twice', `环节 ${id} 写了两次`))
      else if (other && other !== stage) findings.push(finding(['stages', index, 'steps', at], 'id-twice', `环节 ${id} 与另一阶段同名`))
      steps.add(id)
    }
  }
  const regions = new Set<string>()
  for (const [index, { region }] of parallel.entries()) {
    if (regions.has(region)) findings.push(finding(['parallel', index, 'region'], 'id-twice', `并行事项 ${region} 写了两次`))
    regions.add(region)
  }
  return findings
}

function initial(definition: WorkflowDefinition): PathFinding[] {
  const known = placesOf(definition).has(initialOf(definition))
  return known ? [] : [finding(['initial'], 'unknown-place', `initial 所指的环节 ${definition.initial} 不存在`)]
}

function goal({ goal: named, stages }: WorkflowDefinition): PathFinding[] {
  if (named === undefined) return []
  const known = stages.some(stage => stepsOf(stage).some(({ id, tasks = [] }) => id === named || tasks.some(task => task.id === named)))
  return known ? [] : [finding(['goal'], 'unknown-task', `goal 所指的环节或者任务 ${named} 不存在`)]
}

/** Names for a list or for one: `transitions[3].from[1]`, or `transitions[3].from` where it is a single word. */
const each = (value: string | readonly string[], path: Path): (readonly [string, Path])[] =>
  typeof value === 'string' ? [[value, path]] : value.map((name, index) => [name, [...path, index]])

function ofTransition(transition: Transition, path: Path, definition: WorkflowDefinition): PathFinding[] {
  const places = placesCached(definition)
  const findings = each(transition.from, [...path, 'from'])
    .filter(([name]) => name !== '*' && !places.has(name))
    .map(([name, at]) => finding(at, 'unknown-place', `from 所指的环节 ${name} 不存在`))
  if (typeof transition.to === 'string' && !places.has(transition.to)) {
    findings.push(finding([...path, 'to'], 'unknown-place', `to 所指的环节 ${transition.to} 不存在`))
  }
  return [...findings, ...inTransition(transition, path, definition)]
}

function ofRegion(region: Region, path: Path, definition: WorkflowDefinition): PathFinding[] {
  const places = placesCached(definition)
  const states = new Set(region.states.map(({ id }) => id))
  const findings = each(region.within, [...path, 'within'])
    .filter(([name]) => name !== '*' && !places.has(name))
    .map(([name, at]) => finding(at, 'unknown-place', `within 所指的环节 ${name} 不存在`))
  const state = (name: string, at: Path): void => {
    if (!states.has(name)) findings.push(finding(at, 'unknown-state', `并行事项 ${region.region} 没有 ${name} 这一状态`))
  }
  if (region.initial !== undefined) state(region.initial, [...path, 'initial'])
  for (const [index, transition] of region.transitions.entries()) {
    const here = [...path, 'transitions', index]
    for (const [name, at] of each(transition.from, [...here, 'from'])) if (name !== '*') state(name, at)
    if (typeof transition.to === 'string') state(transition.to, [...here, 'to'])
    findings.push(...inTransition(transition, here, definition))
  }
  return findings
}

function inTransition(
  { roles = [], stops = [], timers = [], resets = [], to }: Transition,
  path: Path,
  definition: WorkflowDefinition
): PathFinding[] {
  const clocks = clocksOf(definition)
  const findings = roles
    .map((role, index) => body(role, [...path, 'roles', index], definition))
    .concat(
      stops.map((clock, index) =>
        clocks.has(clock) ? null : finding([...path, 'stops', index], 'unknown-clock', `时钟 ${clock} 没有在任何 timers 中开始`)
      )
    )
    .filter(found => found !== null)
  for (const [index, name] of resets.entries()) {
    const known = definition.parallel?.some(({ region }) => region === name)
    if (!known) findings.push(finding([...path, 'resets', index], 'unknown-region', `并行事项 ${name} 不存在`))
    else if (typeof to !== 'string') findings.push(finding([...path, 'resets', index], 'wrong-value', '停在原处的步骤不能用 resets'))
  }
  for (const [index, { after, until }] of timers.entries()) {
    const here = [...path, 'timers', index]
    if ((after === undefined) === (until === undefined))
      findings.push(finding(here, 'timer-without-end', '时钟应当写明 after 或者 until 之一'))
    if (after !== undefined) findings.push(...duration(after, [...here, 'after'], definition, true))
    if (after !== undefined && typeof after !== 'string' && 'workdays' in after) {
      findings.push(finding([...here, 'after'], 'wrong-value', '时钟按历日、月、年计算，不能用 workdays'))
    }
  }
  return findings
}

const body = (code: string, path: Path, { bodies = {} }: WorkflowDefinition): PathFinding | null =>
  Object.hasOwn(BODIES, code) || Object.hasOwn(bodies, code)
    ? null
    : finding(path, 'unknown-body', `主体 ${code} 不存在，可在 bodies 中写明`)

const clockSets = new WeakMap<WorkflowDefinition, ReadonlySet<string>>()
function clocksOf(definition: WorkflowDefinition): ReadonlySet<string> {
  const known = clockSets.get(definition)
  if (known) return known
  const transitions = [...definition.transitions, ...(definition.parallel ?? []).flatMap(region => region.transitions)]
  const clocks = new Set(transitions.flatMap(({ timers = [] }) => timers.map(({ start }) => start)))
  clockSets.set(definition, clocks)
  return clocks
}

const placeSets = new WeakMap<WorkflowDefinition, ReadonlySet<string>>()
function placesCached(definition: WorkflowDefinition): ReadonlySet<string> {
  const known = placeSets.get(definition)
  if (known) return known
  const places = new Set(placesOf(definition).keys())
  placeSets.set(definition, places)
  return places
}

function documents(definition: WorkflowDefinition): PathFinding[] {
  const transitions = [...definition.transitions, ...(definition.parallel ?? []).flatMap(region => region.transitions)]
  const events = new Set(transitions.map(({ event }) => event))
  return (definition.documents ?? []).flatMap(({ kind, title, requiredFor }, index) => [
    ...(title !== undefined || isDocumentKind(kind)
      ? []
      : [finding(['documents', index, 'kind'], 'unknown-document', `材料种类 ${kind} 不存在；自定的种类请写明 title`)]),
    ...requiredFor
      .map((event, at) => [event, at] as const)
      .filter(([event]) => !events.has(event))
      .map(([event, at]) => finding(['documents', index, 'requiredFor', at], 'unknown-event', `步骤 ${event} 不存在`))
  ])
}

/** Every task with its place in the file. */
function placed({ stages }: WorkflowDefinition): { task: Task; path: Path }[] {
  return stages.flatMap((stage, index) => [
    ...(stage.periods ?? []).map((task, at) => ({ task, path: ['stages', index, 'periods', at] })),
    ...stepsOf(stage).flatMap(({ tasks: own = [] }, step) =>
      own.map((task, at) => ({ task, path: ['stages', index, 'steps', step, 'tasks', at] }))
    )
  ])
}

function responsible(definition: WorkflowDefinition): PathFinding[] {
  const named = definition.stages.flatMap((stage, index) => [
    { code: stage.responsible, path: ['stages', index, 'responsible'] as Path },
    ...stepsOf(stage).map((step, at) => ({ code: step.responsible, path: ['stages', index, 'steps', at, 'responsible'] as Path }))
  ])
  const inTasks = placed(definition).flatMap(({ task, path }) => [
    { code: task.responsible, path: [...path, 'responsible'] as Path },
    ...(task.cooperating ?? []).map((code, at) => ({ code, path: [...path, 'cooperating', at] as Path }))
  ])
  return [...named, ...inTasks]
    .map(({ code, path }) => (code === undefined ? null : body(code, path, definition)))
    .filter(found => found !== null)
}

function tasks(definition: WorkflowDefinition): PathFinding[] {
  const all = placed(definition)
  const ids = new Set<string>()
  const findings: PathFinding[] = []
  const places = placesCached(definition)
  for (const { task, path } of all) {
    if (ids.has(task.id) || places.has(task.id))
      findings.push(finding([...path, 'id'], 'id-twice', `任务 ${task.id} 写了两次，或者与环节同名`))
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
    for (const [id, at] of named) if (id !== undefined && !ids.has(id)) findings.push(finding(at, 'unknown-task', `任务 ${id} 不存在`))
    for (const member of ['takes', 'atLeast', 'atMost'] as const) {
      const value = task[member]
      if (value !== undefined) findings.push(...duration(value, [...path, member], definition, member === 'atMost'))
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
  const findings = waits.map(id => finding(path, 'task-order', `任务 ${task.id} 的前置任务 ${id} 在后面的环节，请调整先后`))
  if (task.until !== undefined && (turns.get(task.until) ?? turn) < turn) {
    findings.push(finding([...path, 'until'], 'task-order', `期间 ${task.id} 不能止于前面环节的任务 ${task.until}`))
  }
  return findings
}

/** Stage and step as one number that grows along the list. */
const turnOf = ([, stage, kind, step]: Path): number | null => (kind === 'steps' ? Number(stage) * MAX_PLACES + Number(step) : null)

function duration(value: Duration, path: Path, { params }: WorkflowDefinition, mayBeNull: boolean): PathFinding[] {
  const name = paramOf(value)
  if (name === null) return []
  const amount = (params as Readonly<Record<string, unknown>>)[name]
  if (typeof amount === 'number' || (mayBeNull && amount === null)) return []
  return [finding(path, 'unknown-param', amount === undefined ? `params 中没有 ${name}` : `params.${name} 应当是数字`)]
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
  return caught ? [finding(caught.path, 'tasks-in-circle', `任务 ${caught.task.id} 与前置任务互相等待，无法开始`)] : []
}

/** Whether the names in a definition mean something: places, states, bodies, documents, events, clocks, tasks, parameters. */
import { isDocumentKind } from '../../schema/documents.ts'
import { BODIES, type Region, type Stage, type Transition, type WorkflowDefinition } from '../../schema/workflow.ts'
import { durationFindings, placedTasks, taskFindings } from './check-tasks.ts'
import type { PathFinding } from './definition.ts'
import type { Path } from './json-text.ts'
import { asList, initialOf, placesOf, stepsOf } from './procedure.ts'

/** The longest real definition has 40 places and 500 ways between them; beyond this a file is no procedure of people. */
const MAX_PLACES = 1_000
const MAX_WAYS = 20_000
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
    ...taskFindings(definition)
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
    if (after !== undefined) findings.push(...durationFindings(after, [...here, 'after'], definition, true))
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

/** Ids of all places; asked for by each transition. */
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

function responsible(definition: WorkflowDefinition): PathFinding[] {
  const named = definition.stages.flatMap((stage, index) => [
    { code: stage.responsible, path: ['stages', index, 'responsible'] as Path },
    ...stepsOf(stage).map((step, at) => ({ code: step.responsible, path: ['stages', index, 'steps', at, 'responsible'] as Path }))
  ])
  const inTasks = placedTasks(definition).flatMap(({ task, path }) => [
    { code: task.responsible, path: [...path, 'responsible'] as Path },
    ...(task.cooperating ?? []).map((code, at) => ({ code, path: [...path, 'cooperating', at] as Path }))
  ])
  return [...named, ...inTasks]
    .map(({ code, path }) => (code === undefined ? null : body(code, path, definition)))
    .filter(found => found !== null)
}

/** Whether a bill can get everywhere the definition says, and out again: reachability over places, `when` and guards taken as possible. */
import type { Region, WorkflowDefinition } from '../../schema/workflow.ts'
import type { PathFinding } from './definition.ts'
import type { Path } from './json-text.ts'
import { asList, initialOf, placesNamed, placesOf, statesNamed, stepsOf } from './procedure.ts'

/** Which places lead to which, by place id. */
type Ways = ReadonlyMap<string, ReadonlySet<string>>

/** @returns unreachable places and states, dead ends, circles without an end, steps that another one hides */
export function graphFindings(definition: WorkflowDefinition): PathFinding[] {
  const ways = waysOf(definition)
  const reached = reach([initialOf(definition)], ways)
  return [
    ...unreachable(definition, reached),
    ...withoutEnd(definition, reached, ways),
    ...hidden(definition),
    ...(definition.parallel ?? []).flatMap((region, index) => deadStates(region, ['parallel', index]))
  ]
}

function waysOf(definition: WorkflowDefinition): Ways {
  const ways = new Map<string, Set<string>>()
  for (const { from, to } of definition.transitions) {
    if (typeof to !== 'string') continue
    for (const place of placesNamed(from, definition)) {
      const there = ways.get(place)
      if (there) there.add(to)
      else ways.set(place, new Set([to]))
    }
  }
  return ways
}

function reach(from: readonly string[], ways: Ways): Set<string> {
  const reached = new Set(from)
  const open = [...from]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    for (const next of ways.get(place) ?? []) {
      if (!reached.has(next)) {
        reached.add(next)
        open.push(next)
      }
    }
  }
  return reached
}

/** Where a place is written down. */
function pathsOf({ stages }: WorkflowDefinition): Map<string, Path> {
  const paths = new Map<string, Path>()
  for (const [index, stage] of stages.entries()) {
    paths.set(stage.id, ['stages', index])
    for (const [at, { id }] of stepsOf(stage).entries()) paths.set(id, ['stages', index, 'steps', at])
  }
  return paths
}

function unreachable(definition: WorkflowDefinition, reached: ReadonlySet<string>): PathFinding[] {
  const paths = pathsOf(definition)
  return [...placesOf(definition).values()]
    .filter(({ id, stage, step }) => !reached.has(id) && (step !== null || !stepsOf(stage).some(own => reached.has(own.id))))
    .map(({ id, title, step }) => ({
      path: paths.get(id) ?? [],
      code: 'unreachable',
      message: `${step ? '环节' : '阶段'}「${title}」（${id}）无法到达，没有步骤通向它`
    }))
}

function withoutEnd(definition: WorkflowDefinition, reached: ReadonlySet<string>, ways: Ways): PathFinding[] {
  const places = placesOf(definition)
  const paths = pathsOf(definition)
  const backwards = new Map<string, Set<string>>()
  for (const [from, targets] of ways) for (const to of targets) (backwards.get(to) ?? backwards.set(to, new Set()).get(to))?.add(from)
  const ending = reach(
    [...places.values()].filter(({ end }) => end).map(({ id }) => id),
    backwards
  )
  return [...reached]
    .filter(id => !ending.has(id))
    .map(id => {
      const title = places.get(id)?.title ?? id
      const leads = [...(ways.get(id) ?? [])].some(to => to !== id)
      return {
        path: paths.get(id) ?? [],
        code: leads ? 'no-way-to-end' : 'dead-end',
        message: leads
          ? `从环节「${title}」（${id}）出发只能循环，永远不能办结；请补充步骤，或者在终点写明 "end": true`
          : `环节「${title}」（${id}）没有出路；是终点的，请写明 "end": true`
      }
    })
}

/** Of two steps of one name in one place the first counts; without a `when` of its own it always does. */
function hidden(definition: WorkflowDefinition): PathFinding[] {
  const findings: PathFinding[] = []
  const always = new Set<string>()
  for (const [index, { from, event, when }] of definition.transitions.entries()) {
    const places = [...placesNamed(from, definition)]
    const known = places.filter(place => always.has(`${event} ${place}`))
    if (known.length > 0 && known.length === places.length) {
      findings.push({
        path: ['transitions', index],
        code: 'step-hidden',
        message: `步骤 ${event} 被前面的同名步骤遮住，永远不会用到；请用 when 加以区分`
      })
    }
    if (when === undefined) for (const place of places) always.add(`${event} ${place}`)
  }
  return findings
}

function deadStates(region: Region, path: Path): PathFinding[] {
  const ways = new Map<string, Set<string>>()
  for (const { from, to } of region.transitions) {
    if (typeof to !== 'string') continue
    for (const state of statesNamed(asList(from), region)) ways.set(state, (ways.get(state) ?? new Set()).add(to))
  }
  const reached = reach([region.initial ?? region.states[0]?.id ?? ''], ways)
  return region.states
    .map((state, index) => ({ state, index }))
    .filter(({ state }) => !reached.has(state.id))
    .map(({ state, index }) => ({
      path: [...path, 'states', index],
      code: 'unreachable',
      message: `并行事项「${region.title}」的状态「${state.title}」（${state.id}）无法到达`
    }))
}

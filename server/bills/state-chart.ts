/** The states of a procedure and where a bill stands in them, for the drawing and for whoever reads it as a list. */
import { Problem } from '../../schema/problems.ts'
import type { StateChart } from '../formats/state-chart-svg.ts'
import { type Procedure, stepsOf } from '../lifecycle/procedure.ts'
import type { Services } from '../store/services.ts'
import { demandBill } from './read.ts'
import { readSteps, type Step } from './steps.ts'
import { demandWorkflow, procedureFor, procedureOf } from './workflows.ts'

export interface Charted {
  readonly procedure: Procedure
  readonly chart: StateChart
}

/** A bill in its procedure. @throws {Problem} `not-found` */
export async function chartOfBill({ db }: Pick<Services, 'db'>, id: string): Promise<Charted & { readonly title: string }> {
  const { title, place, workflowHash } = await demandBill(db, id)
  const procedure = await procedureOf(db, workflowHash)
  const steps = (await readSteps(db, [id])).get(id)?.steps ?? []
  return { procedure, title, chart: stateChartOf(procedure, `${title}流程图`, { place, steps }) }
}

/** A procedure as new bills begin on it. @throws {Problem} `not-found`, `workflow-invalid` */
export async function chartOfWorkflow({ workflowsDir }: Pick<Services, 'workflowsDir'>, id: string): Promise<Charted> {
  const { hash, definition } = await demandWorkflow(workflowsDir, id).catch(error => {
    throw error instanceof Problem && error.code === 'no-such-workflow' ? new Problem('not-found', { detail: error.message }) : error
  })
  const procedure = procedureFor(hash, () => definition)
  return { procedure, chart: stateChartOf(procedure, `${definition.title}流程图`, null) }
}

/** @param course the bill's place and its steps so far; null draws the definition alone */
export function stateChartOf(
  procedure: Procedure,
  title: string,
  course: { readonly place: string; readonly steps: readonly Step[] } | null
): StateChart {
  const { definition, places, movesAt } = procedure
  const steps = course?.steps.filter(({ from, to }) => from !== to) ?? []
  const been = new Set([procedure.initial, ...steps.flatMap(({ from, to }) => [from, to])])
  const stateOf = (id: string): 'now' | 'been' | 'ahead' =>
    course === null ? 'ahead' : id === course.place ? 'now' : been.has(id) ? 'been' : 'ahead'
  const moves = movesOf(places, movesAt, steps)
  const into = Map.groupBy(moves, ({ to }) => to)
  const isAside = (id: string) =>
    (places.get(id)?.end === true && (into.get(id)?.length ?? 0) > MANY) || places.get(id)?.status === 'suspended'
  const groups = definition.stages.map(stage => ({
    title: stage.title,
    places: idsOf(stage).flatMap(id => {
      const place = places.get(id)
      if (!place || place.stage !== stage) return []
      const note = isAside(id) ? { note: `自 ${into.get(id)?.length ?? 0} 处可到${place.status === 'suspended' ? '，可以恢复' : ''}` } : {}
      return [{ id, title: place.title, state: stateOf(id), end: place.end, ...note }]
    })
  }))
  const order = groups.flatMap(group => group.places.map(({ id }) => id))
  // Of what can be reached from everywhere (撤回、终止、搁置) the nearest way alone is drawn, and every way that the bill took.
  const nearest = new Map([...into].map(([to, ways]) => [to, ways.toSorted((a, b) => distance(order, a) - distance(order, b))[0]] as const))
  const drawn = moves.filter(
    move => move.taken || ((!isAside(move.to) || nearest.get(move.to) === move) && places.get(move.from)?.status !== 'suspended')
  )
  return { title, groups: groups.filter(group => group.places.length > 0), moves: drawn }
}

/** A stage that is a place itself stands before its steps, unless one of them has its name. */
function idsOf(stage: Procedure['definition']['stages'][number]): string[] {
  const steps = stepsOf(stage).map(({ id }) => id)
  return steps.includes(stage.id) ? steps : [stage.id, ...steps]
}

/** A place that more ways than these lead to is said to be reached from so many, not drawn so. */
const MANY = 3

/** How far apart two places are listed; a way back is longer than any way on. */
function distance(order: readonly string[], { from, to }: { readonly from: string; readonly to: string }): number {
  const steps = order.indexOf(to) - order.indexOf(from)
  return steps > 0 ? steps : order.length - steps
}

function movesOf(places: Procedure['places'], movesAt: Procedure['movesAt'], steps: readonly Step[]): StateChart['moves'] {
  const taken = new Set(steps.map(({ from, to }) => `${from}\n${to}`))
  const moves = new Map<string, { from: string; to: string; titles: string[]; taken: boolean; automatic: boolean }>()
  for (const [from, own] of movesAt) {
    for (const { transition, region } of own) {
      const { to, title, event, automatic = false } = transition
      if (region || typeof to !== 'string' || to === from || !places.has(to)) continue
      const key = `${from}\n${to}`
      const move = moves.get(key) ?? { from, to, titles: [], taken: taken.has(key), automatic }
      const words = title ?? event
      moves.set(key, {
        ...move,
        titles: move.titles.includes(words) ? move.titles : [...move.titles, words],
        automatic: move.automatic && automatic
      })
    }
  }
  return [...moves.values()]
}

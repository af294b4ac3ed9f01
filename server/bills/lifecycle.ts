import type { Lifecycle } from '../../schema/lifecycle.ts'
import { Problem } from '../../schema/problems.ts'
import { type EventOffer, offers, placeTitle } from '../lifecycle/advance.ts'
import type { Procedure } from '../lifecycle/procedure.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { factsOf } from './facts.ts'
import { demandBill } from './read.ts'
import { bodyTitle, dayOf, readSteps, type Step, showStep } from './steps.ts'
import { readState, showBill } from './view.ts'
import { procedureOf } from './workflows.ts'

/**
 * Where a bill stands, how it got there, and what may happen next, each step with what it still lacks.
 * @throws {Problem} `not-found`
 */
export async function readLifecycle({ db, now }: Pick<Services, 'db' | 'now'>, id: string): Promise<Lifecycle> {
  const row = await demandBill(db, id)
  const procedure = await procedureOf(db, row.workflowHash)
  const state = readState(row)
  const [facts, histories] = await Promise.all([factsOf(db, [row], chinaDate(now())), readSteps(db, [id])])
  const asked = facts.get(id)
  if (!asked) throw new Problem('not-found')
  const { steps, filedAt } = histories.get(id) ?? { steps: [], filedAt: row.createdAt }
  const { workflow, stage, stageTitle, phase, phaseTitle, status } = showBill(row, procedure)
  const responsible = procedure.places.get(state.place)?.responsible ?? null
  return {
    workflow,
    stage,
    stageTitle,
    phase,
    phaseTitle,
    status,
    since: state.since,
    responsible: responsible === null ? null : bodyTitle(procedure, responsible),
    phases: phasesOf(procedure, phase, steps, chinaDate(new Date(filedAt))),
    readings: state.readings,
    regions: regionsOf(procedure, state.regions),
    clocks: Object.entries(state.clocks).map(([clock, { title, from, due }]) => ({ id: clock, title, from, due })),
    dates: state.dates,
    events: offers(procedure, state, asked).map(offer => showOffer(procedure, offer)),
    history: await Promise.all(steps.map(async step => showStep(await procedureOf(db, step.workflowHash), step)))
  }
}

function showOffer(procedure: Procedure, offer: EventOffer): Lifecycle['events'][number] {
  return {
    ...offer,
    toTitle: offer.to === null ? null : placeTitle(procedure, offer.to),
    blockers: [...offer.blockers],
    roles: offer.roles.map(role => ({ id: role, title: bodyTitle(procedure, role) })),
    inputs: [...offer.inputs],
    startsBill: [...offer.startsBill]
  }
}

function regionsOf({ definition }: Procedure, regions: Readonly<Record<string, { state: string; since: string }>>): Lifecycle['regions'] {
  return (definition.parallel ?? []).flatMap(({ region, title, states }) => {
    const now = regions[region]
    return now
      ? [
          {
            id: region,
            title,
            state: now.state,
            stateTitle: states.find(({ id }) => id === now.state)?.title ?? now.state,
            since: now.since
          }
        ]
      : []
  })
}

/** The stops of the rail: what lies before the present stage is done, with the day on which the bill last entered it. */
function phasesOf(procedure: Procedure, present: string, steps: readonly Step[], filedOn: string): Lifecycle['phases'] {
  const phaseOf = (place: string) => procedure.places.get(place)?.stage.id ?? place
  const entered = new Map<string, string>([[phaseOf(procedure.initial), filedOn]])
  for (const step of steps) if (phaseOf(step.from) !== phaseOf(step.to)) entered.set(phaseOf(step.to), dayOf(step))
  const at = procedure.definition.stages.findIndex(({ id }) => id === present)
  return procedure.definition.stages.map(({ id, title, rail = 'stop' }, index) => ({
    id,
    title,
    rail,
    state: index < at ? 'done' : index === at ? 'now' : 'toCome',
    from: index <= at ? (entered.get(id) ?? null) : null
  }))
}

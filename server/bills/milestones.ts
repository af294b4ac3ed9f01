import type { BillState } from '../../schema/facts.ts'
import type { Procedure } from '../lifecycle/procedure.ts'
import { dayOf, type Step } from './steps.ts'

/** The days on which a bill passed the milestones (时间节点) of a plan. */
export interface Reached {
  readonly draftingDone?: string
  readonly firstReading?: string
  readonly secondReading?: string
  readonly approvalRequest?: string
  readonly promulgation?: string
}

/** 报请批准: where a procedure has this step, passing the bill is not yet asking for approval. */
const REQUEST = 'requestApproval'

/**
 * Reads the milestones from what a bill went through. They follow from what a definition says, not from the names of its steps: a reading is a
 * step that counts as one; drafting is done when the bill enters the stage `deliberation`; 报批 when it enters `approval`. A bill that was
 * returned reaches a milestone anew, and the last time counts.
 */
export function reachedOn(procedure: Procedure, steps: readonly Step[], { dates }: BillState): Reached {
  const reached: { -readonly [K in keyof Reached]: Reached[K] } = {}
  const phaseOf = (place: string) => procedure.places.get(place)?.stage.id
  const requests = procedure.moves.some(({ transition }) => transition.event === REQUEST)
  let readings = 0
  for (const step of steps) {
    const transition = procedure.movesAt.get(step.from)?.find(move => move.transition.event === step.event && !move.region)?.transition
    if (transition?.restart) {
      readings = 0
      delete reached.firstReading
      delete reached.secondReading
    }
    if (transition?.reading) {
      readings++
      if (readings === 1) reached.firstReading = dayOf(step)
      if (readings === 2) reached.secondReading = dayOf(step)
    }
    if (step.event === REQUEST) reached.approvalRequest = dayOf(step)
    const [from, to] = [phaseOf(step.from), phaseOf(step.to)]
    if (from === to) continue
    if (to === 'deliberation') reached.draftingDone = dayOf(step)
    if (to === 'drafting' && from === 'deliberation') delete reached.draftingDone
    if (to === 'approval' && !requests) reached.approvalRequest = dayOf(step)
  }
  return dates.promulgatedOn ? { ...reached, promulgation: dates.promulgatedOn } : reached
}

import { Compile } from 'typebox/compile'
import { EventInput } from '../../schema/facts.ts'
import type { HistoryEntry } from '../../schema/lifecycle.ts'
import { BODIES } from '../../schema/workflow.ts'
import { placeTitle, type RecordedEvent } from '../lifecycle/advance.ts'
import { legalDate } from '../lifecycle/periods.ts'
import type { Procedure } from '../lifecycle/procedure.ts'
import type { Database } from '../store/database.ts'
import { readEvent } from '../store/events.ts'
import { selectSteps } from './store.ts'

const inputs = Compile(EventInput)

/** One step that a bill has taken, as history holds it. `to` is the place in which it then stood. */
export interface Step extends RecordedEvent {
  readonly seq: number
  readonly bill: string
  readonly actor: string | null
  readonly actorName: string | null
  readonly body: string | null
  readonly from: string
  readonly to: string
}

/** What some bills went through, in order: when each was filed, and its steps. One query. */
export async function readSteps(db: Database, bills: readonly string[]): Promise<Map<string, { filedAt: string; steps: Step[] }>> {
  const histories = new Map<string, { filedAt: string; steps: Step[] }>()
  for (const { actorName, ...row } of await selectSteps(db, bills)) {
    if (row.bill === null) continue
    const { seq, at, actor, body, payload } = readEvent(row)
    const history = histories.get(row.bill) ?? { filedAt: at, steps: [] }
    histories.set(row.bill, history)
    if (row.kind === 'billFiled') continue
    const { event, from, to, input } = payload
    history.steps.push({
      seq: Number(seq),
      bill: row.bill,
      at,
      actor,
      actorName,
      body,
      event: String(event),
      from: String(from),
      to: String(to),
      input: inputs.Parse(input)
    })
  }
  return histories
}

/** The day on which a step was taken: as the person entered it, else the day of the record. */
export const dayOf = ({ input, at }: Pick<Step, 'input' | 'at'>): string => input.on ?? legalDate(at)

/** A step as API and pages show it. */
export function showStep(procedure: Procedure, step: Step): HistoryEntry {
  const { seq, at, actor, actorName, body, event, from, to, input } = step
  return {
    seq,
    at,
    actor,
    actorName: actorName ?? (actor === null ? '系统' : actor),
    body,
    bodyTitle: body === null ? null : bodyTitle(procedure, body),
    event,
    title: eventTitle(procedure, event),
    from,
    to,
    toTitle: placeTitle(procedure, to),
    note: input.note ?? null,
    on: dayOf(step),
    input
  }
}

export function eventTitle({ moves }: Procedure, event: string): string {
  return moves.find(({ transition }) => transition.event === event && transition.title)?.transition.title ?? event
}

/** The Chinese name of a body: the definition's own before the glossary's. */
export function bodyTitle({ definition }: Procedure, body: string): string {
  const common: Readonly<Record<string, string>> = BODIES
  return definition.bodies?.[body] ?? (Object.hasOwn(common, body) ? common[body] : undefined) ?? body
}

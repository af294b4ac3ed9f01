import { Compile } from 'typebox/compile'
import { EventInput } from '../../schema/facts.ts'
import type { HistoryEntry } from '../../schema/lifecycle.ts'
import { BODIES } from '../../schema/workflow.ts'
import { placeTitle, type RecordedEvent } from '../lifecycle/advance.ts'
import { legalDate } from '../lifecycle/periods.ts'
import type { Move, Procedure } from '../lifecycle/procedure.ts'
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
  /** The version of the definition that it was taken under. */
  readonly workflowHash: string
}

/** What a bill went through, in order. */
export interface BillHistory {
  readonly filedAt: string
  /** The version of the definition that it was filed under. */
  readonly filedUnder: string
  readonly steps: readonly Step[]
  /** Moves to a newer version of the definition, each with how many steps were taken before. */
  readonly moves: readonly { readonly after: number; readonly toHash: string }[]
}

/** What some bills went through, in order: when each was filed, and its steps. One query. */
export async function readSteps(db: Database, bills: readonly string[]): Promise<Map<string, BillHistory>> {
  const histories = new Map<string, BillHistory & { steps: Step[]; moves: { after: number; toHash: string }[] }>()
  for (const { actorName, ...row } of await selectSteps(db, bills)) {
    if (row.bill === null) continue
    const { seq, at, actor, body, payload } = readEvent(row)
    const history = histories.get(row.bill) ?? { filedAt: at, filedUnder: String(payload['workflowHash'] ?? ''), steps: [], moves: [] }
    histories.set(row.bill, history)
    if (row.kind === 'billFiled') continue
    if (row.kind === 'workflowMoved') {
      history.moves.push({ after: history.steps.length, toHash: String(payload['toHash']) })
      continue
    }
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
      workflowHash: history.moves.at(-1)?.toHash ?? history.filedUnder,
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
    title: eventTitle(procedure, event, from),
    from,
    to,
    toTitle: placeTitle(procedure, to),
    note: input.note ?? null,
    on: dayOf(step),
    input
  }
}

/** What a step is called where it is taken: the same event may have another name elsewhere. */
export function eventTitle({ moves, movesAt }: Procedure, event: string, from: string): string {
  const named = (some: readonly Move[] = []) =>
    some.find(({ transition }) => transition.event === event && transition.title)?.transition.title
  return named(movesAt.get(from)) ?? named(moves) ?? event
}

/** The Chinese name of a body: the definition's own before the glossary's. */
export function bodyTitle({ definition }: Procedure, body: string): string {
  const common: Readonly<Record<string, string>> = BODIES
  return definition.bodies?.[body] ?? (Object.hasOwn(common, body) ? common[body] : undefined) ?? body
}

import type { BillFacts, BillState, EventInput } from '../../schema/facts.ts'
import { Problem } from '../../schema/problems.ts'
import type { Procedure } from './procedure.ts'
export interface Blocker {
  readonly code: string
  readonly message: string
  readonly basis?: string
}
/** A field that the step asks for. `confirmation` is one more code in the input's `confirmed` list: `value` is that code. */
export interface OfferedInput {
  readonly name: string
  readonly kind: 'text' | 'date' | 'number' | 'boolean' | 'list' | 'confirmation'
  readonly title: string
  readonly required: boolean
  readonly value?: string
}
export interface EventOffer {
  readonly event: string
  readonly title: string
  readonly to: string | null
  readonly allowed: boolean
  readonly blockers: readonly Blocker[]
  readonly roles: readonly string[]
  readonly inputs: readonly OfferedInput[]
  readonly automatic: boolean
  readonly region: string | null
  readonly startsBill: readonly string[]
  readonly basis: string | null
}
export interface Advance {
  readonly state: BillState
  readonly from: string
  readonly to: string | null
  readonly attaches: readonly string[]
}
export interface RecordedEvent {
  readonly event: string
  readonly at: string
  readonly input: EventInput
  readonly to?: string | null
}
export function begin(_procedure: Procedure, _at: string): BillState {
  throw new Problem('internal')
}
export function offers(_procedure: Procedure, _state: BillState, _facts: BillFacts, _input: EventInput = {}): EventOffer[] {
  throw new Problem('internal')
}
export function advance(_procedure: Procedure, _state: BillState, _event: string, _facts: BillFacts, _input: EventInput): Advance {
  throw new Problem('internal')
}
export function replay(_procedure: Procedure, _events: readonly RecordedEvent[], _beganAt: string): BillState {
  throw new Problem('internal')
}
export function migratePosition(_from: Procedure, _to: Procedure, _state: BillState): BillState {
  throw new Problem('internal')
}

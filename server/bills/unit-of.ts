import type { Procedure } from '../lifecycle/procedure.ts'
import type { BillRow } from '../store/tables.ts'
import { bodyTitle } from './steps.ts'

/** A body of the definition by the name that it has for a bill: 起草单位 is 市水务局 here. */
export function unitOf(procedure: Procedure, bill: Pick<BillRow, 'sponsor' | 'draftingUnit' | 'competentCommittee'>, body: string): string {
  const own = { sponsor: bill.sponsor, draftingUnit: bill.draftingUnit, competentCommittee: bill.competentCommittee }
  return (Object.hasOwn(own, body) ? own[body as keyof typeof own] : null) ?? bodyTitle(procedure, body)
}

import { Compile } from 'typebox/compile'
import type { Bill } from '../../schema/bills.ts'
import { BillKind, BillStatus } from '../../schema/bills.ts'
import { BillState } from '../../schema/facts.ts'
import type { Procedure } from '../lifecycle/procedure.ts'
import type { BillRow } from '../store/tables.ts'

const kinds = Compile(BillKind)
const statuses = Compile(BillStatus)
const states = Compile(BillState)

/** A bill as API and pages show it. */
export function showBill(row: BillRow, procedure: Procedure): Bill {
  const { id, version, title } = procedure.definition
  const place = procedure.places.get(row.place)
  return {
    id: row.id,
    title: row.title,
    kind: kinds.Parse(row.kind),
    workflow: { id, version, title },
    stage: row.place,
    stageTitle: place?.title ?? row.place,
    phase: row.stage,
    phaseTitle: place?.stage.title ?? row.stage,
    status: statuses.Parse(row.status),
    since: sinceOf(row),
    sponsor: row.sponsor,
    draftingUnit: row.draftingUnit,
    competentCommittee: row.competentCommittee,
    caseOfficer: row.caseOfficer,
    targetOn: row.targetOn,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt
  }
}

/** Since when a bill stands where it does, by its state's text: reading that and holding it to its shape takes longer than all else that is shown. */
const sinces = new Map<string, string>()
const SINCES_KEPT = 1_000

function sinceOf({ state }: BillRow): string {
  const known = sinces.get(state)
  if (known !== undefined) return known
  const { since } = readState({ state })
  if (sinces.size >= SINCES_KEPT) sinces.clear()
  sinces.set(state, since)
  return since
}

/** Where a bill stands. @throws when the column does not hold a BillState: the database was tampered with */
export function readState(row: Pick<BillRow, 'state'>): BillState {
  const state: unknown = JSON.parse(row.state)
  return states.Parse(state)
}

/** The columns that follow from a state, so that lists need not read it. */
export const stateColumns = (procedure: Procedure, state: BillState) => ({
  place: state.place,
  stage: procedure.places.get(state.place)?.stage.id ?? state.place,
  status: state.status,
  state: JSON.stringify(state)
})

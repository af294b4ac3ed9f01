import type { Checklist, ChecklistRow } from '../../schema/checklist.ts'
import type { AttachedRow } from '../../schema/implementation.ts'
import type { ActorOrOperator } from '../people/permissions.ts'
import type { Transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { BillRow, ChecklistItemRow } from '../store/tables.ts'
import { type DueDates, firstDue } from './due.ts'
import { insertItems, selectCodes } from './store.ts'

/** A provision that tells somebody to make an implementing document (授权条款), as it stands in the promulgated text. */
export interface DelegationProvision {
  readonly article: string
}

export interface Attachment {
  readonly bill: BillRow
  readonly checklist: Checklist
  readonly dates: DueDates
  readonly delegations: readonly DelegationProvision[]
}

/**
 * Attaches a checklist to a bill inside the transaction of the step that asks for it. Rows that the bill already has are left as they are;
 * after a partial amendment (修正) only the rows marked `onAmend` are attached.
 */
export async function attachChecklist(
  services: Services,
  trx: Transaction,
  actor: ActorOrOperator,
  { bill, checklist, dates, delegations }: Attachment
): Promise<void> {
  const before = await selectCodes(trx, bill.id, checklist.id)
  const known = new Set(before.map(item => item.code))
  const wanted = checklist.rows
    .filter(row => bill.kind !== 'partialAmendment' || row.onAmend)
    .flatMap(row => instances(row, delegations))
    .filter(({ code }) => !known.has(code))
  if (wanted.length === 0) return
  const first = Math.max(0, ...before.map(item => item.position)) + 1
  const rows = wanted.map(({ code, row }, at): ChecklistItemRow => {
    const own = namesUnits(row, checklist, bill)
    return {
      id: services.newId(),
      bill: bill.id,
      checklist: checklist.id,
      code,
      entry: own.entry,
      title: own.item,
      basis: own.basis,
      responsibleUnit: own.responsibleUnit,
      dueOn: firstDue(own.due, dates),
      status: 'notStarted',
      reason: null,
      position: first + at,
      template: JSON.stringify(template(own, checklist, dates))
    }
  })
  await insertItems(trx, rows)
  await appendEvent(trx, {
    kind: 'checklistAttached',
    actor: actor?.id ?? null,
    at: services.now().toISOString(),
    bill: bill.id,
    payload: { checklist: checklist.id, items: rows.map(({ id, code, dueOn }) => ({ id, code, dueOn })) }
  })
}

/** A row stands once, or once an article that delegates: 市人民政府应当制定具体办法 is one implementing document to wait for. */
function instances(row: ChecklistRow, delegations: readonly DelegationProvision[]): { code: string; row: ChecklistRow }[] {
  if (row.each === undefined) return [{ code: row.id, row }]
  return delegations.map(({ article }) => ({ code: `${row.id}:${article}`, row: { ...row, item: `${row.item}（${article}）` } }))
}

/** Puts the bill's own units in the place of the checklist's general names (主管部门 …); an unknown one keeps the general name. */
function namesUnits(row: ChecklistRow, checklist: Checklist, bill: BillRow): ChecklistRow {
  const own = (unit: string) => {
    const member = checklist.units[unit]
    return (member && bill[member]) || unit
  }
  return { ...row, responsibleUnit: own(row.responsibleUnit), cooperatingUnits: row.cooperatingUnits.map(own) }
}

function template(row: ChecklistRow, checklist: Checklist, dates: DueDates): AttachedRow {
  const entry = checklist.entries.find(({ id }) => id === row.entry) ?? { id: row.entry, title: row.entry, column: false }
  const kindTitle = checklist.evidenceKinds.find(({ id }) => id === row.evidence.kind)?.title ?? row.evidence.kind
  return { row, entry, kindTitle, promulgatedOn: dates.promulgatedOn, effectiveOn: dates.effectiveOn }
}

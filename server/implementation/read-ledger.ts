import { Compile } from 'typebox/compile'
import { BillState } from '../../schema/facts.ts'
import {
  AttachedRow,
  CHANNELS,
  type Evidence,
  ItemStatus,
  type Ledger,
  type LedgerEntry,
  type LedgerItem
} from '../../schema/implementation.ts'
import { Problem } from '../../schema/problems.ts'
import type { Services } from '../store/services.ts'
import type { BillRow, ChecklistItemRow, EvidenceRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { entryStanding, itemLamp } from './ledger.ts'
import { selectAllLedgerBills, selectEvidence, selectEvidenceOfBills, selectItems, selectItemsOf, selectLedgerBill } from './store.ts'

const states = Compile(BillState)
const templates = Compile(AttachedRow)
const statuses = Compile(ItemStatus)

/** The ledger (工作台账) of a bill: three queries, whatever its size. Empty before promulgation. @throws {Problem} `not-found` */
export async function readLedger(services: Pick<Services, 'db' | 'now'>, id: string): Promise<Ledger> {
  const [ledger] = await ledgersOf(services, await selectLedgerBill(services.db, id))
  if (!ledger) throw new Problem('not-found')
  return ledger
}

/** The ledgers of all regulations that have one, the newest first, for a report that tells of each: three queries. */
export async function readLedgers({ db, now }: Pick<Services, 'db' | 'now'>): Promise<Ledger[]> {
  const [bills, rows, evidence] = await Promise.all([selectAllLedgerBills(db), selectItems(db, null), selectEvidence(db, null)])
  return shown(bills, rows, evidence, chinaDate(now()))
}

/** The ledgers of some bills, in their order: as many queries as for one. */
export async function ledgersOf({ db, now }: Pick<Services, 'db' | 'now'>, bills: readonly LedgerBill[]): Promise<Ledger[]> {
  const ids = bills.map(({ id }) => id)
  const [rows, evidence] = await Promise.all([selectItemsOf(db, ids), selectEvidenceOfBills(db, ids)])
  return shown(bills, rows, evidence, chinaDate(now()))
}

type LedgerBill = Pick<BillRow, 'id' | 'title' | 'state'>

function shown(bills: readonly LedgerBill[], rows: readonly ChecklistItemRow[], evidence: readonly EvidenceRow[], today: string): Ledger[] {
  const rowsByBill = Map.groupBy(rows, ({ bill }) => bill)
  const byItem = Map.groupBy(evidence, ({ item }) => item)
  return bills.map(bill => ledgerOf(bill, rowsByBill.get(bill.id) ?? [], byItem, today))
}

function ledgerOf(
  { id, title, state }: LedgerBill,
  rows: readonly ChecklistItemRow[],
  byItem: ReadonlyMap<string, readonly EvidenceRow[]>,
  today: string
): Ledger {
  const { dates } = states.Parse(JSON.parse(state))
  const read = rows.map(row => ({ template: readTemplate(row), row }))
  const items = read.map(({ row, template }) => showItem(row, template, byItem.get(row.id) ?? [], today))
  return {
    bill: { id, title, promulgatedOn: dates.promulgatedOn ?? null, effectiveOn: dates.effectiveOn ?? null },
    evidenceKinds: distinct(read.map(({ template }) => ({ id: template.row.evidence.kind, title: template.kindTitle }))),
    entries: entriesOf(distinct(read.map(({ template }) => template.entry)), items, dates.effectiveOn ?? null, today),
    items
  }
}

/** What a row was attached with. @throws when the column does not hold it: the database was tampered with */
export const readTemplate = (row: Pick<ChecklistItemRow, 'template'>): AttachedRow => templates.Parse(JSON.parse(row.template))

export function showItem(row: ChecklistItemRow, template: AttachedRow, evidence: readonly EvidenceRow[], today: string): LedgerItem {
  const status = statuses.Parse(row.status)
  const { due, dueNote, metric, cooperatingUnits } = template.row
  const repeats = due !== 'asNeeded' && due.repeat !== undefined
  return {
    id: row.id,
    code: row.code,
    entry: row.entry,
    title: row.title,
    basis: row.basis ?? '',
    responsibleUnit: row.responsibleUnit ?? '',
    cooperatingUnits,
    dueOn: row.dueOn,
    dueNote: dueNote ?? null,
    status,
    reason: row.reason,
    lamp: itemLamp({ status, dueOn: row.dueOn, repeats, evidence: evidence.length }, today),
    requiredEvidence: { kind: template.row.evidence.kind, kindTitle: template.kindTitle, title: template.row.evidence.title },
    metric: metric ? { name: metric.name, unit: metric.unit, target: metric.target ?? null, actual: sum(evidence) } : null,
    evidence: evidence.map(showEvidence)
  }
}

const showEvidence = (row: EvidenceRow): Evidence => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  on: row.on ?? '',
  url: row.url,
  quantity: row.quantity,
  note: row.note,
  number: row.number,
  unit: row.unit,
  channel: CHANNELS.find(channel => channel === row.channel) ?? null,
  file: row.file === null ? null : { sha256: row.file, name: row.fileName ?? '附件' },
  createdAt: row.createdAt
})

const sum = (evidence: readonly EvidenceRow[]): number => evidence.reduce((total, { quantity }) => total + (quantity ?? 0), 0)

const entriesOf = (
  entries: readonly AttachedRow['entry'][],
  items: readonly LedgerItem[],
  effectiveOn: string | null,
  today: string
): LedgerEntry[] =>
  entries.map(({ id, title, column }) => ({
    entry: id,
    title,
    column,
    ...entryStanding(
      items.filter(item => item.entry === id),
      effectiveOn,
      today
    )
  }))

/** The first of each id, in the order in which they come. */
function distinct<T extends { readonly id: string }>(all: readonly T[]): T[] {
  return [...new Map(all.map(one => [one.id, one])).values()]
}

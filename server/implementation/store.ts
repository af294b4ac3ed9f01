/** The tables of the ledger, and what it needs to know of the bill it belongs to. */
import { sql } from 'kysely'
import type { LedgerShow } from '../../schema/implementation.ts'
import type { Database, Transaction } from '../store/database.ts'
import { jsonText } from '../store/dialect.ts'
import type { BillRow, ChecklistItemRow, EvidenceRow } from '../store/tables.ts'

export const insertItems = (trx: Transaction, rows: readonly ChecklistItemRow[]) =>
  trx
    .insertInto('checklistItem')
    .values([...rows])
    .execute()

export const insertEvidence = (trx: Transaction, row: EvidenceRow) => trx.insertInto('evidence').values(row).execute()

/** Items of one bill, or of all of them, in their order. */
export const selectItems = (db: Database, bill: string | null): Promise<ChecklistItemRow[]> =>
  db
    .selectFrom('checklistItem')
    .selectAll()
    .$if(bill !== null, query => query.where('bill', '=', bill ?? ''))
    .orderBy('position')
    .execute()

/** Items of a checklist that a bill already has, so that attaching it again after an amendment adds only what is new. */
export const selectCodes = (db: Database, bill: string, checklist: string): Promise<{ code: string; position: number }[]> =>
  db.selectFrom('checklistItem').select(['code', 'position']).where('bill', '=', bill).where('checklist', '=', checklist).execute()

/** One item of a bill; its row stays as it is until the transaction ends on PostgreSQL, where two may write at once. */
export const lockItem = (trx: Transaction, bill: string, id: string, forUpdate: boolean): Promise<ChecklistItemRow | undefined> =>
  trx
    .selectFrom('checklistItem')
    .selectAll()
    .where('bill', '=', bill)
    .where('id', '=', id)
    .$if(forUpdate, query => query.forUpdate())
    .executeTakeFirst()

export const selectEvidence = (db: Database, bill: string | null): Promise<EvidenceRow[]> =>
  db
    .selectFrom('evidence')
    .innerJoin('checklistItem', 'checklistItem.id', 'evidence.item')
    .selectAll('evidence')
    .$if(bill !== null, query => query.where('checklistItem.bill', '=', bill ?? ''))
    .orderBy('evidence.id')
    .execute()

export const selectEvidenceOf = (db: Database, item: string): Promise<EvidenceRow[]> =>
  db.selectFrom('evidence').selectAll().where('item', '=', item).orderBy('id').execute()

export const updateItem = (
  trx: Transaction,
  id: string,
  change: Partial<Pick<ChecklistItemRow, 'status' | 'reason' | 'responsibleUnit' | 'dueOn'>>
) => trx.updateTable('checklistItem').set(change).where('id', '=', id).execute()

type LedgerBillRow = Pick<BillRow, 'id' | 'title' | 'state'>

/** Items of some bills, in their order. */
export const selectItemsOf = async (db: Database, bills: readonly string[]): Promise<ChecklistItemRow[]> =>
  bills.length === 0
    ? []
    : db
        .selectFrom('checklistItem')
        .selectAll()
        .where('bill', 'in', [...bills])
        .orderBy('position')
        .execute()

/** Evidence of the items of some bills. */
export const selectEvidenceOfBills = async (db: Database, bills: readonly string[]): Promise<EvidenceRow[]> =>
  bills.length === 0
    ? []
    : db
        .selectFrom('evidence')
        .innerJoin('checklistItem', 'checklistItem.id', 'evidence.item')
        .selectAll('evidence')
        .where('checklistItem.bill', 'in', [...bills])
        .orderBy('evidence.id')
        .execute()

export const selectLedgerBill = (db: Database, id: string): Promise<LedgerBillRow[]> =>
  db.selectFrom('bill').select(['id', 'title', 'state']).where('id', '=', id).execute()

const YOUNG_YEARS = 5
/** Written as the index checklistItem_column says it (migrations/0020-lists.ts). */
const IS_COLUMN = sql<boolean>`"checklistItem".template like '%"column":true%'`
/** What `itemLamp` shows in red: a row that is neither done nor put aside, past its day. */
const OPEN: readonly string[] = ['notStarted', 'inProgress']

/** Bills that have a ledger. */
const ledgerBills = (db: Database, filter: LedgerShow | null, today: string) =>
  db
    .selectFrom('bill')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('checklistItem').select('checklistItem.id').whereRef('checklistItem.bill', '=', 'bill.id'))
    )
    .$if(filter === 'young', query => {
      const since = `${Number(today.slice(0, 4)) - YOUNG_YEARS}${today.slice(4)}`
      return query.where(sql<boolean>`coalesce(${jsonText(db, 'bill.state', 'dates', 'effectiveOn')}, ${today}) > ${since}`)
    })
    .$if(filter === 'late', query => query.where('bill.id', 'in', overdue(db, today).select('checklistItem.bill')))
    .$if(filter === 'holes', query => query.where('bill.id', 'in', withHoles(db)))

const overdue = (db: Database, today: string) =>
  db.selectFrom('checklistItem').where('checklistItem.status', 'in', OPEN).where('checklistItem.dueOn', '<', today)

/** A bill once for each of its columns that has no evidence. */
const withHoles = (db: Database) =>
  db
    .selectFrom('checklistItem')
    .leftJoin('evidence', 'evidence.item', 'checklistItem.id')
    .select('checklistItem.bill')
    .where(IS_COLUMN)
    .groupBy(['checklistItem.bill', 'checklistItem.entry'])
    .having(({ fn }) => fn.count('evidence.id'), '=', 0)

/** A page of titles and dates of bills that have a ledger, the newest first. @param after id behind which the page begins */
export const selectLedgerBills = (db: Database, filter: LedgerShow | null, today: string, limit: number, after: string | null) =>
  ledgerBills(db, filter, today)
    .select(['bill.id', 'bill.title', 'bill.state'])
    .$if(after !== null, query => query.where('bill.id', '<', after ?? ''))
    .orderBy('bill.id', 'desc')
    .limit(limit)
    .execute()

/** Every bill that has a ledger, for a report that tells of each. */
export const selectAllLedgerBills = (db: Database): Promise<LedgerBillRow[]> =>
  ledgerBills(db, null, '').select(['bill.id', 'bill.title', 'bill.state']).orderBy('bill.id', 'desc').execute()

/** How many bills have a ledger, and how many of them a filter leaves. */
export async function countLedgers(db: Database, filter: LedgerShow | null, today: string): Promise<number> {
  const { count } = await ledgerBills(db, filter, today)
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many rows of all ledgers are past their day. */
export async function countOverdue(db: Database, today: string): Promise<number> {
  const { count } = await overdue(db, today)
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Rows of ledgers that are due by a day and neither done nor put aside. @param officer whose bills (承办人); null for all */
export const selectDue = (db: Database, until: string, officer: string | null) =>
  db
    .selectFrom('checklistItem')
    .innerJoin('bill', 'bill.id', 'checklistItem.bill')
    .select([
      'checklistItem.id as id',
      'checklistItem.bill as bill',
      'bill.title as billTitle',
      'checklistItem.title as title',
      'checklistItem.responsibleUnit as responsibleUnit',
      'checklistItem.dueOn as dueOn',
      'checklistItem.status as status',
      // Written as `"repeat":` it is a member of the template; in a text its quotation mark would be escaped.
      sql<number>`case when "checklistItem".template like '%"repeat":%' then 1 else 0 end`.as('repeats')
    ])
    .select(({ selectFrom }) =>
      selectFrom('evidence')
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .whereRef('evidence.item', '=', 'checklistItem.id')
        .as('evidence')
    )
    .where('checklistItem.status', 'in', OPEN)
    .where('checklistItem.dueOn', '<=', until)
    .$if(officer !== null, query => query.where('bill.caseOfficer', '=', officer ?? ''))
    .orderBy('checklistItem.dueOn')
    .execute()

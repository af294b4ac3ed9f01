/** The tables of the ledger, and what it needs to know of the bill it belongs to. */
import type { Database, Transaction } from '../store/database.ts'
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

/** Titles and dates of bills that have a ledger, newest first; all of them, or one. */
export const selectLedgerBills = (db: Database, bill: string | null): Promise<Pick<BillRow, 'id' | 'title' | 'state'>[]> =>
  db
    .selectFrom('bill')
    .select(['id', 'title', 'state'])
    .$if(bill !== null, query => query.where('id', '=', bill ?? ''))
    .$if(bill === null, query =>
      query.where(({ exists, selectFrom }) =>
        exists(selectFrom('checklistItem').select('checklistItem.id').whereRef('checklistItem.bill', '=', 'bill.id'))
      )
    )
    .orderBy('id', 'desc')
    .execute()

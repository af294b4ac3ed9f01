/** The table of drafts of others on which our opinion is asked. */
import type { ConsultationQuery } from '../../schema/consultations.ts'
import type { Database, Transaction } from '../store/database.ts'
import type { BillRow, ConsultationRow } from '../store/tables.ts'

export type ConsultationWithBill = ConsultationRow & Pick<BillRow, 'title' | 'kind' | 'status'>

export const insertConsultation = (trx: Transaction, row: ConsultationRow) => trx.insertInto('consultation').values(row).execute()

export const updateConsultation = (trx: Transaction, bill: string, change: Partial<ConsultationRow>) =>
  trx.updateTable('consultation').set(change).where('bill', '=', bill).execute()

const consultations = (db: Database) =>
  db
    .selectFrom('consultation')
    .innerJoin('bill', 'bill.id', 'consultation.bill')
    .selectAll('consultation')
    .select(['bill.title', 'bill.kind', 'bill.status'])

export const findConsultation = (db: Database, id: string): Promise<ConsultationWithBill | undefined> =>
  consultations(db).where('consultation.bill', '=', id).executeTakeFirst()

/** The newest first. @param after the id behind which the page begins */
export const selectConsultations = (
  db: Database,
  state: ConsultationQuery['state'],
  limit: number,
  after: string | null
): Promise<ConsultationWithBill[]> =>
  consultations(db)
    .$if(state !== undefined, query => query.where('bill.status', '=', state === 'replied' ? 'completed' : 'active'))
    .$if(after !== null, query => query.where('consultation.bill', '<', after ?? ''))
    .orderBy('consultation.bill', 'desc')
    .limit(limit)
    .execute()

export async function countConsultations(db: Database): Promise<{ open: number; replied: number }> {
  const rows = await db
    .selectFrom('consultation')
    .innerJoin('bill', 'bill.id', 'consultation.bill')
    .select(({ fn }) => ['bill.status', fn.countAll<number | string>().as('count')])
    .groupBy('bill.status')
    .execute()
  const of = (status: string) => Number(rows.find(row => row.status === status)?.count ?? 0)
  return { open: of('active'), replied: of('completed') }
}

/** How many of the opinions on each go into the answer. */
export const countGiven = (db: Database, bills: readonly string[]) =>
  db
    .selectFrom('opinion')
    .select(({ fn }) => ['bill', fn.countAll<number | string>().as('count')])
    .where('bill', 'in', bills.length === 0 ? [''] : bills)
    .where('status', '=', 'submitted')
    .where('verdict', 'in', ['adopted', 'partlyAdopted'])
    .groupBy('bill')
    .execute()

/** Those that were answered, whenever it was; the day stands in the state. */
export const selectReplied = (db: Database): Promise<(ConsultationRow & Pick<BillRow, 'title' | 'state'>)[]> =>
  db
    .selectFrom('consultation')
    .innerJoin('bill', 'bill.id', 'consultation.bill')
    .selectAll('consultation')
    .select(['bill.title', 'bill.state'])
    .where('bill.status', '=', 'completed')
    .orderBy('consultation.bill')
    .execute()

/** Every row, for whoever must look at each. */
export const selectAllConsultations = (db: Database): Promise<ConsultationRow[]> => db.selectFrom('consultation').selectAll().execute()

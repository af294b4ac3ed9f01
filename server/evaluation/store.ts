/** The table of evaluations, and the one figure about opinions that a trigger asks for. */
import type { Database, Transaction } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { EvaluationRow } from '../store/tables.ts'

/** An evaluation with the title of the proposal that it opened. */
export interface EvaluationWithProposal extends EvaluationRow {
  proposalTitle: string | null
}

export const insertEvaluation = (trx: Transaction, row: EvaluationRow) => trx.insertInto('evaluation').values(row).execute()

export const updateEvaluation = (trx: Transaction, id: string, change: Partial<Omit<EvaluationRow, 'id' | 'bill'>>) =>
  trx.updateTable('evaluation').set(change).where('id', '=', id).execute()

/** The open evaluation of a bill, held until the transaction ends. */
export const lockOpenEvaluation = (trx: Transaction, bill: string): Promise<EvaluationRow | undefined> =>
  trx
    .selectFrom('evaluation')
    .selectAll()
    .where('bill', '=', bill)
    .where('conclusion', 'is', null)
    .$if(dialectOf(trx) === 'postgres', query => query.forUpdate())
    .executeTakeFirst()

/** Newest first. */
export const selectEvaluations = (db: Database, bill: string): Promise<EvaluationWithProposal[]> =>
  db
    .selectFrom('evaluation')
    .leftJoin('proposal', 'proposal.id', 'evaluation.proposal')
    .selectAll('evaluation')
    .select('proposal.title as proposalTitle')
    .where('evaluation.bill', '=', bill)
    .orderBy('evaluation.id', 'desc')
    .execute()

/** Opinions that were submitted on a regulation since a day. */
export async function countOpinionsSince(db: Database, bill: string, day: string): Promise<number> {
  const row = await db
    .selectFrom('opinion')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('bill', '=', bill)
    .where('status', '=', 'submitted')
    .where('givenOn', '>=', day)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Every evaluation, for whoever must look at each. */
export const selectAllEvaluations = (db: Database): Promise<EvaluationRow[]> => db.selectFrom('evaluation').selectAll().execute()

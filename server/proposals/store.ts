/** The table of proposals, with the plan, the bill and the regulation that a proposal is tied to. */
import type { Database, Transaction } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { ProposalRow } from '../store/tables.ts'

export interface ProposalFilter {
  readonly status?: string | undefined
  readonly source?: string | undefined
  readonly year?: number | undefined
  readonly amends?: string | undefined
}

/** A proposal with the titles of what it is tied to. */
export interface TiedProposal extends ProposalRow {
  amendsTitle: string | null
  plan: string | null
  planTitle: string | null
  bill: string | null
  billTitle: string | null
}

export const insertProposal = (trx: Transaction, row: ProposalRow) => trx.insertInto('proposal').values(row).execute()

export const updateProposal = (trx: Transaction, id: string, change: Partial<Omit<ProposalRow, 'id'>>) =>
  trx.updateTable('proposal').set(change).where('id', '=', id).execute()

/** Held until the transaction ends: of two who decide at once the second sees what the first decided. */
export const lockProposal = (trx: Transaction, id: string): Promise<ProposalRow | undefined> =>
  trx
    .selectFrom('proposal')
    .selectAll()
    .where('id', '=', id)
    .$if(dialectOf(trx) === 'postgres', query => query.forUpdate())
    .executeTakeFirst()

const tied = (db: Database) =>
  db
    .selectFrom('proposal')
    .leftJoin('bill as amended', 'amended.id', 'proposal.amends')
    .leftJoin('planItem', 'planItem.id', 'proposal.planItem')
    .leftJoin('plan', 'plan.id', 'planItem.plan')
    .leftJoin('bill', 'bill.id', 'planItem.bill')
    .selectAll('proposal')
    .select(['amended.title as amendsTitle', 'plan.id as plan', 'plan.title as planTitle', 'bill.id as bill', 'bill.title as billTitle'])

export const findProposal = (db: Database, id: string): Promise<TiedProposal | undefined> =>
  tied(db).where('proposal.id', '=', id).executeTakeFirst()

/** Newest first. */
export const selectProposals = (db: Database, filter: ProposalFilter, limit: number, after: string | null): Promise<TiedProposal[]> =>
  tied(db)
    .$if(filter.status !== undefined, query => query.where('proposal.status', '=', filter.status ?? ''))
    .$if(filter.source !== undefined, query => query.where('proposal.source', '=', filter.source ?? ''))
    .$if(filter.year !== undefined, query => query.where('proposal.suggestedYear', '=', filter.year ?? 0))
    .$if(filter.amends !== undefined, query => query.where('proposal.amends', '=', filter.amends ?? ''))
    .$if(after !== null, query => query.where('proposal.id', '<', after ?? ''))
    .orderBy('proposal.id', 'desc')
    .limit(limit)
    .execute()

/** How many proposals there are of each status and source. */
export async function countProposals(db: Database): Promise<{ status: string; source: string; count: number }[]> {
  const rows = await db
    .selectFrom('proposal')
    .select(({ fn }) => ['status', 'source', fn.countAll<number | string>().as('count')])
    .groupBy(['status', 'source'])
    .execute()
  return rows.map(row => ({ ...row, count: Number(row.count) }))
}

/** Which of these titles stand in the pool already. */
export async function selectKnownTitles(db: Database, titles: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>()
  const BATCH = 500
  for (let at = 0; at < titles.length; at += BATCH) {
    const rows = await db
      .selectFrom('proposal')
      .select('title')
      .where('title', 'in', titles.slice(at, at + BATCH))
      .execute()
    for (const { title } of rows) known.add(title)
  }
  return known
}

/** Every proposal, for whoever must look at each. */
export const selectAllProposals = (db: Database): Promise<ProposalRow[]> => db.selectFrom('proposal').selectAll().execute()

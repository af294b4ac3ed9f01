/** Rows that were written before there was an index, or before their kind was in it: some at a time, and the mark that all of them are in. */
import type { Database, Transaction } from '../store/database.ts'

const MARK = 'search.indexed'

export async function wasIndexed(db: Database, wanted: string): Promise<boolean> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', MARK).executeTakeFirst()
  return row?.value === wanted
}

export const markIndexed = (trx: Transaction, value: string) =>
  trx
    .insertInto('setting')
    .values({ key: MARK, value })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value }))
    .execute()

/** Which of these subjects the index knows. */
export async function knownSubjects(db: Database, kind: string, subjects: readonly string[]): Promise<Set<string>> {
  if (subjects.length === 0) return new Set()
  const rows = await db
    .selectFrom('searchEntry')
    .select('subject')
    .where('kind', '=', kind)
    .where('subject', 'in', [...subjects])
    .execute()
  return new Set(rows.map(({ subject }) => subject))
}

export const opinionsAfter = (db: Database, after: string, limit: number) =>
  db
    .selectFrom('opinion')
    .select(['id', 'bill', 'article', 'givenBy', 'body', 'proposal'])
    .where('status', '=', 'submitted')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()

export const evidenceAfter = (db: Database, after: string, limit: number) =>
  db
    .selectFrom('evidence')
    .innerJoin('checklistItem', 'checklistItem.id', 'evidence.item')
    .selectAll('evidence')
    .select('checklistItem.bill as bill')
    .where('evidence.id', '>', after)
    .orderBy('evidence.id')
    .limit(limit)
    .execute()

export const accountsAfter = (db: Database, after: string, limit: number) =>
  db
    .selectFrom('account')
    .select(['id', 'displayName', 'disabled'])
    .where('disabled', '=', 0)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()

export const proposalsAfter = (db: Database, after: string, limit: number) =>
  db.selectFrom('proposal').select(['id', 'title', 'proposedBy', 'reason']).where('id', '>', after).orderBy('id').limit(limit).execute()

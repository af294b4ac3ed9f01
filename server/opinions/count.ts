import type { Database } from '../store/database.ts'
import { countAnswers } from './store.ts'

export interface OpinionCount {
  readonly total: number
  readonly unanswered: number
}

/** Submitted opinions by bill, in one query; a bill without any is missing. What is not submitted counts for nobody. */
export async function countOpinions(db: Database, bills: readonly string[]): Promise<Map<string, OpinionCount>> {
  const rows = await countAnswers(db, bills)
  return new Map(rows.map(({ bill, total, unanswered }) => [bill, { total: Number(total), unanswered: Number(unanswered) }]))
}

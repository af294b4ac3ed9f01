import type { Database } from '../store/database.ts'
import { countOfBill, selectLastOf } from './store.ts'

/** How many inspections a regulation had, and how many problems they found. */
export const countProblems = (db: Database, bill: string): Promise<{ inspections: number; problems: number }> => countOfBill(db, bill)

/** When the last inspection of each of some regulations began; one that was never inspected is missing. */
export const lastInspections = async (db: Database, bills: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await selectLastOf(db, bills)).map(({ bill, on }) => [bill, on]))

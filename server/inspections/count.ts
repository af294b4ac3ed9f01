import type { Database } from '../store/database.ts'
import { countOfBill } from './store.ts'

/** How many inspections a regulation had, and how many problems they found. */
export const countProblems = (db: Database, bill: string): Promise<{ inspections: number; problems: number }> => countOfBill(db, bill)

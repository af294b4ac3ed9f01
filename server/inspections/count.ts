import type { Database } from '../store/database.ts'

/** How many inspections a regulation had, and how many problems they found. */
export async function countProblems(_db: Database, _bill: string): Promise<{ inspections: number; problems: number }> {
  return { inspections: 0, problems: 0 }
}

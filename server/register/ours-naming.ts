import type { Database } from '../store/database.ts'
import { articlesNaming, type Naming } from './citing.ts'
import { selectByIds, selectRunningBills } from './store.ts'

/** Articles of our regulations and of running drafts that name a law. */
export async function oursNaming(db: Database, title: string): Promise<Naming[]> {
  const [regulations, drafts] = await Promise.all([articlesNaming(db, 'regulation', title), articlesNaming(db, 'document', title)])
  const known = await selectByIds(db, [...new Set(regulations.map(({ subject }) => subject))])
  const own = new Set(known.flatMap(row => (row.own === 1 && row.title !== title ? [row.id] : [])))
  const running = await selectRunningBills(db, [...new Set(drafts.flatMap(({ bill }) => bill ?? []))])
  return [
    ...regulations.filter(({ subject }) => own.has(subject)).map(naming => ({ ...naming, bill: null })),
    ...drafts.filter(({ bill }) => bill !== null && running.has(bill))
  ]
}

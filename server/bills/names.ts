import { placeTitle } from '../lifecycle/advance.ts'
import type { Services } from '../store/services.ts'
import { eventTitle } from './steps.ts'
import { findBills, selectBillTitles } from './store.ts'
import { readState } from './view.ts'
import { procedureOf } from './workflows.ts'

/** What a bill is called, and its steps and places by the definition it runs on. */
export interface BillNames {
  readonly title: string
  /** @param from the place in which it was taken */
  readonly event: (code: string, from: string) => string
  readonly place: (code: string) => string
}

/** The names of some bills: one query, and a definition once. A bill that does not exist is missing. */
export async function billNames({ db }: Pick<Services, 'db'>, ids: readonly string[]): Promise<Map<string, BillNames>> {
  const names = new Map<string, BillNames>()
  for (const { id, title, workflowHash } of await findBills(db, ids)) {
    const procedure = await procedureOf(db, workflowHash)
    names.set(id, { title, event: (code, from) => eventTitle(procedure, code, from), place: code => placeTitle(procedure, code) })
  }
  return names
}

/** What the weekly sheet asks of a bill: whether it is still under way, and since when it stands where it stands. */
export interface WeekBill {
  readonly title: string
  readonly active: boolean
  readonly since: string
}

export async function readWeekBills({ db }: Pick<Services, 'db'>, ids: readonly string[]): Promise<Map<string, WeekBill>> {
  return new Map(
    (await findBills(db, ids)).map(row => [row.id, { title: row.title, active: row.status === 'active', since: readState(row).since }])
  )
}

/** Every bill by id and title, the newest first: what a form may choose from. */
export const allBillTitles = async ({ db }: Pick<Services, 'db'>): Promise<(readonly [id: string, title: string])[]> =>
  (await selectBillTitles(db)).map(({ id, title }) => [id, title] as const)

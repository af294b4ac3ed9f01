import { Compile } from 'typebox/compile'
import { ItemStatus } from '../../schema/implementation.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { itemLamp } from './ledger.ts'
import { selectDue } from './store.ts'

const statuses = Compile(ItemStatus)

/** A row of a ledger that waits to be done. */
export interface DueItem {
  readonly id: string
  readonly bill: string
  readonly billTitle: string
  readonly title: string
  readonly responsibleUnit: string
  readonly dueOn: string | null
}

/**
 * Rows of all ledgers that are due by a day and not settled, the earliest first: one query, over these rows alone.
 * @param officer whose bills (承办人); null for all
 */
export async function dueItems({ db, now }: Pick<Services, 'db' | 'now'>, until: string, officer: string | null): Promise<DueItem[]> {
  const today = chinaDate(now())
  const rows = await selectDue(db, until, officer)
  return rows.flatMap(({ id, bill, billTitle, title, responsibleUnit, dueOn, status, repeats, evidence }) => {
    const standing = { status: statuses.Parse(status), dueOn, repeats: Number(repeats) === 1, evidence: Number(evidence) }
    const isSettled = itemLamp(standing, today).colour === 'green'
    return isSettled ? [] : [{ id, bill, billTitle, title, responsibleUnit: responsibleUnit ?? '', dueOn }]
  })
}

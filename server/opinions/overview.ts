import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { selectOverview, selectRunningRounds } from './store.ts'

export interface OpinionOverview {
  readonly bills: readonly {
    readonly id: string
    readonly title: string
    readonly unanswered: number
    readonly count: number
    /** The running round that closes first, if there is one. */
    readonly round: { readonly id: string; readonly title: string; readonly opensOn: string; readonly closesOn: string } | null
  }[]
  readonly open: number
  readonly total: number
}

/** Bills with opinions or a running round: most unanswered first. Every signed-in role may read it. */
export async function readOverview({ db, now }: Services): Promise<OpinionOverview> {
  const [rows, rounds] = await Promise.all([selectOverview(db), selectRunningRounds(db, chinaDate(now()))])
  const roundOf = new Map(rounds.map(round => [round.bill, round]).reverse() as [string, (typeof rounds)[number]][])
  const counted = rows.map(({ id, title, unanswered, count }) => ({ id, title, unanswered: Number(unanswered ?? 0), count: Number(count) }))
  const known = new Set(counted.map(({ id }) => id))
  const asked = rounds.filter(({ bill }, at) => !known.has(bill) && rounds.findIndex(other => other.bill === bill) === at)
  const bills = [...counted, ...asked.map(({ bill, billTitle }) => ({ id: bill, title: billTitle, unanswered: 0, count: 0 }))]
    .map(bill => ({ ...bill, round: roundOf.get(bill.id) ?? null }))
    .sort((a, b) => b.unanswered - a.unanswered || (a.id < b.id ? 1 : -1))
  const sum = (of: (bill: (typeof bills)[number]) => number) => bills.reduce((all, bill) => all + of(bill), 0)
  return { bills, open: sum(bill => bill.unanswered), total: sum(bill => bill.count) }
}

import type { Progress } from '../../schema/plans.ts'
import { type BillStanding, readStandings } from '../bills/standing.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { progressRow, type Standing } from './progress.ts'
import { demandPlan } from './read.ts'
import { selectItems } from './store.ts'
import { showItem, showPlan } from './view.ts'

/** The progress report of a plan (进展情况): one row an item, in as many queries for one item as for sixty. @throws {Problem} `not-found` */
export async function readProgress(services: Pick<Services, 'db' | 'now'>, plan: string): Promise<Progress> {
  const row = await demandPlan(services.db, plan)
  const items = (await selectItems(services.db, plan)).map(showItem)
  const standings = await readStandings(
    services,
    items.flatMap(({ bill }) => bill ?? [])
  )
  const asOf = chinaDate(services.now())
  const rows = items.map(item => {
    const standing = item.bill === null ? undefined : standings.get(item.bill)
    return progressRow(item, standing ? seen(standing) : null, asOf)
  })
  return { plan: showPlan(row), asOf, items: rows }
}

const seen = ({ bill, next, reachedOn }: BillStanding): Standing => ({
  ...bill,
  filedOn: chinaDate(new Date(bill.createdAt)),
  next: nextInWords(next),
  reachedOn
})

function nextInWords(next: BillStanding['next']): string {
  if (!next) return '—'
  if (next.automatic) return `${next.title}（到期自动办理）`
  return next.allowed || next.missing === 0 ? next.title : `${next.title}（还差 ${next.missing} 项）`
}

import type { PlanYear, ProgressRow } from '../../schema/plans.ts'
import type { Services } from '../store/services.ts'
import { demandPlan } from './read.ts'
import { readProgress } from './read-progress.ts'
import { countItems, selectPlansOfYears } from './store.ts'

const YEARS = 5

/**
 * A five-year plan year by year: what it means for each year, how much of that was promulgated, and the year's annual plan.
 * @throws {Problem} `not-found`
 */
export async function readPlanYears(
  services: Pick<Services, 'db' | 'now'>,
  id: string
): Promise<{ years: PlanYear[]; undated: ProgressRow[] }> {
  const { year } = await demandPlan(services.db, id)
  const { items } = await readProgress(services, id)
  const annual = await selectPlansOfYears(services.db, 'annualPlan', year, year + YEARS - 1)
  const counts = await countItems(
    services.db,
    annual.map(plan => plan.id)
  )
  const years = Array.from({ length: YEARS }, (_, nth) => year + nth).map(each => {
    const own = items.filter(item => yearOf(item) === each)
    const plan = annual.findLast(one => one.year === each && one.passedOn !== null) ?? annual.findLast(one => one.year === each)
    return {
      year: each,
      items: own,
      promulgated: own.filter(({ actualOn }) => actualOn.promulgation !== undefined).length,
      annual: plan ? { id: plan.id, title: plan.title, items: counts.get(plan.id) ?? 0 } : null
    }
  })
  return { years, undated: items.filter(item => yearOf(item) === null) }
}

/** The year for which a plan means an item: that of its promulgation, else of the last milestone that has a date. */
export function yearOf({ plannedOn }: Pick<ProgressRow, 'plannedOn'>): number | null {
  const day =
    plannedOn.promulgation ?? plannedOn.approvalRequest ?? plannedOn.secondReading ?? plannedOn.firstReading ?? plannedOn.draftingDone
  return day === undefined ? null : Number(day.slice(0, 4))
}

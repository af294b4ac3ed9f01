import type { NextPlan, Plan, PlanItem, ProgressRow } from '../../schema/plans.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import { addItem, addPlan } from './add.ts'
import { readProgress } from './read-progress.ts'
import { selectPlansOfYears } from './store.ts'

/** How far back the five-year plan that holds a year may begin. */
const FIVE_YEARS = 4

/**
 * Draws up the annual plan of a year (编制年度计划). What the year before has left unfinished comes with it, and so does what the five-year plan means for
 * this year: each once, with where it came from.
 * @returns the plan and how many items were carried over
 * @throws {Problem} `forbidden`, `plan-exists`, `plan-year-taken`
 */
export async function drawUpNextPlan(
  services: Services,
  actor: ActorOrOperator,
  { year, title }: NextPlan
): Promise<{ readonly plan: Plan; readonly carried: number }> {
  demandRole(actor, 'staff')
  return transaction(services.db, async trx => {
    const inside = { ...services, db: trx }
    const annual = await lastOf(await selectPlansOfYears(trx, 'annualPlan', year - 1, year - 1))
    const five = await lastOf(await selectPlansOfYears(trx, 'fiveYearPlan', year - FIVE_YEARS, year))
    const name = title ?? annual?.title.replace(String(year - 1), String(year)) ?? `${year}年度立法计划`
    const plan = await addPlan(inside, actor, { title: name, kind: 'annualPlan', year })
    const before = annual ? (await readProgress(inside, annual.id)).items.filter(isUnfinished) : []
    const planned = five ? (await readProgress(inside, five.id)).items.filter(row => isUnfinished(row) && isMeantFor(row, year)) : []
    let carried = 0
    const known = new Set<string>()
    for (const { row, from } of [
      ...before.map(row => ({ row, from: annual?.title ?? '' })),
      ...planned.map(row => ({ row, from: five?.title ?? '' }))
    ]) {
      const names = [row.title, row.bill].filter(name => name !== null)
      if (names.some(name => known.has(name))) continue
      for (const name of names) known.add(name)
      await addItem(inside, actor, plan.id, carriedOver(row, from), { carriedFrom: row.id })
      carried++
    }
    return { plan, carried }
  })
}

/** Of several plans of one year the passed one counts, else the newest. */
const lastOf = <T extends { readonly passedOn: string | null }>(plans: readonly T[]): T | undefined =>
  plans.findLast(({ passedOn }) => passedOn !== null) ?? plans.at(-1)

/** Whether an item is still to be done: neither promulgated nor ended (撤回、终止、未通过、不予批准). */
const isUnfinished = ({ status, actualOn }: ProgressRow): boolean =>
  actualOn.promulgation === undefined && (status === null || status === 'active' || status === 'suspended')

/** A five-year plan means an item for the year of its first reading, or of what else it plans. */
function isMeantFor({ plannedOn }: ProgressRow, year: number): boolean {
  const days = [plannedOn.firstReading, plannedOn.secondReading, plannedOn.promulgation].filter(day => day !== undefined)
  return days.some(day => day.startsWith(`${year}-`))
}

const CATEGORY: Readonly<Record<PlanItem['category'], PlanItem['category']>> = {
  deliberation: 'deliberation',
  preparatory: 'preparatory',
  research: 'research',
  classOne: 'deliberation',
  classTwo: 'preparatory',
  classThree: 'research'
}

const carriedOver = (row: ProgressRow, from: string) => ({
  title: row.title,
  category: CATEGORY[row.category],
  bill: row.bill,
  sponsor: row.sponsor,
  draftingUnit: row.draftingUnit,
  responsibleUnit: row.responsibleUnit,
  plannedOn: row.plannedOn,
  amends: row.amends,
  note: `续自《${from}》`
})

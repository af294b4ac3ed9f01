/** Rows of the 施工图 of all bills: each against the plan that was first made, what happened so far, and where it is likely to end. Pure. */
import type { Lamp, Progress } from '../../schema/plans.ts'
import { MILESTONE_TITLES, MILESTONES, PLAN_CATEGORY_TITLES, type PlannedDates } from '../../schema/plans.ts'
import type { ChartRow } from '../../schema/tasks.ts'
import type { WorkflowDefinition } from '../../schema/workflow.ts'
import type { BillStanding } from '../bills/standing.ts'
import { stepsOf } from '../lifecycle/procedure.ts'
import type { ScheduleItem } from '../lifecycle/schedule.ts'
import { chinaDate, daysFrom } from '../web/dates.ts'

type PlanRow = Progress['items'][number]

export interface Planned {
  readonly baseline: readonly ScheduleItem[]
  readonly baselineTarget: string
  readonly target: string
}

export interface Drawn {
  readonly standing: BillStanding
  readonly definition: WorkflowDefinition
  /** The 施工图 of the bill; null without one. */
  readonly planned: Planned | null
  /** Its item of this year's plan; null when it stands in none. */
  readonly item: PlanRow | null
  readonly likelyEnd: string | null
}

export const OUTSIDE = '计划外'

/** @param beginning of the chart: where the plan has no milestone yet, its first span begins @param today legal date */
export function chartRow({ standing, definition, planned, item, likelyEnd }: Drawn, beginning: string, today: string): ChartRow {
  const { bill, reachedOn } = standing
  const from = chinaDate(new Date(bill.createdAt))
  const isOver = reachedOn.promulgation !== undefined || (bill.status !== 'active' && bill.status !== 'suspended')
  const end = isOver ? (reachedOn.promulgation ?? chinaDate(new Date(bill.updatedAt))) : today
  const lateSince = isOver || bill.status !== 'active' ? null : sinceWhen(planned, item, definition, bill.stage, today)
  const likelyLate = isOver || likelyEnd === null || planned === null ? null : daysFrom(planned.baselineTarget, likelyEnd)
  return {
    bill: bill.id,
    title: bill.title,
    group: item ? PLAN_CATEGORY_TITLES[item.category] : OUTSIDE,
    unit: bill.draftingUnit ?? item?.responsibleUnit ?? bill.competentCommittee,
    caseOfficer: bill.caseOfficer,
    stageTitle: bill.stageTitle,
    target: planned?.target ?? bill.targetOn,
    baselineTarget: planned?.baselineTarget ?? null,
    likelyEnd: isOver ? null : likelyEnd,
    likelyLate,
    planned: planned ? stagesOf(planned.baseline) : item ? spansOf(item.plannedOn, beginning) : [],
    actual: { from, to: end < from ? from : end, done: reachedOn.promulgation !== undefined },
    lateSince,
    lamp: lampOf({ isOver, item, lateSince, likelyLate, suspended: bill.status === 'suspended', planned: planned !== null }, today)
  }
}

/** An item of the plan for which no bill was filed yet. */
export const itemRow = (item: PlanRow, beginning: string): ChartRow => ({
  bill: null,
  title: item.title,
  group: PLAN_CATEGORY_TITLES[item.category],
  unit: item.draftingUnit ?? item.responsibleUnit,
  caseOfficer: null,
  stageTitle: item.stageTitle,
  target: null,
  baselineTarget: null,
  likelyEnd: null,
  likelyLate: null,
  planned: spansOf(item.plannedOn, beginning),
  actual: null,
  lateSince: item.lamp.colour === 'red' ? item.nextOn : null,
  lamp: item.lamp
})

/** Each span of a plan ends at its milestone and begins where the one before ended; the first with the chart, or with the plan where that is earlier. */
function spansOf(planned: PlannedDates, beginning: string): ChartRow['planned'] {
  const spans: ChartRow['planned'] = []
  for (const milestone of MILESTONES) {
    const to = planned[milestone]
    if (to !== undefined)
      spans.push({ title: MILESTONE_TITLES[milestone], from: spans.at(-1)?.to ?? (to < beginning ? to : beginning), to })
  }
  return spans
}

const stagesOf = (items: readonly ScheduleItem[]): ChartRow['planned'] =>
  items.filter(({ kind }) => kind === 'stage').map(({ title, start, due }) => ({ title, from: start, to: due }))

/** The earliest day by which a step that is not behind the bill should have been left; without a 施工图, the plan's own. */
function sinceWhen(
  planned: Planned | null,
  item: PlanRow | null,
  definition: WorkflowDefinition,
  place: string,
  today: string
): string | null {
  if (planned === null) return item?.lamp.colour === 'red' ? item.nextOn : null
  const order = definition.stages.flatMap(stepsOf).map(({ id }) => id)
  const here = order.indexOf(place)
  const days = planned.baseline.flatMap(step =>
    step.kind === 'step' && step.place !== null && order.indexOf(step.place) >= here && step.due < today ? [step.due] : []
  )
  return days.sort()[0] ?? null
}

interface Situation {
  readonly isOver: boolean
  readonly item: PlanRow | null
  readonly lateSince: string | null
  readonly likelyLate: number | null
  readonly suspended: boolean
  readonly planned: boolean
}

function lampOf({ isOver, item, lateSince, likelyLate, suspended, planned }: Situation, today: string): Lamp {
  if (isOver) return item && item.lamp.colour !== 'red' ? item.lamp : { colour: 'green', words: '已办结' }
  if (suspended) return { colour: 'amber', words: '暂停办理' }
  if (lateSince !== null) return { colour: 'red', words: `逾期 ${daysFrom(lateSince, today)} 天` }
  if (likelyLate !== null && likelyLate > 0) return { colour: 'amber', words: `预计晚 ${likelyLate} 天` }
  return planned || item ? { colour: 'green', words: '如期' } : { colour: 'none', words: '尚未排期' }
}

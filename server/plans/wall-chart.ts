import {
  MILESTONE_TITLES,
  MILESTONES,
  PLAN_CATEGORY_TITLES,
  type PlannedDates,
  type Progress,
  type ProgressRow
} from '../../schema/plans.ts'
import type { WallChart, WallRow } from '../formats/wall-chart-svg.tsx'

/** A five-year plan lasts five. */
const YEARS = { annualPlan: 1, fiveYearPlan: 5 } as const

/** 施工图 of a whole plan: its items by category, each with its planned milestones and how far it has come. */
export function wallChartOf({ plan, asOf, items }: Progress): WallChart {
  const from = `${plan.year}-01-01`
  const groups = Map.groupBy(items, ({ category }) => category)
  return {
    title: `${plan.title}施工图`,
    from,
    to: `${plan.year + YEARS[plan.kind] - 1}-12-31`,
    today: asOf,
    groups: [...groups].map(([category, rows]) => ({
      title: PLAN_CATEGORY_TITLES[category],
      rows: rows.map(row => rowOf(row, from, asOf))
    }))
  }
}

function rowOf(row: ProgressRow, from: string, today: string): WallRow {
  const isOver = row.actualOn.promulgation !== undefined || (row.status !== null && row.status !== 'active' && row.status !== 'completed')
  const earliest = first([row.startedOn, ...daysOf(row.actualOn)]) ?? null
  // What began before the plan did is drawn from the plan's beginning.
  const begun = earliest !== null && earliest < from ? from : earliest
  const end = isOver ? (daysOf(row.actualOn).at(-1) ?? begun) : today
  const planned = daysOf(row.plannedOn)[0]
  return {
    title: row.title,
    note: [row.draftingUnit ?? row.responsibleUnit, row.stageTitle].filter(Boolean).join('　'),
    planned: spansOf(row.plannedOn, planned !== undefined && planned < from ? planned : from),
    actual: begun === null || end === null || end < begun ? null : { from: begun, to: end, done: row.actualOn.promulgation !== undefined },
    lateSince: row.lamp.colour === 'red' ? row.nextOn : null,
    words: row.lamp.words
  }
}

/** Each span ends at its milestone and begins where the one before ended. */
export function spansOf(planned: PlannedDates, from: string): WallRow['planned'] {
  const spans: { title: string; from: string; to: string }[] = []
  for (const milestone of MILESTONES) {
    const to = planned[milestone]
    if (to !== undefined) spans.push({ title: MILESTONE_TITLES[milestone], from: spans.at(-1)?.to ?? from, to })
  }
  return spans
}

const daysOf = (dates: PlannedDates): string[] => MILESTONES.flatMap(milestone => dates[milestone] ?? []).sort()

const first = (days: readonly (string | null)[]): string | undefined => days.filter(day => day !== null).sort()[0]

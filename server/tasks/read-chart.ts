import { PLAN_CATEGORY_TITLES, type Plan, type Progress } from '../../schema/plans.ts'
import type { ChartRow, WorkChart } from '../../schema/tasks.ts'
import { definitionsOf } from '../bills/definitions.ts'
import { type BillStanding, openStandings, readStandings } from '../bills/standing.ts'
import { type WallRow, wallChartSvg } from '../formats/wall-chart-svg.tsx'
import { meetingDays } from '../meetings/read.ts'
import { readProgress } from '../plans/read-progress.ts'
import type { Actor, Services } from '../store/services.ts'
import { addDays, chinaDate } from '../web/dates.ts'
import { chartRow, itemRow, OUTSIDE } from './chart-rows.ts'
import { thisYear } from './desk.ts'
import { readOutlook } from './outlook.ts'
import { type KnownEnds, likelyEnd } from './plan-ahead.ts'
import { readPlanned } from './planned.ts'
import { selectSchedules } from './store.ts'

export interface ChartFilter {
  readonly only?: 'own' | 'late' | 'unplanned' | undefined
  readonly unit?: string | undefined
}

/** How far ahead the wall chart reaches, in days: what lies further has no week yet. */
const AHEAD = 300
const MEETING_BODY = 'standingCommittee'

interface Sheet {
  readonly title: string
  /** The chart reaches from here until here, and further where a row does. */
  readonly from: string
  readonly until: string
  readonly items: Progress['items']
  readonly standings: readonly BillStanding[]
}

/**
 * 施工图 of this year: the items of the annual plan and all bills under way, each with its first plan, what happened and the likely end. As many
 * queries for 500 bills as for one.
 */
export async function readChart(services: Services, actor: Actor, filter: ChartFilter): Promise<WorkChart> {
  const today = chinaDate(services.now())
  const year = today.slice(0, 4)
  const progress = await thisYear(services, today)
  const items = progress?.plan.year === Number(year) ? progress.items : []
  const also = items.flatMap(({ bill }) => bill ?? [])
  // What was promulgated this year was changed this year; the day before is for the hours between UTC and here.
  const all = await openStandings(services, { also, changedSince: `${Number(year) - 1}-12-31` })
  const planned = new Set(items.map(({ bill }) => bill))
  const standings = all.filter(standing => planned.has(standing.bill.id) || isOfYear(standing, year))
  return chartOf(services, actor, filter, {
    title: `${year}年度立法施工图`,
    from: `${year}-01-01`,
    until: `${year}-12-31`,
    ...{ items, standings }
  })
}

/** A five-year plan lasts five. */
const YEARS = { annualPlan: 1, fiveYearPlan: 5 } as const

/** 施工图 of one plan: its items alone, drawn as those of the year are. @throws {Problem} `not-found` */
export async function readPlanChart(
  services: Services,
  actor: Actor,
  id: string,
  filter: ChartFilter
): Promise<{ plan: Plan; chart: WorkChart }> {
  const { plan, items } = await readProgress(services, id)
  const standings = await readStandings(
    services,
    items.flatMap(({ bill }) => bill ?? [])
  )
  const chart = await chartOf(services, actor, filter, {
    title: `${plan.title}施工图`,
    from: `${plan.year}-01-01`,
    until: `${plan.year + YEARS[plan.kind] - 1}-12-31`,
    items,
    standings: [...standings.values()]
  })
  return { plan, chart }
}

async function chartOf(
  services: Services,
  actor: Actor,
  { only, unit }: ChartFilter,
  { title, from, until, items, standings }: Sheet
): Promise<WorkChart> {
  const today = chinaDate(services.now())
  const itemOf = new Map(items.flatMap(item => (item.bill === null ? [] : [[item.bill, item] as const])))
  const ids = standings.map(({ bill }) => bill.id)
  const [outlook, known, schedules, definitions] = await Promise.all([
    readOutlook(services),
    meetingDays(services.db, from),
    selectSchedules(services.db, ids),
    definitionsOf(services, ids)
  ])
  const ends: KnownEnds = new Map()
  const drawn = standings.flatMap(standing => {
    const definition = definitions.get(standing.bill.id)
    if (!definition) return []
    const plans = schedules.get(standing.bill.id)
    const planned = plans
      ? { baseline: readPlanned(plans.baseline), baselineTarget: plans.baseline.target, target: plans.current.target }
      : null
    const { stage: place, since, status } = standing.bill
    const ahead = { place, since, today, goal: plans?.current.goal ?? null }
    const end = status === 'active' ? likelyEnd(definition, ahead, outlook, ends) : null
    const item = itemOf.get(standing.bill.id) ?? null
    return [chartRow({ standing, definition, planned, item, likelyEnd: end }, from, today)]
  })
  const rows = inOrder([...drawn, ...items.filter(({ bill }) => bill === null).map(item => itemRow(item, from))])
  const filters = {
    own: (row: ChartRow) => row.caseOfficer === actor.displayName,
    late: (row: ChartRow) => row.lateSince !== null,
    unplanned: (row: ChartRow) => row.bill !== null && row.baselineTarget === null && row.actual?.done === false
  }
  const shown = rows.filter(row => (only === undefined || filters[only](row)) && (unit === undefined || row.unit === unit))
  return {
    title,
    from,
    to: latest(shown, until, today),
    today,
    meetings: known[MEETING_BODY] ?? [],
    rows: shown,
    counts: {
      all: rows.length,
      own: rows.filter(filters.own).length,
      late: rows.filter(filters.late).length,
      unplanned: rows.filter(filters.unplanned).length
    },
    units: [...new Set(rows.flatMap(row => row.unit ?? []))].sort((a, b) => a.localeCompare(b, 'zh-Hans-CN'))
  }
}

/** Under way, or ended this year. */
function isOfYear({ bill, reachedOn }: BillStanding, year: string): boolean {
  if (reachedOn.promulgation !== undefined) return reachedOn.promulgation.startsWith(year)
  return bill.status === 'active' || bill.status === 'suspended' || chinaDate(new Date(bill.updatedAt)).startsWith(year)
}

const GROUPS: readonly string[] = [...Object.values(PLAN_CATEGORY_TITLES), OUTSIDE]

/** 审议 before 预备 before 调研; what stands in no plan last. */
function inOrder(rows: readonly ChartRow[]): ChartRow[] {
  return rows.toSorted((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group))
}

/** To the end of the plan, and further where a row does, but not beyond what has weeks. */
function latest(rows: readonly ChartRow[], until: string, today: string): string {
  const ends = rows.flatMap(row => [...row.planned.map(({ to }) => to), row.likelyEnd ?? ''])
  const last = ends.reduce((a, b) => (a > b ? a : b), until)
  const bound = addDays(today, AHEAD)
  const end = last < bound ? last : bound
  return end > until ? end : until
}

/** The chart as one SVG picture, cut to its own dates. */
export function drawChart(chart: WorkChart): string {
  const groups = Map.groupBy(chart.rows, ({ group }) => group)
  return wallChartSvg({
    ...chart,
    groups: [...groups].map(([title, rows]) => ({ title, rows: rows.map(row => wallRow(row, chart)) }))
  })
}

function wallRow(row: ChartRow, { from, to }: WorkChart): WallRow {
  const cut = (date: string): string => (date < from ? from : date > to ? to : date)
  return {
    title: row.title,
    note: [row.unit, row.stageTitle].filter(Boolean).join('　'),
    planned: row.planned
      .filter(span => span.to >= from && span.from <= to)
      .map(span => ({ title: span.title, from: cut(span.from), to: cut(span.to) })),
    actual: row.actual === null || row.actual.to < from ? null : { ...row.actual, from: cut(row.actual.from), to: cut(row.actual.to) },
    lateSince: row.lateSince === null ? null : cut(row.lateSince),
    likely: row.likelyEnd !== null && row.likelyEnd <= to ? row.likelyEnd : null,
    words: row.lamp.words
  }
}

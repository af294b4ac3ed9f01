/**
 * Room `tasks`: what waits to be done, by whom and until when. Due dates come from the 任务书 and the 施工图, from running periods of bills, from
 * the 四入 ledger and from plans. Begin with `readDesk`.
 */
import type { Progress } from '../../schema/plans.ts'
import { type BillStanding, handlesBills, openStandings } from '../bills/standing.ts'
import { dueItems } from '../implementation/read-due.ts'
import { listPlans } from '../plans/read.ts'
import { readProgress } from '../plans/read-progress.ts'
import type { Actor, Services } from '../store/services.ts'
import type { TaskRow } from '../store/tables.ts'
import { chinaDate, weekOf } from '../web/dates.ts'
import { byDay, clockRow, type DeskRow, heldRow, ledgerRow, milestoneRow, stepRow, taskRow } from './desk-rows.ts'
import { readPlanned } from './planned.ts'
import { selectOpenTasks, selectSchedules } from './store.ts'

export type { DeskRow }

export interface Phase {
  readonly title: string
  readonly items: Progress['items']
}

export interface DeskLists {
  readonly overdue: readonly DeskRow[]
  readonly thisWeek: readonly DeskRow[]
  readonly mine: readonly DeskRow[]
  readonly others: readonly DeskRow[]
}

export interface Desk extends DeskLists {
  readonly scope: 'own' | 'all'
  /** This year's plan; null without one. */
  readonly progress: Progress | null
  /** The plan's items by the stage that their bills stand in, the furthest first. */
  readonly phases: readonly Phase[]
}

/** The body whose staff these are: what it holds waits for the case officer. */
const OWN_BODY = '法制工作委员会'

/**
 * The desk of a person: the bills that he handles (承办) and the tasks that are his, or all of them for whoever has none. As many queries for
 * a thousand tasks as for one.
 * @param all also what others handle
 */
export async function readDesk(services: Services, actor: Actor, all: boolean): Promise<Desk> {
  const today = chinaDate(services.now())
  const { sunday } = weekOf(today)
  const progress = await thisYear(services, today)
  const also = (progress?.items ?? []).flatMap(({ bill }) => bill ?? [])
  const standings = await openStandings(services, { also })
  const active = standings.filter(({ bill }) => bill.status === 'active').map(({ bill }) => bill.id)
  const open = await selectOpenTasks(services.db, active, today, sunday)
  const schedules = await selectSchedules(services.db, active)
  const titles = new Map(standings.map(({ bill }) => [bill.id, bill]))
  const isOwn = ({ bill }: { bill: string }) => titles.get(bill)?.caseOfficer === actor.displayName
  const hasOwn = open.some(({ person }) => person === actor.displayName) || (await handlesBills(services, actor.displayName))
  const scope = all || !hasOwn ? 'all' : 'own'
  const bills = scope === 'own' ? standings.filter(({ bill }) => isOwn({ bill: bill.id })) : standings
  const shown = new Map(bills.map(({ bill }) => [bill.id, bill]))
  const ledgers = await dueItems(services, sunday, scope === 'own' ? actor.displayName : null)

  // What has no dates yet is looked at when the bill has come to its place.
  const tasks = open.filter(task => {
    const inSight = task.dueOn !== null || task.startOn !== null || task.place === titles.get(task.bill)?.stage
    return inSight && (scope === 'all' || isOwn(task) || task.person === actor.displayName)
  })
  const isMyTask = (task: TaskRow) => task.person === actor.displayName || (task.person === null && task.unit === OWN_BODY && isOwn(task))
  const isMyBill = ({ bill, holder }: BillStanding) => isOwn({ bill: bill.id }) && (holder === null || holder === OWN_BODY)
  const waiting = bills.filter(({ bill, next }) => bill.status === 'active' && next !== null)
  const dated = ({ dueOn }: DeskRow) => dueOn !== null && dueOn <= sunday
  const rows = [
    ...tasks.map(task => ({ row: taskRow(task, titles.get(task.bill)?.title ?? ''), mine: isMyTask(task) })),
    ...waiting.map(standing => ({ row: stepRow(standing, stepDue(schedules.get(standing.bill.id), standing)), mine: isMyBill(standing) }))
  ]
  const due = [
    ...rows.flatMap(({ row }) => (dated(row) ? [row] : [])),
    ...bills.flatMap(clockRow),
    ...ledgers.map(ledgerRow),
    ...(progress?.items ?? []).flatMap(item => milestoneRow(item, scope === 'own' ? shown : null))
  ].sort(byDay)
  const later = rows.filter(({ row }) => !dated(row))
  const heldBy = new Map(waiting.map(standing => [`/bills/${standing.bill.id}`, standing]))
  return {
    scope,
    overdue: due.filter(({ dueOn }) => dueOn !== null && dueOn < today),
    thisWeek: due.filter(({ dueOn }) => dueOn !== null && dueOn >= today && dueOn <= sunday),
    mine: later.flatMap(({ row, mine }) => (mine ? [row] : [])).sort(byDay),
    others: later.flatMap(({ row, mine }) => (mine ? [] : [held(row, heldBy)])),
    progress,
    phases: phasesOf(progress, standings)
  }
}

/** A step that another body holds is looked at, not taken. */
function held(row: DeskRow, standings: ReadonlyMap<string, BillStanding>): DeskRow {
  const standing = standings.get(row.href)
  return standing ? heldRow(standing) : row
}

/** When the 施工图 has a bill leave the place in which it stands. */
function stepDue(plans: { readonly current: Parameters<typeof readPlanned>[0] } | undefined, { bill }: BillStanding): string | null {
  const step = readPlanned(plans?.current).find(({ kind, place }) => kind === 'step' && place === bill.stage)
  return step?.due ?? null
}

/** Stages of the common definitions, the furthest first; a stage of another name stands before what has not begun. */
const FURTHEST_FIRST = ['evaluation', 'implementation', 'promulgation', 'approval', 'deliberation', 'drafting', 'initiation']

function phasesOf(progress: Progress | null, standings: readonly BillStanding[]): Phase[] {
  const bills = new Map(standings.map(({ bill }) => [bill.id, bill]))
  const phaseOf = (item: Progress['items'][number]) => bills.get(item.bill ?? '')
  const rank = (item: Progress['items'][number]) => {
    const at = FURTHEST_FIRST.indexOf(phaseOf(item)?.phase ?? '')
    return at < 0 ? FURTHEST_FIRST.length + (item.bill === null ? 1 : 0) : at
  }
  const sorted = (progress?.items ?? []).toSorted((a, b) => rank(a) - rank(b))
  return [...Map.groupBy(sorted, item => phaseOf(item)?.phaseTitle ?? '未启动')].map(([title, items]) => ({ title, items }))
}

/** The annual plan of the current year, else the newest one. */
export async function thisYear(services: Services, today: string): Promise<Progress | null> {
  const { items } = await listPlans(services, {})
  const annual = items.filter(({ kind }) => kind === 'annualPlan')
  const plan = annual.find(({ year }) => String(year) === today.slice(0, 4)) ?? annual[0]
  return plan ? readProgress(services, plan.id) : null
}

/**
 * Room `tasks`: what waits to be done, by whom and until when. It records nothing of its own yet: due dates come from running periods of bills, from
 * the 四入 ledger and from plans. Begin with `readDesk`.
 */

import { MAX_LIMIT } from '../../schema/http.ts'
import type { Ledger } from '../../schema/implementation.ts'
import { MILESTONE_TITLES, type Progress } from '../../schema/plans.ts'
import { listBills } from '../bills/list.ts'
import { type BillStanding, readStandings } from '../bills/standing.ts'
import { readLedgers } from '../implementation/read-ledger.ts'
import { listPlans } from '../plans/read.ts'
import { readProgress } from '../plans/read-progress.ts'
import type { Actor, Services } from '../store/services.ts'
import { chinaDate, weekOf } from '../web/dates.ts'

/** One thing to do: what, about which bill, who holds it, until when, and the one button that leads there. */
export interface DeskRow {
  readonly what: string
  readonly bill: string
  readonly who: string
  /** Until when; null where nothing is set. */
  readonly dueOn: string | null
  /** How many days it has waited already; for what others hold. */
  readonly waited: number | null
  readonly href: string
  readonly button: string
}

export interface Phase {
  readonly title: string
  readonly items: Progress['items']
}

export interface Desk {
  readonly overdue: readonly DeskRow[]
  readonly thisWeek: readonly DeskRow[]
  readonly mine: readonly DeskRow[]
  readonly others: readonly DeskRow[]
  /** This year's plan; null without one. */
  readonly progress: Progress | null
  /** The plan's items by the stage that their bills stand in, the furthest first. */
  readonly phases: readonly Phase[]
}

/** The body whose staff these are: what it holds waits for the case officer. */
const OWN_BODY = '法制工作委员会'

/**
 * The desk of a person: the bills that he handles (承办), or all of them for whoever handles none.
 * @param all also what others handle
 */
export async function readDesk(services: Services, actor: Actor, all: boolean): Promise<Desk & { readonly scope: 'own' | 'all' }> {
  const today = chinaDate(services.now())
  const [standings, ledgers, progress] = await Promise.all([allStandings(services), readLedgers(services), thisYear(services, today)])
  const own = standings.filter(({ bill }) => bill.caseOfficer === actor.displayName)
  const scope = all || own.length === 0 ? 'all' : 'own'
  const bills = scope === 'own' ? own : standings
  const shown = new Map(bills.map(({ bill }) => [bill.id, bill]))
  const due = [
    ...bills.flatMap(clockRow),
    ...ledgers.filter(({ bill }) => shown.has(bill.id)).flatMap(ledgerRows),
    ...(progress?.items ?? []).flatMap(item => milestoneRow(item, scope === 'own' ? shown : null))
  ].sort(byDay)
  const { sunday } = weekOf(today)
  const waiting = bills.filter(({ bill, next }) => bill.status === 'active' && next !== null)
  const isMine = ({ bill, holder }: BillStanding) => bill.caseOfficer === actor.displayName && (holder === null || holder === OWN_BODY)
  return {
    scope,
    overdue: due.filter(({ dueOn }) => dueOn !== null && dueOn < today),
    thisWeek: due.filter(({ dueOn }) => dueOn !== null && dueOn >= today && dueOn <= sunday),
    mine: waiting.filter(isMine).map(nextRow),
    others: waiting.filter(standing => !isMine(standing)).map(heldRow),
    progress,
    phases: phasesOf(progress, standings)
  }
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

async function allStandings(services: Services): Promise<BillStanding[]> {
  const ids: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listBills(services, { limit: MAX_LIMIT, cursor })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next
  }
  return [...(await readStandings(services, ids)).values()]
}

/** The annual plan of the current year, else the newest one. */
async function thisYear(services: Services, today: string): Promise<Progress | null> {
  const { items } = await listPlans(services, {})
  const annual = items.filter(({ kind }) => kind === 'annualPlan')
  const plan = annual.find(({ year }) => String(year) === today.slice(0, 4)) ?? annual[0]
  return plan ? readProgress(services, plan.id) : null
}

const byDay = (a: DeskRow, b: DeskRow): number => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1)

function clockRow({ bill, latest, holder }: BillStanding): DeskRow[] {
  if (latest === null || bill.status === 'completed') return []
  return [row(latest.title, bill.title, holder ?? '', latest.on, `/bills/${bill.id}`, '办理')]
}

const ledgerRows = ({ bill, items }: Ledger): DeskRow[] =>
  items
    .filter(({ lamp, dueOn, status }) => dueOn !== null && lamp.colour !== 'green' && status !== 'notApplicable')
    .map(({ id, title, responsibleUnit, dueOn }) =>
      row(title, bill.title, responsibleUnit, dueOn, `/bills/${bill.id}/ledger?item=${id}#item-${id}`, '登记')
    )

/** The next milestone of an item of the plan. @param shown the bills to look at; null for all, also items without a bill */
function milestoneRow(item: Progress['items'][number], shown: ReadonlyMap<string, unknown> | null): DeskRow[] {
  // What is shelved or has ended is not late, whatever the plan once said.
  if (item.status !== null && item.status !== 'active') return []
  if (item.nextMilestone === null || (shown !== null && !shown.has(item.bill ?? ''))) return []
  const href = item.bill === null ? `/plans/${item.plan}` : `/bills/${item.bill}`
  return [row(`计划${MILESTONE_TITLES[item.nextMilestone]}`, item.title, item.responsibleUnit ?? '', item.nextOn, href, '办理')]
}

const nextRow = ({ bill, next, latest }: BillStanding): DeskRow =>
  row(
    next?.title ?? '',
    bill.title,
    next && next.missing > 0 ? `还差 ${next.missing} 项` : '可以办理',
    latest?.on ?? null,
    `/bills/${bill.id}`,
    '办理'
  )

const heldRow = ({ bill, holder, days }: BillStanding): DeskRow => ({
  ...row(bill.stageTitle, bill.title, holder ?? bill.caseOfficer ?? '', null, `/bills/${bill.id}`, '查看'),
  waited: Math.max(0, days)
})

const row = (what: string, bill: string, who: string, dueOn: string | null, href: string, button: string): DeskRow => ({
  ...{ what, bill, who, dueOn, href, button },
  waited: null
})

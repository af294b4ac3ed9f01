/** What each kind of work looks like on 工作台: what, which bill, who holds it, until when, and where the button leads. Pure. */
import { MILESTONE_TITLES, type Progress } from '../../schema/plans.ts'
import type { BillStanding } from '../bills/standing.ts'
import type { DueItem } from '../implementation/read-due.ts'
import type { TaskRow } from '../store/tables.ts'

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

/** Without a day last; of one day in the order of the bills. */
export const byDay = (a: DeskRow, b: DeskRow): number => {
  const [left, right] = [a.dueOn ?? '9999', b.dueOn ?? '9999']
  return left < right ? -1 : left > right ? 1 : a.bill < b.bill ? -1 : a.bill > b.bill ? 1 : 0
}

/** A running period (法定期限). */
export function clockRow({ bill, latest, holder }: BillStanding): DeskRow[] {
  if (latest === null || bill.status === 'completed') return []
  return [row(latest.title, bill.title, holder ?? '', latest.on, `/bills/${bill.id}`, '办理')]
}

/** A row of a 四入 ledger. */
export const ledgerRow = ({ id, bill, billTitle, title, responsibleUnit, dueOn }: DueItem): DeskRow =>
  row(title, billTitle, responsibleUnit, dueOn, `/bills/${bill}/ledger?item=${id}#item-${id}`, '登记')

/** The next milestone of an item of the plan. @param shown the bills to look at; null for all, also items without a bill */
export function milestoneRow(item: Progress['items'][number], shown: ReadonlyMap<string, unknown> | null): DeskRow[] {
  // What is shelved or has ended is not late, whatever the plan once said.
  if (item.status !== null && item.status !== 'active') return []
  if (item.nextMilestone === null || (shown !== null && !shown.has(item.bill ?? ''))) return []
  const href = item.bill === null ? `/plans/${item.plan}` : `/bills/${item.bill}`
  return [row(`计划${MILESTONE_TITLES[item.nextMilestone]}`, item.title, item.responsibleUnit ?? '', item.nextOn, href, '办理')]
}

/** A task of the 任务书. */
export const taskRow = ({ id, bill, title, unit, person, dueOn }: TaskRow, billTitle: string): DeskRow =>
  row(title, billTitle, person === null ? unit : `${unit}　${person}`, dueOn, `/bills/${bill}/tasks/${id}?from=desk`, '办理')

/** The step that a bill waits for. @param dueOn when the 施工图 has the bill leave its place */
export const stepRow = ({ bill, next }: BillStanding, dueOn: string | null): DeskRow =>
  row(next?.title ?? '', bill.title, next && next.missing > 0 ? `还差 ${next.missing} 项` : '可以办理', dueOn, `/bills/${bill.id}`, '办理')

export const heldRow = ({ bill, holder, days }: BillStanding): DeskRow => ({
  ...row(bill.stageTitle, bill.title, holder ?? bill.caseOfficer ?? '', null, `/bills/${bill.id}`, '查看'),
  waited: Math.max(0, days)
})

const row = (what: string, bill: string, who: string, dueOn: string | null, href: string, button: string): DeskRow => ({
  ...{ what, bill, who, dueOn, href, button },
  waited: null
})

/**
 * How far each item (立法项目) of a plan has come, against its planned dates. Pure: bills, dates and `today` are arguments, so that page, file
 * and API tell the same. Begin at `progressRow`.
 */
import type { BillStatus } from '../../schema/bills.ts'
import { BILL_STATUS_TITLES } from '../../schema/bills.ts'
import type { Lamp, Milestone, PlanItem, PlannedDates, ProgressRow } from '../../schema/plans.ts'
import { MILESTONES } from '../../schema/plans.ts'
import { daysFrom } from '../web/dates.ts'

/** What the plan needs to know of an item's bill. */
export interface Standing {
  readonly stage: string
  readonly stageTitle: string
  readonly phaseTitle: string
  readonly status: BillStatus
  readonly sponsor: string | null
  readonly draftingUnit: string | null
  readonly competentCommittee: string | null
  readonly caseOfficer: string | null
  /** The day on which the bill was filed. */
  readonly filedOn: string
  /** What is next, in words: the step that the bill waits for, or what it lacks. */
  readonly next: string
  /** The days on which the milestones were reached. */
  readonly reachedOn: PlannedDates
}

/** A milestone this near is shown as 临近: two weeks are the least in which a committee can still be called together. */
const SOON_DAYS = 14

/** One row of the progress table. @param today legal date on which the report is made */
export function progressRow(item: PlanItem, bill: Standing | null, today: string): ProgressRow {
  const actualOn = bill?.reachedOn ?? {}
  // A bill that was withdrawn, terminated, rejected or refused waits for nothing and is late for nothing: the plan has to be adjusted.
  const ended = bill !== null && bill.status !== 'active' && bill.status !== 'completed' && bill.status !== 'suspended'
  const nextMilestone = ended ? null : nextOf(item.plannedOn, actualOn)
  const nextOn = nextMilestone ? (item.plannedOn[nextMilestone] ?? null) : null
  const late = ended ? 0 : deviation(item.plannedOn, actualOn, nextOn, today)
  return {
    ...item,
    sponsor: item.sponsor ?? bill?.sponsor ?? null,
    draftingUnit: item.draftingUnit ?? bill?.draftingUnit ?? null,
    responsibleUnit: item.responsibleUnit ?? bill?.competentCommittee ?? bill?.draftingUnit ?? item.draftingUnit,
    caseOfficer: bill?.caseOfficer ?? null,
    stage: bill?.stage ?? null,
    stageTitle: bill?.stageTitle ?? '未启动',
    phaseTitle: bill?.phaseTitle ?? '未启动',
    status: bill?.status ?? null,
    startedOn: bill?.filedOn ?? null,
    actualOn,
    lamp: lampOf(bill, actualOn, nextOn, late, today),
    daysLate: late,
    nextMilestone,
    nextOn,
    next: ended ? '调整计划' : (bill?.next ?? '启动起草')
  }
}

/** The first milestone after the last reached one that has a planned date: one that was passed over without a record is not waited for. */
function nextOf(planned: PlannedDates, actual: PlannedDates): Milestone | null {
  const reached = MILESTONES.findLastIndex(milestone => actual[milestone] !== undefined)
  return MILESTONES.slice(reached + 1).find(milestone => planned[milestone] !== undefined) ?? null
}

/** 偏差天数: how late the next milestone is, or else how late (negative: how early) the last reached one was. */
function deviation(planned: PlannedDates, actual: PlannedDates, nextOn: string | null, today: string): number {
  if (nextOn !== null && nextOn < today) return daysFrom(nextOn, today)
  const last = MILESTONES.findLast(milestone => actual[milestone] !== undefined && planned[milestone] !== undefined)
  const [plan, day] = last ? [planned[last], actual[last]] : []
  return plan && day ? daysFrom(plan, day) : 0
}

function lampOf(bill: Standing | null, actual: PlannedDates, nextOn: string | null, late: number, today: string): Lamp {
  const status = bill?.status ?? 'active'
  if (status !== 'active' && status !== 'completed')
    return { colour: status === 'suspended' ? 'amber' : 'none', words: BILL_STATUS_TITLES[status] }
  if (nextOn !== null) {
    const days = daysFrom(today, nextOn)
    if (days < 0) return { colour: 'red', words: `逾期 ${-days} 天` }
    if (days <= SOON_DAYS) return { colour: 'amber', words: days === 0 ? '今天到期' : `临近，还有 ${days} 天` }
    return bill ? { colour: 'green', words: '如期' } : { colour: 'none', words: '未开始' }
  }
  if (!bill) return { colour: 'none', words: '未开始' }
  if (Object.keys(actual).length === 0) return { colour: 'none', words: '未定时间' }
  return { colour: 'green', words: late > 0 ? `已完成，晚 ${late} 天` : late < 0 ? `已完成，早 ${-late} 天` : '已完成' }
}

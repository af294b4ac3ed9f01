/**
 * Room `implementation`: what is done about a regulation once it is promulgated (四入 and the preparations for it). Rows come from a
 * checklist in workflows/checklists, are attached by the lifecycle, and are worked off with evidence. This file decides how a row and an
 * entry stand; it is pure. Acts: `attach.ts`, `add-evidence.ts`, `change-item.ts`, `read-ledger.ts`.
 */
import type { ItemStatus, LedgerEntry, LedgerItem } from '../../schema/implementation.ts'
import type { Lamp } from '../../schema/plans.ts'
import { daysFrom } from '../web/dates.ts'

/** A row due this soon is shown in amber: a week, the rhythm of the weekly accounts. */
const SOON_DAYS = 7
/** An entry without any evidence this long after commencement is red (domain four-entries §1). */
const SILENT_DAYS = 90

export interface RowStanding {
  readonly status: ItemStatus
  readonly dueOn: string | null
  /** Whether the row falls due again and again: evidence then answers for one period. */
  readonly repeats: boolean
  readonly evidence: number
}

/** Whether nothing is owed on a row: it is done, or its current period is answered for. @param today legal date */
function isSettled({ status, dueOn, repeats, evidence }: RowStanding, today: string): boolean {
  if (status === 'done') return true
  return status === 'inProgress' && repeats && evidence > 0 && dueOn !== null && dueOn >= today
}

/** 逾期 follows from the due date; nobody enters it. */
export function itemLamp(row: RowStanding, today: string): Lamp {
  if (row.status === 'notApplicable') return { colour: 'none', words: '不适用' }
  if (row.status === 'done') return { colour: 'green', words: '已完成' }
  if (isSettled(row, today)) return { colour: 'green', words: '本期已办' }
  if (row.dueOn === null) return { colour: 'none', words: row.evidence > 0 ? '已登记，有情形时续办' : '有情形时办理' }
  const days = daysFrom(today, row.dueOn)
  if (days < 0) return { colour: 'red', words: `逾期 ${-days} 天` }
  if (days <= SOON_DAYS) return { colour: 'amber', words: days === 0 ? '今天到期' : `还有 ${days} 天` }
  return { colour: 'none', words: row.status === 'inProgress' ? '进行中' : '未开始' }
}

/**
 * n／m and lamp of an entry (类别): rows that do not apply are not counted, nor are rows worked off as needed until something came of them.
 * Red: something is overdue, or 90 days after commencement nothing is shown at all; green: all done; amber: open.
 */
export function entryStanding(
  items: readonly LedgerItem[],
  effectiveOn: string | null,
  today: string
): Pick<LedgerEntry, 'done' | 'total' | 'lamp'> {
  const counted = items.filter(item => item.status !== 'notApplicable' && (item.dueOn !== null || item.status === 'done'))
  const done = counted.filter(item => item.lamp.colour === 'green').length
  const overdue = counted.filter(item => item.lamp.colour === 'red').length
  const silent = effectiveOn !== null && daysFrom(effectiveOn, today) >= SILENT_DAYS && items.every(item => item.evidence.length === 0)
  return { done, total: counted.length, lamp: entryLamp(counted.length, done, overdue, silent) }
}

function entryLamp(total: number, done: number, overdue: number, silent: boolean): Lamp {
  if (total === 0) return { colour: 'none', words: '没有应办事项' }
  if (done === total) return { colour: 'green', words: '全部办结' }
  if (overdue > 0) return { colour: 'red', words: `逾期 ${overdue} 项` }
  if (silent) return { colour: 'red', words: '施行满九十日无证据' }
  return { colour: 'amber', words: `待办 ${total - done} 项` }
}

/** An inspection as it is shown: its slots in their order, the problems with their lamps, and what was done out of order. Pure. */
import { Compile } from 'typebox/compile'
import { type Finding, type Inspection, ProblemStatus, type Slot } from '../../schema/inspections.ts'
import type { Lamp } from '../../schema/plans.ts'
import type { InspectionProblemRow, InspectionSlotRow } from '../store/tables.ts'
import { daysFrom } from '../web/dates.ts'
import type { InspectionWithBill } from './store.ts'

const statuses = Compile(ProblemStatus)

export const KIND_TITLES: Readonly<Record<string, string>> = { meeting: '会议', list: '清单', report: '报告', opinion: '意见' }

/** What should not be done before what (the positions of both), and why. */
const ORDER: readonly (readonly [later: number, earlier: number])[] = [
  [8, 5],
  [10, 9],
  [13, 12]
]
const SOON_DAYS = 14

export function showInspection(
  row: InspectionWithBill,
  slots: readonly InspectionSlotRow[],
  problems: readonly InspectionProblemRow[],
  today: string
): Inspection {
  const shown = slots.map(showSlot)
  const findings = problems.map(problem => showFinding(problem, today))
  const closedFindings = findings.filter(({ closedOn }) => closedOn !== null).length
  const done = shown.filter(({ doneOn }) => doneOn !== null).length
  return {
    id: row.id,
    bill: { id: row.bill, title: row.billTitle },
    title: row.title,
    leader: row.leader,
    startedOn: row.startedOn,
    slots: shown,
    done,
    total: shown.length,
    findings,
    closedFindings,
    finished: done === shown.length && closedFindings === findings.length,
    warnings: warningsOf(shown)
  }
}

const showSlot = (row: InspectionSlotRow): Slot => ({
  code: row.code,
  position: row.position,
  kind: row.kind,
  kindTitle: KIND_TITLES[row.kind] ?? row.kind,
  title: row.title,
  after: row.after,
  basis: row.basis ?? '',
  unit: row.unit ?? '',
  doneOn: row.doneOn,
  note: row.note,
  file: row.file === null ? null : { sha256: row.file, name: row.fileName ?? '附件' }
})

function showFinding(row: InspectionProblemRow, today: string): Finding {
  const status = statuses.Parse(row.status)
  const { id, article, fact, unit, dueOn, measure, closedOn, reason } = row
  return { id, article, fact, unit, dueOn, measure, status, closedOn, reason, lamp: lampOf(status, dueOn, today) }
}

function lampOf(status: ProblemStatus, dueOn: string | null, today: string): Lamp {
  if (status === 'closed') return { colour: 'green', words: '已整改' }
  if (status === 'unfounded') return { colour: 'none', words: '不属实' }
  const words = status === 'rectifying' ? '持续整改' : '待整改'
  if (dueOn === null) return { colour: 'amber', words }
  const days = daysFrom(today, dueOn)
  if (days < 0) return { colour: 'red', words: `${words}，逾期 ${-days} 天` }
  return days <= SOON_DAYS ? { colour: 'amber', words: `${words}，还有 ${days} 天` } : { colour: 'none', words }
}

/** @example ['“审议意见”（2026-03-01）早于“市人大常委会会议审议”（2026-03-05），请核对日期'] */
function warningsOf(slots: readonly Slot[]): string[] {
  const at = (position: number) => slots.find(slot => slot.position === position)
  return ORDER.flatMap(([later, earlier]) => {
    const [one, other] = [at(later), at(earlier)]
    if (!one?.doneOn || !other) return []
    if (other.doneOn === null) return [`“${one.title}”已经完成，“${other.title}”还没有登记`]
    return one.doneOn < other.doneOn ? [`“${one.title}”（${one.doneOn}）早于“${other.title}”（${other.doneOn}），请核对日期`] : []
  })
}

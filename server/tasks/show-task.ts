import { Compile } from 'typebox/compile'
import { documentKinds, isDocumentKind } from '../../schema/documents.ts'
import { ITEM_STATUS_TITLES, ItemStatus } from '../../schema/implementation.ts'
import type { Lamp } from '../../schema/plans.ts'
import type { Task } from '../../schema/tasks.ts'
import type { Task as DefinedTask, WorkflowDefinition } from '../../schema/workflow.ts'
import { unitOf } from '../bills/unit-of.ts'
import { type Procedure, stepsOf } from '../lifecycle/procedure.ts'
import type { BillRow, TaskRow } from '../store/tables.ts'
import { daysFrom } from '../web/dates.ts'

const statuses = Compile(ItemStatus)

/** A week ahead, the rhythm of 周周交账. */
const SOON_DAYS = 7

/** Rows of a bill's 任务书 as API and pages show them. @param today legal date */
export function showTasks(rows: readonly TaskRow[], procedure: Procedure, bill: BillRow, today: string): Task[] {
  const defined = tasksByCode(procedure.definition)
  return rows.map(row => showTask(row, procedure, bill, defined.get(row.code), today))
}

export function showTask(row: TaskRow, procedure: Procedure, bill: BillRow, defined: DefinedTask | undefined, today: string): Task {
  const place = procedure.places.get(row.place)
  const status = statuses.Parse(row.status)
  return {
    id: row.id,
    code: row.code,
    stage: place?.stage.id ?? row.place,
    stageTitle: place?.stage.title ?? row.place,
    place: row.place,
    placeTitle: place?.title ?? row.place,
    title: row.title,
    unit: row.unit,
    person: row.person,
    cooperating: (defined?.cooperating ?? []).map(body => unitOf(procedure, bill, body)),
    documents: (defined?.documents ?? []).map(kind => paperTitle(procedure, kind)),
    standard: defined?.done ?? null,
    basis: defined?.basis ?? null,
    startOn: row.startOn,
    dueOn: row.dueOn,
    status,
    reason: row.reason,
    doneOn: row.doneOn,
    lamp: lampOf(status, row, today)
  }
}

export function tasksByCode({ stages }: WorkflowDefinition): Map<string, DefinedTask> {
  const all = stages.flatMap(stage => [...(stage.periods ?? []), ...stepsOf(stage).flatMap(({ tasks = [] }) => tasks)])
  return new Map(all.map(task => [task.id, task]))
}

const paperTitle = ({ definition }: Procedure, kind: string): string =>
  definition.documents?.find(paper => paper.kind === kind)?.title ?? (isDocumentKind(kind) ? documentKinds[kind] : kind)

/** @param today legal date */
export function lampOf(status: ItemStatus, { dueOn, doneOn }: Pick<TaskRow, 'dueOn' | 'doneOn'>, today: string): Lamp {
  if (status === 'notApplicable') return { colour: 'none', words: ITEM_STATUS_TITLES.notApplicable }
  if (status === 'done') return { colour: 'green', words: doneInWords(dueOn, doneOn) }
  const days = dueOn === null ? null : daysFrom(today, dueOn)
  if (days !== null && days < 0) return { colour: 'red', words: `逾期 ${-days} 天` }
  if (days !== null && days <= SOON_DAYS) return { colour: 'amber', words: days === 0 ? '今天到期' : `还有 ${days} 天` }
  return { colour: 'none', words: ITEM_STATUS_TITLES[status] }
}

/** @example doneInWords('2026-03-20', '2026-03-27') // '2026-03-27 完成，晚 7 天' */
export function doneInWords(dueOn: string | null, doneOn: string | null): string {
  const late = dueOn === null || doneOn === null ? 0 : daysFrom(dueOn, doneOn)
  return `${doneOn ?? ''} 完成${late > 0 ? `，晚 ${late} 天` : ''}`
}

/**
 * Room `reports`: what staff export, as typed tables. It decides columns and their order (domain reports §2, §9); rows come from the features'
 * acts, bytes from formats/. A column added here is there in every format.
 */
import { MILESTONE_TITLES, MILESTONES, PLAN_CATEGORY_TITLES, type Progress, type ProgressRow } from '../../schema/plans.ts'
import { dateCell, type Table, type TableCell, type TableColumn } from '../formats/table.ts'
import { dateInWords } from '../web/dates.ts'

/** What the plan itself does not know of an item's bill: opinions, and what its units said last. */
export interface ProgressMore {
  readonly opinions: number
  readonly taken: number
  readonly consultedFrom: string | null
  readonly consultedTo: string | null
  readonly problem: string | null
  readonly measure: string | null
}

type Row = ProgressRow & { readonly more: ProgressMore | undefined }

interface Column extends TableColumn {
  readonly cell: (row: Row) => TableCell
}

const text = (title: string, width: number, cell: (row: Row) => TableCell): Column => ({ title, kind: 'text', width, cell })
const date = (title: string, cell: (row: Row) => TableCell): Column => ({ title, kind: 'date', width: 12, cell })
const number = (title: string, cell: (row: Row) => TableCell): Column => ({ title, kind: 'number', width: 9, cell })

/** Between the dates and the progress, where the opinions are known. */
const MORE: readonly Column[] = [
  date('征求意见起', ({ more }) => dateCell(more?.consultedFrom)),
  date('征求意见止', ({ more }) => dateCell(more?.consultedTo)),
  number('意见条数', ({ more }) => more?.opinions ?? null),
  number('采纳条数', ({ more }) => more?.taken ?? null),
  text('存在问题', 28, ({ more }) => more?.problem ?? null)
]

const COLUMNS: readonly Column[] = [
  number('序号', row => row.position),
  text('法规名称', 32, row => row.title),
  text('项目类别', 10, row => PLAN_CATEGORY_TITLES[row.category]),
  text('提案单位', 16, row => row.sponsor),
  text('起草单位', 16, row => row.draftingUnit),
  text('责任单位', 16, row => row.responsibleUnit),
  text('当前环节', 14, row => row.stageTitle),
  ...MILESTONES.map(milestone => date(`计划${MILESTONE_TITLES[milestone]}`, row => dateCell(row.plannedOn[milestone]))),
  ...MILESTONES.map(milestone => date(`实际${MILESTONE_TITLES[milestone]}`, row => dateCell(row.actualOn[milestone]))),
  text('进展', 16, row => row.lamp.words),
  number('偏差天数', row => row.daysLate),
  text('下一步', 24, row => row.next),
  text('责任人', 10, row => row.caseOfficer),
  text('备注', 24, row => row.note)
]

/** 年度立法计划进展情况表: one row an item, in the plan's order. @param more by bill; without it the columns about opinions are left out */
export function progressTable({ plan, asOf, items }: Progress, more?: ReadonlyMap<string, ProgressMore>): Table {
  const before = COLUMNS.findIndex(({ title }) => title === '进展')
  const columns = more ? [...COLUMNS.slice(0, before), ...MORE, ...COLUMNS.slice(before)] : COLUMNS
  const rows = items.map(item => ({ ...item, more: item.bill === null ? undefined : more?.get(item.bill) }))
  return {
    title: `${plan.title}进展情况表`,
    note: `统计截至${dateInWords(asOf)}　　共 ${items.length} 件`,
    columns: columns.map(({ title, kind, width }) => ({ title, kind, width })),
    rows: rows.map(row => columns.map(({ cell }) => cell(row)))
  }
}

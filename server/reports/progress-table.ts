/**
 * Room `reports`: what staff export, as typed tables. It decides columns and their order (domain reports §2, §9); rows come from the features'
 * acts, bytes from formats/. A column added here is there in every format.
 */
import { MILESTONE_TITLES, MILESTONES, PLAN_CATEGORY_TITLES, type Progress, type ProgressRow } from '../../schema/plans.ts'
import { dateCell, type Table, type TableCell, type TableColumn } from '../formats/table.ts'
import { dateInWords } from '../web/dates.ts'

interface Column extends TableColumn {
  readonly cell: (row: ProgressRow) => TableCell
}

const text = (title: string, width: number, cell: (row: ProgressRow) => TableCell): Column => ({ title, kind: 'text', width, cell })
const date = (title: string, cell: (row: ProgressRow) => TableCell): Column => ({ title, kind: 'date', width: 12, cell })
const number = (title: string, cell: (row: ProgressRow) => TableCell): Column => ({ title, kind: 'number', width: 9, cell })

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

/** 年度立法计划进展情况表: one row an item, in the plan's order. */
export const progressTable = ({ plan, asOf, items }: Progress): Table => ({
  title: `${plan.title}进展情况表`,
  note: `统计截至${dateInWords(asOf)}　　共 ${items.length} 件`,
  columns: COLUMNS.map(({ title, kind, width }) => ({ title, kind, width })),
  rows: items.map(item => COLUMNS.map(({ cell }) => cell(item)))
})

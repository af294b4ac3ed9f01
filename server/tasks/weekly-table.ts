/** 周报 as a typed table: columns and their order (domain reports §5) are decided here, for every format. */
import { CHECK_IN_STATUS_TITLES, type WeeklyRow, type WeeklySheet } from '../../schema/tasks.ts'
import type { Table, TableCell, TableColumn } from '../formats/table.ts'
import { dateInWords } from '../web/dates.ts'

interface Column extends TableColumn {
  readonly cell: (row: WeeklyRow, index: number) => TableCell
}

const text = (title: string, width: number, cell: Column['cell']): Column => ({ title, kind: 'text', width, cell })
const number = (title: string, width: number, cell: Column['cell']): Column => ({ title, kind: 'number', width, cell })

const STATES = { handedIn: '已交', due: '本周待交', missing: '未交' } as const

/** @example '顺延（补交）', '未交' */
export const stateInWords = ({ state, checkIn }: WeeklyRow): string =>
  checkIn === null ? STATES[state] : `${CHECK_IN_STATUS_TITLES[checkIn.status]}${checkIn.late ? '（补交）' : ''}`

/** 完成率 of the week's tasks. */
const share = ({ tasks, finished }: WeeklyRow): string => `${finished.length}／${tasks.length}`

const COLUMNS: readonly Column[] = [
  number('序号', 6, (_, index) => index + 1),
  text('责任单位', 16, row => row.unit),
  text('法规名称', 26, row => row.billTitle),
  text('本周任务', 30, row => row.tasks.join('\n')),
  text('完成件数', 8, row => share(row)),
  text('交账情况', 12, row => stateInWords(row)),
  text('本周完成', 30, row => row.checkIn?.done ?? null),
  text('未完成原因', 24, row => row.checkIn?.reason ?? null),
  text('下周计划', 24, row => row.checkIn?.next ?? null),
  text('需协调事项', 20, row => row.checkIn?.help ?? null),
  number('累计顺延', 8, row => row.postponed),
  text('责任人', 10, row => row.persons.join('、'))
]

export const weeklyTable = ({ week, sunday, handedIn, missing, rows }: WeeklySheet): Table => ({
  title: `周周交账周报（${dateInWords(week)}至${dateInWords(sunday)}）`,
  note: `应交 ${rows.length} 件　　已交 ${handedIn} 件　　未交 ${missing} 件`,
  columns: COLUMNS.map(({ title, kind, width }) => ({ title, kind, width })),
  rows: rows.map((row, index) => COLUMNS.map(({ cell }) => cell(row, index)))
})

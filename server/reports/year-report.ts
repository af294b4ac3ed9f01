import type { TableColumn } from '../formats/table.ts'
import type { Services } from '../store/services.ts'
import { chinaDate, dateInWords } from '../web/dates.ts'
import type { Report } from './report.ts'
import type { Period } from './store.ts'
import { countOf, YEAR_FIGURES } from './year-figures.ts'

const COLUMNS: readonly TableColumn[] = [
  { title: '序号', kind: 'number', width: 6 },
  { title: '类别', kind: 'text', width: 12 },
  { title: '项目', kind: 'text', width: 26 },
  { title: '数量', kind: 'number', width: 10 },
  { title: '单位', kind: 'text', width: 6 },
  { title: '口径', kind: 'text', width: 50 }
]

/** Of the figures, those that a leader asks for first. */
const FIRST = ['regulationsPromulgated', 'standingCommitteeReadings', 'opinionsCollected', 'opinionsAdopted', 'mediaPieces']

/** The period that is asked for: this year to date unless said. What ends before it begins is turned round. */
export function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, today: string): Period {
  const end = to ?? (from !== undefined && from > today ? from : today)
  const begin = from ?? `${end.slice(0, 4)}-01-01`
  return begin <= end ? { from: begin, to: end } : { from: end, to: begin }
}

/** 年度数据: the figures of a work report for any period. */
export async function yearReport(services: Services, asked: { from?: string | undefined; to?: string | undefined }): Promise<Report> {
  const period = periodOf(asked, chinaDate(services.now()))
  const counts = await Promise.all(YEAR_FIGURES.map(figure => countOf(services.db, figure, period)))
  const note = `${dateInWords(period.from)}至${dateInWords(period.to)}`
  const address = (key: string) => `/reports/year/${key}?${new URLSearchParams({ ...period })}`
  return {
    report: 'year',
    note,
    figures: YEAR_FIGURES.flatMap(({ key, title, unit }, index) =>
      FIRST.includes(key) ? [{ key, title, value: counts[index] ?? 0, unit, href: address(key), alarm: false }] : []
    ),
    table: {
      title: '立法工作数据',
      note,
      columns: COLUMNS,
      rows: YEAR_FIGURES.map(({ group, title, unit, says }, index) => [index + 1, group, title, counts[index] ?? 0, unit, says])
    },
    links: YEAR_FIGURES.map(({ key }) => address(key)),
    linkColumn: 3,
    parameters: { ...period },
    empty: { sentence: '', href: '/reports', action: '看报表' }
  }
}

import { ITEM_STATUS_TITLES, type Ledger, type LedgerItem } from '../../schema/implementation.ts'
import { dateCell, type Table, type TableCell, type TableColumn } from '../formats/table.ts'

type Row = { readonly ledger: Ledger; readonly item: LedgerItem }

interface Column extends TableColumn {
  readonly cell: (row: Row) => TableCell
}

const text = (title: string, width: number, cell: (row: Row) => TableCell): Column => ({ title, kind: 'text', width, cell })
const date = (title: string, cell: (row: Row) => TableCell): Column => ({ title, kind: 'date', width: 12, cell })
const number = (title: string, cell: (row: Row) => TableCell): Column => ({ title, kind: 'number', width: 9, cell })

const COLUMNS: readonly Column[] = [
  text('法规', 28, ({ ledger }) => ledger.bill.title),
  date('施行日期', ({ ledger }) => dateCell(ledger.bill.effectiveOn)),
  text('四入类别', 12, ({ ledger, item }) => ledger.entries.find(({ entry }) => entry === item.entry)?.title ?? item.entry),
  text('事项', 36, ({ item }) => item.title),
  text('责任单位', 18, ({ item }) => item.responsibleUnit),
  date('时限', ({ item }) => dateCell(item.dueOn)),
  text('状态', 10, ({ item }) => (item.lamp.colour === 'red' ? '逾期' : ITEM_STATUS_TITLES[item.status])),
  number('证据数', ({ item }) => item.evidence.length),
  date('最近日期', ({ item }) => dateCell(latest(item))),
  text('指标值', 14, ({ item: { metric } }) => metric && `${metric.name} ${metric.actual} ${metric.unit}`),
  text('备注', 24, ({ item }) => item.reason ?? item.dueNote)
]

const latest = ({ evidence }: LedgerItem): string | undefined =>
  evidence
    .map(({ on }) => on)
    .sort()
    .at(-1)

/** 四入台账 of one regulation or of all of them, a row a matter (domain reports §9). */
export const ledgerTable = (title: string, ledgers: readonly Ledger[]): Table => ({
  title,
  columns: COLUMNS.map(({ title, kind, width }) => ({ title, kind, width })),
  rows: ledgers.flatMap(ledger => ledger.items.map(item => COLUMNS.map(({ cell }) => cell({ ledger, item }))))
})

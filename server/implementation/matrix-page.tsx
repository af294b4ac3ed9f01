/** 四入台账: every promulgated regulation against 进入执法、融入司法、列入普法、纳入监督. A hole is one step from its entry form. */
import type { Ledger, LedgerEntry } from '../../schema/implementation.ts'
import { RegisterTabs } from '../register/register-tabs.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Chips, Empty, Head, Scroll } from '../web/components/lists.tsx'
import { dateInWords, daysFrom } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'

interface MatrixProps {
  readonly frame: Frame
  /** Every regulation that has a ledger. */
  readonly ledgers: readonly Ledger[]
  /** Which of them are shown: a name of `FILTERS`. */
  readonly show: string | undefined
  /** When the last inspection of a regulation began; one that was never inspected is missing. */
  readonly inspectedOn: ReadonlyMap<string, string>
}

interface Filter {
  readonly title: string
  readonly keeps: (ledger: Ledger, today: string) => boolean
}

const YOUNG_YEARS = 5

const FILTERS: Readonly<Record<string, Filter>> = {
  all: { title: '全部', keeps: () => true },
  young: {
    title: '施行五年内',
    keeps: ({ bill }, today) => (bill.effectiveOn ?? today) > `${Number(today.slice(0, 4)) - YOUNG_YEARS}${today.slice(4)}`
  },
  late: { title: '有逾期', keeps: ({ items }) => items.some(({ lamp }) => lamp.colour === 'red') },
  holes: { title: '有空缺', keeps: ledger => columnsOf(ledger).some(({ entry }) => latestOf(ledger, entry) === null) }
}

const columnsOf = ({ entries }: Ledger): readonly LedgerEntry[] => entries.filter(({ column }) => column)

/** The day of an entry's newest evidence; null while it has none. */
const latestOf = ({ items }: Ledger, entry: string): string | null =>
  items
    .filter(item => item.entry === entry)
    .flatMap(({ evidence }) => evidence.map(({ on }) => on))
    .sort()
    .at(-1) ?? null

export const MatrixPage = ({ frame, ledgers, show = 'all', inspectedOn }: MatrixProps) => {
  const total = ledgers.length
  const filter = (Object.hasOwn(FILTERS, show) ? FILTERS[show] : undefined) ?? FILTERS['all']
  const rows = ledgers.filter(ledger => filter?.keeps(ledger, frame.today))
  const columns = [...new Map(ledgers.flatMap(columnsOf).map(({ entry, title }) => [entry, title]))]
  const chips = Object.entries(FILTERS).map(([name, { title, keeps }]) => ({
    href: name === 'all' || name === show ? '/ledger' : `/ledger?show=${name}`,
    label: `${title} ${ledgers.filter(ledger => keeps(ledger, frame.today)).length} 件`,
    current: name === show,
    isAll: name === 'all'
  }))
  return (
    <Page frame={frame} title="四入台账" current="ledger">
      <Head title="四入台账" meta={`已公布的法规 ${total} 件　截至${dateInWords(frame.today)}`}>
        {total > 0 ? (
          <a class="btn" href="/ledger.xlsx">
            导出 Excel
          </a>
        ) : (
          ''
        )}
      </Head>
      <RegisterTabs current="ledger" />
      {total === 0 ? (
        <Empty sentence="还没有公布的法规；法规公布时按清单自动列出四入事项。" href="/bills" action="看项目库" />
      ) : (
        <>
          <Chips chips={chips} shown={rows.length} total={total} unit="件" />
          <Scroll label="四入情况">
            <table class="table fc-matrix fc-stack">
              <caption>格内为已完成项数／应完成项数，下为最近一条记录的日期</caption>
              <thead>
                <tr>
                  <th scope="col">法规</th>
                  {columns.map(([, title]) => (
                    <th scope="col" safe>
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(row => (
                  <tr>
                    <th scope="row">
                      <a class="fc-plain" href={`/bills/${row.bill.id}/ledger`} safe>
                        {row.bill.title}
                      </a>
                      <small class="fc-cell" safe>
                        {row.bill.effectiveOn === null
                          ? '施行日期未定'
                          : row.bill.effectiveOn > frame.today
                            ? `${row.bill.effectiveOn} 起施行，尚未施行`
                            : `${row.bill.effectiveOn} 起施行`}
                      </small>
                      <InspectedOn on={inspectedOn.get(row.bill.id)} effectiveOn={row.bill.effectiveOn} today={frame.today} />
                    </th>
                    {columns.map(([id]) => (
                      <Cell ledger={row} id={id} mayWrite={frame.actor?.role === 'staff'} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </Page>
  )
}

/** 距上次执法检查 n 月; nothing before commencement. */
const InspectedOn = ({ on, effectiveOn, today }: { on: string | undefined; effectiveOn: string | null; today: string }) =>
  effectiveOn === null || effectiveOn > today ? (
    ''
  ) : (
    <small class="fc-cell" safe>
      {on === undefined ? '还没有执法检查' : `距上次执法检查 ${Math.floor(daysFrom(on, today) / 30.44)} 个月`}
    </small>
  )

const Cell = ({ ledger, id, mayWrite }: { ledger: Ledger; id: string; mayWrite: boolean }) => {
  const entry = ledger.entries.find(one => one.entry === id)
  if (!entry) return <td />
  const href = `/bills/${ledger.bill.id}/ledger#entry-${id}`
  const first = ledger.items.find(item => item.entry === id && item.status !== 'done' && item.status !== 'notApplicable')
  const form = first ? `/bills/${ledger.bill.id}/ledger?item=${first.id}#item-${first.id}` : href
  const latest = latestOf(ledger, id)
  if (latest === null)
    return (
      <td class="is-hole" data-k={entry.title}>
        <a href={mayWrite ? form : href} aria-label={`无记录${mayWrite ? ' 登记' : ''}：${ledger.bill.title}，${entry.title}`}>
          <span class="fc-hole">{entry.lamp.colour === 'red' ? <Lamp {...entry.lamp} /> : '无记录'}</span>
          {mayWrite ? <small class="fc-cell">登记</small> : ''}
        </a>
      </td>
    )
  return (
    <td data-k={entry.title}>
      <a href={href}>
        <Lamp colour={entry.lamp.colour} words={`${entry.done}／${entry.total}`} />
        <small class="fc-cell" safe>
          {entry.lamp.colour === 'red' ? entry.lamp.words : latest}
        </small>
      </a>
    </td>
  )
}

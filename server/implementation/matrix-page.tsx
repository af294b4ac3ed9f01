/** 四入台账: every promulgated regulation against 进入执法、融入司法、列入普法、纳入监督. A hole is one step from its entry form. */
import { LEDGER_SHOW_TITLES, LEDGER_SHOWS, type LedgerRow, type LedgerShow } from '../../schema/implementation.ts'
import { RegisterTabs } from '../register/register-tabs.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Chips, Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import { dateInWords, daysFrom } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'

interface MatrixProps {
  readonly frame: Frame
  /** A page of the regulations that have a ledger. */
  readonly rows: readonly LedgerRow[]
  readonly next: string | null
  /** Which of them are shown; null for all. */
  readonly show: LedgerShow | null
  readonly counts: Readonly<Record<LedgerShow | 'all', number>>
}

export const MatrixPage = ({ frame, rows, next, show, counts }: MatrixProps) => {
  const total = counts.all
  const columns = [
    ...new Map(rows.flatMap(({ entries }) => entries.filter(({ column }) => column)).map(({ entry, title }) => [entry, title]))
  ]
  const chips = [
    { href: '/ledger', label: `全部 ${total} 件`, current: show === null, isAll: true },
    ...LEDGER_SHOWS.map(name => ({
      href: name === show ? '/ledger' : `/ledger?show=${name}`,
      label: `${LEDGER_SHOW_TITLES[name]} ${counts[name]} 件`,
      current: name === show
    }))
  ]
  const more = new URLSearchParams({ ...(show !== null && { show }), cursor: next ?? '' })
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
                      <InspectedOn on={row.inspectedOn} effectiveOn={row.bill.effectiveOn} today={frame.today} />
                    </th>
                    {columns.map(([id]) => (
                      <Cell row={row} id={id} mayWrite={frame.actor?.role === 'staff'} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          <Next href={next === null ? null : `/ledger?${more}`} />
        </>
      )}
    </Page>
  )
}

/** 距上次执法检查 n 月; nothing before commencement. */
const InspectedOn = ({ on, effectiveOn, today }: { on: string | null; effectiveOn: string | null; today: string }) =>
  effectiveOn === null || effectiveOn > today ? (
    ''
  ) : (
    <small class="fc-cell" safe>
      {on === null ? '还没有执法检查' : `距上次执法检查 ${Math.floor(daysFrom(on, today) / 30.44)} 个月`}
    </small>
  )

const Cell = ({ row: { bill, entries }, id, mayWrite }: { row: LedgerRow; id: string; mayWrite: boolean }) => {
  const entry = entries.find(one => one.entry === id)
  if (!entry) return <td />
  const { latestOn: latest, nextItem } = entry
  const href = `/bills/${bill.id}/ledger#entry-${id}`
  const form = nextItem === null ? href : `/bills/${bill.id}/ledger?item=${nextItem}#item-${nextItem}`
  if (latest === null)
    return (
      <td class="is-hole" data-k={entry.title}>
        <a href={mayWrite ? form : href} aria-label={`无记录${mayWrite ? ' 登记' : ''}：${bill.title}，${entry.title}`}>
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

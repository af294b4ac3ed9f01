/** 四入台账: every promulgated regulation against 进入执法、融入司法、列入普法、纳入监督. A hole is one step from its entry form. */
import type { LedgerEntry } from '../../schema/implementation.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { type Chip, Chips, Empty, Head, Scroll } from '../web/components/lists.tsx'
import { dateInWords } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'

/** A regulation's row of the matrix. `latestOn` by entry: the day of its newest evidence. */
export interface MatrixRow {
  readonly bill: { readonly id: string; readonly title: string; readonly effectiveOn: string | null }
  readonly entries: readonly (LedgerEntry & { readonly latestOn: string | null })[]
}

interface MatrixProps {
  readonly frame: Frame
  readonly rows: readonly MatrixRow[]
  readonly total: number
  readonly chips: readonly Chip[]
}

export const MatrixPage = ({ frame, rows, total, chips }: MatrixProps) => {
  const columns = [...new Map(rows.flatMap(row => row.entries.filter(entry => entry.column)).map(entry => [entry.entry, entry.title]))]
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
                    </th>
                    {columns.map(([id]) => (
                      <Cell row={row} id={id} />
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

const Cell = ({ row, id }: { row: MatrixRow; id: string }) => {
  const entry = row.entries.find(one => one.entry === id)
  if (!entry) return <td />
  const href = `/bills/${row.bill.id}/ledger#entry-${id}`
  if (entry.latestOn === null)
    return (
      <td class="is-hole" data-k={entry.title}>
        <a href={href} aria-label={`无记录 登记：${row.bill.title}，${entry.title}`}>
          <span class="fc-hole">{entry.lamp.colour === 'red' ? <Lamp {...entry.lamp} /> : '无记录'}</span>
          <small class="fc-cell">登记</small>
        </a>
      </td>
    )
  return (
    <td data-k={entry.title}>
      <a href={href}>
        <Lamp colour={entry.lamp.colour} words={`${entry.done}／${entry.total}`} />
        <small class="fc-cell" safe>
          {entry.lamp.colour === 'red' ? entry.lamp.words : entry.latestOn}
        </small>
      </a>
    </td>
  )
}

/** One report on the screen: figures that open their lists, the chart, what stands in the way, and the rows that the files hold. */
import type { ReportCard } from '../../schema/reports.ts'
import { deviationSvg } from '../formats/deviation-svg.tsx'
import { cellText, type TableColumn } from '../formats/table.ts'
import { Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { type Choices, Chooser, lastInWords } from './centre-page.tsx'
import type { Group, Matter, Report } from './report.ts'

/** Rows that a page shows; the files hold all of them. */
const SHOWN = 200
/** Groups that a page shows, each folded away. */
const GROUPS = 20

interface ReportProps {
  readonly frame: Frame
  readonly card: ReportCard
  readonly report: Report
  readonly choices: Choices
  /** Which page of groups, from 1 on. */
  readonly page: number
}

export const ReportPage = ({ frame, card, report, choices, page }: ReportProps) => (
  <Page frame={frame} title={report.table.title} current="reports">
    <Head
      crumb={[
        ['报表导出', '/reports'],
        [card.title, null]
      ]}
      title={report.table.title}
      meta={report.note}
    >
      <Exports frame={frame} card={card} report={report} />
    </Head>
    <form method="get" action={`/reports/${card.report}`} class="fc-export fc-noprint">
      <Chooser card={card} choices={choices} />
      {card.asks === 'nothing' ? (
        ''
      ) : (
        <button class="btn" type="submit">
          查看
        </button>
      )}
    </form>
    {report.table.rows.length === 0 ? (
      <Empty {...report.empty} />
    ) : (
      <>
        <Figures report={report} />
        <div class={report.chart && report.matters && report.matters.length > 0 ? 'fc-half' : undefined}>
          {report.chart && report.chart.bars.length > 0 ? (
            <section class="fc-sec" aria-labelledby="chart">
              <h2 id="chart">
                <span safe>{report.chart.title}</span>{' '}
                <span class="fc-meta" safe>
                  {report.chart.note}
                </span>
              </h2>
              <div class="fc-deviation">{deviationSvg(report.chart.bars)}</div>
            </section>
          ) : (
            ''
          )}
          {report.matters && report.matters.length > 0 ? <Matters matters={report.matters} /> : ''}
        </div>
        <Rows report={report} page={page} />
        <p class="fc-meta" safe>
          {`${card.lastExport === null ? '尚未导出过' : lastInWords(card.lastExport)}　　数字均可点开查看明细`}
        </p>
      </>
    )}
  </Page>
)

const Exports = ({ frame, card, report }: Pick<ReportProps, 'frame' | 'card' | 'report'>) => (
  <form method="post" action={`/reports/${card.report}`} class="fc-acts">
    <Csrf frame={frame} />
    {Object.entries(report.parameters).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button class="btn fc-link" type="submit" name="format" value="md">
      Markdown
    </button>
    <button class="btn fc-link" type="submit" name="format" value="csv">
      CSV
    </button>
    <button class="btn" type="submit" name="format" value="xlsx">
      Excel
    </button>
    <button class="btn btn-primary" type="submit" name="format" value="docx">
      导出公文
    </button>
  </form>
)

const Figures = ({ report: { figures } }: { report: Report }) => (
  <dl class="fc-figs">
    {figures.map(({ title, value, unit, href, alarm }) => (
      <div>
        <dt safe>{title}</dt>
        <dd class={alarm ? 'fc-red' : undefined}>
          {href === null ? <span>{value}</span> : <a href={href}>{value}</a>}
          <small safe>{unit}</small>
        </dd>
      </div>
    ))}
  </dl>
)

const Matters = ({ matters }: { matters: readonly Matter[] }) => (
  <section class="fc-sec" aria-labelledby="matters">
    <h2 id="matters">存在问题和下一步</h2>
    <ul class="fc-list">
      {matters.map(({ title, href, problem, next }) => (
        <li>
          {href === null ? (
            <b safe>{title}</b>
          ) : (
            <a class="fc-plain" href={href}>
              <b safe>{title}</b>
            </a>
          )}
          <span safe>{`　${problem}`}</span>
          <small class="fc-meta" safe>
            {next}
          </small>
        </li>
      ))}
    </ul>
  </section>
)

const Rows = ({ report, page }: { report: Report; page: number }) => {
  const { table, onScreen, rowsInAll, groups } = report
  const shown = table.columns.flatMap((column, at) => (onScreen === undefined || onScreen.includes(column.title) ? [{ column, at }] : []))
  // What a group is about stands above it.
  const hidden = groups ? 0 : table.columns.length - shown.length
  const rows = Math.min(SHOWN, table.rows.length)
  const count = groups ? groupCount(groups, page) : `显示 ${rows}／共 ${rowsInAll ?? table.rows.length} 行`
  return (
    <section class="fc-sec" aria-labelledby="rows">
      <h2 id="rows">
        <span safe>{table.title}</span>{' '}
        <span class="fc-meta" safe>
          {`${count}${hidden > 0 ? `；导出的文件另有 ${hidden} 栏` : ''}`}
        </span>
      </h2>
      {groups ? (
        <Groups report={report} shown={shown} page={page} groups={groups} />
      ) : (
        <RowTable report={report} shown={shown} from={0} to={rows} />
      )}
    </section>
  )
}

const groupCount = (groups: readonly Group[], page: number): string => {
  const from = (page - 1) * GROUPS
  return `显示 ${Math.max(0, Math.min(GROUPS, groups.length - from))}／共 ${groups.length} 件，点开看各项；导出的文件是全部`
}

/** Each group folded away; a page of them. */
const Groups = ({ report, shown, page, groups }: Pick<TableProps, 'report' | 'shown'> & { page: number; groups: readonly Group[] }) => {
  const first = (page - 1) * GROUPS
  let next = groups.slice(0, first).reduce((sum, { rows }) => sum + rows, 0)
  const address = `/reports/${report.report}?${new URLSearchParams({ ...report.parameters, page: String(page + 1) })}`
  return (
    <>
      {groups.slice(first, first + GROUPS).map(({ title, rows, words, alarm }) => {
        const from = next
        next += rows
        return (
          <details class="fc-fold">
            <summary>
              <b safe>{title}</b>
              {'　'}
              <span class="fc-meta" safe>
                {words}
              </span>
              {alarm === null ? '' : <span class="fc-red" safe>{`　${alarm}`}</span>}
            </summary>
            <RowTable report={report} shown={shown} from={from} to={from + rows} />
          </details>
        )
      })}
      <Next href={first + GROUPS < groups.length ? address : null} />
    </>
  )
}

interface TableProps {
  readonly report: Report
  readonly shown: readonly { readonly column: TableColumn; readonly at: number }[]
  readonly from: number
  readonly to: number
}

const RowTable = ({ report: { table, links, linkColumn }, shown, from, to }: TableProps) => (
  <Scroll label={`${table.title}，可左右移动`}>
    <table class="table fc-stack fc-dense">
      <thead>
        <tr>
          {shown.map(({ column }) => (
            <th scope="col" class={column.kind === 'number' && column.title !== '序号' ? 'fc-num' : undefined} safe>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.slice(from, to).map((row, index) => (
          <tr>
            {shown.map(({ column, at }) => (
              <Cell column={column} text={cellText(row[at])} href={at === linkColumn ? (links[from + index] ?? null) : null} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

/** A column of so few characters stays on one line. */
const NARROW = 10
/** And one of sentences is given the room to say them. */
const WIDE = 18

const Cell = ({ column: { title, kind, width }, text, href }: { column: TableColumn; text: string; href: string | null }) => (
  <td
    data-k={title}
    class={[
      kind === 'number' && title !== '序号' && 'fc-num',
      (kind === 'date' || width <= NARROW) && 'fc-nowrap',
      width >= WIDE && 'fc-said-wide'
    ]}
  >
    {text === '' ? (
      ''
    ) : href === null ? (
      <span safe>{text}</span>
    ) : (
      <a href={href} safe>
        {text}
      </a>
    )}
  </td>
)

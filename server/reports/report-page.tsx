/** One report on the screen: figures that open their lists, the chart, what stands in the way, and the rows that the files hold. */
import type { ReportCard } from '../../schema/reports.ts'
import { deviationSvg } from '../formats/deviation-svg.tsx'
import { cellText, type TableColumn } from '../formats/table.ts'
import { Empty, Head, Scroll } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { type Choices, Chooser, lastInWords } from './centre-page.tsx'
import type { Matter, Report } from './report.ts'

/** Rows that a page shows; the files hold all of them. */
const SHOWN = 200

interface ReportProps {
  readonly frame: Frame
  readonly card: ReportCard
  readonly report: Report
  readonly choices: Choices
}

export const ReportPage = ({ frame, card, report, choices }: ReportProps) => (
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
        <Rows report={report} />
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

const Rows = ({ report: { table, links, linkColumn, onScreen, rowsInAll } }: { report: Report }) => {
  const shown = table.columns.flatMap((column, at) => (onScreen === undefined || onScreen.includes(column.title) ? [{ column, at }] : []))
  const rows = table.rows.slice(0, SHOWN)
  const hidden = table.columns.length - shown.length
  return (
    <section class="fc-sec" aria-labelledby="rows">
      <h2 id="rows">
        <span safe>{table.title}</span>{' '}
        <span class="fc-meta" safe>
          {`显示 ${rows.length}／共 ${rowsInAll ?? table.rows.length} 行${hidden > 0 ? `；导出的文件另有 ${hidden} 栏` : ''}`}
        </span>
      </h2>
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
            {rows.map((row, index) => (
              <tr>
                {shown.map(({ column, at }) => (
                  <Cell column={column} text={cellText(row[at])} href={at === linkColumn ? (links[index] ?? null) : null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}

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

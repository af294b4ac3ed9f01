/** The list behind one figure of 年度数据: what was counted, each with its day. */
import { Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import { dateInWords } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'
import type { Period } from './store.ts'
import type { Counted, YearFigure } from './year-figures.ts'

interface CountedProps {
  readonly frame: Frame
  readonly figure: YearFigure
  readonly period: Period
  readonly count: number
  readonly rows: readonly Counted[]
  readonly offset: number
  /** The address of the next page; null at the end. */
  readonly next: string | null
}

export const CountedPage = ({ frame, figure, period, count, rows, offset, next }: CountedProps) => (
  <Page frame={frame} title={figure.title} current="reports">
    <Head
      crumb={[
        ['报表导出', '/reports'],
        ['年度数据', `/reports/year?${new URLSearchParams({ ...period })}`],
        [figure.title, null]
      ]}
      title={`${figure.title} ${count} ${figure.unit}`}
      meta={`${dateInWords(period.from)}至${dateInWords(period.to)}　${figure.says}`}
    />
    {rows.length === 0 ? (
      <Empty sentence="这一期间没有。" href="/reports/year" action="换一个期间" />
    ) : (
      <Scroll label={figure.title}>
        <table class="table fc-stack fc-dense">
          <thead>
            <tr>
              <th scope="col">序号</th>
              <th scope="col">日期</th>
              <th scope="col">法规</th>
              <th scope="col">内容</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ title, on, note, href }, index) => (
              <tr>
                <td>{offset + index + 1}</td>
                <td class="fc-nowrap" data-k="日期" safe>
                  {on}
                </td>
                <th scope="row">
                  {href === null ? (
                    <span safe>{title}</span>
                  ) : (
                    <a href={href} safe>
                      {title}
                    </a>
                  )}
                </th>
                <td data-k="内容" safe>
                  {note}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
    <Next href={next} />
  </Page>
)

/** 总览 for leaders: what is late and who holds it, how the year stands, the wall chart, 四入. No forms: everything leads to where it is worked on. */
import type { LedgerRow } from '../../schema/implementation.ts'
import type { Progress, ProgressRow } from '../../schema/plans.ts'
import { matrixCounts, overdueItems, readMatrix } from '../implementation/read-matrix.ts'
import type { Services } from '../store/services.ts'
import { type Desk, type DeskRow, readDesk } from '../tasks/desk.ts'
import { DueLamp, Lamp } from '../web/components/lamp.tsx'
import { Head, Scroll } from '../web/components/lists.tsx'
import { dateInWords, weekdayInWords } from '../web/dates.ts'
import { type Frame, frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Page } from '../web/shell.tsx'
import { REPORT_READERS } from './export-report.ts'

/** Rows of a list; the rest is a click away. */
const SHOWN = 8

export function overviewPages(app: HttpServer, services: Services): void {
  app.get('/overview', { config: { access: REPORT_READERS } }, async (request, reply) => {
    const [desk, entries] = await Promise.all([readDesk(services, requireActor(request), true), readEntries(services)])
    return sendPage(reply, <OverviewPage frame={frameOf(request, reply, services)} desk={desk} entries={entries} />)
  })
}

interface EntriesOverview {
  /** Some regulations, those with something overdue first. */
  readonly rows: readonly LedgerRow[]
  /** How many have a ledger. */
  readonly total: number
  /** Rows of all ledgers that are past their day. */
  readonly overdue: number
}

async function readEntries(services: Services): Promise<EntriesOverview> {
  const [late, newest, counts, overdue] = await Promise.all([
    readMatrix(services, { limit: SHOWN, show: 'late' }),
    readMatrix(services, { limit: SHOWN }),
    matrixCounts(services),
    overdueItems(services)
  ])
  const rows = [...new Map([...late.items, ...newest.items].map(row => [row.bill.id, row])).values()].slice(0, SHOWN)
  return { rows, total: counts.all, overdue }
}

interface OverviewProps {
  readonly frame: Frame
  readonly desk: Desk
  readonly entries: EntriesOverview
}

const OverviewPage = ({ frame, desk, entries }: OverviewProps) => {
  const { progress, overdue, thisWeek, phases } = desk
  return (
    <Page frame={frame} title="总览" current="overview">
      <Head title="总览" meta={`${dateInWords(frame.today)}　${weekdayInWords(frame.today)}`}>
        <a class="btn fc-link" href="/reports/progress">
          进展情况表
        </a>
        <a class="btn" href="/reports/weekly">
          本周周报
        </a>
      </Head>
      <Lamps progress={progress} overdue={overdue} thisWeek={thisWeek} overdueEntries={entries.overdue} />
      <div class="fc-half">
        <section class="fc-sec" aria-labelledby="late">
          <h2 id="late">什么滞后、在谁手上 {overdue.length > 0 ? <span class="fc-red">{overdue.length}</span> : ''}</h2>
          <Late frame={frame} rows={overdue} />
        </section>
        {progress === null ? (
          <section class="fc-sec" aria-labelledby="plan">
            <h2 id="plan">年度计划</h2>
            <p class="fc-meta">还没有年度立法计划。</p>
          </section>
        ) : (
          <PlanBar progress={progress} phases={phases} />
        )}
      </div>
      {progress === null || progress.items.length === 0 ? (
        ''
      ) : (
        <section class="fc-sec fc-wall" aria-labelledby="wall">
          <h2 id="wall">
            <a class="fc-plain" href="/chart">
              施工图
            </a>
          </h2>
          <section class="fc-scroll" aria-label="施工图，可左右移动" tabindex="0">
            <img
              src={`/api/v1/plans/${progress.plan.id}/progress?format=svg`}
              alt="各件法规按周排列的计划与实际进度，数据见进展情况表"
              loading="lazy"
            />
          </section>
        </section>
      )}
      <Entries {...entries} />
    </Page>
  )
}

const Lamps = ({
  progress,
  overdue,
  thisWeek,
  overdueEntries
}: Pick<Desk, 'progress' | 'overdue' | 'thisWeek'> & { overdueEntries: number }) => {
  const items = progress?.items ?? []
  const plan = progress === null ? '/plans' : `/plans/${progress.plan.id}/progress`
  const count = (keeps: (row: ProgressRow) => boolean) => items.filter(keeps).length
  const figures: readonly (readonly [title: string, value: number, unit: string, href: string, isRed: boolean])[] = [
    ['计划项目', items.length, '件', plan, false],
    ['已公布', count(({ actualOn }) => actualOn.promulgation !== undefined), '件', `${plan}?show=promulgated`, false],
    ['滞后', count(({ lamp }) => lamp.colour === 'red'), '件', `${plan}?show=late`, true],
    ['逾期事项', overdue.length, '项', '#late', true],
    ['本周到期', thisWeek.length, '项', '/?all=1', false],
    ['四入逾期', overdueEntries, '项', '/ledger?show=late', true]
  ]
  return (
    <dl class="fc-figs">
      {figures.map(([title, value, unit, href, isRed]) => (
        <div>
          <dt safe>{title}</dt>
          <dd class={isRed && value > 0 ? 'fc-red' : undefined}>
            <a href={href}>{value}</a>
            <small safe>{unit}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const Late = ({ frame, rows }: { frame: Frame; rows: readonly DeskRow[] }) =>
  rows.length === 0 ? (
    <p class="fc-meta">没有逾期事项。</p>
  ) : (
    <ul class="fc-list">
      {rows.slice(0, SHOWN).map(row => (
        <li>
          <a class="fc-plain" href={row.href}>
            <b safe>{row.what}</b>
          </a>
          <span safe>{`　${row.who || '未定责任单位'}`}</span>
          <small>
            <DueLamp dueOn={row.dueOn} today={frame.today} />
            <span class="fc-meta" safe>{`　${row.bill}`}</span>
          </small>
        </li>
      ))}
      {rows.length > SHOWN ? (
        <li>
          <a href="/?all=1" safe>{`另 ${rows.length - SHOWN} 项，看工作台`}</a>
        </li>
      ) : (
        ''
      )}
    </ul>
  )

/** A square an item: dark when promulgated, hatched when late, empty when not begun. */
const SQUARE = 20

const PlanBar = ({ progress: { plan, items }, phases }: { progress: Progress; phases: Desk['phases'] }) => (
  <section class="fc-sec" aria-labelledby="plan">
    <h2 id="plan">
      <a class="fc-plain" href={`/plans/${plan.id}/progress`} safe>
        {plan.title}
      </a>
    </h2>
    <p>
      <a href={`/plans/${plan.id}/progress`}>
        <b>{items.length}</b> 件
      </a>
      中{' '}
      <a href={`/plans/${plan.id}/progress?show=promulgated`}>
        <b>{items.filter(({ actualOn }) => actualOn.promulgation !== undefined).length}</b> 件已公布
      </a>
    </p>
    <dl class="fc-kv">
      {phases.map(({ title, items: rows }) => (
        <>
          <dt safe>{title}</dt>
          <dd>
            <a href={`/plans/${plan.id}/progress?${new URLSearchParams({ phase: title })}`} safe>
              {`${rows.length} 件`}
            </a>{' '}
            <svg
              class="fc-units"
              width={rows.length * SQUARE}
              height="16"
              viewBox={`0 0 ${rows.length * SQUARE} 16`}
              role="img"
              aria-label={rows.map(({ title, lamp }) => `${title}：${lamp.words}`).join('；')}
            >
              {rows.map((row, index) => (
                <Square row={row} x={index * SQUARE + 1} />
              ))}
            </svg>
            <small class="fc-cell fc-meta" safe>
              {rows.map(row => row.title).join('、')}
            </small>
          </dd>
        </>
      ))}
    </dl>
  </section>
)

const Square = ({ row: { lamp, bill, actualOn }, x }: { row: ProgressRow; x: number }) =>
  lamp.colour === 'red' ? (
    <g>
      <rect class="late" x={x} y="2" width="14" height="12" />
      <path class="late" d={`M${x} 14l14-12M${x} 8l7-6M${x + 7} 14l7-6`} />
    </g>
  ) : (
    <rect class={bill === null ? 'next' : actualOn.promulgation ? 'done' : 'act'} x={x} y="2" width="14" height="12" />
  )

const Entries = ({ rows, total }: EntriesOverview) => {
  const columns = [
    ...new Map(rows.flatMap(({ entries }) => entries.filter(({ column }) => column)).map(({ entry, title }) => [entry, title]))
  ]
  if (total === 0) return ''
  return (
    <section class="fc-sec" aria-labelledby="entries">
      <h2 id="entries">
        <a class="fc-plain" href="/ledger">
          四入
        </a>{' '}
        <span class="fc-meta" safe>
          {`显示 ${rows.length}／共 ${total} 件，有逾期的在前`}
        </span>
      </h2>
      <Scroll label="四入情况">
        <table class="table fc-matrix fc-stack">
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
            {rows.map(({ bill, entries }) => (
              <tr>
                <th scope="row">
                  <a class="fc-plain" href={`/bills/${bill.id}/ledger`} safe>
                    {bill.title}
                  </a>
                </th>
                {columns.map(([id, title]) => {
                  const entry = entries.find(one => one.entry === id)
                  return (
                    <td data-k={title}>
                      {entry ? (
                        <a href={`/bills/${bill.id}/ledger#entry-${id}`}>
                          <Lamp
                            colour={entry.lamp.colour}
                            words={`${entry.done}／${entry.total}${entry.lamp.colour === 'red' ? `　${entry.lamp.words}` : ''}`}
                          />
                        </a>
                      ) : (
                        ''
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {total > rows.length ? (
        <p>
          <a href="/ledger" safe>{`看全部 ${total} 件`}</a>
        </p>
      ) : (
        ''
      )}
    </section>
  )
}

/** 施工图: this year's bills by weeks; for the desk, for the wall (大屏) and for one sheet of A3. */
import { Type } from 'typebox'
import type { ChartRow, WorkChart } from '../../schema/tasks.ts'
import { mayAs } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { type Chip, Chips, Empty, Head, Scroll } from '../web/components/lists.tsx'
import { chinaMinute, dateInWords, weekdayInWords } from '../web/dates.ts'
import { type Frame, frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Page } from '../web/shell.tsx'
import { type ChartFilter, drawChart, readChart } from './read-chart.ts'
import { ChartFilters } from './routes.ts'

const Query = Type.Object({ ...ChartFilters, view: Type.Optional(Type.Enum(['board', 'sheet'])) })
/** How often 大屏 looks again, as htmx writes it. */
const EVERY = 'every 60s'

export function chartPages(app: HttpServer, services: Services): void {
  const READ = { access: 'signedIn' } as const
  app.get('/chart', { config: READ, schema: { querystring: Query } }, async (request, reply) => {
    const { view, ...filter } = request.query
    const frame = frameOf(request, reply, services)
    const chart = await readChart(services, requireActor(request), filter)
    if (view === undefined) return sendPage(reply, <ChartPage frame={frame} chart={chart} filter={filter} />)
    return sendPage(
      reply,
      <BoardPage frame={frame} chart={chart} filter={filter} isSheet={view === 'sheet'} at={services.now().toISOString()} />
    )
  })
  app.get('/chart/board', { config: READ, schema: { querystring: Type.Object(ChartFilters) } }, async (request, reply) => {
    const chart = await readChart(services, requireActor(request), request.query)
    const board = await (<Board chart={chart} at={services.now().toISOString()} />)
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(board)
  })
}

interface ChartProps {
  readonly frame: Frame
  readonly chart: WorkChart
  readonly filter: ChartFilter
}

const addressOf = (path: string, filter: ChartFilter, more: Readonly<Record<string, string>> = {}): string => {
  const { only, unit } = filter
  const query = new URLSearchParams({ ...(only && { only }), ...(unit && { unit }), ...more }).toString()
  return query === '' ? path : `${path}?${query}`
}

const ChartPage = ({ frame, chart, filter }: ChartProps) => (
  <Page frame={frame} title={chart.title} current="chart">
    <div class="fc-wall">
      <Head title={chart.title} meta={`${dateInWords(chart.today)}　${weekdayInWords(chart.today)}`}>
        <a class="btn fc-link" href="/meetings">
          会议
        </a>
        <a class="btn fc-link" href="/checkins">
          周报
        </a>
        <a class="btn fc-link" href={addressOf('/chart', filter, { view: 'board' })}>
          大屏
        </a>
        <a class="btn" href={addressOf('/chart', filter, { view: 'sheet' })}>
          打印上墙
        </a>
        {mayAs(frame.actor, 'staff') ? (
          <a class="btn btn-primary" href={chart.counts.unplanned > 0 ? '/chart?only=unplanned#rows' : '#rows'}>
            倒排工期
          </a>
        ) : (
          ''
        )}
      </Head>
      <Chips chips={chipsOf(chart, filter)} shown={chart.rows.length} total={chart.counts.all} unit="件" />
      <Units chart={chart} filter={filter} />
      {chart.rows.length === 0 ? (
        <Empty sentence="没有符合条件的法规。" href="/chart" action="看全部" />
      ) : (
        <>
          <section class="fc-scroll" aria-label="施工图，可左右移动" tabindex="0">
            <Picture chart={chart} />
          </section>
          <section class="fc-sec fc-noprint" aria-labelledby="rows">
            <h2 id="rows">施工图的数据</h2>
            <Rows rows={chart.rows} mayWrite={mayAs(frame.actor, 'staff')} />
          </section>
        </>
      )}
    </div>
  </Page>
)

function chipsOf({ counts }: WorkChart, filter: ChartFilter): Chip[] {
  const chip = (only: ChartFilter['only'], label: string): Chip => ({
    href: addressOf('/chart', { ...filter, only: filter.only === only ? undefined : only }),
    label,
    current: filter.only === only
  })
  const all = {
    href: '/chart',
    label: `全部 ${counts.all} 件`,
    current: filter.only === undefined && filter.unit === undefined,
    isAll: true
  }
  return [
    all,
    chip('own', `我承办的 ${counts.own} 件`),
    chip('late', `只看滞后 ${counts.late} 件`),
    chip('unplanned', `尚未排期 ${counts.unplanned} 件`),
    ...(filter.unit === undefined ? [] : [{ href: addressOf('/chart', { only: filter.only }), label: filter.unit, current: true }])
  ]
}

/** 我的单位: chosen once, and kept in the address. */
const Units = ({ chart, filter }: Omit<ChartProps, 'frame'>) =>
  chart.units.length === 0 ? (
    ''
  ) : (
    <form class="fc-own fc-noprint" action="/chart">
      {filter.only ? <input type="hidden" name="only" value={filter.only} /> : ''}
      <label for="unit">我的单位</label>
      <select class="form-select" id="unit" name="unit">
        {chart.units.map(unit => (
          <option value={unit} selected={unit === filter.unit} safe>
            {unit}
          </option>
        ))}
      </select>
      <button class="btn btn-sm" type="submit">
        只看本单位
      </button>
    </form>
  )

/** The drawing stands in the page itself: what it says is text, and every word of it was escaped where it was drawn. */
const Picture = ({ chart }: { chart: WorkChart }) => {
  const safeDrawing = drawChart(chart).replace(/^<\?xml[^>]*>\s*/, '')
  return <>{safeDrawing}</>
}

const Rows = ({ rows, mayWrite }: { rows: readonly ChartRow[]; mayWrite: boolean }) => (
  <Scroll label="施工图的数据，可左右移动">
    <table class="table fc-stack fc-dense">
      <thead>
        <tr>
          <th scope="col">法规名称</th>
          <th scope="col">单位</th>
          <th scope="col">所在环节</th>
          <th scope="col">原目标</th>
          <th scope="col">现目标</th>
          <th scope="col">推算完成</th>
          <th scope="col">情况</th>
          {mayWrite ? (
            <th scope="col" class="fc-do">
              <span class="fc-vh">办理</span>
            </th>
          ) : (
            ''
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row row={row} mayWrite={mayWrite} />
        ))}
      </tbody>
    </table>
  </Scroll>
)

const Row = ({ row, mayWrite }: { row: ChartRow; mayWrite: boolean }) => (
  <tr>
    <th scope="row">
      {row.bill === null ? (
        <span safe>{row.title}</span>
      ) : (
        <a class="fc-plain" href={`/bills/${row.bill}?tab=schedule#tabs`} safe>
          {row.title}
        </a>
      )}
    </th>
    <td data-k="单位" safe>
      {row.unit ?? ''}
    </td>
    <td data-k="所在环节" safe>
      {row.stageTitle}
    </td>
    <td class="fc-nowrap" data-k="原目标" safe>
      {row.baselineTarget ?? ''}
    </td>
    <td class="fc-nowrap" data-k="现目标" safe>
      {row.target ?? ''}
    </td>
    <td class="fc-nowrap" data-k="推算完成" safe>
      {row.likelyEnd === null ? '' : `${row.likelyEnd}${row.likelyLate !== null && row.likelyLate > 0 ? `，晚 ${row.likelyLate} 天` : ''}`}
    </td>
    <td>
      <Lamp {...row.lamp} />
    </td>
    {mayWrite ? (
      <td class="fc-do">
        {row.bill !== null && row.likelyEnd !== null ? (
          <a href={`/bills/${row.bill}/schedule`} aria-label={`${row.baselineTarget === null ? '倒排工期' : '调整'}：${row.title}`}>
            {row.baselineTarget === null ? '倒排工期' : '调整'}
          </a>
        ) : (
          ''
        )}
      </td>
    ) : (
      ''
    )}
  </tr>
)

interface BoardProps extends ChartProps {
  readonly isSheet: boolean
  readonly at: string
}

/** 大屏 looks again by itself, without reloading; 打印上墙 stands still. */
const BoardPage = ({ frame, chart, filter, isSheet, at }: BoardProps) => (
  <Page frame={frame} title={chart.title} bare>
    <div class="fc-wall fc-board">
      <p class="fc-noprint">
        <a href={addressOf('/chart', filter)}>返回施工图</a>
        {isSheet ? (
          <>
            <button class="btn btn-primary" type="button" data-act="print">
              打印
            </button>
            <span class="fc-meta">　A3 横向一张；也可按 Ctrl+P 打印，或者</span>
            <a href={addressOf('/api/v1/chart', filter, { format: 'svg' })} download={`${chart.title}.svg`}>
              下载 SVG
            </a>
          </>
        ) : (
          ''
        )}
      </p>
      {isSheet ? (
        <Board chart={chart} at={at} />
      ) : (
        <div hx-get={addressOf('/chart/board', filter)} hx-trigger={EVERY} hx-swap="innerHTML">
          <Board chart={chart} at={at} />
        </div>
      )}
    </div>
  </Page>
)

const Board = ({ chart, at }: { chart: WorkChart; at: string }) => (
  <>
    <Picture chart={chart} />
    <p class="fc-meta" safe>{`${chinaMinute(at)} 更新　共 ${chart.rows.length} 件，滞后 ${chart.counts.late} 件`}</p>
  </>
)

/** 施工图: this year's bills by weeks; for the desk, for the wall (大屏) and for one sheet of A3. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { IdParams } from '../../schema/http.ts'
import type { Plan } from '../../schema/plans.ts'
import { ChartFilters, type WorkChart } from '../../schema/tasks.ts'
import { mayAs } from '../people/permissions.ts'
import type { Actor, Services } from '../store/services.ts'
import { type Chip, Chips, Empty, Head } from '../web/components/lists.tsx'
import { chinaMinute, dateInWords, weekdayInWords } from '../web/dates.ts'
import { type Frame, frameOf, sendPage } from '../web/frame.ts'
import { requireActor } from '../web/http/actor.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Page } from '../web/shell.tsx'
import { ChartTable } from './chart-table.tsx'
import { type ChartFilter, drawChart, readChart, readPlanChart } from './read-chart.ts'

const Query = Type.Object({ ...ChartFilters, view: Type.Optional(Type.Enum(['board', 'sheet'])) })
const Filters = Type.Object(ChartFilters)
/** How often 大屏 looks again, as htmx writes it. */
const EVERY = 'every 60s'

export function chartPages(app: HttpServer, services: Services): void {
  const config = { access: 'signedIn' } as const
  const show = (request: FastifyRequest, reply: FastifyReply, { view, ...filter }: Static<typeof Query>, read: Read) =>
    read(requireActor(request), filter).then(({ chart, wall }) => {
      const shown = { frame: frameOf(request, reply, services), chart, filter, wall }
      if (view === undefined) return sendPage(reply, <ChartPage {...shown} />)
      return sendPage(reply, <BoardPage {...shown} isSheet={view === 'sheet'} at={services.now().toISOString()} />)
    })
  const look = async (request: FastifyRequest, reply: FastifyReply, filter: ChartFilter, read: Read) => {
    const { chart } = await read(requireActor(request), filter)
    const board = await (<Board chart={chart} at={services.now().toISOString()} />)
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(board)
  }
  const year: Read = async (actor, filter) => ({ chart: await readChart(services, actor, filter), wall: OF_YEAR })
  const plan =
    (id: string): Read =>
    async (actor, filter) => {
      const { plan: of, chart } = await readPlanChart(services, actor, id, filter)
      return { chart, wall: wallOf(of) }
    }
  app.get('/chart', { config, schema: { querystring: Query } }, (request, reply) => show(request, reply, request.query, year))
  app.get('/chart/board', { config, schema: { querystring: Filters } }, (request, reply) => look(request, reply, request.query, year))
  app.get('/plans/:id/wall-chart', { config, schema: { params: IdParams, querystring: Query } }, (request, reply) =>
    show(request, reply, request.query, plan(request.params.id))
  )
  app.get('/plans/:id/wall-chart/board', { config, schema: { params: IdParams, querystring: Filters } }, (request, reply) =>
    look(request, reply, request.query, plan(request.params.id))
  )
}

/** What hangs on the wall, and where: this year's work, or one plan. */
interface Wall {
  readonly path: string
  readonly drawing: string
  readonly current: 'chart' | 'plans'
  readonly crumb?: readonly (readonly [string, string])[]
  readonly links: readonly (readonly [href: string, words: string])[]
}
type Read = (actor: Actor, filter: ChartFilter) => Promise<{ readonly chart: WorkChart; readonly wall: Wall }>

const OF_YEAR: Wall = {
  path: '/chart',
  drawing: '/api/v1/chart',
  current: 'chart',
  links: [
    ['/meetings', '会议'],
    ['/checkins', '周报']
  ]
}

const wallOf = ({ id, title }: Pick<Plan, 'id' | 'title'>): Wall => ({
  path: `/plans/${id}/wall-chart`,
  drawing: `/api/v1/plans/${id}/progress`,
  current: 'plans',
  crumb: [
    ['规划计划', '/plans'],
    [title, `/plans/${id}`]
  ],
  links: [[`/plans/${id}/progress`, '进展情况表']]
})

interface ChartProps {
  readonly frame: Frame
  readonly chart: WorkChart
  readonly filter: ChartFilter
  readonly wall: Wall
}

const addressOf = (path: string, filter: ChartFilter, more: Readonly<Record<string, string>> = {}): string => {
  const { only, unit } = filter
  const query = new URLSearchParams({ ...(only && { only }), ...(unit && { unit }), ...more }).toString()
  return query === '' ? path : `${path}?${query}`
}

const ChartPage = ({ frame, chart, filter, wall }: ChartProps) => (
  <Page frame={frame} title={chart.title} current={wall.current} sheet>
    <div class="fc-wall">
      <Head
        {...(wall.crumb && { crumb: wall.crumb })}
        title={chart.title}
        meta={`${dateInWords(chart.today)}　${weekdayInWords(chart.today)}`}
      >
        {wall.links.map(([href, words]) => (
          <a class="btn fc-link" href={href} safe>
            {words}
          </a>
        ))}
        <a class="btn fc-link" href={addressOf(wall.path, filter, { view: 'board' })}>
          大屏
        </a>
        <a class="btn" href={addressOf(wall.path, filter, { view: 'sheet' })}>
          打印上墙
        </a>
        {mayAs(frame.actor, 'staff') ? (
          <a class="btn btn-primary" href={chart.counts.unplanned > 0 ? `${wall.path}?only=unplanned#rows` : '#rows'}>
            倒排工期
          </a>
        ) : (
          ''
        )}
      </Head>
      <Chips chips={chipsOf(chart, filter, wall)} shown={chart.rows.length} total={chart.counts.all} unit="件" />
      <Units chart={chart} filter={filter} wall={wall} />
      {chart.rows.length === 0 ? (
        chart.counts.all === 0 ? (
          <Empty sentence="还没有年度计划和法规案；编制计划、登记法规案以后，进度逐件画在这里。" href="/plans" action="看规划计划" />
        ) : (
          <Empty sentence="没有符合条件的法规。" href={wall.path} action="看全部" />
        )
      ) : (
        <>
          <section class="fc-scroll" aria-label="施工图，可左右移动" tabindex="0">
            <Picture chart={chart} />
          </section>
          <section class="fc-sec fc-noprint" aria-labelledby="rows">
            <h2 id="rows">施工图的数据</h2>
            <ChartTable rows={chart.rows} mayWrite={mayAs(frame.actor, 'staff')} />
          </section>
        </>
      )}
    </div>
  </Page>
)

function chipsOf({ counts }: WorkChart, filter: ChartFilter, { path }: Wall): Chip[] {
  const chip = (only: ChartFilter['only'], label: string): Chip => ({
    href: addressOf(path, { ...filter, only: filter.only === only ? undefined : only }),
    label,
    current: filter.only === only
  })
  const all = {
    href: path,
    label: `全部 ${counts.all} 件`,
    current: filter.only === undefined && filter.unit === undefined,
    isAll: true
  }
  return [
    all,
    chip('own', `我承办的 ${counts.own} 件`),
    chip('late', `只看滞后 ${counts.late} 件`),
    chip('unplanned', `尚未排期 ${counts.unplanned} 件`),
    ...(filter.unit === undefined ? [] : [{ href: addressOf(path, { only: filter.only }), label: filter.unit, current: true }])
  ]
}

/** 我的单位: chosen once, and kept in the address. */
const Units = ({ chart, filter, wall }: Omit<ChartProps, 'frame'>) =>
  chart.units.length === 0 ? (
    ''
  ) : (
    <form class="fc-own fc-noprint" action={wall.path}>
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

interface BoardProps extends ChartProps {
  readonly isSheet: boolean
  readonly at: string
}

/** 大屏 looks again by itself, without reloading; 打印上墙 stands still. */
const BoardPage = ({ frame, chart, filter, wall, isSheet, at }: BoardProps) => (
  <Page frame={frame} title={chart.title} bare>
    <div class="fc-wall fc-board">
      {/* The drawing bears its title in large letters. */}
      <h1 class="fc-vh" safe>
        {chart.title}
      </h1>
      <p class="fc-noprint fc-acts">
        <a href={addressOf(wall.path, filter)}>返回施工图</a>
        {isSheet ? (
          <>
            <button class="btn btn-primary" type="button" data-act="print">
              打印
            </button>
            <span class="fc-meta">A3 横向一张；也可按 Ctrl+P 打印，或者</span>
            <a href={addressOf(wall.drawing, filter, { format: 'svg' })} download={`${chart.title}.svg`}>
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
        <div hx-get={addressOf(`${wall.path}/board`, filter)} hx-trigger={EVERY} hx-swap="innerHTML">
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

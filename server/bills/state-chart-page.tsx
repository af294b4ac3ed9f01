/** 流程图: the procedure as a drawing, and the same as a list for whoever cannot see it. */
import { IdParams } from '../../schema/http.ts'
import { type StateChart, stateChartSvg } from '../formats/state-chart-svg.ts'
import type { Procedure } from '../lifecycle/procedure.ts'
import type { Services } from '../store/services.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { Head, Scroll } from '../web/components/lists.tsx'
import { type Frame, frameOf, sendPage } from '../web/frame.ts'
import type { HttpServer } from '../web/http/server.ts'
import { Page } from '../web/shell.tsx'
import { type Charted, chartOfBill, chartOfWorkflow } from './state-chart.ts'
import { bodyTitle } from './steps.ts'

export function stateChartPages(app: HttpServer, services: Services): void {
  const READ = { access: 'signedIn' } as const
  app.get('/bills/:id/state-chart', { config: READ, schema: { params: IdParams } }, async (request, reply) => {
    const { id } = request.params
    const { title, ...charted } = await chartOfBill(services, id)
    const crumb = [
      ['项目库', '/bills'],
      [title, `/bills/${id}`]
    ] as const
    const frame = frameOf(request, reply, services)
    const safeDrawing = await stateChartSvg(charted.chart)
    return sendPage(
      reply,
      <ChartPage frame={frame} charted={charted} drawing={safeDrawing} crumb={crumb} file={`/api/v1/bills/${id}/state-chart`} />
    )
  })
  app.get('/workflows/:id', { config: READ, schema: { params: IdParams } }, async (request, reply) => {
    const { id } = request.params
    const charted = await chartOfWorkflow(services, id)
    const frame = frameOf(request, reply, services)
    const safeDrawing = await stateChartSvg(charted.chart)
    const file = `/api/v1/workflows/${id}/state-chart`
    return sendPage(reply, <ChartPage frame={frame} charted={charted} drawing={safeDrawing} crumb={[['项目库', '/bills']]} file={file} />)
  })
}

interface ChartProps {
  readonly frame: Frame
  readonly charted: Charted
  readonly drawing: string
  readonly crumb: readonly (readonly [string, string | null])[]
  readonly file: string
}

const ChartPage = ({ frame, charted: { chart, procedure }, drawing, crumb, file }: ChartProps) => {
  const safeDrawing = drawing.replace(/^<\?xml[^>]*>\s*/, '')
  const { definition } = procedure
  return (
    <Page frame={frame} title={chart.title} current="bills">
      <Head
        crumb={crumb}
        title={chart.title}
        meta={`${definition.title}　第 ${definition.version} 版　依据：${definition.basis.join('、')}`}
      >
        <a class="btn" href={file}>
          查看原大图
        </a>
        <a class="btn" href={file} download={`${chart.title}.svg`}>
          下载 SVG
        </a>
      </Head>
      <p class="fc-legend fc-meta">
        黑底为现在所处的环节，灰底为经过的环节，双线框为可以停下的环节；粗线为走过的步骤，虚线为到期自动办理的步骤。
      </p>
      <section class="fc-scroll fc-statechart" aria-label="流程图，可移动" tabindex="0">
        {safeDrawing}
      </section>
      <section class="fc-sec" aria-labelledby="places">
        <h2 id="places">环节和步骤</h2>
        <Places chart={chart} procedure={procedure} />
      </section>
    </Page>
  )
}

const STATES = {
  now: { colour: 'amber', words: '现在' },
  been: { colour: 'green', words: '已经过' },
  ahead: { colour: 'none', words: '未到' }
} as const

const Places = ({ chart: { groups }, procedure }: Omit<Charted, never>) => (
  <Scroll label="环节和步骤，可左右移动">
    <table class="table fc-stack fc-dense">
      <thead>
        <tr>
          <th scope="col">阶段</th>
          <th scope="col">环节</th>
          <th scope="col">由谁办理</th>
          <th scope="col">情况</th>
          <th scope="col">可以办理的步骤</th>
        </tr>
      </thead>
      <tbody>
        {groups.flatMap(group =>
          group.places.map(place => (
            <tr>
              <td data-k="阶段" safe>
                {group.title}
              </td>
              <th scope="row" safe>
                {place.title}
              </th>
              <td data-k="由谁办理" safe>
                {holderOf(procedure, place.id)}
              </td>
              <td>
                <Lamp {...STATES[place.state]} />
              </td>
              <td data-k="步骤" safe>
                {stepsInWords(procedure, place)}
              </td>
            </tr>
          ))
        )}
      </tbody>
    </table>
  </Scroll>
)

function holderOf(procedure: Procedure, place: string): string {
  const body = procedure.places.get(place)?.responsible
  return body ? bodyTitle(procedure, body) : ''
}

/** @example '提请审议 → 已提请审议（立法法第五十八条）；退回起草单位' */
function stepsInWords(procedure: Procedure, { id }: StateChart['groups'][number]['places'][number]): string {
  const moves = procedure.movesAt.get(id) ?? []
  return moves
    .map(({ transition, region }) => {
      const to = typeof transition.to === 'string' && !region ? ` → ${procedure.places.get(transition.to)?.title ?? transition.to}` : ''
      return `${transition.title ?? transition.event}${to}${transition.basis ? `（${transition.basis}）` : ''}`
    })
    .join('；')
}

/** 挂图作战: the wall chart of a plan, for the screen and for one sheet of A3; the same in words below it. */
import type { Progress } from '../../schema/plans.ts'
import { MILESTONE_TITLES, MILESTONES, type PlannedDates } from '../../schema/plans.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { Empty, Head, Scroll } from '../web/components/lists.tsx'
import { dateInWords } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'

export const WallChartPage = ({ frame, progress: { plan, asOf, items } }: { readonly frame: Frame; readonly progress: Progress }) => (
  <Page frame={frame} title={`${plan.title}施工图`} current="plans">
    <div class="fc-wall">
      <Head
        crumb={[
          ['规划计划', '/plans'],
          [plan.title, `/plans/${plan.id}`]
        ]}
        title={`${plan.title}施工图`}
        meta={`统计截至${dateInWords(asOf)}`}
      >
        <a class="btn fc-link" href={`/plans/${plan.id}/progress`}>
          进展情况表
        </a>
        <a class="btn" href={`/api/v1/plans/${plan.id}/progress?format=svg`} download={`${plan.title}施工图.svg`}>
          下载 SVG
        </a>
      </Head>
      {items.length === 0 ? (
        <Empty sentence="这个计划还没有项目。" href={`/plans/${plan.id}`} action="看计划" />
      ) : (
        <>
          <section class="fc-scroll" aria-label="施工图，可左右移动" tabindex="0">
            <img src={`/api/v1/plans/${plan.id}/progress?format=svg`} alt="各件法规按周排列的计划与实际进度，数据见下方表格" />
          </section>
          <details class="fc-sec fc-noprint">
            <summary>施工图的数据</summary>
            <Rows items={items} />
          </details>
        </>
      )}
    </div>
  </Page>
)

const Rows = ({ items }: Pick<Progress, 'items'>) => (
  <Scroll label="施工图的数据，可左右移动">
    <table class="table fc-stack fc-dense">
      <thead>
        <tr>
          <th scope="col">法规名称</th>
          <th scope="col">计划</th>
          <th scope="col">实际</th>
          <th scope="col">进展</th>
        </tr>
      </thead>
      <tbody>
        {items.map(row => (
          <tr>
            <th scope="row" safe>
              {row.title}
            </th>
            <td data-k="计划" safe>
              {datesInWords(row.plannedOn)}
            </td>
            <td data-k="实际" safe>
              {datesInWords(row.actualOn)}
            </td>
            <td>
              <Lamp {...row.lamp} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

/** @example '起草完成 2026-03-31、一审 2026-04-28' */
const datesInWords = (dates: PlannedDates): string =>
  MILESTONES.flatMap(milestone => (dates[milestone] === undefined ? [] : [`${MILESTONE_TITLES[milestone]} ${dates[milestone]}`])).join('、')

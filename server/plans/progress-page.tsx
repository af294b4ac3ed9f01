/** 年度立法计划进展情况: the figures, then the table that the exports hold row for row. */
import type { Progress, ProgressRow } from '../../schema/plans.ts'
import { MILESTONE_TITLES, PLAN_CATEGORY_TITLES } from '../../schema/plans.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { type Chip, Chips, Empty, Head, Scroll } from '../web/components/lists.tsx'
import { dateInWords } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'

interface ProgressProps {
  readonly frame: Frame
  readonly progress: Progress
  /** The rows that the filter leaves. */
  readonly shown: readonly ProgressRow[]
  readonly chips: readonly Chip[]
}

export const ProgressPage = ({ frame, progress: { plan, asOf, items }, shown, chips }: ProgressProps) => (
  <Page frame={frame} title={`${plan.title}进展情况`} current="plans">
    <Head
      crumb={[
        ['规划计划', '/plans'],
        [plan.title, `/plans/${plan.id}`]
      ]}
      title={`${plan.title}进展情况`}
      meta={`统计截至${dateInWords(asOf)}`}
    >
      <a class="btn fc-link" href={`/plans/${plan.id}/wall-chart`}>
        施工图
      </a>
      <a class="btn fc-link" href={`/api/v1/plans/${plan.id}/progress?format=md`} download="">
        Markdown
      </a>
      <a class="btn" href={`/api/v1/plans/${plan.id}/progress?format=csv`} download="">
        CSV
      </a>
      <a class="btn" href={`/api/v1/plans/${plan.id}/progress?format=docx`} download="">
        Word
      </a>
      <a class="btn btn-primary" href={`/api/v1/plans/${plan.id}/progress?format=xlsx`} download="">
        导出 Excel
      </a>
    </Head>
    {items.length === 0 ? (
      <Empty sentence="这个计划还没有项目。" href={`/plans/${plan.id}`} action="看计划" />
    ) : (
      <>
        <Figures items={items} address={`/plans/${plan.id}/progress`} />
        <section class="fc-sec" aria-labelledby="rows">
          <h2 id="rows">进展情况表</h2>
          <Chips chips={chips} shown={shown.length} total={items.length} unit="件" />
          <ProgressTable items={shown} />
        </section>
      </>
    )}
  </Page>
)

const promulgated = (row: ProgressRow): boolean => row.actualOn.promulgation !== undefined

/** What a figure counts, by the filter that lists it: every number opens its list. */
export const FIGURES = {
  all: { title: '计划项目', counts: () => true },
  started: { title: '已启动', counts: row => row.bill !== null },
  read: { title: '已审议', counts: row => row.actualOn.firstReading !== undefined },
  promulgated: { title: '已公布', counts: promulgated },
  late: { title: '滞后', counts: row => row.lamp.colour === 'red' }
} as const satisfies Readonly<Record<string, { title: string; counts: (row: ProgressRow) => boolean }>>

const Figures = ({ items, address }: { items: readonly ProgressRow[]; address: string }) => (
  <dl class="fc-figs">
    {Object.entries(FIGURES).map(([filter, { title, counts }]) => {
      const count = items.filter(counts).length
      return (
        <div>
          <dt>{title}</dt>
          <dd class={filter === 'late' && count > 0 ? 'fc-red' : undefined}>
            <a href={filter === 'all' ? address : `${address}?show=${filter}`}>{count}</a>
            <small>件</small>
          </dd>
        </div>
      )
    })}
  </dl>
)

const ProgressTable = ({ items }: { items: readonly ProgressRow[] }) => (
  <Scroll label="进展情况表，可左右移动">
    <table class="table fc-stack fc-dense">
      <thead>
        <tr>
          <th scope="col" class="fc-nophone">
            序号
          </th>
          <th scope="col">法规名称</th>
          <th scope="col">类别</th>
          <th scope="col">责任单位</th>
          <th scope="col">环节</th>
          <th scope="col">下一节点</th>
          <th scope="col">下一步</th>
          <th scope="col">偏差</th>
          <th scope="col">责任人</th>
        </tr>
      </thead>
      <tbody>
        {items.map(row => (
          <tr>
            <td class="fc-nophone">{row.position}</td>
            <th scope="row">
              {row.bill === null ? (
                <span safe>{row.title}</span>
              ) : (
                <a class="fc-plain" href={`/bills/${row.bill}`} safe>
                  {row.title}
                </a>
              )}
            </th>
            <td class="fc-nowrap" data-k="类别" safe>
              {PLAN_CATEGORY_TITLES[row.category]}
            </td>
            <td data-k="责任单位" safe>
              {row.responsibleUnit ?? ''}
            </td>
            <td class="fc-nowrap" data-k="环节" safe>
              {row.stageTitle}
            </td>
            <td class="fc-nowrap" data-k="下一节点" safe>
              {row.nextMilestone === null ? '' : `${row.nextOn ?? ''} ${MILESTONE_TITLES[row.nextMilestone]}`}
            </td>
            <td data-k="下一步" safe>
              {row.next}
            </td>
            <td>
              <Lamp {...row.lamp} />
            </td>
            <td class="fc-nowrap" data-k="责任人" safe>
              {row.caseOfficer ?? ''}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td class="fc-nophone" />
          <th scope="row" safe>{`合计 ${items.length} 件`}</th>
          <td colspan="7" />
        </tr>
      </tfoot>
    </table>
  </Scroll>
)

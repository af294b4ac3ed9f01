/** What stands around the items of a plan: its five years, its adjustments, and the form that passes it. */
import {
  ADJUSTMENT_TITLES,
  MILESTONE_TITLES,
  MILESTONES,
  PLAN_CATEGORY_TITLES,
  type Plan,
  type PlanAdjustment,
  type PlanCategory,
  type PlannedDates,
  type PlanYear,
  type ProgressRow
} from '../../schema/plans.ts'
import { TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Scroll } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Csrf } from '../web/shell.tsx'

/** 逐年: what the five-year plan means for each year, against what was done. */
export const YearStrip = ({ years, undated, today }: { years: readonly PlanYear[]; undated: readonly ProgressRow[]; today: string }) => (
  <section class="fc-sec" aria-labelledby="years">
    <h2 id="years">逐年情况</h2>
    <Scroll label="逐年情况，可左右移动">
      <ol class="fc-years">
        {years.map(({ year, items, promulgated, annual }) => (
          <li class={String(year) === today.slice(0, 4) ? 'is-now' : undefined}>
            <b>{year}</b>
            <small safe>{items.length === 0 ? '没有规划项目' : `规划 ${items.length} 件，已公布 ${promulgated} 件`}</small>
            <ul>
              {items.map(item => (
                <YearItem item={item} />
              ))}
            </ul>
            {annual ? <a href={`/plans/${annual.id}`} safe>{`年度计划 ${annual.items} 件`}</a> : <span class="fc-meta">没有年度计划</span>}
          </li>
        ))}
      </ol>
    </Scroll>
    {undated.length === 0 ? (
      ''
    ) : (
      <p class="fc-meta" safe>{`未定年度 ${undated.length} 件：${undated.map(({ title }) => title).join('、')}`}</p>
    )}
  </section>
)

const YearItem = ({ item }: { item: ProgressRow }) => (
  <li>
    {item.bill === null ? (
      <span safe>{item.title}</span>
    ) : (
      <a class="fc-plain" href={`/bills/${item.bill}`} safe>
        {item.title}
      </a>
    )}
    <small class="fc-cell">
      <span safe>{`${PLAN_CATEGORY_TITLES[item.category]}　`}</span>
      <Lamp {...item.lamp} />
    </small>
  </li>
)

export const Adjustments = ({ adjustments }: { adjustments: readonly PlanAdjustment[] }) => (
  <section class="fc-sec" aria-labelledby="adjustments">
    <h2 id="adjustments">
      调整记录 <small safe>{`${adjustments.length} 次`}</small>
    </h2>
    <ol class="fc-list">
      {adjustments.toReversed().map(({ kind, title, changes, reason, decidedOn }) => (
        <li>
          <b safe>{`${decidedOn}　${ADJUSTMENT_TITLES[kind]}${quoted(title)}`}</b>
          {kind === 'changed' ? <span safe>{`　${changes.map(changeInWords).join('；')}`}</span> : ''}
          <small safe>{`理由：${reason}`}</small>
        </li>
      ))}
    </ol>
  </section>
)

/** A project that is called after a regulation has its marks already: 修改《…》. */
const quoted = (title: string): string => (title.includes('《') ? title : `《${title}》`)

const MEMBERS: Readonly<Record<string, string>> = { title: '名称', category: '类别', sponsor: '提案单位', plannedOn: '计划时间' }

function changeInWords({ member, before, after }: PlanAdjustment['changes'][number]): string {
  const shown = (value: string | null): string => {
    if (value === null || value === '') return '空'
    if (member === 'category') return PLAN_CATEGORY_TITLES[value as PlanCategory] ?? value
    return member === 'plannedOn' ? datesInWords(value) : value
  }
  return `${MEMBERS[member] ?? member}由${shown(before)}改为${shown(after)}`
}

function datesInWords(json: string): string {
  const dates = JSON.parse(json) as PlannedDates
  const words = MILESTONES.flatMap(milestone => (dates[milestone] ? [`${MILESTONE_TITLES[milestone]} ${dates[milestone]}`] : []))
  return words.length === 0 ? '未定' : words.join('、')
}

/** A plan that is being drawn up is passed once; from then on it changes by adjustment. */
export const PassForm = ({ frame, plan }: { frame: Frame; plan: Plan }) => (
  <details class="fc-fold fc-noprint">
    <summary>登记主任会议通过</summary>
    <form method="post" action={`/plans/${plan.id}`} novalidate>
      <Csrf frame={frame} />
      <p class="fc-meta">登记通过以后，增减项目、改变类别和时间属于调整，须写明理由。</p>
      <TextField name="passedOn" label="通过日期" type="date" value={frame.today} required />
      <p class="fc-field">
        <button class="btn" type="submit">
          登记通过
        </button>
      </p>
    </form>
  </details>
)

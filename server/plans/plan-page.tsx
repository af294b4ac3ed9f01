/** One plan: its items by category, and the form of an item. */
import {
  CATEGORIES_OF,
  MILESTONE_TITLES,
  MILESTONES,
  PLAN_CATEGORY_TITLES,
  PLAN_KIND_TITLES,
  type Plan,
  type PlanAdjustment,
  type PlanCategory,
  type PlanItem,
  type PlanYear,
  type ProgressRow
} from '../../schema/plans.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Empty, Head, Scroll } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { Adjustments, PassForm, YearStrip } from './plan-parts.tsx'

interface PlanProps {
  readonly frame: Frame
  readonly plan: Plan
  readonly items: readonly ProgressRow[]
  readonly adjustments: readonly PlanAdjustment[]
  /** The years of a five-year plan; null for an annual one. */
  readonly years: { readonly years: readonly PlanYear[]; readonly undated: readonly ProgressRow[] } | null
  readonly refusal: Refusal
  readonly mayWrite: boolean
}

export const PlanPage = ({ frame, plan, items, adjustments, years, refusal, mayWrite }: PlanProps) => (
  <Page frame={frame} title={plan.title} current="plans">
    <Head
      crumb={[['规划计划', '/plans']]}
      title={plan.title}
      meta={`${PLAN_KIND_TITLES[plan.kind]}　项目 ${items.length} 件　${plan.passedOn === null ? '编制中' : `${plan.passedOn} 通过`}`}
    >
      <a class="btn fc-link" href={`/plans/${plan.id}/progress`}>
        进展情况
      </a>
      {mayWrite ? (
        <a class="btn btn-primary" href={`/plans/${plan.id}/items/new`}>
          增加项目
        </a>
      ) : (
        ''
      )}
    </Head>
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
    {years ? <YearStrip {...years} today={frame.today} /> : ''}
    {items.length === 0 ? (
      <Empty sentence="这个计划还没有项目。" {...(mayWrite && { href: `/plans/${plan.id}/items/new`, action: '增加项目' })} />
    ) : (
      categoriesOf(plan, items).map(category => (
        <CategorySection category={category} plan={plan} items={items.filter(item => item.category === category)} mayWrite={mayWrite} />
      ))
    )}
    {adjustments.length === 0 ? '' : <Adjustments adjustments={adjustments} />}
    {mayWrite && plan.passedOn === null ? <PassForm frame={frame} plan={plan} /> : ''}
  </Page>
)

/** The plan's own categories, and whatever else an item was given: nothing is hidden. */
const categoriesOf = ({ kind }: Plan, items: readonly ProgressRow[]): PlanCategory[] => [
  ...new Set([...CATEGORIES_OF[kind], ...items.map(({ category }) => category)])
]

type SectionProps = Pick<PlanProps, 'plan' | 'items' | 'mayWrite'> & { readonly category: PlanCategory }

const CategorySection = ({ category, plan, items, mayWrite }: SectionProps) =>
  items.length === 0 ? (
    ''
  ) : (
    <section class="fc-sec" aria-labelledby={category}>
      <h2 id={category}>
        <span safe>{PLAN_CATEGORY_TITLES[category]}</span> <small safe>{`${items.length} 件`}</small>
      </h2>
      <Scroll label={PLAN_CATEGORY_TITLES[category]}>
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">名称</th>
              <th scope="col">提案单位</th>
              <th scope="col">起草单位</th>
              <th scope="col">计划</th>
              <th scope="col">进展</th>
              <th scope="col">备注</th>
              <th scope="col" class="fc-do">
                <span class="fc-vh">修改</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(item => (
              <tr>
                <th scope="row">
                  {item.bill === null ? (
                    <span safe>{item.title}</span>
                  ) : (
                    <a class="fc-plain" href={`/bills/${item.bill}`} safe>
                      {item.title}
                    </a>
                  )}
                </th>
                <td data-k="提案单位" safe>
                  {item.sponsor ?? ''}
                </td>
                <td data-k="起草单位" safe>
                  {item.draftingUnit ?? ''}
                </td>
                <td data-k="计划">
                  {MILESTONES.filter(milestone => item.plannedOn[milestone]).map(milestone => (
                    <span class="fc-when" safe>{`${item.plannedOn[milestone]} ${MILESTONE_TITLES[milestone]}`}</span>
                  ))}
                </td>
                <td class="fc-nowrap">
                  <Lamp {...item.lamp} />
                  {item.bill === null ? (
                    ''
                  ) : (
                    <small class="fc-cell" safe>
                      {item.stageTitle}
                    </small>
                  )}
                </td>
                <td data-k="备注" safe>
                  {item.note ?? ''}
                </td>
                <td class="fc-do">
                  {mayWrite && item.bill === null ? (
                    <a href={`/plans/${plan.id}/items/${item.id}/bill`} aria-label={`立案：${item.title}`}>
                      立案
                    </a>
                  ) : (
                    ''
                  )}
                  {mayWrite ? (
                    <a class="fc-beside" href={`/plans/${plan.id}/items/${item.id}`} aria-label={`修改项目：${item.title}`}>
                      修改
                    </a>
                  ) : (
                    ''
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )

export const ITEM_LABELS: Readonly<Record<string, string>> = {
  title: '项目名称',
  category: '类别',
  bill: '对应法规案',
  sponsor: '提案单位',
  draftingUnit: '起草单位',
  responsibleUnit: '责任单位',
  note: '备注',
  amends: '要修改、废止的法规',
  'adjustment.reason': '调整的理由',
  'adjustment.decidedOn': '决定日期',
  ...Object.fromEntries(MILESTONES.map(milestone => [`plannedOn.${milestone}`, `计划${MILESTONE_TITLES[milestone]}`]))
}

interface ItemProps {
  readonly frame: Frame
  readonly plan: Plan
  /** Null for a new item. */
  readonly item: PlanItem | null
  /** Bills to choose from: id and title. */
  readonly bills: readonly (readonly [id: string, title: string])[]
  readonly refusal: Refusal
}

export const ItemPage = ({ frame, plan, item, bills, refusal }: ItemProps) => {
  const { values, errors, problem } = refusal
  const field = (name: string) => ({ name, label: ITEM_LABELS[name] ?? name, value: values[name], error: errors[name] })
  const title = item === null ? '增加项目' : '修改项目'
  return (
    <Page frame={frame} title={`${title}：${plan.title}`} current="plans">
      <Head
        crumb={[
          ['规划计划', '/plans'],
          [plan.title, `/plans/${plan.id}`]
        ]}
        title={title}
      />
      <ErrorSummary errors={errors} problem={problem} />
      <form method="post" action={item === null ? `/plans/${plan.id}/items/new` : `/plans/${plan.id}/items/${item.id}`} novalidate>
        <Csrf frame={frame} />
        <TextField {...field('title')} maxlength={200} required />
        <SelectField {...field('category')} options={CATEGORIES_OF[plan.kind].map(one => [one, PLAN_CATEGORY_TITLES[one]] as const)} />
        <SelectField {...field('bill')} options={[['', '尚无法规案'], ...bills]} />
        <TextField {...field('sponsor')} hint="可不填" maxlength={100} />
        <TextField {...field('draftingUnit')} hint="可不填" maxlength={100} />
        <TextField {...field('responsibleUnit')} hint="可不填" maxlength={100} />
        <div class="fc-fields">
          {MILESTONES.map(milestone => (
            <TextField {...field(`plannedOn.${milestone}`)} hint="可不填" type="date" />
          ))}
        </div>
        <TextArea {...field('note')} hint="可不填" maxlength={1000} />
        {plan.passedOn === null ? (
          ''
        ) : (
          <fieldset>
            <legend class="fc-sechead">调整</legend>
            <p class="fc-meta" safe>{`计划已于 ${plan.passedOn} 通过；增减项目，改变名称、类别、提案单位和时间的，须写明理由。`}</p>
            <div class="fc-fields">
              <TextField {...field('adjustment.reason')} maxlength={1000} />
              <TextField {...field('adjustment.decidedOn')} type="date" value={values['adjustment.decidedOn'] ?? frame.today} />
            </div>
          </fieldset>
        )}
        <p class="fc-field fc-acts">
          <button class="btn btn-primary" type="submit">
            {item === null ? '列入计划' : '保存项目'}
          </button>
          <a class="btn fc-link" href={`/plans/${plan.id}`}>
            不改了
          </a>
          {item === null ? (
            ''
          ) : (
            <button class="btn fc-link" type="submit" name="do" value="remove">
              移出计划
            </button>
          )}
        </p>
      </form>
    </Page>
  )
}

/** 规划计划: all plans, and the form that adds one. */
import { PLAN_KIND_TITLES, type Plan } from '../../schema/plans.ts'
import { ErrorSummary, SelectField, TextField } from '../web/components/fields.tsx'
import { Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

interface PlansProps {
  readonly frame: Frame
  readonly plans: readonly Plan[]
  readonly next: string | null
  readonly mayWrite: boolean
}

export const PlansPage = ({ frame, plans, next, mayWrite }: PlansProps) => (
  <Page frame={frame} title="规划计划" current="plans">
    <Head title="规划计划">
      {mayWrite ? (
        <>
          <a class="btn fc-link" href="/plans/new">
            另建规划计划
          </a>
          <a class="btn btn-primary" href="/plans/annual">
            编制年度计划
          </a>
        </>
      ) : (
        ''
      )}
    </Head>
    {plans.length === 0 ? (
      <Empty sentence="还没有立法规划和年度计划。" {...(mayWrite && { href: '/plans/new', action: '编制规划计划' })} />
    ) : (
      <Scroll label="规划计划">
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">名称</th>
              <th scope="col">种类</th>
              <th scope="col">年度</th>
              <th scope="col">通过</th>
              <th scope="col" class="fc-do">
                <span class="fc-vh">查看</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {plans.map(plan => (
              <tr>
                <th scope="row">
                  <a class="fc-plain" href={`/plans/${plan.id}`} safe>
                    {plan.title}
                  </a>
                </th>
                <td data-k="种类" safe>
                  {PLAN_KIND_TITLES[plan.kind]}
                </td>
                <td data-k="年度">{plan.kind === 'fiveYearPlan' ? `${plan.year} 至 ${plan.year + 4}` : plan.year}</td>
                <td class="fc-nowrap" data-k="通过" safe>
                  {plan.passedOn ?? '编制中'}
                </td>
                <td class="fc-do">
                  <a href={`/plans/${plan.id}/progress`} aria-label={`进展情况：${plan.title}`}>
                    进展情况
                  </a>
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

export const PLAN_LABELS = { title: '名称', kind: '种类', year: '年度' } as const

export const NewPlanPage = ({ frame, refusal: { values, errors, problem } }: { frame: Frame; refusal: Refusal }) => {
  const field = (name: keyof typeof PLAN_LABELS) => ({ name, label: PLAN_LABELS[name], value: values[name], error: errors[name] })
  return (
    <Page frame={frame} title="编制规划计划" current="plans">
      <Head crumb={[['规划计划', '/plans']]} title="编制规划计划" />
      <ErrorSummary errors={errors} problem={problem} />
      <form method="post" action="/plans/new" novalidate>
        <Csrf frame={frame} />
        <TextField {...field('title')} hint="如 2027年度立法计划" maxlength={200} required />
        <SelectField {...field('kind')} value={values['kind'] ?? 'annualPlan'} options={Object.entries(PLAN_KIND_TITLES)} />
        <TextField {...field('year')} hint="五年规划写起始年度" type="number" required />
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            建立规划计划
          </button>
        </p>
      </form>
    </Page>
  )
}

/** The annual plan with everything that is carried over. */
export const NextPlanPage = ({ frame, refusal: { values, errors, problem } }: { frame: Frame; refusal: Refusal }) => (
  <Page frame={frame} title="编制年度计划" current="plans">
    <Head
      crumb={[['规划计划', '/plans']]}
      title="编制年度计划"
      meta="上年没有完成的项目和五年规划列在这一年的项目自动转入，逐项核对后登记通过。"
    />
    <ErrorSummary errors={errors} problem={problem} />
    <form method="post" action="/plans/annual" novalidate>
      <Csrf frame={frame} />
      <TextField name="year" label={PLAN_LABELS.year} value={values['year']} error={errors['year']} type="number" required />
      <TextField
        name="title"
        label={PLAN_LABELS.title}
        hint="不填的，沿用上年名称"
        value={values['title']}
        error={errors['title']}
        maxlength={200}
      />
      <p class="fc-field">
        <button class="btn btn-primary" type="submit">
          编制年度计划
        </button>
      </p>
    </form>
  </Page>
)

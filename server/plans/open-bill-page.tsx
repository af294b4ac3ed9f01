/** 立案: everything that a bill begins with, on one form. */
import { BILL_KIND_TITLES, BILL_KINDS, type WorkflowName } from '../../schema/bills.ts'
import type { Plan, PlanItem } from '../../schema/plans.ts'
import { ErrorSummary, SelectField, TextField } from '../web/components/fields.tsx'
import { Head } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

export const OPENING_LABELS = {
  title: '法规名称',
  kind: '类型',
  workflow: '办理流程',
  sponsor: '提案单位',
  draftingUnit: '起草单位',
  competentCommittee: '有关的专门委员会',
  caseOfficer: '承办人',
  target: '目标施行日期',
  taskSheet: '同时制定任务书'
} as const

interface OpeningProps {
  readonly frame: Frame
  readonly plan: Plan
  readonly item: PlanItem
  readonly workflows: readonly WorkflowName[]
  readonly refusal: Refusal
  /** What stands in the way of the target, where it cannot be kept. */
  readonly conflicts: readonly string[]
}

export const OpenBillPage = ({ frame, plan, item, workflows, refusal: { values, errors, problem }, conflicts }: OpeningProps) => {
  const field = (name: keyof typeof OPENING_LABELS) => ({ name, label: OPENING_LABELS[name], value: values[name], error: errors[name] })
  return (
    <Page frame={frame} title={`立案：${item.title}`} current="plans">
      <Head
        crumb={[
          ['规划计划', '/plans'],
          [plan.title, `/plans/${plan.id}`]
        ]}
        title={`立案：${item.title}`}
        meta="一步登记法规案、专班、任务书和施工图；修改、废止现行法规的，以现行文本为起点。"
      />
      <ErrorSummary errors={errors} problem={problem} />
      {conflicts.length === 0 ? (
        ''
      ) : (
        <ul class="fc-list" aria-label="赶不上目标日期的原因">
          {conflicts.map(conflict => (
            <li safe>{conflict}</li>
          ))}
        </ul>
      )}
      <form method="post" action={`/plans/${plan.id}/items/${item.id}/bill`} novalidate>
        <Csrf frame={frame} />
        <TextField {...field('title')} maxlength={200} required />
        <div class="fc-fields">
          <SelectField {...field('kind')} options={BILL_KINDS.map(kind => [kind, BILL_KIND_TITLES[kind]] as const)} />
          <SelectField {...field('workflow')} options={workflows.map(({ id, title }) => [id, title] as const)} />
          <TextField {...field('target')} hint="写明的，同时倒排施工图" type="date" />
          <TextField {...field('sponsor')} hint="可不填" maxlength={100} />
          <TextField {...field('draftingUnit')} maxlength={100} />
          <TextField {...field('competentCommittee')} hint="可不填" maxlength={100} />
          <TextField {...field('caseOfficer')} maxlength={100} />
        </div>
        <p class="fc-field">
          <label>
            <input class="form-check-input" type="checkbox" name="taskSheet" value="true" checked={values['taskSheet'] !== 'false'} />{' '}
            同时制定任务书
          </label>
        </p>
        <p class="fc-field fc-acts">
          <button class="btn btn-primary" type="submit">
            立案
          </button>
          <a class="btn fc-link" href={`/plans/${plan.id}`}>
            不立了
          </a>
        </p>
      </form>
    </Page>
  )
}

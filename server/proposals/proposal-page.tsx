/** One proposal: what was asked for, the 论证, the decision with its reason, and the plan and bill that it became. */
import { BILL_KIND_TITLES } from '../../schema/bills.ts'
import { CATEGORIES_OF, PLAN_CATEGORY_TITLES, type Plan } from '../../schema/plans.ts'
import { ARGUMENT_TITLES, ARGUMENTS, DECISION_TITLES, DECISIONS, PROPOSAL_SOURCE_TITLES, type Proposal } from '../../schema/proposals.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Head } from '../web/components/lists.tsx'
import { type Refusal, UNTOUCHED } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { ProposalFields, Standing } from './proposals-page.tsx'

export type FormName = 'argue' | 'decide' | 'carry' | 'change'

interface ProposalProps {
  readonly frame: Frame
  readonly proposal: Proposal
  /** Plans that it may be carried into, the latest first. */
  readonly plans: readonly Plan[]
  readonly regulations: readonly (readonly [id: string, title: string])[]
  readonly refused: { readonly form: FormName; readonly refusal: Refusal } | null
  readonly mayWrite: boolean
}

export const ProposalPage = (props: ProposalProps) => {
  const { frame, proposal, mayWrite } = props
  const open = mayWrite && proposal.status !== 'planned'
  return (
    <Page frame={frame} title={proposal.title} current="bills">
      <Head crumb={[['项目库', '/proposals']]} title={proposal.title}>
        {proposal.bill ? (
          <a class="btn btn-primary" href={`/bills/${proposal.bill.id}`}>
            看法规案
          </a>
        ) : proposal.plan ? (
          <a class="btn btn-primary" href={`/plans/${proposal.plan.id}`}>
            看计划
          </a>
        ) : (
          ''
        )}
      </Head>
      <Facts proposal={proposal} />
      <ArgumentPart {...props} mayWrite={open} />
      {open ? <DecidePart {...props} /> : ''}
      {open && proposal.status === 'selected' ? <CarryPart {...props} /> : ''}
      {open ? <ChangePart {...props} /> : ''}
    </Page>
  )
}

const Facts = ({ proposal }: { proposal: Proposal }) => (
  <dl class="fc-kv">
    <dt>情况</dt>
    <dd>
      <Standing proposal={proposal} />
    </dd>
    <dt>来源</dt>
    <dd safe>{`${PROPOSAL_SOURCE_TITLES[proposal.source]}　${proposal.proposedBy}　${proposal.proposedOn}`}</dd>
    <dt>类型</dt>
    <dd safe>{`${BILL_KIND_TITLES[proposal.kind]}${proposal.suggestedYear === null ? '' : `　建议 ${proposal.suggestedYear} 年`}`}</dd>
    <dt>理由</dt>
    <dd safe>{proposal.reason}</dd>
    {proposal.amends ? (
      <>
        <dt>现行法规</dt>
        <dd>
          <a href={`/bills/${proposal.amends.id}`} safe>
            {proposal.amends.title}
          </a>
        </dd>
      </>
    ) : (
      ''
    )}
    {proposal.decisionReason === null ? (
      ''
    ) : (
      <>
        <dt>决定</dt>
        <dd safe>{`${proposal.decidedOn ?? ''}　${proposal.decisionReason}`}</dd>
      </>
    )}
    {proposal.plan ? (
      <>
        <dt>计划</dt>
        <dd>
          <a href={`/plans/${proposal.plan.id}`} safe>
            {proposal.plan.title}
          </a>
        </dd>
      </>
    ) : (
      ''
    )}
  </dl>
)

const refusalOf = ({ refused }: ProposalProps, form: FormName): Refusal => (refused?.form === form ? refused.refusal : UNTOUCHED)

const Start = ({ frame, form, refusal }: { frame: Frame; form: FormName; refusal: Refusal }) => (
  <>
    <Csrf frame={frame} />
    <input type="hidden" name="form" value={form} />
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
  </>
)

export const ARGUMENT_LABELS = Object.fromEntries(ARGUMENTS.map(name => [`argument.${name}`, ARGUMENT_TITLES[name]]))

const ArgumentPart = (props: ProposalProps) => {
  const { frame, proposal, mayWrite } = props
  // Selecting is refused for what is not argued: that is said here, where it is mended.
  const refusal = props.refused?.form === 'decide' ? props.refused.refusal : refusalOf(props, 'argue')
  return (
    <section class="fc-sec" id="argue" aria-labelledby="argue-title">
      <h2 id="argue-title">论证</h2>
      {mayWrite ? (
        <form method="post" action={`/proposals/${proposal.id}`} novalidate>
          <Start frame={frame} form="argue" refusal={refusalOf(props, 'argue')} />
          <div class="fc-fields">
            {ARGUMENTS.map(name => (
              <TextArea
                name={`argument.${name}`}
                label={ARGUMENT_TITLES[name]}
                value={refusal.values[`argument.${name}`] ?? proposal.argument[name] ?? ''}
                error={refusal.errors[`argument.${name}`]}
                rows={3}
                maxlength={4000}
              />
            ))}
          </div>
          <p class="fc-field">
            <button class="btn" type="submit">
              保存论证
            </button>
          </p>
        </form>
      ) : (
        <dl class="fc-kv">
          {ARGUMENTS.map(name => (
            <>
              <dt safe>{ARGUMENT_TITLES[name]}</dt>
              <dd safe>{proposal.argument[name] ?? '—'}</dd>
            </>
          ))}
        </dl>
      )}
    </section>
  )
}

export const DECISION_LABELS = { decision: '决定', reason: '理由', on: '决定日期' } as const

const DecidePart = (props: ProposalProps) => {
  const { frame, proposal } = props
  const refusal = refusalOf(props, 'decide')
  const field = (name: keyof typeof DECISION_LABELS) => ({
    scope: 'decide',
    name,
    label: DECISION_LABELS[name],
    value: refusal.values[name],
    error: refusal.errors[name]
  })
  return (
    <section class="fc-sec fc-noprint" id="decide" aria-labelledby="decide-title">
      <h2 id="decide-title">选取</h2>
      <form method="post" action={`/proposals/${proposal.id}`} novalidate>
        <Start frame={frame} form="decide" refusal={refusal} />
        <div class="fc-fields">
          <SelectField {...field('decision')} options={DECISIONS.map(one => [one, DECISION_TITLES[one]] as const)} />
          <TextField {...field('on')} type="date" value={refusal.values['on'] ?? frame.today} />
          <TextField {...field('reason')} maxlength={1000} wide required />
        </div>
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            登记决定
          </button>
        </p>
      </form>
    </section>
  )
}

export const CARRY_LABELS = {
  plan: '规划、计划',
  category: '类别',
  reason: '转入的理由',
  on: '决定日期',
  sponsor: '提案单位',
  draftingUnit: '起草单位',
  responsibleUnit: '责任单位',
  'plannedOn.firstReading': '计划一审',
  'plannedOn.promulgation': '计划公布'
} as const

const CarryPart = (props: ProposalProps) => {
  const { frame, proposal, plans } = props
  const refusal = refusalOf(props, 'carry')
  const field = (name: keyof typeof CARRY_LABELS) => ({
    scope: 'carry',
    name,
    label: CARRY_LABELS[name],
    value: refusal.values[name],
    error: refusal.errors[name]
  })
  const categories = [...new Set(plans.flatMap(({ kind }) => CATEGORIES_OF[kind]))]
  return (
    <section class="fc-sec fc-noprint" id="carry" aria-labelledby="carry-title">
      <h2 id="carry-title">转入计划</h2>
      {plans.length === 0 ? (
        <p class="fc-empty">
          还没有规划和计划。
          <a class="btn" href="/plans/new">
            编制规划计划
          </a>
        </p>
      ) : (
        <form method="post" action={`/proposals/${proposal.id}`} novalidate>
          <Start frame={frame} form="carry" refusal={refusal} />
          <div class="fc-fields">
            <SelectField {...field('plan')} options={plans.map(({ id, title }) => [id, title] as const)} />
            <SelectField {...field('category')} options={categories.map(one => [one, PLAN_CATEGORY_TITLES[one]] as const)} />
            <TextField {...field('sponsor')} hint="可不填" maxlength={100} />
            <TextField {...field('draftingUnit')} hint="可不填" maxlength={100} />
            <TextField {...field('responsibleUnit')} hint="可不填" maxlength={100} />
            <TextField {...field('plannedOn.firstReading')} hint="可不填" type="date" />
            <TextField {...field('plannedOn.promulgation')} hint="可不填" type="date" />
            <TextField {...field('reason')} maxlength={1000} required />
          </div>
          <p class="fc-field">
            <button class="btn btn-primary" type="submit">
              转入计划
            </button>
          </p>
        </form>
      )}
    </section>
  )
}

const ChangePart = (props: ProposalProps) => {
  const { frame, proposal, regulations } = props
  const refusal = refusalOf(props, 'change')
  const { title, kind, source, proposedBy, proposedOn, reason, suggestedYear, amends } = proposal
  const known = {
    title,
    kind,
    source,
    proposedBy,
    proposedOn,
    reason,
    suggestedYear: String(suggestedYear ?? ''),
    amends: amends?.id ?? ''
  }
  return (
    <details class="fc-fold fc-noprint" open={props.refused?.form === 'change'}>
      <summary>修改项目建议</summary>
      <form method="post" action={`/proposals/${proposal.id}`} novalidate>
        <Start frame={frame} form="change" refusal={refusal} />
        <ProposalFields frame={frame} regulations={regulations} refusal={{ ...refusal, values: { ...known, ...refusal.values } }} />
        <p class="fc-field">
          <button class="btn" type="submit">
            保存修改
          </button>
        </p>
      </form>
    </details>
  )
}

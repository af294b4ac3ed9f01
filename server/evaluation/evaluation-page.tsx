/** 后评估: what calls for an evaluation, the one under way with its forms, and the earlier ones. */
import {
  CONCLUSION_TITLES,
  EVALUATOR_TITLES,
  EVALUATORS,
  type Evaluation,
  type EvaluationOverview,
  type Trigger
} from '../../schema/evaluation.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Empty, Head, Scroll } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { type EvaluationProps, refusalOfForm, UnderWay } from './evaluation-forms.tsx'

export const EvaluationPage = (props: EvaluationProps) => {
  const { frame, overview, refused, mayWrite } = props
  const { bill, inForce, triggers, evaluation, earlier } = overview
  return (
    <Page frame={frame} title={`后评估：${bill.title}`} current="ledger">
      <Head
        crumb={[
          ['四入台账', '/ledger'],
          [bill.title, `/bills/${bill.id}`]
        ]}
        title={`${bill.title}　后评估`}
        meta={datesOf(bill, inForce)}
      >
        {mayWrite && inForce && evaluation === null ? (
          <a class="btn" href="#open">
            启动评估
          </a>
        ) : (
          ''
        )}
      </Head>
      {inForce ? '' : <Empty sentence="只有现行有效的法规才能开展立法后评估。" href={`/bills/${bill.id}`} action="看办理进度" />}
      <Triggers triggers={triggers} />
      {evaluation === null ? '' : <UnderWay {...props} evaluation={evaluation} />}
      {earlier.length === 0 ? '' : <Earlier earlier={earlier} />}
      {mayWrite && inForce && evaluation === null ? <OpenForm {...props} refusal={refusalOfForm(refused, 'open')} /> : ''}
    </Page>
  )
}

const datesOf = ({ promulgatedOn, effectiveOn }: EvaluationOverview['bill'], inForce: boolean): string =>
  [promulgatedOn && `${promulgatedOn} 公布`, effectiveOn && `${effectiveOn} 起施行`, inForce ? '现行有效' : null].filter(Boolean).join('　')

const Triggers = ({ triggers }: { triggers: readonly Trigger[] }) => (
  <section class="fc-sec" aria-labelledby="triggers">
    <h2 id="triggers">
      启动评估的情形 <small safe>{`出现 ${triggers.filter(({ met }) => met).length}／${triggers.length}`}</small>
    </h2>
    <Scroll label="启动评估的情形">
      <table class="table fc-stack">
        <thead>
          <tr>
            <th scope="col">情形</th>
            <th scope="col">是否出现</th>
            <th scope="col">根据</th>
          </tr>
        </thead>
        <tbody>
          {triggers.map(({ title, met, detail, basis }) => (
            <tr>
              <th scope="row" safe>
                {title}
              </th>
              <td class="fc-nowrap">
                <Lamp colour={met ? 'amber' : 'none'} words={met ? '出现' : '没有'} />
              </td>
              <td data-k="根据">
                <span safe>{detail}</span>
                {basis === null ? (
                  ''
                ) : (
                  <small class="fc-cell fc-meta" safe>
                    {`数值依据：${basis}`}
                  </small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </section>
)

export const OPEN_LABELS = {
  evaluator: '评估主体',
  evaluatorName: '评估主体名称',
  reason: '缘由',
  startedOn: '启动日期',
  dueOn: '完成期限'
} as const

const OpenForm = ({ frame, overview, refusal: { values, errors, problem } }: EvaluationProps & { refusal: Refusal }) => {
  const field = (name: keyof typeof OPEN_LABELS) => ({
    scope: 'open',
    name,
    label: OPEN_LABELS[name],
    value: values[name],
    error: errors[name]
  })
  const known = overview.triggers
    .filter(({ met }) => met)
    .map(({ title, detail }) => `${title}（${detail}）`)
    .join('；')
  return (
    <section class="fc-sec fc-noprint" id="open" aria-labelledby="open-title">
      <h2 id="open-title">启动评估</h2>
      <ErrorSummary errors={errors} problem={problem} scope="open" />
      <form method="post" action={`/bills/${overview.bill.id}/evaluation`} novalidate>
        <Csrf frame={frame} />
        <input type="hidden" name="form" value="open" />
        <div class="fc-fields">
          <SelectField {...field('evaluator')} options={EVALUATORS.map(one => [one, EVALUATOR_TITLES[one]] as const)} />
          <TextField {...field('evaluatorName')} hint="如 某大学法学院" maxlength={100} required />
          <TextField {...field('startedOn')} type="date" value={values['startedOn'] ?? frame.today} />
          <TextField {...field('dueOn')} type="date" hint="可不填，一般三至六个月" />
        </div>
        <TextArea {...field('reason')} value={values['reason'] ?? known} maxlength={1000} required />
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            启动评估
          </button>
        </p>
      </form>
    </section>
  )
}

const Earlier = ({ earlier }: { earlier: readonly Evaluation[] }) => (
  <section class="fc-sec" aria-labelledby="earlier">
    <h2 id="earlier">已作出结论的评估</h2>
    <ol class="fc-list">
      {earlier.map(one => (
        <li>
          <b safe>{`${one.concludedOn ?? ''}　结论：${one.conclusion === null ? '' : CONCLUSION_TITLES[one.conclusion]}`}</b>
          <span safe>{one.score === null ? '' : `　综合得分 ${one.score}`}</span>
          <small safe>{`${EVALUATOR_TITLES[one.evaluator]}　${one.evaluatorName}　${one.startedOn} 启动　缘由：${one.reason}`}</small>
          <p safe>{one.conclusionReason ?? ''}</p>
          <p>
            {one.report ? (
              <a href={`/documents/${one.report.id}`} safe>
                {one.report.title}
              </a>
            ) : (
              ''
            )}
            {one.proposal ? (
              <>
                <span>　</span>
                <a href={`/proposals/${one.proposal.id}`} safe>{`项目建议：${one.proposal.title}`}</a>
              </>
            ) : (
              ''
            )}
          </p>
          <details class="fc-fold">
            <summary>各项评价</summary>
            <dl class="fc-kv">
              {one.criteria.map(({ title, weight, score, grounds }) => (
                <>
                  <dt safe>{`${title}（${weight}）`}</dt>
                  <dd safe>{`${score ?? '—'}　${grounds ?? ''}`}</dd>
                </>
              ))}
            </dl>
          </details>
        </li>
      ))}
    </ol>
  </section>
)

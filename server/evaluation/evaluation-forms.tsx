/** An evaluation under way: each part shows what stands, and its form. */
import type { Children } from '@kitajs/html'
import {
  ADVICE_TITLES,
  ADVICES,
  APPLIED,
  APPLIED_TITLES,
  CONCLUSION_TITLES,
  CONCLUSIONS,
  CRITERION_FACTS,
  EVALUATOR_TITLES,
  type Evaluation,
  type EvaluationOverview,
  METHOD_TITLES,
  METHODS
} from '../../schema/evaluation.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Scroll } from '../web/components/lists.tsx'
import { type Refusal, UNTOUCHED } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf } from '../web/shell.tsx'

/** The forms of the page; one address takes them all. */
export type FormName = 'open' | 'criteria' | 'gather' | 'article' | 'conclude'

/** The form that came back. */
export interface RefusedForm {
  readonly form: FormName
  readonly refusal: Refusal
}

export interface EvaluationProps {
  readonly frame: Frame
  readonly overview: EvaluationOverview
  readonly refused: RefusedForm | null
  readonly mayWrite: boolean
}

export const refusalOfForm = (refused: RefusedForm | null, form: FormName): Refusal =>
  refused?.form === form ? refused.refusal : UNTOUCHED

type PartProps = EvaluationProps & { readonly evaluation: Evaluation }

export const UnderWay = (props: PartProps) => {
  const { evaluation } = props
  return (
    <>
      <section class="fc-sec" aria-labelledby="now">
        <h2 id="now">正在进行的评估</h2>
        <dl class="fc-kv">
          <dt>评估主体</dt>
          <dd safe>{`${EVALUATOR_TITLES[evaluation.evaluator]}　${evaluation.evaluatorName}`}</dd>
          <dt>启动</dt>
          <dd safe>{`${evaluation.startedOn}${evaluation.dueOn === null ? '' : `，${evaluation.dueOn} 前完成`}`}</dd>
          <dt>缘由</dt>
          <dd safe>{evaluation.reason}</dd>
          <dt>评估报告</dt>
          <dd>
            {evaluation.report ? (
              <a href={`/documents/${evaluation.report.id}`} safe>
                {evaluation.report.title}
              </a>
            ) : (
              <>
                <Lamp colour="amber" words="还没有提交" />{' '}
                <a class="fc-noprint" href={`/bills/${props.overview.bill.id}?tab=papers&kind=evaluationReport#add-paper`}>
                  去提交
                </a>
              </>
            )}
          </dd>
        </dl>
      </section>
      <Criteria {...props} />
      <GatheredPart {...props} />
      <Articles {...props} />
      {props.mayWrite ? <Conclude {...props} /> : ''}
    </>
  )
}

const Form = ({ form, props, children }: { form: FormName; props: PartProps; children?: Children }) => {
  const { errors, problem } = refusalOfForm(props.refused, form)
  return (
    <form class="fc-noprint" method="post" action={`/bills/${props.overview.bill.id}/evaluation#${form}`} novalidate>
      <Csrf frame={props.frame} />
      <input type="hidden" name="form" value={form} />
      <ErrorSummary errors={errors} problem={problem} scope={form} />
      {children}
    </form>
  )
}

const Criteria = (props: PartProps) => {
  const { values, errors } = refusalOfForm(props.refused, 'criteria')
  const { criteria, score } = props.evaluation
  const field = (name: string, label: string, known: string) => ({
    scope: 'criteria',
    name,
    label,
    value: values[name] ?? known,
    error: errors[name]
  })
  return (
    <section class="fc-sec" id="criteria" aria-labelledby="criteria-title">
      <h2 id="criteria-title">
        分项评价{' '}
        <small safe>
          {score === null ? `已评 ${criteria.filter(one => one.score !== null).length}／${criteria.length}` : `综合得分 ${score}`}
        </small>
      </h2>
      {props.mayWrite ? (
        <Form form="criteria" props={props}>
          {criteria.map(one => (
            <fieldset class="fc-criterion">
              <legend safe>{`${one.title}　${CRITERION_FACTS[one.criterion].question}`}</legend>
              <div class="fc-fields">
                <TextField {...field(`${one.criterion}.weight`, '权重', String(one.weight))} type="number" />
                <TextField {...field(`${one.criterion}.score`, '得分', String(one.score ?? ''))} hint="满分 100" type="number" />
                <TextField {...field(`${one.criterion}.grounds`, '依据', one.grounds ?? '')} maxlength={2000} wide />
              </div>
            </fieldset>
          ))}
          <p class="fc-field">
            <button class="btn btn-primary" type="submit">
              保存评价
            </button>
          </p>
        </Form>
      ) : (
        <CriteriaTable criteria={criteria} />
      )}
    </section>
  )
}

const CriteriaTable = ({ criteria }: Pick<Evaluation, 'criteria'>) => (
  <Scroll label="分项评价">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">标准</th>
          <th scope="col">权重</th>
          <th scope="col">得分</th>
          <th scope="col">依据</th>
        </tr>
      </thead>
      <tbody>
        {criteria.map(({ title, weight, score, grounds }) => (
          <tr>
            <th scope="row" safe>
              {title}
            </th>
            <td data-k="权重">{weight}</td>
            <td data-k="得分">{score ?? '—'}</td>
            <td data-k="依据" safe>
              {grounds ?? ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

export const GATHER_LABELS = { method: '方式', on: '日期', count: '人次、份数', summary: '主要意见' } as const

const fieldsOf =
  <L extends Readonly<Record<string, string>>>(scope: FormName, labels: L, { values, errors }: Refusal) =>
  (name: keyof L & string) => ({ scope, name, label: labels[name] ?? name, value: values[name], error: errors[name] })

const GatheredPart = (props: PartProps) => {
  const field = fieldsOf('gather', GATHER_LABELS, refusalOfForm(props.refused, 'gather'))
  const { gathered } = props.evaluation
  const total = gathered.reduce((sum, { count }) => sum + count, 0)
  return (
    <section class="fc-sec" id="gather" aria-labelledby="gather-title">
      <h2 id="gather-title">
        征求意见 <small safe>{gathered.length === 0 ? '还没有登记' : `${gathered.length} 次，${total} 人次`}</small>
      </h2>
      <ul class="fc-list">
        {gathered.map(({ method, on, count, summary }) => (
          <li>
            <b safe>{`${on}　${METHOD_TITLES[method]}　${count} 人次`}</b>
            <small safe>{summary}</small>
          </li>
        ))}
      </ul>
      {props.mayWrite ? (
        <Form form="gather" props={props}>
          <div class="fc-fields">
            <SelectField {...field('method')} options={METHODS.map(one => [one, METHOD_TITLES[one]] as const)} />
            <TextField {...field('on')} type="date" value={field('on').value ?? props.frame.today} required />
            <TextField {...field('count')} type="number" required />
          </div>
          <TextArea {...field('summary')} rows={2} maxlength={2000} required />
          <p class="fc-field">
            <button class="btn" type="submit">
              登记一次征求意见
            </button>
          </p>
        </Form>
      ) : (
        ''
      )}
    </section>
  )
}

export const ARTICLE_LABELS = { article: '条', applied: '适用情况', problem: '问题', advice: '建议' } as const

const Articles = (props: PartProps) => {
  const field = fieldsOf('article', ARTICLE_LABELS, refusalOfForm(props.refused, 'article'))
  const { articles } = props.evaluation
  return (
    <section class="fc-sec" id="article" aria-labelledby="article-title">
      <h2 id="article-title">
        逐条适用情况 <small safe>{articles.length === 0 ? '还没有登记' : `${articles.length} 条`}</small>
      </h2>
      {articles.length === 0 ? '' : <ArticleTable articles={articles} />}
      {props.mayWrite ? (
        <Form form="article" props={props}>
          <div class="fc-fields">
            <TextField {...field('article')} hint="如 第十条" maxlength={40} required />
            <SelectField {...field('applied')} options={APPLIED.map(one => [one, APPLIED_TITLES[one]] as const)} />
            <SelectField {...field('advice')} options={ADVICES.map(one => [one, ADVICE_TITLES[one]] as const)} />
            <TextField {...field('problem')} hint="可不填" maxlength={1000} wide />
          </div>
          <p class="fc-field">
            <button class="btn" type="submit">
              登记一条
            </button>
          </p>
        </Form>
      ) : (
        ''
      )}
    </section>
  )
}

const ArticleTable = ({ articles }: Pick<Evaluation, 'articles'>) => (
  <Scroll label="逐条适用情况">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">条文</th>
          <th scope="col">适用情况</th>
          <th scope="col">问题</th>
          <th scope="col">建议</th>
        </tr>
      </thead>
      <tbody>
        {articles.map(({ article, applied, problem, advice }) => (
          <tr>
            <th scope="row" class="fc-nowrap" safe>
              {article}
            </th>
            <td class="fc-nowrap" data-k="适用情况">
              {APPLIED_TITLES[applied]}
            </td>
            <td data-k="问题" safe>
              {problem ?? ''}
            </td>
            <td class="fc-nowrap" data-k="建议">
              {ADVICE_TITLES[advice]}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

export const CONCLUDE_LABELS = {
  conclusion: '结论',
  conclusionReason: '理由',
  concludedOn: '作出结论的日期',
  reported: '评估情况已向常委会报告'
} as const

const Conclude = (props: PartProps) => {
  const refusal = refusalOfForm(props.refused, 'conclude')
  const field = fieldsOf('conclude', CONCLUDE_LABELS, refusal)
  return (
    <section class="fc-sec fc-noprint" id="conclude" aria-labelledby="conclude-title">
      <h2 id="conclude-title">作出结论</h2>
      <p class="fc-meta">结论为修改、废止、合并的，自动在项目库登记下一项项目建议；新的法规案以现行文本为起点。</p>
      <Form form="conclude" props={props}>
        <div class="fc-fields">
          <SelectField {...field('conclusion')} options={CONCLUSIONS.map(one => [one, CONCLUSION_TITLES[one]] as const)} />
          <TextField {...field('concludedOn')} type="date" value={field('concludedOn').value ?? props.frame.today} />
        </div>
        <TextArea {...field('conclusionReason')} maxlength={2000} required />
        <p class="fc-field">
          <label>
            <input class="form-check-input" type="checkbox" name="reported" value="true" checked={refusal.values['reported'] === 'true'} />{' '}
            评估情况已向常委会报告
          </label>
        </p>
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            作出结论
          </button>
        </p>
      </Form>
    </section>
  )
}

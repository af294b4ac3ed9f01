/** One draft on which our opinion is asked: the letter, who was asked in turn, what goes into the answer, and the answer. */
import { BILL_KIND_TITLES } from '../../schema/bills.ts'
import type { Consultation } from '../../schema/consultations.ts'
import type { Round } from '../../schema/opinions.ts'
import { RoundCells, RoundHeads } from '../reviews/rounds-page.tsx'
import { ErrorSummary, TextField } from '../web/components/fields.tsx'
import { Head, Scroll } from '../web/components/lists.tsx'
import { type Refusal, UNTOUCHED } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { ConsultationLamp, LetterFields } from './consultations-page.tsx'

export type ConsultationForm = 'reply' | 'change'
export const REPLY_LABELS = { number: '复函文号', on: '回复日期', note: '说明' } as const

interface ConsultationProps {
  readonly frame: Frame
  readonly consultation: Consultation
  readonly rounds: readonly Round[]
  readonly refused: { readonly form: ConsultationForm; readonly refusal: Refusal } | null
  readonly mayWrite: boolean
}

export const ConsultationPage = (props: ConsultationProps) => {
  const { frame, consultation, rounds, mayWrite } = props
  const { id, document, opinions, state } = consultation
  const open = mayWrite && state === 'open'
  return (
    <Page frame={frame} title={consultation.title} current="opinions">
      <Head crumb={[['配合上级立法', '/consultations']]} title={consultation.title}>
        <a class="btn fc-link" href={`/documents/${document}`}>
          看征求意见稿
        </a>
        <a class="btn fc-link" href={`/bills/${id}/opinions`}>
          意见
        </a>
        {open ? (
          <a class={`btn${rounds.length === 0 ? ' btn-primary' : ''}`} href={`/bills/${id}/rounds/new`}>
            征集意见
          </a>
        ) : (
          ''
        )}
      </Head>
      <Letter consultation={consultation} today={frame.today} />
      <Rounds rounds={rounds} today={frame.today} />
      <section class="fc-sec" aria-labelledby="answer">
        <h2 id="answer">复函</h2>
        <p safe>
          {`收集到意见 ${opinions.total} 条，其中采纳、部分采纳 ${opinions.given} 条写入复函，还有 ${opinions.unanswered} 条没有决定是否采纳。`}
        </p>
        <p class="fc-acts">
          {opinions.unanswered > 0 ? <a href={`/bills/${id}/opinions?verdict=open`}>处理意见</a> : ''}
          <a href={`/api/v1/consultations/${id}/answer?format=docx`}>复函 Word</a>
          <a href={`/api/v1/consultations/${id}/answer?format=xlsx`}>意见汇总表 Excel</a>
        </p>
        {open ? <ReplyForm {...props} /> : ''}
      </section>
      {mayWrite ? <ChangeForm {...props} /> : ''}
    </Page>
  )
}

const Letter = ({ consultation: one, today }: { consultation: Consultation; today: string }) => (
  <dl class="fc-kv">
    <dt>情况</dt>
    <dd>
      <ConsultationLamp consultation={one} today={today} />
    </dd>
    <dt>来文</dt>
    <dd safe>{[one.askedBy, one.number].filter(Boolean).join('　')}</dd>
    <dt>类型</dt>
    <dd safe>{`${one.levelTitle}　${BILL_KIND_TITLES[one.kind]}`}</dd>
    <dt>收文</dt>
    <dd safe>{`${one.receivedOn}，要求 ${one.dueOn} 前回复`}</dd>
    {one.state === 'replied' ? (
      <>
        <dt>复函</dt>
        <dd safe>{`${one.repliedOn ?? ''}　${one.replyNumber ?? ''}`}</dd>
      </>
    ) : (
      ''
    )}
  </dl>
)

const Rounds = ({ rounds, today }: { rounds: readonly Round[]; today: string }) => (
  <section class="fc-sec" aria-labelledby="rounds">
    <h2 id="rounds">征集意见</h2>
    {rounds.length === 0 ? (
      <p class="fc-meta fc-none">还没有征集过意见。可以向专家、联系点和部门各征集一轮。</p>
    ) : (
      <Scroll label="各轮征集">
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">名称</th>
              <RoundHeads />
            </tr>
          </thead>
          <tbody>
            {rounds.map(round => (
              <tr>
                <th scope="row">
                  <a class="fc-plain" href={`/rounds/${round.id}`} safe>
                    {round.title}
                  </a>
                </th>
                <RoundCells round={round} today={today} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
  </section>
)

const ReplyForm = ({ frame, consultation, rounds, refused }: ConsultationProps) => {
  const { values, errors, problem } = refused?.form === 'reply' ? refused.refusal : UNTOUCHED
  const field = (name: keyof typeof REPLY_LABELS) => ({
    ...{ name, label: REPLY_LABELS[name], value: values[name], error: errors[name], scope: 'reply' }
  })
  const isReady = consultation.opinions.unanswered === 0 && rounds.length > 0 && rounds.every(round => round.state === 'closed')
  return (
    <form class="fc-noprint" method="post" action={`/consultations/${consultation.id}`} novalidate>
      <Csrf frame={frame} />
      <ErrorSummary errors={errors} problem={problem} scope="reply" />
      <div class="fc-fields">
        <TextField {...field('number')} maxlength={100} required />
        <TextField {...field('on')} value={values['on'] ?? frame.today} type="date" />
      </div>
      <p class="fc-field">
        <button class={`btn${isReady ? ' btn-primary' : ''}`} type="submit" name="form" value="reply">
          登记已回复
        </button>
      </p>
    </form>
  )
}

const ChangeForm = ({ frame, consultation, refused }: ConsultationProps) => {
  const { level, askedBy, number, dueOn } = consultation
  const asked = refused?.form === 'change' ? refused.refusal : null
  const refusal = asked ?? { ...UNTOUCHED, values: { level, askedBy, number: number ?? '', dueOn } }
  return (
    <section class="fc-sec fc-noprint">
      <details open={asked !== null}>
        <summary>更正来文情况</summary>
        <form method="post" action={`/consultations/${consultation.id}`} novalidate>
          <Csrf frame={frame} />
          <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
          <div class="fc-fields">
            <LetterFields refusal={refusal} />
          </div>
          <p class="fc-field">
            <button class="btn" type="submit" name="form" value="change">
              保存
            </button>
          </p>
        </form>
      </details>
    </section>
  )
}

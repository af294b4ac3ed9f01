/** 配合上级立法: drafts on which our opinion is asked, and the form that puts one on record. */
import { BILL_KIND_TITLES, BILL_KINDS } from '../../schema/bills.ts'
import { CONSULTATION_LEVEL_TITLES, CONSULTATION_LEVELS, CONSULTATION_STATE_TITLES, type Consultation } from '../../schema/consultations.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { type Chip, Chips, Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import { daysFrom } from '../web/dates.ts'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

/** The last week before the answer is due. */
const SOON_DAYS = 7

interface ListProps {
  readonly frame: Frame
  readonly consultations: readonly Consultation[]
  readonly chips: readonly Chip[]
  readonly shown: number
  readonly total: number
  readonly next: string | null
  readonly mayWrite: boolean
}

export const ConsultationsPage = ({ frame, consultations, chips, shown, total, next, mayWrite }: ListProps) => (
  <Page frame={frame} title="配合上级立法" current="opinions">
    <Head
      crumb={[['意见', '/opinions']]}
      title="配合上级立法"
      meta="国家和省的法律法规草案征求我方意见：登记、征集、复函。不计入本市的计划、施工图和公布件数。"
    >
      {mayWrite && total > 0 ? (
        <a class="btn btn-primary" href="/consultations/new">
          登记征求意见稿
        </a>
      ) : (
        ''
      )}
    </Head>
    {total === 0 ? (
      <Empty sentence="还没有收到过征求意见稿。" {...(mayWrite && { href: '/consultations/new', action: '登记征求意见稿' })} />
    ) : (
      <>
        <Chips chips={chips} shown={shown} total={total} unit="件" />
        <ConsultationTable consultations={consultations} today={frame.today} />
        <Next href={next} />
      </>
    )}
  </Page>
)

const ConsultationTable = ({ consultations, today }: { consultations: readonly Consultation[]; today: string }) => (
  <Scroll label="征求意见稿">
    <table class="table fc-stack">
      <thead>
        <tr>
          <th scope="col">名称</th>
          <th scope="col">来文</th>
          <th scope="col">收文</th>
          <th scope="col">要求回复</th>
          <th scope="col">情况</th>
          <th scope="col" class="fc-num">
            提出／收集
          </th>
        </tr>
      </thead>
      <tbody>
        {consultations.map(one => (
          <tr>
            <th scope="row">
              <a class="fc-plain" href={`/consultations/${one.id}`} safe>
                {one.title}
              </a>
            </th>
            <td data-k="来文">
              <span safe>{one.askedBy}</span>
              <small class="fc-cell" safe>
                {one.number ?? one.levelTitle}
              </small>
            </td>
            <td class="fc-nowrap" data-k="收文" safe>
              {one.receivedOn}
            </td>
            <td class="fc-nowrap" data-k="要求回复" safe>
              {one.dueOn}
            </td>
            <td class="fc-nowrap" data-k="情况">
              <ConsultationLamp consultation={one} today={today} />
            </td>
            <td class="fc-num" data-k="提出／收集" safe>
              {`${one.opinions.given}／${one.opinions.total}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

/** Answered and when; else how near the day is on which the answer is due. */
export function ConsultationLamp({ consultation, today }: { consultation: Consultation; today: string }) {
  const { state, repliedOn, dueOn } = consultation
  if (state === 'replied') return <Lamp colour="green" words={`${CONSULTATION_STATE_TITLES.replied} ${repliedOn ?? ''}`} />
  const left = daysFrom(today, dueOn)
  if (left < 0) return <Lamp colour="red" words={`逾期 ${-left} 天`} />
  return <Lamp colour={left <= SOON_DAYS ? 'amber' : 'none'} words={left === 0 ? '今天回复' : `办理中，还有 ${left} 天`} />
}

export const CONSULTATION_LABELS = {
  title: '名称',
  kind: '立法类型',
  level: '哪一级',
  askedBy: '征求意见的机关',
  number: '来文文号',
  receivedOn: '收文日期',
  dueOn: '要求回复的日期',
  text: '征求意见稿'
} as const

type Labelled = keyof typeof CONSULTATION_LABELS
const LEVELS = CONSULTATION_LEVELS.map(one => [one, CONSULTATION_LEVEL_TITLES[one]] as const)

/** What the letter said; both forms have it. */
export const LetterFields = ({ refusal: { values, errors } }: { refusal: Refusal }) => {
  const field = (name: Labelled) => ({ name, label: CONSULTATION_LABELS[name], value: values[name], error: errors[name] })
  return (
    <>
      <SelectField {...field('level')} options={LEVELS} />
      <TextField {...field('askedBy')} hint="如 省人大常委会法工委" maxlength={100} required />
      <TextField {...field('number')} hint="可不填" maxlength={100} />
      <TextField {...field('dueOn')} type="date" required />
    </>
  )
}

export const NewConsultationPage = ({ frame, refusal }: { frame: Frame; refusal: Refusal }) => {
  const { values, errors, problem } = refusal
  const field = (name: Labelled) => ({ name, label: CONSULTATION_LABELS[name], value: values[name], error: errors[name] })
  return (
    <Page frame={frame} title="登记征求意见稿" current="opinions">
      <Head crumb={[['配合上级立法', '/consultations']]} title="登记征求意见稿" />
      <ErrorSummary errors={errors} problem={problem} />
      <form method="post" action="/consultations/new" novalidate>
        <Csrf frame={frame} />
        <TextField {...field('title')} hint="如 某某条例（草案征求意见稿）" maxlength={200} required />
        <div class="fc-fields">
          <LetterFields refusal={refusal} />
          <TextField {...field('receivedOn')} value={values['receivedOn'] ?? frame.today} type="date" />
          <SelectField {...field('kind')} options={BILL_KINDS.map(kind => [kind, BILL_KIND_TITLES[kind]] as const)} />
        </div>
        <TextArea {...field('text')} hint="粘贴全文：题目一行，每条另起一行" rows={16} law required />
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            登记
          </button>
        </p>
      </form>
    </Page>
  )
}

/** The list of meetings, the form of a new one, and reports upward. */
import { ADDRESSEE_TITLES, MEETING_BODY_TITLES, type MeetingBody, type MeetingSummary, type UpwardReport } from '../../schema/meetings.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Chips, Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { MeetingCells, MeetingLamp } from './meeting-cells.tsx'

export const MEETING_LABELS = {
  body: '会议',
  title: '名称',
  session: '第几次',
  heldOn: '会议日期',
  endsOn: '最后一日',
  members: '全体组成人员人数',
  status: '情况',
  present: '出席人数',
  chair: '主持人',
  note: '备注'
} as const
export const REPORT_LABELS = {
  bill: '关于哪件法规案',
  addressee: '报送',
  title: '标题',
  number: '文号',
  reportedOn: '报送日期',
  repliedOn: '答复日期',
  reply: '答复'
} as const

interface MeetingsProps {
  readonly frame: Frame
  readonly meetings: readonly MeetingSummary[]
  readonly body: MeetingBody | undefined
  readonly next: string | null
  readonly mayWrite: boolean
}

export const MeetingsPage = ({ frame, meetings, body, next, mayWrite }: MeetingsProps) => (
  <Page frame={frame} title="会议" current="chart">
    <Head crumb={[['施工图', '/chart']]} title="会议">
      <a class="btn fc-link" href="/meetings/reports">
        请示报告
      </a>
      {mayWrite ? (
        <a class="btn btn-primary" href="/meetings/new">
          登记会议
        </a>
      ) : (
        ''
      )}
    </Head>
    <Chips
      chips={[
        { href: '/meetings', label: '全部', current: body === undefined, isAll: true },
        ...Object.entries(MEETING_BODY_TITLES).map(([value, label]) => ({
          href: value === body ? '/meetings' : `/meetings?body=${value}`,
          label,
          current: value === body
        }))
      ]}
    />
    {meetings.length === 0 ? (
      <Empty
        sentence="还没有登记会议；定了日期的会议登记以后，排期随即采用。"
        {...(mayWrite && { href: '/meetings/new', action: '登记会议' })}
      />
    ) : (
      <Scroll label="会议，可左右移动">
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">会议</th>
              <th scope="col">日期</th>
              <th scope="col">情况</th>
              <th scope="col">出席</th>
            </tr>
          </thead>
          <tbody>
            {meetings.map(meeting => (
              <tr>
                <MeetingCells meeting={meeting} />
                <MeetingLamp meeting={meeting} />
                <td data-k="出席" safe>
                  {meeting.present === null ? '' : `${meeting.present}／${meeting.members}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
    <Next href={next === null ? null : `/meetings?${new URLSearchParams({ ...(body && { body }), cursor: next })}`} title="更早的会议" />
  </Page>
)

export const NewMeetingPage = ({ frame, refusal: { values, errors, problem } }: { frame: Frame; refusal: Refusal }) => {
  const field = (name: keyof typeof MEETING_LABELS) => ({ name, label: MEETING_LABELS[name], value: values[name], error: errors[name] })
  return (
    <Page frame={frame} title="登记会议" current="chart">
      <Head crumb={[['会议', '/meetings']]} title="登记会议" meta="定了日期的会议，排期时以它为准。" />
      <form method="post" action="/meetings/new" novalidate>
        <Csrf frame={frame} />
        <ErrorSummary errors={errors} problem={problem} />
        <div class="fc-fields">
          <SelectField {...field('body')} options={Object.entries(MEETING_BODY_TITLES)} />
          <TextField {...field('session')} hint="可不填" type="number" />
          <TextField {...field('heldOn')} hint="会期数日的，填首日" type="date" required />
          <TextField {...field('endsOn')} hint="只有一日的不填" type="date" />
          <TextField {...field('members')} type="number" required />
          <TextField {...field('title')} hint="可不填，依机构和次数" maxlength={100} />
        </div>
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            登记会议
          </button>
        </p>
      </form>
    </Page>
  )
}

interface ReportsProps {
  readonly frame: Frame
  readonly reports: readonly UpwardReport[]
  readonly next: string | null
  readonly bills: readonly (readonly [id: string, title: string])[]
  readonly refusal: Refusal
  readonly mayWrite: boolean
}

export const ReportsPage = ({ frame, reports, next, bills, refusal, mayWrite }: ReportsProps) => {
  const titles = new Map(bills)
  return (
    <Page frame={frame} title="请示报告" current="chart">
      <Head crumb={[['会议', '/meetings']]} title="请示报告" meta="向市委、省人大常委会的请示和报告" />
      {reports.length === 0 ? (
        <Empty sentence="还没有登记请示报告。" />
      ) : (
        <Scroll label="请示报告，可左右移动">
          <table class="table fc-stack">
            <thead>
              <tr>
                <th scope="col">标题</th>
                <th scope="col">报送</th>
                <th scope="col">文号</th>
                <th scope="col">日期</th>
                <th scope="col">答复</th>
              </tr>
            </thead>
            <tbody>
              {reports.map(report => (
                <tr>
                  <th scope="row">
                    <span safe>{report.title}</span>
                    {report.bill === null ? (
                      ''
                    ) : (
                      <a class="fc-meta" href={`/bills/${report.bill}?tab=papers#tabs`} safe>
                        {`　${titles.get(report.bill) ?? ''}`}
                      </a>
                    )}
                  </th>
                  <td data-k="报送" safe>
                    {report.addresseeTitle}
                  </td>
                  <td data-k="文号" safe>
                    {report.number ?? ''}
                  </td>
                  <td class="fc-nowrap" data-k="日期" safe>
                    {report.reportedOn}
                  </td>
                  <td data-k="答复">
                    {report.repliedOn === null && mayWrite ? (
                      <Reply frame={frame} report={report} />
                    ) : (
                      <span safe>{report.repliedOn === null ? '尚未答复' : `${report.repliedOn}　${report.reply ?? ''}`}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Next href={next === null ? null : `/meetings/reports?${new URLSearchParams({ cursor: next })}`} title="更早的请示报告" />
      {mayWrite ? <NewReport frame={frame} bills={bills} refusal={refusal} /> : ''}
    </Page>
  )
}

const Reply = ({ frame, report }: { frame: Frame; report: UpwardReport }) => (
  <details>
    <summary>登记答复</summary>
    <form method="post" action="/meetings/reports" novalidate>
      <Csrf frame={frame} />
      <input type="hidden" name="id" value={report.id} />
      <TextField name="repliedOn" label={REPORT_LABELS.repliedOn} scope={report.id} type="date" value={frame.today} />
      <TextField name="reply" label={REPORT_LABELS.reply} scope={report.id} maxlength={2000} />
      <button class="btn btn-sm" type="submit">
        登记答复
      </button>
    </form>
  </details>
)

const NewReport = ({ frame, bills, refusal: { values, errors, problem } }: Pick<ReportsProps, 'frame' | 'bills' | 'refusal'>) => {
  const field = (name: keyof typeof REPORT_LABELS) => ({ name, label: REPORT_LABELS[name], value: values[name], error: errors[name] })
  return (
    <section class="fc-sec" aria-labelledby="new">
      <h2 id="new">登记请示报告</h2>
      <form method="post" action="/meetings/reports" novalidate>
        <Csrf frame={frame} />
        <ErrorSummary errors={errors} problem={problem} />
        <div class="fc-fields">
          <SelectField {...field('addressee')} options={Object.entries(ADDRESSEE_TITLES)} />
          <TextField {...field('reportedOn')} type="date" required />
          <TextField {...field('number')} hint="可不填" maxlength={100} />
          <SelectField {...field('bill')} options={[['', '不限于一件法规案'], ...bills]} />
        </div>
        <TextArea {...field('title')} rows={2} maxlength={200} wide />
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            登记请示报告
          </button>
        </p>
      </form>
    </section>
  )
}

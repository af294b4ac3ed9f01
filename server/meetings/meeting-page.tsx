/** One meeting: its day and attendance, agenda with papers, votes, and what members said. */
import type { Meeting } from '../../schema/meetings.ts'
import { MEETING_STATUS_TITLES, PURPOSE_TITLES } from '../../schema/meetings.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Head, Scroll } from '../web/components/lists.tsx'
import { daysFrom, daysInWords, weekdayInWords } from '../web/dates.ts'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { voteInWords } from './bill-tabs.tsx'
import { MEETING_LABELS } from './meetings-page.tsx'

interface MeetingProps {
  readonly frame: Frame
  readonly meeting: Meeting
  readonly bills: readonly (readonly [id: string, title: string])[]
  readonly refusal: Refusal
  readonly mayWrite: boolean
}

export const MeetingPage = ({ frame, meeting, bills, refusal, mayWrite }: MeetingProps) => {
  const attendance = meeting.present === null ? '' : `　出席 ${meeting.present} 人`
  return (
    <Page frame={frame} title={meeting.title} current="chart">
      <Head
        crumb={[['会议', '/meetings']]}
        title={meeting.title}
        meta={`${daysInWords(meeting.heldOn, meeting.endsOn)}　${meeting.endsOn === null ? weekdayInWords(meeting.heldOn) : `会期 ${daysFrom(meeting.heldOn, meeting.endsOn) + 1} 天`}　${MEETING_STATUS_TITLES[meeting.status]}　全体 ${meeting.members} 人，过半数为 ${meeting.quorum} 人${attendance}`}
      >
        <a class="btn" href={`/api/v1/meetings/${meeting.id}/papers`} download="">
          下载全部材料
        </a>
      </Head>
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
      {mayWrite ? <Attendance frame={frame} meeting={meeting} refusal={refusal} /> : ''}
      <Agenda frame={frame} meeting={meeting} bills={bills} mayWrite={mayWrite} />
      <Votes frame={frame} meeting={meeting} mayWrite={mayWrite} refusal={refusal} />
      <Statements frame={frame} meeting={meeting} bills={bills} mayWrite={mayWrite} refusal={refusal} />
    </Page>
  )
}

type FormProps = Pick<MeetingProps, 'frame' | 'meeting' | 'refusal'>

const fieldsOf =
  ({ values, errors }: Refusal, scope: string) =>
  (name: string, label: string, known?: string | number | null) => ({
    ...{ name, label, scope, error: errors[name] },
    value: values[name] ?? (known === null || known === undefined ? '' : String(known))
  })

const Attendance = ({ frame, meeting, refusal }: FormProps) => {
  const field = fieldsOf(refusal, 'change')
  return (
    <details class="fc-fold" open={meeting.status === 'planned' || Object.keys(refusal.errors).length > 0}>
      <summary>日期和出席</summary>
      <form method="post" action={`/meetings/${meeting.id}`} novalidate>
        <Csrf frame={frame} />
        <div class="fc-fields">
          <TextField {...field('heldOn', MEETING_LABELS.heldOn, meeting.heldOn)} type="date" required />
          <TextField {...field('endsOn', MEETING_LABELS.endsOn, meeting.endsOn)} hint="只有一日的不填" type="date" />
          <SelectField {...field('status', MEETING_LABELS.status, meeting.status)} options={Object.entries(MEETING_STATUS_TITLES)} />
          <TextField {...field('members', MEETING_LABELS.members, meeting.members)} type="number" required />
          <TextField {...field('present', MEETING_LABELS.present, meeting.present)} hint="已举行的必填" type="number" />
          <TextField {...field('chair', MEETING_LABELS.chair, meeting.chair)} maxlength={100} />
        </div>
        <p class="fc-field">
          <button class="btn" type="submit" name="act" value="change">
            保存日期和出席
          </button>
        </p>
      </form>
    </details>
  )
}

const Agenda = ({ frame, meeting, bills, mayWrite }: Omit<MeetingProps, 'refusal'>) => (
  <section class="fc-sec" aria-labelledby="agenda">
    <h2 id="agenda">议程</h2>
    {meeting.agenda.length === 0 ? <p class="fc-meta fc-none">还没有议程。</p> : ''}
    <ol class="fc-list">
      {meeting.agenda.map((item, index) => (
        <li>
          <b safe>{`${index + 1}．${item.title}`}</b>
          {item.bill === null ? (
            ''
          ) : (
            <>
              {'　'}
              <a href={`/bills/${item.bill}?tab=papers#tabs`}>法规案</a>
            </>
          )}
          {/* What is read and then voted on has its papers once. */}
          {meeting.agenda.slice(0, index).some(({ bill }) => bill === item.bill) ? '' : <Papers papers={item.papers} />}
          {mayWrite && meeting.votes.length === 0 ? (
            <form class="fc-noprint" method="post" action={`/meetings/${meeting.id}`}>
              <Csrf frame={frame} />
              <input type="hidden" name="item" value={item.id} />
              <button class="btn btn-sm" type="submit" name="act" value="drop" aria-label={`移出议程：${item.title}`}>
                移出议程
              </button>
            </form>
          ) : (
            ''
          )}
        </li>
      ))}
    </ol>
    {mayWrite && meeting.votes.length === 0 ? (
      <form class="fc-noprint" method="post" action={`/meetings/${meeting.id}`} novalidate>
        <Csrf frame={frame} />
        <div class="fc-fields">
          <SelectField name="purpose" label="议题" scope="agenda" options={Object.entries(PURPOSE_TITLES)} />
          <SelectField name="bill" label="法规案" scope="agenda" options={[['', '不是法规案'], ...bills]} />
          <TextField name="title" label="名称" hint="可不填" scope="agenda" maxlength={200} />
        </div>
        <p class="fc-field">
          <button class="btn" type="submit" name="act" value="agenda">
            加入议程
          </button>
        </p>
      </form>
    ) : (
      ''
    )}
  </section>
)

const Papers = ({ papers }: Pick<Meeting['agenda'][number], 'papers'>) =>
  papers.length === 0 ? (
    ''
  ) : (
    <details class="fc-fold">
      <summary safe>{`材料 ${papers.length} 份`}</summary>
      <ul>
        {papers.map(paper => (
          <li>
            <a href={`/documents/${paper.document}?seq=${paper.version}`} safe>{`${paper.title}（第 ${paper.version} 版）`}</a>
          </li>
        ))}
      </ul>
    </details>
  )

const Votes = ({ frame, meeting, mayWrite, refusal }: FormProps & { mayWrite: boolean }) => {
  const field = fieldsOf(refusal, 'vote')
  const items = new Map(meeting.agenda.map(({ id, title }) => [id, title]))
  return (
    <section class="fc-sec" aria-labelledby="votes">
      <h2 id="votes">表决</h2>
      {meeting.votes.length === 0 ? <p class="fc-meta fc-none">还没有登记表决。</p> : ''}
      <ul>
        {meeting.votes.map(vote => (
          <li>
            <Lamp colour={vote.passed ? 'green' : 'red'} words={vote.passed ? '通过' : '未通过'} />
            <span safe>{`　${items.get(vote.item) ?? ''}　${voteInWords(vote)}`}</span>
          </li>
        ))}
      </ul>
      {mayWrite && meeting.status === 'held' && meeting.agenda.length > 0 ? (
        <form class="fc-noprint" method="post" action={`/meetings/${meeting.id}`} novalidate>
          <Csrf frame={frame} />
          <div class="fc-fields">
            <SelectField {...field('item', '议题')} options={meeting.agenda.map(({ id, title }) => [id, title] as const)} />
            <TextField {...field('votesFor', '赞成')} type="number" required />
            <TextField {...field('votesAgainst', '反对')} type="number" required />
            <TextField {...field('abstained', '弃权')} type="number" required />
            <TextField {...field('clause', '单独表决的条款')} hint="整体表决不填" maxlength={100} />
          </div>
          <p class="fc-field">
            <button class="btn" type="submit" name="act" value="vote">
              登记表决
            </button>
          </p>
        </form>
      ) : (
        ''
      )}
    </section>
  )
}

const Statements = ({ frame, meeting, bills, mayWrite, refusal }: MeetingProps) => {
  const field = fieldsOf(refusal, 'said')
  const titles = new Map(bills)
  const onAgenda = [...new Set(meeting.agenda.flatMap(({ bill }) => bill ?? []))].map(id => [id, titles.get(id) ?? ''] as const)
  const open = meeting.statements.filter(({ opinion }) => opinion === null).length
  return (
    <section class="fc-sec" aria-labelledby="statements">
      <h2 id="statements">审议发言</h2>
      {meeting.statements.length === 0 ? (
        <p class="fc-meta fc-none">还没有登记发言。</p>
      ) : (
        <Scroll label="审议发言，可左右移动">
          <table class="table fc-stack">
            <thead>
              <tr>
                <th scope="col">发言人</th>
                <th scope="col">条文</th>
                <th scope="col">发言内容</th>
                <th scope="col">审议意见</th>
              </tr>
            </thead>
            <tbody>
              {meeting.statements.map(({ speaker, group, bill, article, body, opinion }) => (
                <tr>
                  <th class="fc-nowrap" scope="row" safe>{`${speaker}${group ? `（${group}）` : ''}`}</th>
                  <td data-k="条文" safe>{`${titles.get(bill) ?? ''}${article ?? ''}`}</td>
                  <td data-k="发言内容" safe>
                    {body}
                  </td>
                  <td>{opinion === null ? <Lamp colour="none" words="未转" /> : <a href={`/bills/${bill}/opinions`}>已转</a>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {mayWrite && onAgenda.length > 0 ? (
        <form class="fc-noprint" method="post" action={`/meetings/${meeting.id}`} novalidate>
          <Csrf frame={frame} />
          <div class="fc-fields">
            <SelectField {...field('bill', '法规案')} options={onAgenda} />
            <TextField {...field('speaker', '发言人')} maxlength={100} required />
            <TextField {...field('group', '组别')} hint="可不填" maxlength={60} />
            <TextField {...field('article', '条文')} hint="如 第十条，可不填" maxlength={40} />
          </div>
          <TextArea {...field('body', '发言内容')} maxlength={4000} wide />
          <p class="fc-field">
            <button class="btn" type="submit" name="act" value="statement">
              登记发言
            </button>
          </p>
        </form>
      ) : (
        ''
      )}
      {mayWrite && open > 0 ? (
        <form class="fc-noprint" method="post" action={`/meetings/${meeting.id}`}>
          <Csrf frame={frame} />
          <button class="btn" type="submit" name="act" value="opinions" safe>
            {`将 ${open} 条发言转为审议意见`}
          </button>
        </form>
      ) : (
        ''
      )}
    </section>
  )
}

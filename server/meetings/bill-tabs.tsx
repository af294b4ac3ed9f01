/** The meetings that dealt with a bill and its reports upward, above its papers. */
import type { MeetingSummary, Purpose, UpwardReport, Vote } from '../../schema/meetings.ts'
import { PURPOSE_TITLES } from '../../schema/meetings.ts'
import { Scroll } from '../web/components/lists.tsx'
import { MeetingCells, MeetingLamp } from './meeting-cells.tsx'

interface MeetingsProps {
  readonly bill: string
  readonly meetings: readonly (MeetingSummary & { readonly purpose: Purpose; readonly votes: readonly Vote[] })[]
  readonly reports: readonly UpwardReport[]
  readonly mayWrite: boolean
}

export const MeetingsOfBill = ({ bill, meetings, reports, mayWrite }: MeetingsProps) => (
  <section class="fc-sec" aria-labelledby="meetings">
    <div class="fc-head">
      <h2 id="meetings">会议</h2>
      {mayWrite ? (
        <p class="fc-acts">
          <a class="btn fc-link" href={`/meetings/reports?bill=${bill}#new`}>
            登记请示报告
          </a>
          <a class="btn" href="/meetings">
            会议列表
          </a>
        </p>
      ) : (
        ''
      )}
    </div>
    {meetings.length === 0 ? (
      <p class="fc-meta fc-none">还没有会议的议程列有这件法规案。</p>
    ) : (
      <Scroll label="会议，可左右移动">
        <table class="table fc-stack">
          <thead>
            <tr>
              <th scope="col">会议</th>
              <th scope="col">日期</th>
              <th scope="col">议题</th>
              <th scope="col">情况</th>
              <th scope="col">表决</th>
            </tr>
          </thead>
          <tbody>
            {meetings.map(meeting => (
              <tr>
                <MeetingCells meeting={meeting} />
                <td data-k="议题">{PURPOSE_TITLES[meeting.purpose]}</td>
                <MeetingLamp meeting={meeting} />
                <td data-k="表决" safe>
                  {meeting.votes.map(voteInWords).join('；')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
    {reports.length === 0 ? (
      ''
    ) : (
      <ul>
        {reports.map(({ addresseeTitle, title, number, reportedOn, repliedOn }) => (
          <li
            safe
          >{`${reportedOn}　向${addresseeTitle}请示报告：${title}${number ? `（${number}）` : ''}${repliedOn ? `，${repliedOn} 答复` : '，尚未答复'}`}</li>
        ))}
      </ul>
    )}
  </section>
)

/** @example '赞成 27、反对 3、弃权 1，全体 41 人，通过' */
export const voteInWords = ({ clause, votesFor, votesAgainst, abstained, members, required, passed }: Vote): string =>
  `${clause === null ? '' : `${clause}单独表决：`}赞成 ${votesFor}、反对 ${votesAgainst}、弃权 ${abstained}，全体 ${members} 人（须 ${required} 票），${passed ? '通过' : '未通过'}`

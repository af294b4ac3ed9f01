import { Compile } from 'typebox/compile'
import {
  ADDRESSEE_TITLES,
  MEETING_BODY_TITLES,
  MeetingBody,
  MeetingStatus,
  type MeetingSummary,
  type Statement,
  type UpwardAddressee,
  type UpwardReport,
  type Vote
} from '../../schema/meetings.ts'
import type { MeetingRow, StatementRow, UpwardReportRow, VoteRow } from '../store/tables.ts'

const bodies = Compile(MeetingBody)
const statuses = Compile(MeetingStatus)

/** 过半数 of all: of 41 members 21, of 40 members 21. */
export const majorityOf = (members: number): number => Math.floor(members / 2) + 1

export const showMeeting = ({
  id,
  body,
  bodyTitle,
  session,
  title,
  heldOn,
  endsOn,
  status,
  members,
  present,
  chair,
  note
}: MeetingRow): MeetingSummary => ({
  ...{ id, bodyTitle, session, title, heldOn, endsOn, members, present, chair, note },
  body: bodies.Parse(body),
  status: statuses.Parse(status),
  quorum: majorityOf(members)
})

/** @example titleOf('standingCommittee', 34) // '第三十四次…' is written as 常委会第34次会议 */
export const titleOf = (body: keyof typeof MEETING_BODY_TITLES, session: number | null): string =>
  session === null ? MEETING_BODY_TITLES[body] : MEETING_BODY_TITLES[body].replace(/会议$/, `第${session}次会议`)

export const showVote = ({ id, meeting, agendaItem, bill, clause, votesFor, votesAgainst, abstained, members, passed }: VoteRow): Vote => ({
  ...{ id, meeting, item: agendaItem, bill, clause, votesFor, votesAgainst, abstained, members },
  required: majorityOf(members),
  passed: passed === 1
})

export const showStatement = ({ id, bill, speaker, groupName, article, body, opinion }: StatementRow): Statement => ({
  ...{ id, bill, speaker, article, body, opinion },
  group: groupName
})

export const showReport = ({ id, bill, addressee, title, number, reportedOn, repliedOn, reply }: UpwardReportRow): UpwardReport => {
  const known = addressee as UpwardAddressee // written from a checked wish alone
  return {
    ...{ id, bill, title, number, reportedOn, repliedOn, reply },
    addressee: known,
    addresseeTitle: ADDRESSEE_TITLES[known] ?? addressee
  }
}

/**
 * Room `meetings`: what bodies sat over, who was there, what they voted and said, and what was reported upward. Votes count against all members, those absent
 * too. Begin with `readMeeting`; each other act has a file of its own.
 */

import { Compile } from 'typebox/compile'
import type { Meeting, MeetingSummary, UpwardReport } from '../../schema/meetings.ts'
import { Purpose } from '../../schema/meetings.ts'
import { Problem } from '../../schema/problems.ts'
import { papersOf } from '../drafts/papers-of.ts'
import type { Database } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import type { MeetingRow } from '../store/tables.ts'
import { endOfDay } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import {
  countHeld,
  countReports,
  findLastVote,
  findMeeting,
  type MeetingFilter,
  selectAgenda,
  selectMeetingDays,
  selectMeetings,
  selectMeetingsOfBill,
  selectReports,
  selectStatements,
  selectVotes,
  selectVotesOfBill
} from './store.ts'
import { showMeeting, showReport, showStatement, showVote } from './view.ts'

type Reading = Pick<Services, 'db'>
const purposes = Compile(Purpose)

interface PageQuery {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

const pair = (after: readonly (string | number)[] | null) => (after ? ([String(after[0]), String(after[1])] as const) : null)

/** Meetings, the latest day first; every signed-in role may list them. */
export async function listMeetings(
  { db }: Reading,
  query: PageQuery & MeetingFilter
): Promise<{ items: MeetingSummary[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string', 'string'])
  return pageOf(await selectMeetings(db, query, limit + 1, pair(after)), limit, ({ heldOn, id }) => [heldOn, id], showMeeting)
}

/** @throws {Problem} `not-found` */
export async function demandMeeting(db: Database, id: string): Promise<MeetingRow> {
  const row = await findMeeting(db, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这次会议，请从会议列表中进入。' })
  return row
}

/** A meeting with its agenda, the papers of each item, votes and statements. @throws {Problem} `not-found` */
export async function readMeeting({ db }: Reading, id: string): Promise<Meeting> {
  const row = await demandMeeting(db, id)
  const [agenda, votes, statements] = await Promise.all([selectAgenda(db, id), selectVotes(db, id), selectStatements(db, id)])
  const papers = await papersOf(
    { db },
    agenda.flatMap(({ bill }) => bill ?? []),
    row.status === 'held' ? papersUntil(row) : undefined
  )
  return {
    ...showMeeting(row),
    agenda: agenda.map(({ id: item, bill, purpose, title }) => ({
      ...{ id: item, bill, title },
      purpose: purposes.Parse(purpose),
      papers: bill === null ? [] : [...(papers.get(bill) ?? [])]
    })),
    votes: votes.map(showVote),
    statements: statements.map(showStatement)
  }
}

/** A meeting that was held had the papers of its last day; one that was put on record later, those of that moment. They stay what they were. */
function papersUntil({ heldOn, endsOn, createdAt }: MeetingRow): string {
  const over = endOfDay(endsOn ?? heldOn)
  return over > createdAt ? over : createdAt
}

/** The meetings that dealt with a bill, each with what it was for and how it voted. */
export async function meetingsOfBill({ db }: Reading, bill: string) {
  const [meetings, votes] = await Promise.all([selectMeetingsOfBill(db, bill), selectVotesOfBill(db, bill)])
  return meetings.map(({ purpose, item, ...row }) => ({
    ...showMeeting(row),
    purpose: purposes.Parse(purpose),
    votes: votes.filter(({ agendaItem }) => agendaItem === item).map(showVote)
  }))
}

/** What the last vote on a bill says to the step that records it: nobody types it twice. */
export async function factsOfVote(db: Database, bill: string): Promise<Readonly<Record<string, string>>> {
  const vote = await findLastVote(db, bill)
  return vote
    ? { votesFor: String(vote.votesFor), votesTotal: String(vote.members), meetingOn: vote.heldOn, on: vote.endsOn ?? vote.heldOn }
    : {}
}

/** Days of meetings to come, by body: what schedules must keep to. */
export async function meetingDays(db: Database, from: string): Promise<Record<string, { on: string; title: string }[]>> {
  const days: Record<string, { on: string; title: string }[]> = {}
  for (const { body, heldOn, title } of await selectMeetingDays(db, from)) days[body] = [...(days[body] ?? []), { on: heldOn, title }]
  return days
}

interface Period {
  readonly from: string
  readonly to: string
}

/** Meetings held in a period, by body: for the yearly figures. */
export async function countMeetings({ db }: Reading, { from, to }: Period): Promise<Readonly<Record<string, number>>> {
  return Object.fromEntries((await countHeld(db, from, to)).map(({ body, count }) => [body, Number(count)]))
}

/** 请示报告 of a period, by whom they went to, and in all. */
export async function countReportsUpward(
  { db }: Reading,
  { from, to }: Period
): Promise<{ total: number; byAddressee: Readonly<Record<string, number>> }> {
  const rows = await countReports(db, from, to)
  return {
    total: rows.reduce((sum, { count }) => sum + Number(count), 0),
    byAddressee: Object.fromEntries(rows.map(({ addressee, count }) => [addressee, Number(count)]))
  }
}

export async function listReports(
  { db }: Reading,
  query: PageQuery & { readonly from?: string | undefined; readonly to?: string | undefined; readonly bill?: string | undefined }
): Promise<{ items: UpwardReport[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string', 'string'])
  return pageOf(await selectReports(db, query, limit + 1, pair(after)), limit, ({ reportedOn, id }) => [reportedOn, id], showReport)
}

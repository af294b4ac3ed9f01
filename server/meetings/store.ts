/** The tables of meetings and reports upward. */
import type { Database, Transaction } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { AgendaItemRow, MeetingRow, StatementRow, UpwardReportRow, VoteRow } from '../store/tables.ts'

export const insertMeeting = (trx: Transaction, row: MeetingRow) => trx.insertInto('meeting').values(row).execute()

export const findMeeting = (db: Database, id: string): Promise<MeetingRow | undefined> =>
  db.selectFrom('meeting').selectAll().where('id', '=', id).executeTakeFirst()

/** A meeting, its row held until the transaction ends. */
export const lockMeeting = (trx: Transaction, id: string): Promise<MeetingRow | undefined> =>
  trx
    .selectFrom('meeting')
    .selectAll()
    .where('id', '=', id)
    .$if(dialectOf(trx) === 'postgres', query => query.forUpdate())
    .executeTakeFirst()

export const updateMeeting = (trx: Transaction, id: string, change: Partial<Omit<MeetingRow, 'id'>>) =>
  trx.updateTable('meeting').set(change).where('id', '=', id).execute()

export interface MeetingFilter {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly body?: string | undefined
}

/** The latest day first. @param after day and id behind which the page begins */
export function selectMeetings(db: Database, { from, to, body }: MeetingFilter, limit: number, after: readonly [string, string] | null) {
  let query = db.selectFrom('meeting').selectAll().orderBy('heldOn', 'desc').orderBy('id', 'desc').limit(limit)
  if (from !== undefined) query = query.where('heldOn', '>=', from)
  if (to !== undefined) query = query.where('heldOn', '<=', to)
  if (body !== undefined) query = query.where('body', '=', body)
  if (after !== null) {
    const [day, id] = after
    query = query.where(eb => eb.or([eb('heldOn', '<', day), eb.and([eb('heldOn', '=', day), eb('id', '<', id)])]))
  }
  return query.execute()
}

/** Days of meetings that are to come or were held. */
export const selectMeetingDays = (db: Database, from: string) =>
  db
    .selectFrom('meeting')
    .select(['body', 'heldOn', 'title'])
    .where('heldOn', '>=', from)
    .where('status', '<>', 'cancelled')
    .orderBy('heldOn')
    .execute()

export const selectAgenda = (db: Database, meeting: string): Promise<AgendaItemRow[]> =>
  db.selectFrom('agendaItem').selectAll().where('meeting', '=', meeting).orderBy('position').execute()

/** A new agenda in place of the old one; what was voted on stays. */
export async function replaceAgenda(trx: Transaction, meeting: string, rows: readonly AgendaItemRow[]): Promise<void> {
  await trx.deleteFrom('agendaItem').where('meeting', '=', meeting).execute()
  if (rows.length > 0) await trx.insertInto('agendaItem').values(rows).execute()
}

export const insertVote = (trx: Transaction, row: VoteRow) => trx.insertInto('vote').values(row).execute()
export const selectVotes = (db: Database, meeting: string): Promise<VoteRow[]> =>
  db.selectFrom('vote').selectAll().where('meeting', '=', meeting).orderBy('id').execute()

/** The last vote on a bill as a whole, with the day of its meeting. */
export const findLastVote = (db: Database, bill: string) =>
  db
    .selectFrom('vote')
    .innerJoin('meeting', 'meeting.id', 'vote.meeting')
    .select(['vote.votesFor as votesFor', 'vote.members as members', 'meeting.heldOn as heldOn', 'meeting.endsOn as endsOn'])
    .where('vote.bill', '=', bill)
    .where('vote.clause', 'is', null)
    .orderBy('meeting.heldOn', 'desc')
    .orderBy('vote.id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Meetings that have a bill on their agenda, the latest first. */
export const selectMeetingsOfBill = (db: Database, bill: string) =>
  db
    .selectFrom('agendaItem')
    .innerJoin('meeting', 'meeting.id', 'agendaItem.meeting')
    .selectAll('meeting')
    .select(['agendaItem.purpose as purpose', 'agendaItem.id as item'])
    .where('agendaItem.bill', '=', bill)
    .orderBy('meeting.heldOn', 'desc')
    .orderBy('meeting.id', 'desc')
    .execute()

export const selectVotesOfBill = (db: Database, bill: string): Promise<VoteRow[]> =>
  db.selectFrom('vote').selectAll().where('bill', '=', bill).orderBy('id').execute()

export const insertStatements = (trx: Transaction, rows: readonly StatementRow[]) => trx.insertInto('statement').values(rows).execute()
export const selectStatements = (db: Database, meeting: string): Promise<StatementRow[]> =>
  db.selectFrom('statement').selectAll().where('meeting', '=', meeting).orderBy('id').execute()
export const findStatement = (db: Database, id: string): Promise<StatementRow | undefined> =>
  db.selectFrom('statement').selectAll().where('id', '=', id).executeTakeFirst()
export const setOpinion = (trx: Transaction, id: string, opinion: string) =>
  trx.updateTable('statement').set({ opinion }).where('id', '=', id).execute()

export const insertReport = (trx: Transaction, row: UpwardReportRow) => trx.insertInto('upwardReport').values(row).execute()
export const findReport = (db: Database, id: string): Promise<UpwardReportRow | undefined> =>
  db.selectFrom('upwardReport').selectAll().where('id', '=', id).executeTakeFirst()
export const updateReport = (trx: Transaction, id: string, change: Partial<Omit<UpwardReportRow, 'id'>>) =>
  trx.updateTable('upwardReport').set(change).where('id', '=', id).execute()

export function selectReports(
  db: Database,
  { from, to, bill }: { readonly from?: string | undefined; readonly to?: string | undefined; readonly bill?: string | undefined },
  limit: number,
  after: readonly [string, string] | null
): Promise<UpwardReportRow[]> {
  let query = db.selectFrom('upwardReport').selectAll().orderBy('reportedOn', 'desc').orderBy('id', 'desc').limit(limit)
  if (from !== undefined) query = query.where('reportedOn', '>=', from)
  if (to !== undefined) query = query.where('reportedOn', '<=', to)
  if (bill !== undefined) query = query.where('bill', '=', bill)
  if (after !== null) {
    const [day, id] = after
    query = query.where(eb => eb.or([eb('reportedOn', '<', day), eb.and([eb('reportedOn', '=', day), eb('id', '<', id)])]))
  }
  return query.execute()
}

/** How many meetings were held in a period, by body. */
export const countHeld = (db: Database, from: string, to: string) =>
  db
    .selectFrom('meeting')
    .select(({ fn }) => ['body', fn.countAll<number | string>().as('count')])
    .where('status', '=', 'held')
    .where('heldOn', '>=', from)
    .where('heldOn', '<=', to)
    .groupBy('body')
    .execute()

export const countReports = (db: Database, from: string, to: string) =>
  db
    .selectFrom('upwardReport')
    .select(({ fn }) => ['addressee', fn.countAll<number | string>().as('count')])
    .where('reportedOn', '>=', from)
    .where('reportedOn', '<=', to)
    .groupBy('addressee')
    .execute()

/** Every row of every meeting and report, for whoever must look at each. */
export const selectAllMeetings = (db: Database): Promise<MeetingRow[]> => db.selectFrom('meeting').selectAll().execute()
export const selectAllAgendas = (db: Database): Promise<AgendaItemRow[]> => db.selectFrom('agendaItem').selectAll().execute()
export const selectAllVotes = (db: Database): Promise<VoteRow[]> => db.selectFrom('vote').selectAll().execute()
export const selectAllStatements = (db: Database): Promise<StatementRow[]> => db.selectFrom('statement').selectAll().execute()
export const selectAllReports = (db: Database): Promise<UpwardReportRow[]> => db.selectFrom('upwardReport').selectAll().execute()

/** Votes as the first shape of their event tells them, without their own id. */
export const selectUnnamedVotes = (db: Database) =>
  db.selectFrom('event').selectAll().where('kind', '=', 'voteRecorded').where('payloadVersion', '=', 1).orderBy('seq').execute()

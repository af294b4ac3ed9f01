/** `verify`: what meetings and reports upward say against what the events say. */
import type { Database } from '../store/database.ts'
import { readEvent } from '../store/events.ts'
import type { StatementRow, VoteRow } from '../store/tables.ts'
import { differences, foldEvents, type Saying } from '../store/told.ts'
import { sha256 } from '../store/version-encoding.ts'
import { selectAllAgendas, selectAllMeetings, selectAllReports, selectAllStatements, selectAllVotes, selectUnnamedVotes } from './store.ts'

type Members = Readonly<Record<string, unknown>>
const changesOf = (payload: Members): Members => payload['changes'] as Members
const listOf = (payload: Members, name: string): readonly (Members & { readonly id: string })[] =>
  payload[name] as readonly (Members & { readonly id: string })[]

/**
 * Replays the events of meetings, agendas, votes, statements and reports upward, and compares what they add up to with what is stored. What an event of
 * an earlier shape did not carry is not compared.
 * @returns one Chinese sentence for everything that does not hold
 */
export async function replayMeetings(db: Database): Promise<string[]> {
  return [
    ...differences('会议', await selectAllMeetings(db), ({ id }) => id, await toldMeetings(db)),
    ...differences('会议议程', await selectAllAgendas(db), ({ id }) => id, await toldAgendas(db)),
    ...(await differentVotes(db)),
    ...differences('审议发言', (await selectAllStatements(db)).map(withHash), ({ id }) => id, await toldStatements(db)),
    ...differences('请示报告', await selectAllReports(db), ({ id }) => id, await toldReports(db))
  ]
}

const toldMeetings = (db: Database) =>
  foldEvents(db, ['meetingAdded', 'meetingChanged'], ({ kind, subject, payload }) => {
    if (subject === null) return []
    if (kind === 'meetingChanged') return [{ id: subject, members: changesOf(payload) }]
    return [{ id: subject, members: { endsOn: null, status: 'planned', present: null, chair: null, note: null, ...payload } }]
  })

/** A new agenda takes the place of the one before, which no row tells of any more. */
const toldAgendas = (db: Database) =>
  foldEvents(db, ['agendaSet'], ({ subject, payload }, known) => {
    const before = [...known].flatMap(([id, { meeting }]): Saying[] => (meeting === subject ? [{ id, members: null }] : []))
    const after = listOf(payload, 'items').map(({ id, ...item }, index) => ({
      id,
      members: { ...item, meeting: subject, position: index + 1 }
    }))
    return [...before, ...after]
  })

const toldStatements = (db: Database) =>
  foldEvents(db, ['statementsRecorded', 'statementsFiled'], ({ kind, subject, payload }) =>
    listOf(payload, 'statements').map(({ id, group, ...said }) => {
      if (kind === 'statementsFiled') return { id, members: said }
      return { id, members: { ...said, ...(group !== undefined && { groupName: group }), meeting: subject, opinion: null } }
    })
  )

const withHash = (row: StatementRow) => ({ ...row, sha256: sha256(row.body) })

const toldReports = (db: Database) =>
  foldEvents(db, ['reportedUpward', 'upwardReportChanged'], ({ kind, subject, bill, payload }) => {
    if (subject === null) return []
    return [{ id: subject, members: kind === 'reportedUpward' ? { ...payload, bill } : changesOf(payload) }]
  })

/** The first shape of the event did not name its vote: it stands for one row that says the same. */
async function differentVotes(db: Database): Promise<string[]> {
  const told = await foldEvents(db, ['voteRecorded'], ({ subject, bill, payload: { vote, item, passed, ...counts } }) =>
    vote === undefined
      ? []
      : [{ id: String(vote), members: { ...counts, agendaItem: item, meeting: subject, bill, passed: passed === true ? 1 : 0 } }]
  )
  const unnamed = new Map<string, number>()
  for (const { payload } of (await selectUnnamedVotes(db)).map(readEvent)) {
    const key = keyOf({ ...payload, agendaItem: payload['item'], passed: payload['passed'] === true ? 1 : 0 })
    unnamed.set(key, (unnamed.get(key) ?? 0) + 1)
  }
  const named = (await selectAllVotes(db)).filter(row => {
    const left = told.has(row.id) ? 0 : (unnamed.get(keyOf(row)) ?? 0)
    if (left > 0) unnamed.set(keyOf(row), left - 1)
    return left === 0
  })
  const lost = [...unnamed.values()].reduce((sum, left) => sum + left, 0)
  return [...differences('表决', named, ({ id }) => id, told), ...(lost > 0 ? [`有 ${lost} 次表决有记录而库中没有，或者已被改动`] : [])]
}

const VOTE_MEMBERS = ['agendaItem', 'clause', 'votesFor', 'votesAgainst', 'abstained', 'members', 'passed'] as const
const keyOf = (vote: Members | VoteRow): string => JSON.stringify(VOTE_MEMBERS.map(name => (vote as Members)[name]))

import type { Database } from '../store/database.ts'
import { readEvent, type StoredEvent } from '../store/events.ts'
import type { OpinionRow, RoundRow } from '../store/tables.ts'
import { selectAllOf, selectOpinionEvents, selectToldBills } from './store.ts'

/** What the log says of one opinion. */
interface Told {
  readonly filed: StoredEvent
  status: string
  verdict: string | null
  reason: string | null
  writtenIn: number | null
}

/**
 * Replays the events of every bill's opinions and rounds, and compares what they add up to with what is stored.
 * @returns one Chinese sentence for each that does not hold
 */
export async function replayOpinions(db: Database): Promise<string[]> {
  const findings: string[] = []
  for (const bill of await selectToldBills(db)) {
    const events = (await selectOpinionEvents(db, bill)).map(readEvent)
    const { opinions, rounds } = await selectAllOf(db, bill)
    const told = toldOf(events)
    compareOpinions(told, events, opinions, findings)
    compareRounds(events, rounds, findings)
  }
  return findings
}

function toldOf(events: readonly StoredEvent[]): Map<string, Told> {
  const told = new Map<string, Told>()
  for (const event of events) {
    const { kind, payload, subject } = event
    if (kind === 'opinionFiled' && subject !== null) {
      told.set(subject, { filed: event, status: String(payload['status']), verdict: null, reason: null, writtenIn: null })
      continue
    }
    if (kind === 'opinionsSubmitted') for (const id of payload['opinions'] as string[]) submit(told.get(id))
    const one = subject === null ? undefined : told.get(subject)
    if (one && subject !== null) happen(told, subject, one, event)
  }
  return told
}

function submit(one: Told | undefined): void {
  if (one) one.status = 'submitted'
}

function happen(told: Map<string, Told>, id: string, one: Told, { kind, payload }: StoredEvent): void {
  if (kind === 'opinionWithdrawn') told.delete(id)
  else if (kind === 'opinionChanged' && payload['submitted'] === true) one.status = 'submitted'
  else if (kind === 'opinionJudged') Object.assign(one, { verdict: payload['verdict'], reason: payload['reason'] })
  else if (kind === 'opinionReopened') Object.assign(one, { verdict: null, reason: null })
  else if (kind === 'opinionWritten') one.writtenIn = Number(payload['seq'])
}

function compareOpinions(
  told: ReadonlyMap<string, Told>,
  events: readonly StoredEvent[],
  rows: readonly OpinionRow[],
  findings: string[]
): void {
  const stored = new Map(rows.map(row => [row.id, row]))
  for (const id of told.keys()) if (!stored.has(id)) findings.push(`意见 ${id} 缺失，事件记录中有它`)
  // Those that came by a file have one event together: of its time, its document and its number.
  const imported = new Map<string, number>()
  for (const { kind, at, document, payload } of events)
    if (kind === 'opinionsImported')
      imported.set(`${at} ${document}`, (imported.get(`${at} ${document}`) ?? 0) + Number(payload['opinions']))
  const answers = answersOfImported(events, told)
  for (const row of rows) {
    const one = told.get(row.id)
    if (!one) {
      const key = `${row.createdAt} ${row.document}`
      const left = imported.get(key) ?? 0
      if (left === 0) findings.push(`意见 ${row.id} 没有对应的事件记录`)
      else imported.set(key, left - 1)
    }
    const { version, article, source, givenBy } = one ? one.filed.payload : row
    const said = one ?? answers.get(row.id) ?? UNANSWERED
    const same =
      version === row.version &&
      article === row.article &&
      source === row.source &&
      givenBy === row.givenBy &&
      said.status === row.status &&
      said.verdict === row.verdict &&
      said.reason === row.reason &&
      said.writtenIn === row.writtenIn
    if (!same) findings.push(`意见 ${row.id} 与事件记录不符`)
  }
  for (const [key, left] of imported) if (left > 0) findings.push(`${key.split(' ')[0]} 导入的意见缺失 ${left} 条`)
}

const UNANSWERED = { status: 'submitted', verdict: null, reason: null, writtenIn: null }

/** What was decided on those that came by a file: they have no event of their own before. */
function answersOfImported(events: readonly StoredEvent[], told: ReadonlyMap<string, Told>): Map<string, Told> {
  const answers = new Map<string, Told>()
  for (const event of events) {
    if (event.subject === null || told.has(event.subject) || !ANSWERS.includes(event.kind)) continue
    const one = answers.get(event.subject) ?? { ...UNANSWERED, filed: event }
    answers.set(event.subject, one)
    happen(answers, event.subject, one, event)
  }
  return answers
}

const ANSWERS: readonly string[] = ['opinionJudged', 'opinionReopened', 'opinionWritten']

function compareRounds(
  events: readonly StoredEvent[],
  rows: readonly (RoundRow & { asked: readonly string[] })[],
  findings: string[]
): void {
  const opened = new Map(events.filter(({ kind }) => kind === 'roundOpened').map(event => [event.subject, event]))
  for (const id of opened.keys()) if (!rows.some(row => row.id === id)) findings.push(`征求意见 ${id} 缺失，事件记录中有它`)
  for (const row of rows) {
    const event = opened.get(row.id)
    if (!event) {
      findings.push(`征求意见 ${row.id}（${row.title}）没有对应的事件记录`)
      continue
    }
    const { payload } = event
    const same = (['version', 'kind', 'title', 'opensOn', 'closesOn', 'reason'] as const).every(member => payload[member] === row[member])
    const asked = events
      .filter(({ kind, subject }) => (kind === 'roundOpened' || kind === 'addresseesAdded') && subject === row.id)
      .flatMap(({ payload }) => (payload['asked'] ?? []) as { id: string }[])
      .map(({ id }) => id)
    const isAsked = asked.length === row.asked.length && asked.every(id => row.asked.includes(id))
    if (!same || !isAsked) findings.push(`征求意见 ${row.id}（${row.title}）与事件记录不符`)
  }
}

import type { Meeting, NewStatement, NewVote } from '../../schema/meetings.ts'
import { Problem } from '../../schema/problems.ts'
import { readVersionToCite } from '../drafts/draft-to-cite.ts'
import { fileOpinion } from '../opinions/file.ts'
import { demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { StatementRow, VoteRow } from '../store/tables.ts'
import { sha256 } from '../store/version-encoding.ts'
import { demandLocked } from './keep-meeting.ts'
import { demandMeeting, readMeeting } from './read.ts'
import { findStatement, insertStatements, insertVote, selectAgenda, selectStatements, setOpinion } from './store.ts'
import { majorityOf } from './view.ts'

/**
 * Records a vote on an item of the agenda, or on a single clause of it (单独表决). Passed is what more than half of all members were for, absent
 * ones counting against (地方组织法第五十一条).
 * @throws {Problem} `forbidden`, `not-found`, `meeting-not-held`, `votes-too-many`
 */
export async function recordVote(services: Services, actor: Actor, id: string, wish: NewVote): Promise<Meeting> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const meeting = await demandLocked(trx, id)
    const item = (await selectAgenda(trx, id)).find(each => each.id === wish.item)
    if (!item) throw new Problem('not-found', { detail: '议程中没有这一项，请刷新后从议程中选择。' })
    if (meeting.status !== 'held' || meeting.present === null) throw new Problem('meeting-not-held')
    const { votesFor, votesAgainst, abstained } = wish
    const cast = votesFor + votesAgainst + abstained
    if (cast > meeting.present) throw new Problem('votes-too-many', { detail: `出席 ${meeting.present} 人，票数合计 ${cast}，请核对。` })
    const passed = votesFor >= majorityOf(meeting.members)
    const row: VoteRow = {
      ...{ id: services.newId(), meeting: id, agendaItem: item.id, bill: item.bill, clause: wish.clause?.trim() || null },
      ...{ votesFor, votesAgainst, abstained, members: meeting.members, passed: passed ? 1 : 0, createdAt: at }
    }
    await insertVote(trx, row)
    const payload = { vote: row.id, item: item.id, clause: row.clause, votesFor, votesAgainst, abstained, members: meeting.members, passed }
    await appendEvent(trx, {
      kind: 'voteRecorded',
      actor: actor.id,
      at,
      ...(item.bill !== null && { bill: item.bill }),
      subject: id,
      payload
    })
  })
  return readMeeting(services, id)
}

/** Writes down what members said on a bill (分组审议记录). @throws {Problem} `forbidden`, `not-found`, `no-such-bill` when it is not on the agenda */
export async function recordStatements(services: Services, actor: Actor, id: string, wish: readonly NewStatement[]): Promise<Meeting> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  const rows = wish.map(
    ({ bill, speaker, group, article, body }): StatementRow => ({
      ...{ id: services.newId(), meeting: id, bill, speaker: speaker.trim(), body: body.trim() },
      ...{ groupName: group?.trim() || null, article: article?.trim() || null, opinion: null, createdAt: at }
    })
  )
  await transaction(services.db, async trx => {
    await demandLocked(trx, id)
    const bills = new Set((await selectAgenda(trx, id)).map(({ bill }) => bill))
    if (rows.some(({ bill }) => !bills.has(bill))) throw new Problem('no-such-bill', { detail: '所选的法规案不在这次会议的议程上。' })
    await insertStatements(trx, rows)
    const statements = rows.map(({ id: statement, bill, speaker, groupName, article, body }) => ({
      ...{ id: statement, bill, speaker, group: groupName, article },
      sha256: sha256(body)
    }))
    await appendEvent(trx, { kind: 'statementsRecorded', actor: actor.id, at, subject: id, payload: { statements } })
  })
  return readMeeting(services, id)
}

/**
 * Makes 审议意见 of what was said: each statement becomes an opinion of a member on the newest text, at its article. What is an opinion already stays.
 * @throws {Problem} `forbidden`, `not-found`, `no-text` where the bill has none
 */
export async function fileStatements(services: Services, actor: Actor, id: string): Promise<Meeting> {
  demandRole(actor, 'staff')
  await demandMeeting(services.db, id)
  for (const { id: statement, opinion } of await selectStatements(services.db, id))
    if (opinion === null) await fileStatement(services, actor, id, statement)
  return readMeeting(services, id)
}

/** The opinion, its mark at the statement and the event stand together or not at all; of two who do it at once the second finds it done. */
async function fileStatement(services: Services, actor: Actor, id: string, statement: string): Promise<void> {
  await transaction(services.db, async trx => {
    const inside = { ...services, db: trx }
    const { heldOn } = await demandLocked(trx, id)
    const said = await findStatement(trx, statement)
    if (!said || said.opinion !== null) return
    const { bill, speaker, article, body } = said
    const draft = await readVersionToCite(inside, bill)
    if (!draft) throw new Problem('no-text', { detail: '法规案还没有草案文本，导入后再转为审议意见。' })
    const common = { ...draft, body, source: 'member' as const, givenBy: speaker, givenOn: heldOn }
    const filed = await fileOpinion(inside, actor, bill, { ...common, ...(article !== null && { article }) }).catch(error => {
      // The number that was named in the hall may be of another text: the opinion is then on the text as a whole, with its number in words.
      if (!(error instanceof Problem) || error.code !== 'no-such-article') throw error
      return fileOpinion(inside, actor, bill, { ...common, body: `（${article}）${body}` })
    })
    await setOpinion(trx, statement, filed.id)
    const payload = { statements: [{ id: statement, opinion: filed.id }] }
    await appendEvent(trx, { kind: 'statementsFiled', actor: actor.id, at: services.now().toISOString(), bill, subject: id, payload })
  })
}

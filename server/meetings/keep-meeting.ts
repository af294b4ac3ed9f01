import {
  MEETING_BODY_TITLES,
  type Meeting,
  type MeetingChange,
  type NewAgendaItem,
  type NewMeeting,
  PURPOSE_TITLES
} from '../../schema/meetings.ts'
import { Problem } from '../../schema/problems.ts'
import { billNames } from '../bills/names.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { AgendaItemRow, MeetingRow } from '../store/tables.ts'
import { chinaDate, daysFrom } from '../web/dates.ts'
import { readMeeting } from './read.ts'
import { insertMeeting, lockMeeting, replaceAgenda, selectVotes, updateMeeting } from './store.ts'
import { majorityOf, titleOf } from './view.ts'

/** The congress of a city sits for a week; what is longer is a slip of the pen. */
const LONGEST = 31

/** A meeting whose day is fixed, or that was held. @throws {Problem} `forbidden` */
export async function addMeeting(services: Services, actor: ActorOrOperator, wish: NewMeeting): Promise<Meeting> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  const { body, heldOn, members, session = null } = wish
  const endsOn = lastDayOf(heldOn, wish.endsOn ?? null)
  const row: MeetingRow = {
    id: services.newId(),
    ...{ body, session, heldOn, endsOn, members },
    bodyTitle: MEETING_BODY_TITLES[body],
    title: wish.title?.trim() || titleOf(body, session),
    status: 'planned',
    present: null,
    chair: null,
    note: null,
    createdAt: at,
    revision: 1
  }
  await transaction(services.db, async trx => {
    await insertMeeting(trx, row)
    const payload = { title: row.title, body, session, heldOn, endsOn, members }
    await appendEvent(trx, { kind: 'meetingAdded', actor: actor?.id ?? null, at, subject: row.id, payload })
  })
  return readMeeting(services, row.id)
}

/**
 * Changes a meeting; one that was held had more than half of all members present (地方组织法第五十一条).
 * @throws {Problem} `forbidden`, `not-found`, `quorum-missing`, `invalid-request` for a day that has not come
 */
export async function changeMeeting(services: Services, actor: ActorOrOperator, id: string, wish: MeetingChange): Promise<Meeting> {
  demandRole(actor, 'staff')
  const now = services.now()
  await transaction(services.db, async trx => {
    const meeting = await demandLocked(trx, id)
    const days = { heldOn: meeting.heldOn, endsOn: meeting.endsOn, ...wish }
    const changed: MeetingRow = { ...meeting, ...wish, endsOn: lastDayOf(days.heldOn, days.endsOn) }
    demandSound(changed, chinaDate(now))
    const names = ['title', 'heldOn', 'endsOn', 'status', 'members', 'present', 'chair', 'note'] as const
    const changes = Object.fromEntries(names.filter(name => changed[name] !== meeting[name]).map(name => [name, changed[name]]))
    if (Object.keys(changes).length === 0) return
    await updateMeeting(trx, id, { ...changes, revision: meeting.revision + 1 })
    await appendEvent(trx, { kind: 'meetingChanged', actor: actor?.id ?? null, at: now.toISOString(), subject: id, payload: { changes } })
  })
  return readMeeting(services, id)
}

export async function demandLocked(trx: Transaction, id: string): Promise<MeetingRow> {
  const meeting = await lockMeeting(trx, id)
  if (!meeting) throw new Problem('not-found', { detail: '没有找到这次会议，请从会议列表中进入。' })
  return meeting
}

/** The last day of several, null for a meeting of one. @throws {Problem} `invalid-request` */
function lastDayOf(heldOn: string, endsOn: string | null): string | null {
  if (endsOn === null || endsOn === heldOn) return null
  const days = daysFrom(heldOn, endsOn)
  if (days < 0) throw wrong('会议的最后一日不能早于首日', '/endsOn')
  if (days > LONGEST) throw wrong(`会期不能超过 ${LONGEST} 天，请核对最后一日`, '/endsOn')
  return endsOn
}

const wrong = (message: string, pointer: string) => new Problem('invalid-request', { errors: [{ code: 'meeting', message, pointer }] })

function demandSound({ status, heldOn, endsOn, members, present }: MeetingRow, today: string): void {
  if (present !== null && present > members) throw wrong('出席人数不能多于全体组成人员', '/present')
  if (status !== 'held') return
  if (heldOn > today) throw wrong('会议日期还没有到，不能登记为已举行', '/heldOn')
  if (endsOn !== null && endsOn > today) throw wrong('会议还没有结束，不能登记为已举行', '/endsOn')
  if (present === null) throw wrong('请填写出席人数', '/present')
  if (present < majorityOf(members))
    throw new Problem('quorum-missing', {
      detail: `全体组成人员 ${members} 人，出席 ${present} 人，不足 ${majorityOf(members)} 人，会议不能举行。`,
      errors: [{ code: 'quorum-missing', message: `应当有 ${majorityOf(members)} 人以上出席（地方组织法第五十一条）`, pointer: '/present' }]
    })
}

/**
 * The agenda of a meeting, as a whole, in order. What was voted on can no longer be taken off.
 * @throws {Problem} `forbidden`, `not-found`, `no-such-bill`, `agenda-voted`
 */
export async function setAgenda(services: Services, actor: ActorOrOperator, id: string, wish: readonly NewAgendaItem[]): Promise<Meeting> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    await demandLocked(trx, id)
    if ((await selectVotes(trx, id)).length > 0) throw new Problem('agenda-voted')
    const names = await billNames(
      { db: trx },
      wish.flatMap(({ bill }) => bill ?? [])
    )
    const rows = wish.map(({ bill = null, purpose, title }, index): AgendaItemRow => {
      const billTitle = bill === null ? null : names.get(bill)?.title
      if (billTitle === undefined) throw new Problem('no-such-bill')
      const words = title?.trim() || (billTitle === null ? PURPOSE_TITLES[purpose] : `${PURPOSE_TITLES[purpose]}《${billTitle}》`)
      return { id: services.newId(), meeting: id, position: index + 1, bill, purpose, title: words, result: null, createdAt: at }
    })
    await replaceAgenda(trx, id, rows)
    const items = rows.map(({ id: item, bill, purpose, title }) => ({ id: item, bill, purpose, title }))
    await appendEvent(trx, { kind: 'agendaSet', actor: actor?.id ?? null, at, subject: id, payload: { items } })
  })
  return readMeeting(services, id)
}

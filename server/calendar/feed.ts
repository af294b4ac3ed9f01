/**
 * Room `calendar`: when what is due shows elsewhere, and which days count. Feeds (日历订阅) are read by their secret address alone, which is kept
 * as its hash; holidays are added by the administrator; notices are sent only where the operator has set up a way. Begin here, then `holidays.ts`.
 */
import type { CalendarFeed } from '../../schema/calendar.ts'
import { ics } from '../formats/ics.ts'
import { demandRole } from '../people/permissions.ts'
import { newSecret, secretHash } from '../people/secrets.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { entriesOfPerson } from '../tasks/calendar-entries.ts'
import { findFeed, findFeedOwner, insertFeed, revokeFeeds } from './store.ts'

export async function readFeed({ db }: Pick<Services, 'db'>, actor: Actor): Promise<CalendarFeed> {
  const feed = await findFeed(db, actor.id)
  return { active: feed !== undefined, address: null, createdAt: feed?.createdAt ?? null }
}

/** A new secret address for the person's own calendar; one that was in use ends with it. This answer is the only time it is seen. @throws {Problem} `forbidden` */
export async function issueFeed(services: Services, actor: Actor): Promise<CalendarFeed> {
  demandRole(actor, 'staff', 'reader', 'administrator')
  const secret = newSecret()
  const id = services.newId()
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    await revokeFeeds(trx, actor.id, at)
    await insertFeed(trx, { id, account: actor.id, hash: secretHash(secret), createdAt: at, revokedAt: null })
    await appendEvent(trx, { kind: 'calendarFeedIssued', actor: actor.id, at, subject: id, payload: {} })
  })
  return { active: true, address: `/calendar/${secret}.ics`, createdAt: at }
}

/** Ends the address; where none is in use nothing is written. */
export async function revokeFeed(services: Services, actor: Actor): Promise<void> {
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    if ((await revokeFeeds(trx, actor.id, at)) > 0)
      await appendEvent(trx, { kind: 'calendarFeedRevoked', actor: actor.id, at, subject: actor.id, payload: {} })
  })
}

/** The calendar behind a secret address; null when there is none. @param origin address of the service */
export async function readCalendarFile(services: Pick<Services, 'db' | 'now'>, secret: string, origin: string): Promise<string | null> {
  const owner = await findFeedOwner(services.db, secretHash(secret))
  if (!owner) return null
  return ics(`法程：${owner.displayName}`, await entriesOfPerson(services, owner), { stamp: services.now(), origin })
}

/**
 * Sessions of people with a browser, in our database: one that is ended is ended on every node and after a restart too. A session ends
 * when it was not used for half an hour, and in any case after twelve hours.
 */
import type { Services } from '../store/services.ts'
import type { SessionRow } from '../store/tables.ts'
import type { SessionStore } from '../web/http/sessions.ts'
import { secretHash } from './secrets.ts'
import { deleteSession, findSession, prolongSession, saveSession } from './store.ts'

const MINUTE = 60 * 1000
const IDLE = 30 * MINUTE
const ABSOLUTE = 12 * 60 * MINUTE
/** A session in use is prolonged this often, not with every request. */
const PROLONGED_EVERY = MINUTE

/** What `@fastify/session` keeps its sessions in. Ids are stored as hashes: who reads the database cannot take over a session. */
export function sessionStore(services: Services): SessionStore {
  return {
    get: (id, callback) => settle(readSession(services, id), callback),
    set: (id, session, callback) => settle(keep(services, id, session), callback),
    destroy: (id, callback) => settle(deleteSession(services.db, secretHash(id)), callback)
  }
}

interface Kept {
  readonly account?: string
  readonly invitation?: string
  readonly _csrf?: string
}

async function readSession(services: Services, id: string): Promise<never | null> {
  const now = services.now()
  const row = await findSession(services.db, secretHash(id), now.toISOString())
  if (!row) return null
  const expiresAt = expiry(row, now)
  if (Date.parse(expiresAt) - Date.parse(row.expiresAt) >= PROLONGED_EVERY) await prolongSession(services.db, row.id, expiresAt)
  // The library wants a `cookie` beside our members, and makes it itself when there is none.
  return JSON.parse(row.data) as never
}

/** A visitor who is not signed in has nothing that is worth a row. */
async function keep(services: Services, id: string, { account, invitation, _csrf }: Kept): Promise<void> {
  if (account === undefined && invitation === undefined) return
  const now = services.now()
  const createdAt = now.toISOString()
  await saveSession(services.db, {
    id: secretHash(id),
    account: account ?? null,
    data: JSON.stringify({ account, invitation, _csrf }),
    createdAt,
    expiresAt: expiry({ createdAt }, now)
  })
}

function expiry({ createdAt }: Pick<SessionRow, 'createdAt'>, now: Date): string {
  return new Date(Math.min(now.getTime() + IDLE, Date.parse(createdAt) + ABSOLUTE)).toISOString()
}

/** From a promise to the library's callbacks; an error thrown by the callback itself must not come back as one of ours. */
function settle<T>(work: Promise<T>, callback: (error?: unknown, result?: T) => void): void {
  work.then(
    result => process.nextTick(callback, null, result),
    error => process.nextTick(callback, error)
  )
}

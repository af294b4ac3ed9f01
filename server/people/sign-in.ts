/** Signing in with a password, and what stands between an account and somebody who guesses. */
import { ROLES, type Role, type SignIn } from '../../schema/people.ts'
import { Problem } from '../../schema/problems.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { AccountRow } from '../store/tables.ts'
import { accountName } from './account-name.ts'
import { actorOf } from './accounts.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import { passwordHolds } from './password.ts'
import {
  accountsWithoutPassword,
  countTry,
  deleteExpiredSessions,
  findAccount,
  findAccountByName,
  listAccountRows,
  updateAccount
} from './store.ts'
import type { Strangers } from './strangers.ts'

/** Failures in a row before the account is locked. One more failure after that locks it again: at most ten tries an hour. */
const TRIES = 5
const LOCKED = 10 * 60 * 1000
/** From here on the message says how many tries are left. */
const WARNED_FROM = 3
const ADDRESS_LENGTH = 60

/**
 * Signs in with name and password.
 * @param address where the request comes from, for the audit log
 * @throws {Problem} `sign-in-failed`, `account-locked`; both read the same whether or not the account exists
 */
export async function signIn(services: Services, strangers: Strangers, { username, password }: SignIn, address: string): Promise<Actor> {
  const name = accountName(username)
  const row = await findAccountByName(services.db, name)
  const now = services.now()
  const lockedUntil = new Date(now.getTime() + LOCKED)
  // Counted as failed before it is made, so that a thousand tries at once are no more than five.
  const failures = row
    ? await countTry(services.db, row.id, now.toISOString(), lockedUntil.toISOString(), TRIES)
    : strangers.count(name, now.getTime(), lockedUntil.getTime(), TRIES)
  if (failures === null) throw new Problem('account-locked')
  const holds = await passwordHolds(row?.passwordHash ?? null, password)
  if (row && holds && row.disabled === 0) {
    await welcome(services, row, address)
    return actorOf(row)
  }
  if (row) await recordFailure(services, row, address)
  throw failed(failures)
}

/** Signs in with a one-time link. @throws {Problem} `link-used` */
export async function signInOnce(services: Services, links: OneTimeLinks, code: string, address: string): Promise<Actor> {
  const account = links.redeem(code)
  const row = account === null ? undefined : await findAccount(services.db, account)
  if (!row || row.disabled) throw new Problem('link-used')
  await welcome(services, row, address)
  return actorOf(row)
}

/** An account that can only come in by a one-time link. */
export interface FirstVisitor {
  readonly account: string
  readonly displayName: string
  readonly role: Role
}

/**
 * Who is offered a one-time link when the service starts: of the accounts without a password, as the demo makes them, the first of
 * each role. `none`: there is no account at all.
 */
export async function firstVisitors(services: Services): Promise<readonly FirstVisitor[] | 'none'> {
  const waiting = await accountsWithoutPassword(services.db)
  if (waiting.length === 0 && (await listAccountRows(services.db, 1, null)).length === 0) return 'none'
  return ROLES.flatMap(role => {
    const first = waiting.find(row => row.role === role)
    return first ? [{ account: first.id, displayName: first.displayName, role }] : []
  })
}

/** @throws when the event cannot be written: then the person stays signed in, and knows */
export async function signOut(services: Services, actor: Actor): Promise<void> {
  const at = services.now().toISOString()
  await transaction(services.db, trx => appendEvent(trx, { kind: 'signedOut', actor: actor.id, at, subject: actor.id, payload: {} }))
}

async function welcome(services: Services, row: AccountRow, address: string): Promise<void> {
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    await updateAccount(trx, row.id, { failures: 0, lockedUntil: null })
    const payload = { address: address.slice(0, ADDRESS_LENGTH) }
    await appendEvent(trx, { kind: 'signedIn', actor: row.id, at, subject: row.id, payload })
  })
  await deleteExpiredSessions(services.db, at)
}

async function recordFailure(services: Services, row: AccountRow, address: string): Promise<void> {
  const payload = { name: row.name, address: address.slice(0, ADDRESS_LENGTH) }
  await transaction(services.db, trx =>
    appendEvent(trx, { kind: 'signInFailed', actor: null, at: services.now().toISOString(), subject: row.id, payload })
  )
}

function failed(failures: number): Problem {
  const left = TRIES - failures
  if (left <= 0) return new Problem('account-locked')
  if (failures < WARNED_FROM) return new Problem('sign-in-failed')
  return new Problem('sign-in-failed', {
    detail: `用户名或口令不正确；还可以再试 ${left} 次，之后账号锁定十分钟。忘记口令请联系系统管理员。`
  })
}

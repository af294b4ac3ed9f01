/** Bearer tokens (访问令牌): how programs sign in. */
import type { NewToken } from '../../schema/people.ts'
import { Problem } from '../../schema/problems.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { actorOf } from './accounts.ts'
import { type ActorOrOperator, demandRole } from './permissions.ts'
import { newSecret, secretHash } from './secrets.ts'
import { findAccount, findAccountByToken, insertToken, touchToken } from './store.ts'

/** Says what it is when it turns up in a log or a repository. */
const PREFIX = 'fc_'
/** How exactly it is kept when a token was last used. A write for every request would be the price of more. */
const TOUCHED_EVERY = 60 * 60 * 1000

/**
 * Makes a token for an account. This answer is the only time it is seen.
 * @throws {Problem} `forbidden`, `not-found`, `account-disabled`
 */
export async function issueToken(services: Services, actor: ActorOrOperator, account: string): Promise<NewToken> {
  demandRole(actor, 'administrator')
  const token = PREFIX + newSecret()
  const id = services.newId()
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const owner = await findAccount(trx, account)
    if (!owner) throw new Problem('not-found')
    if (owner.disabled) throw new Problem('account-disabled')
    await insertToken(trx, { id, account, hash: secretHash(token), createdAt: at, lastUsedAt: null, revokedAt: null })
    await appendEvent(trx, { kind: 'tokenIssued', actor: actor?.id ?? null, at, subject: account, payload: { token: id } })
  })
  return { token, createdAt: at }
}

/** Who a token stands for; `null` when it does not hold (any more). */
export async function actorByToken(services: Services, token: string): Promise<Actor | null> {
  if (!token.startsWith(PREFIX)) return null
  const found = await findAccountByToken(services.db, secretHash(token))
  if (!found) return null
  const now = services.now()
  if (found.lastUsedAt === null || now.getTime() - Date.parse(found.lastUsedAt) > TOUCHED_EVERY)
    await touchToken(services.db, found.token, now.toISOString())
  return actorOf(found)
}

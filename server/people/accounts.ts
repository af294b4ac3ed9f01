/** Accounts (账号): adding them, listing them, changing what they may do. */
import { type Account, type AccountChange, DISPLAY_NAME_LENGTH, ROLES, type Role } from '../../schema/people.ts'
import { Problem } from '../../schema/problems.ts'
import { transaction } from '../store/database.ts'
import { isUniqueViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { AccountRow } from '../store/tables.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { textFault } from '../web/http/text-checks.ts'
import { accountName, accountNameFault } from './account-name.ts'
import { indexPerson } from './index-person.ts'
import { hashPassword, passwordFault } from './password.ts'
import { type ActorOrOperator, demandRole } from './permissions.ts'
import {
  countAdministrators,
  deleteSessionsOf,
  findAccount,
  findAccountByName,
  findAccounts,
  insertAccount,
  listAccountRows,
  revokeTokens,
  updateAccount
} from './store.ts'

interface NewAccount {
  readonly name: string
  readonly role: Role
  /** Absent: the name itself. */
  readonly displayName?: string | undefined
  /** `null`: nobody can sign in with a password; a one-time link can (the demo's accounts). */
  readonly password: string | null
}

/** @throws {Problem} `forbidden`, `account-exists`, `invalid-request` for a name or password that may not be used */
export async function addAccount(
  services: Services,
  actor: ActorOrOperator,
  { name: typed, role, displayName, password }: NewAccount
): Promise<Account> {
  demandRole(actor, 'administrator')
  const name = accountName(typed)
  refuse('/username', accountNameFault(name))
  const shown = (displayName ?? typed).trim() || name
  refuse('/displayName', textFault(shown) ?? (shown.length > DISPLAY_NAME_LENGTH ? `姓名不能超过 ${DISPLAY_NAME_LENGTH} 个字符` : null))
  if (password !== null) refuse('/password', passwordFault(password, name))
  const passwordHash = password === null ? null : await hashPassword(password)
  const at = services.now().toISOString()
  const row: AccountRow = {
    id: services.newId(),
    name,
    displayName: shown,
    role,
    passwordHash,
    disabled: 0,
    mustChangePassword: 0,
    failures: 0,
    lockedUntil: null,
    createdAt: at
  }
  try {
    await transaction(services.db, async trx => {
      await insertAccount(trx, row)
      await indexPerson(trx, row)
      await appendEvent(trx, {
        kind: 'accountAdded',
        actor: actor?.id ?? null,
        at,
        subject: row.id,
        payload: { name, displayName: shown, role }
      })
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Problem('account-exists') : error
  }
  return shownAccount(row)
}

/** A page of accounts by name. */
export async function listAccounts(
  services: Services,
  actor: ActorOrOperator,
  query: { limit?: number | undefined; cursor?: string | undefined }
): Promise<{ items: Account[]; next: string | null }> {
  demandRole(actor, 'administrator')
  const { limit, after } = readPage(query, ['string'])
  const rows = await listAccountRows(services.db, limit + 1, after === null ? null : String(after[0]))
  return pageOf(rows, limit, row => [row.name], shownAccount)
}

/** @throws {Problem} `forbidden`, `not-found` */
export async function readAccount(services: Services, actor: ActorOrOperator, id: string): Promise<Account> {
  demandRole(actor, 'administrator')
  return shownAccount(await demandAccount(services, id))
}

/** Who some ids are: for lists that show people. Ids without an account are left out. */
export async function accountsById(services: Services, ids: readonly string[]): Promise<ReadonlyMap<string, Account>> {
  const rows = ids.length === 0 ? [] : await findAccounts(services.db, ids)
  return new Map(rows.map(row => [row.id, shownAccount(row)]))
}

/** @throws {Problem} `not-found` */
export async function accountByName(services: Services, name: string): Promise<Account> {
  const row = await findAccountByName(services.db, accountName(name))
  if (!row) throw new Problem('not-found', { detail: `没有账号 ${name}，用 facheng user list 查看全部账号。` })
  return shownAccount(row)
}

/**
 * Changes an account. Whoever is disabled, or gets a new password, is signed out everywhere; a disabled account's tokens are revoked.
 * @throws {Problem} `forbidden`, `not-found`, `invalid-request`, `last-administrator`: someone must be able to undo it
 */
export async function changeAccount(services: Services, actor: ActorOrOperator, id: string, change: AccountChange): Promise<Account> {
  demandRole(actor, 'administrator')
  const { name } = await demandAccount(services, id)
  if (change.displayName !== undefined)
    refuse('/displayName', textFault(change.displayName) ?? (change.displayName.trim() ? null : '姓名不能为空'))
  if (change.password !== undefined) refuse('/password', passwordFault(change.password, name))
  const passwordHash = change.password === undefined ? undefined : await hashPassword(change.password)
  const at = services.now().toISOString()
  const facts = {
    ...(change.role !== undefined && { role: change.role }),
    ...(change.displayName !== undefined && { displayName: change.displayName.trim() }),
    ...(change.disabled !== undefined && { disabled: change.disabled ? 1 : 0 })
  }
  return transaction(services.db, async trx => {
    const said = { actor: actor?.id ?? null, at, subject: id }
    if ((change.role !== undefined && change.role !== 'administrator') || change.disabled) await demandAnotherAdministrator(trx, id)
    if (Object.keys(facts).length > 0) {
      await updateAccount(trx, id, facts)
      if (change.disabled) await appendEvent(trx, { ...said, kind: 'accountDisabled', payload: {} })
      else await appendEvent(trx, { ...said, kind: 'accountChanged', payload: { changes: facts } })
    }
    if (passwordHash !== undefined) {
      await updateAccount(trx, id, { passwordHash, failures: 0, lockedUntil: null })
      await appendEvent(trx, { ...said, kind: 'passwordChanged', payload: {} })
    }
    if (change.disabled || passwordHash !== undefined) await deleteSessionsOf(trx, id)
    if (change.disabled) await revokeTokens(trx, id, at)
    const row = await findAccount(trx, id)
    if (!row) throw new Problem('not-found')
    await indexPerson(trx, row)
    return shownAccount(row)
  })
}

/** The actor that an account is, as long as it is not disabled. */
export async function actorOfAccount(services: Services, id: string): Promise<Actor | null> {
  const row = await findAccount(services.db, id)
  return row && row.disabled === 0 ? actorOf(row) : null
}

export const actorOf = (row: AccountRow): Actor => ({ id: row.id, name: row.name, displayName: row.displayName, role: roleOf(row) })

async function demandAnotherAdministrator(trx: Parameters<typeof countAdministrators>[0], id: string): Promise<void> {
  const row = await findAccount(trx, id)
  if (row?.role === 'administrator' && row.disabled === 0 && (await countAdministrators(trx, id)) === 0)
    throw new Problem('last-administrator')
}

async function demandAccount(services: Services, id: string): Promise<AccountRow> {
  const row = await findAccount(services.db, id)
  if (!row) throw new Problem('not-found')
  return row
}

function shownAccount(row: AccountRow): Account {
  const { id, name, displayName, disabled, createdAt } = row
  return { id, username: name, displayName, role: roleOf(row), disabled: disabled === 1, createdAt }
}

function roleOf({ id, role }: AccountRow): Role {
  const known = ROLES.find(one => one === role)
  if (!known) throw new Error(`account ${id} has the unknown role ${role}`)
  return known
}

function refuse(pointer: string, fault: string | null): void {
  if (fault) throw new Problem('invalid-request', { detail: `${fault}。`, errors: [{ code: pointer.slice(1), message: fault, pointer }] })
}

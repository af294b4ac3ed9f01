/**
 * Invitations (邀请链接): a single-use link that opens one version in one round for one addressee, without an account. What is kept is its hash. The
 * browser that opened it may come back until it expires; the link opens no other. It is revoked at once, sessions included.
 */
import { Problem } from '../../schema/problems.ts'
import type { IssuedInvitation, NewInvitations } from '../../schema/reviews.ts'
import { demandRole } from '../people/permissions.ts'
import { newSecret, secretHash } from '../people/secrets.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Guest, Services } from '../store/services.ts'
import type { InvitationRow, RoundRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { allAddressees } from './addressees.ts'
import {
  type InvitationWithRound,
  insertInvitations,
  invitationByHash,
  invitationById,
  openInvitation,
  revokeInvitation,
  revokeInvitationsOf,
  selectInvitations
} from './store.ts'

const ADDRESS_LENGTH = 60

/**
 * Makes a link for each addressee: those named, or all without an account who have not answered. Links that they had before end.
 * @param place the address of this service, e.g. `https://fa.example`
 * @throws {Problem} `forbidden`, `invalid-request`
 */
export async function inviteAddressees(
  services: Services,
  actor: Actor,
  round: RoundRow,
  { addressees, expiresOn = round.closesOn }: NewInvitations,
  place: string
): Promise<IssuedInvitation[]> {
  demandRole(actor, 'staff')
  const now = services.now()
  if (expiresOn < chinaDate(now)) throw wrong('expiresOn', '失效日期已经过去')
  const all = await allAddressees(services, round.id)
  const wanted =
    addressees === undefined
      ? all.filter(({ answered, account }) => !answered && account === null)
      : all.filter(({ id }) => addressees.includes(id))
  if (addressees?.some(id => !all.some(one => one.id === id))) throw wrong('addressees', '名单中有人不在这一轮征求意见的对象中')
  if (wanted.length === 0) throw wrong('addressees', '没有需要链接的对象：都已答复，或者都有账号')
  const at = now.toISOString()
  const made = wanted.map(who => {
    const code = newSecret()
    const row: InvitationRow = {
      ...{ id: services.newId(), addressee: who.id, hash: secretHash(code), device: null },
      ...{ expiresOn, openedAt: null, revokedAt: null, createdAt: at, createdBy: actor.id }
    }
    return {
      row,
      shown: { id: row.id, addressee: who.id, name: who.name, contact: who.contact, url: `${place}/invited/${code}`, expiresOn }
    }
  })
  const rows = made.map(({ row }) => row)
  await transaction(services.db, async trx => {
    await revokeInvitationsOf(
      trx,
      rows.map(({ addressee }) => addressee),
      at
    )
    await insertInvitations(trx, rows)
    const about = { actor: actor.id, at, bill: round.bill, document: round.document, subject: round.id }
    const payload = { invitations: rows.map(({ id, addressee }) => ({ id, addressee, expiresOn })) }
    await appendEvent(trx, { kind: 'invitationsIssued', ...about, payload })
  })
  return made.map(({ shown }) => shown)
}

/** Ends a link and whatever session it opened. @throws {Problem} `forbidden`, `not-found` */
export async function revokeLink(services: Services, actor: Actor, id: string): Promise<void> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const row = await invitationById(trx, id)
    if (!row) throw new Problem('not-found')
    if (!(await revokeInvitation(trx, id, at))) return
    const about = { actor: actor.id, at, bill: row.bill, document: row.document, subject: id }
    await appendEvent(trx, { kind: 'invitationRevoked', ...about, payload: { name: row.name } })
  })
}

/** The newest link of an addressee, to be taken back. @throws {Problem} `not-found` */
export async function revokeLinkOf(services: Services, actor: Actor, addressee: string): Promise<void> {
  demandRole(actor, 'staff')
  const newest = (await selectInvitations(services.db, [addressee])).at(-1)
  if (!newest) throw new Problem('not-found')
  await revokeLink(services, actor, newest.id)
}

/** What a link says before it is opened; opening is a press of its own, since mail programs look at links. @throws {Problem} `link-over` */
export async function lookAtLink(services: Services, code: string, device: string | null): Promise<InvitationWithRound> {
  const row = await invitationByHash(services.db, secretHash(code))
  if (!row || !holds(row, services) || (row.openedAt !== null && !isKnown(row, device))) throw new Problem('link-over')
  return row
}

/**
 * Opens a link: once, or again in the browser that it was opened in.
 * @returns the invitation, and what that browser has to show when it comes back
 * @throws {Problem} `link-over`
 */
export async function openLink(
  services: Services,
  code: string,
  device: string | null,
  address: string
): Promise<{ id: string; round: string; device: string; expiresOn: string }> {
  const { id, round, expiresOn, openedAt, name, bill, document } = await lookAtLink(services, code, device)
  if (openedAt !== null && device !== null) return { id, round, device, expiresOn }
  const given = newSecret()
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    if (!(await openInvitation(trx, id, secretHash(given), at))) throw new Problem('link-over')
    const payload = { name, address: address.slice(0, ADDRESS_LENGTH) }
    await appendEvent(trx, { kind: 'invitationOpened', actor: null, at, bill, document, subject: id, payload })
  })
  return { id, round, device: given, expiresOn }
}

/** Who an opened invitation stands for, as long as it holds. */
export async function guestOf(services: Services, id: string): Promise<Actor | null> {
  const row = await invitationById(services.db, id)
  if (!row || row.openedAt === null || !holds(row, services)) return null
  const { addressee, name, source, round, bill, document, version } = row
  const guest: Guest = { invitation: id, round, addressee, bill, document, version, source }
  return { id: addressee, name, displayName: name, role: 'expert', guest }
}

const holds = ({ revokedAt, expiresOn }: InvitationWithRound, { now }: Services): boolean =>
  revokedAt === null && expiresOn >= chinaDate(now())

const isKnown = ({ device }: InvitationWithRound, shown: string | null): boolean => shown !== null && device === secretHash(shown)

const wrong = (member: string, message: string): Problem =>
  new Problem('invalid-request', { detail: `${message}。`, errors: [{ code: member, message, pointer: `/${member}` }] })

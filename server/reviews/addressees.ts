/** Who is asked in a round (征求意见对象), who of them has answered, and who has not. */
import type { OpinionSource } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import {
  type Addressee,
  type Asked,
  CONSULTEE_KIND_TITLES,
  type ConsulteeKind,
  type InvitationState,
  type NewAddressees
} from '../../schema/reviews.ts'
import { demandRole } from '../people/permissions.ts'
import { type Database, type Transaction, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { AddresseeRow, InvitationRow, RoundRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import {
  type AddresseeWithMore,
  findAddressee,
  findAddresseeOf,
  findConsultees,
  insertAddressees,
  selectAddressees,
  selectInvitations,
  updateAddressee
} from './store.ts'

/** Whose opinion it is by what they are. A base is a university: its people speak as experts. */
const SOURCES: Readonly<Record<ConsulteeKind, OpinionSource>> = { expert: 'expert', contactPoint: 'contactPoint', evaluationBase: 'expert' }

/**
 * The rows of those who are to be asked; nobody twice.
 * @param known names that the round asks already
 * @throws {Problem} `invalid-request` when one is not on record
 */
export async function addresseesOf(
  services: Pick<Services, 'db' | 'newId'>,
  round: string,
  createdAt: string,
  { consultees = [], asked = [] }: NewAddressees,
  known: readonly string[] = []
): Promise<AddresseeRow[]> {
  const found = new Map((await findConsultees(services.db, consultees)).map(row => [row.id, row]))
  const missing = consultees.find(id => !found.has(id))
  if (missing !== undefined) {
    const message = '名单中有一位专家或者联系点不在库中'
    throw new Problem('invalid-request', {
      detail: `${message}，请刷新后重选。`,
      errors: [{ code: 'consultees', message, pointer: '/consultees' }]
    })
  }
  const named = new Set(known)
  const rows: AddresseeRow[] = []
  const add = (who: Asked, consultee: string | null) => {
    const name = who.name.trim()
    if (named.has(name)) return
    named.add(name)
    rows.push({ id: services.newId(), round, consultee, name, source: who.source, repliedOn: null, createdAt })
  }
  for (const { id, kind, name } of found.values()) {
    if (!Object.hasOwn(CONSULTEE_KIND_TITLES, kind)) throw new Error(`consultee ${id} has the unknown kind ${kind}`)
    add({ name, source: SOURCES[kind as ConsulteeKind] }, id)
  }
  for (const who of asked) add(who, null)
  return rows
}

export const saveAddressees = (trx: Transaction, rows: readonly AddresseeRow[]): Promise<void> => insertAddressees(trx, rows)

/** How an event tells of them. */
export const askedOf = (rows: readonly AddresseeRow[]) => rows.map(({ id, name }) => ({ id, name }))

const ALL = 5_000

/** Asks more of them, while a round runs. @throws {Problem} `forbidden`, `not-found`, `invalid-request` */
export async function addAddressees(services: Services, actor: Actor, round: RoundRow, wish: NewAddressees): Promise<number> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  return transaction(services.db, async trx => {
    const known = await selectAddressees(trx, round.id, ALL, null)
    const rows = await addresseesOf(
      { ...services, db: trx },
      round.id,
      at,
      wish,
      known.map(({ name }) => name)
    )
    if (rows.length === 0) return 0
    await insertAddressees(trx, rows)
    const about = { actor: actor.id, at, bill: round.bill, document: round.document, subject: round.id }
    await appendEvent(trx, { kind: 'addresseesAdded', ...about, payload: { asked: askedOf(rows) } })
    return rows.length
  })
}

/** 复函没有意见; null takes it back. @throws {Problem} `forbidden`, `not-found`, `invalid-request` */
export async function replyWithoutOpinion(
  services: Services,
  actor: Actor,
  round: RoundRow,
  id: string,
  repliedOn: string | null
): Promise<Addressee> {
  demandRole(actor, 'staff')
  const now = services.now()
  if (repliedOn !== null && (repliedOn < round.opensOn || repliedOn > chinaDate(now))) {
    const message = '答复日期应当在开始日期以后、今天以前'
    throw new Problem('invalid-request', { detail: `${message}。`, errors: [{ code: 'repliedOn', message, pointer: '/repliedOn' }] })
  }
  const at = now.toISOString()
  await transaction(services.db, async trx => {
    const row = await demandAddressee(trx, round.id, id)
    if (row.repliedOn === repliedOn) return
    await updateAddressee(trx, id, { repliedOn })
    const about = { actor: actor.id, at, bill: round.bill, document: round.document, subject: round.id }
    await appendEvent(trx, { kind: 'addresseeReplied', ...about, payload: { addressee: id, name: row.name, repliedOn } })
  })
  const row = await demandAddressee(services.db, round.id, id)
  const [invitation] = (await selectInvitations(services.db, [id])).slice(-1)
  return showAddressee(row, invitation, chinaDate(now))
}

async function demandAddressee(db: Database, round: string, id: string): Promise<AddresseeWithMore> {
  const row = await findAddressee(db, id)
  if (row?.round !== round) throw new Problem('not-found')
  return row
}

/** A round's addressees in the order in which they were asked, with who has answered. */
export async function listAddressees(
  services: Services,
  round: string,
  query: { limit?: number | undefined; cursor?: string | undefined }
): Promise<{ items: Addressee[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string'])
  const rows = await selectAddressees(services.db, round, limit + 1, after ? String(after[0]) : null)
  const show = await shower(services, rows)
  return pageOf(rows, limit, ({ id }) => [id], show)
}

/** All of them, for a page and for links. */
export async function allAddressees(
  services: Services,
  round: string
): Promise<(Addressee & { contact: string | null; account: string | null })[]> {
  const rows = await selectAddressees(services.db, round, ALL, null)
  const show = await shower(services, rows)
  return rows.map(row => ({ ...show(row), contact: row.contact, account: row.account }))
}

async function shower(services: Services, rows: readonly AddresseeWithMore[]) {
  const invitations = await selectInvitations(
    services.db,
    rows.map(({ id }) => id)
  )
  // The last one in the order of making stands for the addressee.
  const newest = new Map(invitations.map(invitation => [invitation.addressee, invitation]))
  const today = chinaDate(services.now())
  return (row: AddresseeWithMore): Addressee => showAddressee(row, newest.get(row.id), today)
}

function showAddressee(row: AddresseeWithMore, invitation: InvitationRow | undefined, today: string): Addressee {
  const { id, round, consultee, name, source, repliedOn } = row
  const opinions = Number(row.opinions ?? 0)
  return {
    ...{ id, round, consultee, name, source: source as OpinionSource, opinions, repliedOn },
    answered: opinions > 0 || repliedOn !== null,
    invitation: stateOf(invitation, today)
  }
}

function stateOf(invitation: InvitationRow | undefined, today: string): InvitationState {
  if (!invitation) return 'none'
  if (invitation.revokedAt !== null) return 'revoked'
  if (invitation.expiresOn < today) return 'expired'
  return invitation.openedAt === null ? 'issued' : 'opened'
}

/** Who of those asked in a round an opinion is from: by the account that gives it, or by the name that it was given under. */
export const addresseeBehind = async (db: Database, round: string, who: { name?: string; account?: string }): Promise<string | null> =>
  (await findAddresseeOf(db, round, who))?.id ?? null

/** 一点一库一基地: the experts, contact points and bases that may be asked, their terms, and what became of what they said. */
import { Problem } from '../../schema/problems.ts'
import { CONSULTEE_KIND_TITLES, type Consultee, type ConsulteeChange, type ConsulteeKind, type NewConsultee } from '../../schema/reviews.ts'
import { accountByName } from '../people/accounts.ts'
import { demandRole, mayAs } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { isUniqueViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { addDays, chinaDate } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import {
  type ConsulteeFilter,
  type ConsulteeWithAccount,
  countAsked,
  countGiven,
  findConsultee,
  insertConsultee,
  selectConsultees,
  selectOpenReviews,
  updateConsultee
} from './store.ts'

/** A review that nobody answered is called late for a season after its round closed; then it is let go. */
const LATE_DAYS = 90

/** @throws {Problem} `forbidden`, `invalid-request`, `consultee-exists` */
export async function addConsultee(services: Services, actor: Actor, wish: NewConsultee): Promise<Consultee> {
  demandRole(actor, 'staff')
  const { kind } = wish
  const at = services.now().toISOString()
  const row = {
    ...{ unit: null, field: null, contact: null, termFrom: null, termTo: null, account: null },
    ...(await factsOf(services, wish)),
    ...{ id: services.newId(), kind, name: wish.name.trim(), createdAt: at, revision: 1 }
  }
  demandTerm(row)
  await once(() =>
    transaction(services.db, async trx => {
      await insertConsultee(trx, row)
      await appendEvent(trx, { kind: 'consulteeAdded', actor: actor.id, at, subject: row.id, payload: { kind, name: row.name } })
    })
  )
  return readConsultee(services, actor, row.id)
}

/** @throws {Problem} `forbidden`, `not-found`, `invalid-request`, `consultee-exists`, `opinion-moved` when somebody else was quicker */
export async function changeConsultee(services: Services, actor: Actor, id: string, wish: ConsulteeChange): Promise<Consultee> {
  demandRole(actor, 'staff')
  const changes = { ...(await factsOf(services, wish)), ...(wish.name !== undefined && { name: wish.name.trim() }) }
  const at = services.now().toISOString()
  await once(() =>
    transaction(services.db, async trx => {
      const row = await demandConsultee(trx, id)
      demandTerm({ ...row, ...changes })
      const changed = Object.fromEntries(Object.entries(changes).filter(([name, value]) => row[name as keyof typeof row] !== value))
      if (Object.keys(changed).length === 0) return
      if (!(await updateConsultee(trx, row, changed))) throw new Problem('opinion-moved', { detail: '他人刚刚修改了此项，请刷新后重试。' })
      await appendEvent(trx, { kind: 'consulteeChanged', actor: actor.id, at, subject: id, payload: { changes: changed } })
    })
  )
  return readConsultee(services, actor, id)
}

/** What a body says of one, the account's name turned into its id. */
async function factsOf(services: Services, { account, kind: _kind, name: _name, ...facts }: ConsulteeChange & { kind?: string }) {
  const said = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, value?.trim() || null]))
  if (account === undefined) return said
  if (account === null) return { ...said, account: null }
  const found = await accountByName(services, account).catch(() => null)
  if (found?.role !== 'expert') throw wrong('account', found ? '这个账号不是专家账号' : '没有这个账号')
  return { ...said, account: found.id }
}

function demandTerm({ termFrom, termTo }: { termFrom: string | null; termTo: string | null }): void {
  if (termFrom !== null && termTo !== null && termTo < termFrom) throw wrong('termTo', '聘期止不能早于聘期起')
}

const wrong = (member: string, message: string): Problem =>
  new Problem('invalid-request', { detail: `${message}，请核对后重试。`, errors: [{ code: member, message, pointer: `/${member}` }] })

async function once(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw isUniqueViolation(error) ? new Problem('consultee-exists') : error
  }
}

async function demandConsultee(db: Services['db'], id: string): Promise<ConsulteeWithAccount> {
  const row = await findConsultee(db, id)
  if (!row) throw new Problem('not-found')
  return row
}

/** @throws {Problem} `not-found` */
export async function readConsultee(services: Services, reader: Actor, id: string): Promise<Consultee> {
  const [shown] = await show(services, reader, [await demandConsultee(services.db, id)])
  if (!shown) throw new Problem('not-found')
  return shown
}

/** A page in the order in which they were put on record. */
export async function listConsultees(
  services: Services,
  reader: Actor,
  { kind, field, ...query }: ConsulteeFilter & { limit?: number | undefined; cursor?: string | undefined }
) {
  const { limit, after } = readPage(query, ['string'])
  const rows = await selectConsultees(services.db, { kind, field: field?.trim() || undefined }, limit + 1, after ? String(after[0]) : null)
  const shown = new Map((await show(services, reader, rows)).map(one => [one.id, one]))
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id) as Consultee
  )
}

const ALL = 2_000

/** All of them: who has an open review first, and of those the latest first; then by kind and name. */
export async function consulteesByLateness(services: Services, reader: Actor, filter: ConsulteeFilter): Promise<Consultee[]> {
  const rows = await selectConsultees(services.db, filter, ALL, null)
  const due = ({ openReviews: [first] }: Consultee) => first?.closesOn ?? '9999'
  const order = Object.keys(CONSULTEE_KIND_TITLES)
  const rank = ({ kind }: Consultee) => order.indexOf(kind)
  return (await show(services, reader, rows)).sort(
    (a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0) || rank(a) - rank(b) || (a.id < b.id ? -1 : 1)
  )
}

async function show(services: Services, reader: Actor, rows: readonly ConsulteeWithAccount[]): Promise<Consultee[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const today = chinaDate(services.now())
  const [asked, given, reviews] = await Promise.all([
    countAsked(services.db, ids),
    countGiven(services.db, ids),
    selectOpenReviews(services.db, ids, today, addDays(today, -LATE_DAYS))
  ])
  const askedOf = new Map(asked.map(row => [row.consultee, Number(row.count)]))
  const givenOf = new Map(given.map(row => [row.id, row]))
  const reviewsOf = Map.groupBy(reviews, row => row.consultee)
  // How to reach somebody is for those who ask.
  const maySee = mayAs(reader, 'staff')
  return rows.map(({ revision: _revision, account: _account, accountName, contact, ...row }) => ({
    ...row,
    kind: row.kind as ConsulteeKind,
    kindTitle: CONSULTEE_KIND_TITLES[row.kind as ConsulteeKind] ?? row.kind,
    contact: maySee ? contact : null,
    account: accountName,
    asked: askedOf.get(row.id) ?? 0,
    given: Number(givenOf.get(row.id)?.given ?? 0),
    adopted: Number(givenOf.get(row.id)?.adopted ?? 0),
    openReviews: (reviewsOf.get(row.id) ?? []).map(({ consultee: _consultee, ...review }) => review)
  }))
}

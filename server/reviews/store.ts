/** The tables of those who are asked: 一点一库一基地, addressees of rounds, and their invitations. */
import type { ExpressionBuilder } from 'kysely'
import type { Database, Transaction } from '../store/database.ts'
import type { AddresseeRow, ConsulteeRow, InvitationRow, RoundRow, Tables } from '../store/tables.ts'

export type ConsulteeWithAccount = ConsulteeRow & { readonly accountName: string | null }

export const insertConsultee = (trx: Transaction, row: ConsulteeRow) => trx.insertInto('consultee').values(row).execute()

/** @returns false when somebody else has changed the row since `revision` */
export async function updateConsultee(
  trx: Transaction,
  { id, revision }: Pick<ConsulteeRow, 'id' | 'revision'>,
  change: Partial<ConsulteeRow>
): Promise<boolean> {
  const done = await trx
    .updateTable('consultee')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

const consultees = (db: Database) =>
  db
    .selectFrom('consultee')
    .leftJoin('account', 'account.id', 'consultee.account')
    .selectAll('consultee')
    .select('account.name as accountName')

export const findConsultee = (db: Database, id: string): Promise<ConsulteeWithAccount | undefined> =>
  consultees(db).where('consultee.id', '=', id).executeTakeFirst()

export const findConsultees = async (db: Database, ids: readonly string[]): Promise<ConsulteeWithAccount[]> =>
  ids.length === 0 ? [] : consultees(db).where('consultee.id', 'in', ids).execute()

export interface ConsulteeFilter {
  readonly kind?: string | undefined
  readonly field?: string | undefined
}

/** In the order in which they were put on record. @param after the id behind which the page begins */
export const selectConsultees = (db: Database, { kind, field }: ConsulteeFilter, limit: number, after: string | null) =>
  consultees(db)
    .$if(kind !== undefined, query => query.where('consultee.kind', '=', kind ?? ''))
    .$if(field !== undefined, query => query.where('consultee.field', 'like', `%${(field ?? '').replace(/[%_\\]/g, '')}%`))
    .$if(after !== null, query => query.where('consultee.id', '>', after ?? ''))
    .orderBy('consultee.id')
    .limit(limit)
    .execute()

/** How often each was asked. */
export const countAsked = (db: Database, ids: readonly string[]) =>
  db
    .selectFrom('addressee')
    .select(({ fn }) => ['consultee', fn.countAll<number | string>().as('count')])
    .where('consultee', 'in', ids)
    .groupBy('consultee')
    .execute()

/** What each gave, and what was taken of it: in rounds that asked them, and by their account besides. */
export const countGiven = (db: Database, ids: readonly string[]) =>
  db
    .selectFrom('opinion')
    .leftJoin('addressee', 'addressee.id', 'opinion.addressee')
    .innerJoin('consultee', join =>
      join.on(eb =>
        eb.or([
          eb('consultee.id', '=', eb.ref('addressee.consultee')),
          eb.and([eb('opinion.addressee', 'is', null), eb('consultee.account', '=', eb.ref('opinion.author'))])
        ])
      )
    )
    .select(({ fn, eb }) => [
      'consultee.id',
      fn.countAll<number | string>().as('given'),
      fn.sum<number | string>(eb.case().when('verdict', 'in', ['adopted', 'partlyAdopted']).then(1).else(0).end()).as('adopted')
    ])
    .where('consultee.id', 'in', ids)
    .where('opinion.status', '=', 'submitted')
    .groupBy('consultee.id')
    .execute()

const unanswered = (eb: ExpressionBuilder<Tables, 'addressee'>) =>
  eb.and([
    eb('addressee.repliedOn', 'is', null),
    eb.not(
      eb.exists(
        eb
          .selectFrom('opinion')
          .select('opinion.id')
          .whereRef('opinion.addressee', '=', 'addressee.id')
          .where('opinion.status', '=', 'submitted')
      )
    )
  ])

/** Reviews that nobody has answered yet, the earliest deadline first. @param since rounds that closed before are let go */
export const selectOpenReviews = (db: Database, ids: readonly string[], today: string, since: string) =>
  db
    .selectFrom('addressee')
    .innerJoin('round', 'round.id', 'addressee.round')
    .select(['addressee.consultee', 'round.id as round', 'round.bill', 'round.title', 'round.closesOn'])
    .where('addressee.consultee', 'in', ids)
    .where('round.opensOn', '<=', today)
    .where('round.closesOn', '>=', since)
    .where(eb => unanswered(eb as unknown as ExpressionBuilder<Tables, 'addressee'>))
    .orderBy('round.closesOn')
    .orderBy('addressee.id')
    .execute()

export async function insertAddressees(trx: Transaction, rows: readonly AddresseeRow[]): Promise<void> {
  const BATCH = 100
  for (let at = 0; at < rows.length; at += BATCH)
    await trx
      .insertInto('addressee')
      .values(rows.slice(at, at + BATCH))
      .execute()
}

export type AddresseeWithMore = AddresseeRow & {
  readonly opinions: number | string | null
  readonly contact: string | null
  readonly account: string | null
}

const addressees = (db: Database) =>
  db
    .selectFrom('addressee')
    .leftJoin('consultee', 'consultee.id', 'addressee.consultee')
    .selectAll('addressee')
    .select(({ selectFrom }) => [
      'consultee.contact',
      'consultee.account',
      selectFrom('opinion')
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .whereRef('opinion.addressee', '=', 'addressee.id')
        .where('opinion.status', '=', 'submitted')
        .as('opinions')
    ])

/** In the order in which they were asked. */
export const selectAddressees = (db: Database, round: string, limit: number, after: string | null): Promise<AddresseeWithMore[]> =>
  addressees(db)
    .where('addressee.round', '=', round)
    .$if(after !== null, query => query.where('addressee.id', '>', after ?? ''))
    .orderBy('addressee.id')
    .limit(limit)
    .execute()

export const findAddressee = (db: Database, id: string): Promise<AddresseeWithMore | undefined> =>
  addressees(db).where('addressee.id', '=', id).executeTakeFirst()

/** Who of a round somebody is: by name, or by account. */
export const findAddresseeOf = (db: Database, round: string, who: { readonly name?: string; readonly account?: string }) =>
  addressees(db)
    .where('addressee.round', '=', round)
    .where(eb =>
      eb.or([
        ...(who.name === undefined ? [] : [eb('addressee.name', '=', who.name)]),
        ...(who.account === undefined ? [] : [eb('consultee.account', '=', who.account)])
      ])
    )
    .orderBy('addressee.id')
    .executeTakeFirst()

export const updateAddressee = (trx: Transaction, id: string, change: Pick<AddresseeRow, 'repliedOn'>) =>
  trx.updateTable('addressee').set(change).where('id', '=', id).execute()

/** The rounds that ask the holder of an account, the earliest deadline first. */
export const selectReviewsOf = (db: Database, account: string): Promise<(RoundRow & { addressee: string; repliedOn: string | null })[]> =>
  db
    .selectFrom('addressee')
    .innerJoin('round', 'round.id', 'addressee.round')
    .innerJoin('consultee', 'consultee.id', 'addressee.consultee')
    .selectAll('round')
    .select(['addressee.id as addressee', 'addressee.repliedOn'])
    .where('consultee.account', '=', account)
    .orderBy('round.closesOn')
    .orderBy('round.id')
    .execute()

export const insertInvitations = async (trx: Transaction, rows: readonly InvitationRow[]): Promise<void> => {
  const BATCH = 100
  for (let at = 0; at < rows.length; at += BATCH)
    await trx
      .insertInto('invitation')
      .values(rows.slice(at, at + BATCH))
      .execute()
}

/** A new link takes the place of the one before. */
export const revokeInvitationsOf = async (trx: Transaction, ids: readonly string[], at: string): Promise<void> => {
  if (ids.length > 0)
    await trx.updateTable('invitation').set({ revokedAt: at }).where('addressee', 'in', ids).where('revokedAt', 'is', null).execute()
}

const invitations = (db: Database) =>
  db
    .selectFrom('invitation')
    .innerJoin('addressee', 'addressee.id', 'invitation.addressee')
    .innerJoin('round', 'round.id', 'addressee.round')
    .selectAll('invitation')
    .select([
      'addressee.name',
      'addressee.source',
      'round.id as round',
      'round.bill',
      'round.document',
      'round.version',
      'round.title',
      'round.closesOn'
    ])

export type InvitationWithRound = Awaited<ReturnType<typeof invitationById>> & object

export const invitationById = (db: Database, id: string) => invitations(db).where('invitation.id', '=', id).executeTakeFirst()

export const invitationByHash = (db: Database, hash: string) => invitations(db).where('invitation.hash', '=', hash).executeTakeFirst()

/** The newest invitation of each addressee of a round. */
export const selectInvitations = (db: Database, addressees: readonly string[]): Promise<InvitationRow[]> =>
  addressees.length === 0
    ? Promise.resolve([])
    : db.selectFrom('invitation').selectAll().where('addressee', 'in', addressees).orderBy('id').execute()

/** Opens an invitation for one browser. @returns false when another was quicker, or it was revoked */
export async function openInvitation(trx: Transaction, id: string, device: string, at: string): Promise<boolean> {
  const done = await trx
    .updateTable('invitation')
    .set({ device, openedAt: at })
    .where('id', '=', id)
    .where('openedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export async function revokeInvitation(trx: Transaction, id: string, at: string): Promise<boolean> {
  const done = await trx
    .updateTable('invitation')
    .set({ revokedAt: at })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

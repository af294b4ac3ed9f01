/** The tables of opinions, with the names of those who judged them, and of the rounds that ask for them. */
import { type ExpressionBuilder, sql } from 'kysely'
import type { OpinionFilter } from '../../schema/opinions.ts'
import type { Database, Transaction } from '../store/database.ts'
import type { EventRow, OpinionRow, RoundRow, Tables } from '../store/tables.ts'

/** What every opinion begins with: nobody has answered it yet. */
export const UNANSWERED = { verdict: null, reason: null, judgedBy: null, judgedAt: null, revision: 1, writtenIn: null } as const

export type OpinionWithNames = OpinionRow & { readonly judgedByName: string | null }

export const insertOpinion = (trx: Transaction, row: OpinionRow) => trx.insertInto('opinion').values(row).execute()

export const insertOpinions = (trx: Transaction, rows: readonly OpinionRow[]) => trx.insertInto('opinion').values(rows).execute()

export const findOpinion = (db: Database, id: string): Promise<OpinionWithNames | undefined> =>
  selectWithNames(db).where('opinion.id', '=', id).executeTakeFirst()

/** What one list shows: a bill's or a document's opinions, for one reader. */
export interface OpinionList extends OpinionFilter {
  readonly bill: string
  readonly document?: string | undefined
  /** Whose drafts are shown beside what is submitted. */
  readonly reader: string | null
}

/** In the order in which they were filed. @param after the id behind which the page begins */
export const selectOpinions = (db: Database, list: OpinionList, limit: number | null, after: string | null): Promise<OpinionWithNames[]> =>
  selectWithNames(db)
    .where(matches(list))
    .$if(after !== null, query => query.where('opinion.id', '>', after ?? ''))
    .orderBy('opinion.id')
    .$if(limit !== null, query => query.limit(limit ?? 0))
    .execute()

/** How many opinions there are by source, article and verdict: for the filters and the totals. */
export const countGroups = (db: Database, list: OpinionList) =>
  db
    .selectFrom('opinion')
    .select(({ fn }) => ['source', 'article', 'verdict', fn.countAll<number | string>().as('count')])
    .where(matches(list))
    .groupBy(['source', 'article', 'verdict'])
    .execute()

/** Submitted opinions of bills, and how many of them nobody has answered. */
export async function countAnswers(db: Database, bills: readonly string[]) {
  if (bills.length === 0) return []
  return (
    db
      .selectFrom('opinion')
      .select(({ fn, eb }) => [
        'bill',
        fn.countAll<number | string>().as('total'),
        fn.sum<number | string>(eb.case().when('verdict', 'is', null).then(1).else(0).end()).as('unanswered')
      ])
      .where('bill', 'in', bills)
      // Written out: SQLite would plan the whole query anew for each value that is bound here.
      .where('status', '=', sql.lit('submitted'))
      .groupBy('bill')
      .execute()
  )
}

/** Every bill that submitted opinions are on, with how many wait for an answer. */
export const selectOverview = (db: Database) =>
  db
    .selectFrom('opinion')
    .innerJoin('bill', 'bill.id', 'opinion.bill')
    .select(({ fn, eb }) => [
      'bill.id',
      'bill.title',
      fn.countAll<number | string>().as('count'),
      fn.sum<number | string>(eb.case().when('verdict', 'is', null).then(1).else(0).end()).as('unanswered')
    ])
    .where('opinion.status', '=', 'submitted')
    .groupBy(['bill.id', 'bill.title'])
    .execute()

/** Rounds that have not closed, the earliest deadline first. */
export const selectRunningRounds = (db: Database, today: string) =>
  db
    .selectFrom('round')
    .innerJoin('bill', 'bill.id', 'round.bill')
    .selectAll('round')
    .select('bill.title as billTitle')
    .where('round.closesOn', '>=', today)
    .orderBy('round.closesOn')
    .orderBy('round.id')
    .execute()

/** @returns false when somebody else has changed the opinion since `revision`; nothing is written then */
export async function updateOpinion(
  trx: Transaction,
  id: string,
  revision: number,
  change: Partial<Pick<OpinionRow, 'body' | 'proposal' | 'status' | 'verdict' | 'reason' | 'judgedBy' | 'judgedAt' | 'writtenIn'>>
): Promise<boolean> {
  const done = await trx
    .updateTable('opinion')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Adopted wordings of a document that are not written yet. */
export const selectProposals = (db: Database, document: string): Promise<OpinionWithNames[]> =>
  selectWithNames(db)
    .where('opinion.document', '=', document)
    .where('opinion.status', '=', 'submitted')
    .where('opinion.verdict', 'in', ['adopted', 'partlyAdopted'])
    .where('opinion.proposal', 'is not', null)
    .where('opinion.writtenIn', 'is', null)
    .orderBy('opinion.id')
    .execute()

/** What one has written oneself, the newest first. @param before the id before which the page begins */
export const selectOwn = (
  db: Database,
  { author, status, round }: { author: string; status?: string | undefined; round?: string | undefined },
  limit: number,
  before: string | null
): Promise<OpinionWithNames[]> =>
  selectWithNames(db)
    .where('opinion.author', '=', author)
    .$if(status !== undefined, query => query.where('opinion.status', '=', status ?? ''))
    .$if(round !== undefined, query => query.where('opinion.round', '=', round ?? ''))
    .$if(before !== null, query => query.where('opinion.id', '<', before ?? ''))
    .orderBy('opinion.id', 'desc')
    .limit(limit)
    .execute()

/** Takes a draft away. @returns false when it was submitted meanwhile */
export async function deleteDraft(trx: Transaction, id: string): Promise<boolean> {
  const done = await trx.deleteFrom('opinion').where('id', '=', id).where('status', '=', 'draft').executeTakeFirst()
  return done.numDeletedRows === 1n
}

const selectWithNames = (db: Database) =>
  db
    .selectFrom('opinion')
    .leftJoin('account', 'account.id', 'opinion.judgedBy')
    .selectAll('opinion')
    .select('account.displayName as judgedByName')

const matches =
  ({ bill, document, reader, verdict, source, article, round }: OpinionList) =>
  (eb: ExpressionBuilder<Tables, 'opinion'>) =>
    eb.and([
      eb('opinion.bill', '=', bill),
      eb.or([eb('opinion.status', '=', 'submitted'), ...(reader === null ? [] : [eb('opinion.author', '=', reader)])]),
      ...(document ? [eb('opinion.document', '=', document)] : []),
      ...(verdict === 'open' ? [eb('opinion.verdict', 'is', null), eb('opinion.status', '=', 'submitted')] : []),
      ...(verdict && verdict !== 'open' ? [eb('opinion.verdict', '=', verdict)] : []),
      ...(source ? [eb('opinion.source', '=', source)] : []),
      ...(article ? [eb('opinion.article', '=', article)] : []),
      ...(round ? [eb('opinion.round', '=', round)] : [])
    ])

export const insertRound = (trx: Transaction, row: RoundRow) => trx.insertInto('round').values(row).execute()

/** How many each round asked, how many of them answered, and how many opinions came. */
export async function countRounds(db: Database, rounds: readonly string[]) {
  if (rounds.length === 0) return new Map<string, RoundCounts>()
  const asked = await db
    .selectFrom('addressee')
    .select(({ fn, eb, exists, selectFrom }) => [
      'round',
      fn.countAll<number | string>().as('asked'),
      fn
        .sum<number | string>(
          eb
            .case()
            .when(
              eb.or([
                eb('repliedOn', 'is not', null),
                exists(
                  selectFrom('opinion')
                    .select('opinion.id')
                    .whereRef('opinion.addressee', '=', 'addressee.id')
                    .where('opinion.status', '=', 'submitted')
                )
              ])
            )
            .then(1)
            .else(0)
            .end()
        )
        .as('answered')
    ])
    .where('round', 'in', rounds)
    .groupBy('round')
    .execute()
  const given = await db
    .selectFrom('opinion')
    .select(({ fn }) => ['round', fn.countAll<number | string>().as('opinions')])
    .where('round', 'in', rounds)
    .where('status', '=', 'submitted')
    .groupBy('round')
    .execute()
  const opinions = new Map(given.map(row => [row.round, Number(row.opinions)]))
  const counts = new Map(asked.map(row => [row.round, { asked: Number(row.asked), answered: Number(row.answered) }]))
  return new Map<string, RoundCounts>(
    rounds.map(id => [id, { ...(counts.get(id) ?? { asked: 0, answered: 0 }), opinions: opinions.get(id) ?? 0 }])
  )
}

export interface RoundCounts {
  readonly asked: number
  readonly answered: number
  readonly opinions: number
}

export const findRound = (db: Database, id: string): Promise<RoundRow | undefined> =>
  db.selectFrom('round').selectAll().where('id', '=', id).executeTakeFirst()

/** In the order in which they were opened. @param after the id behind which the page begins */
export const selectRounds = (db: Database, bill: string, limit: number, after: string | null): Promise<RoundRow[]> =>
  db
    .selectFrom('round')
    .selectAll()
    .where('bill', '=', bill)
    .$if(after !== null, query => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()

/** Bills that have opinions or rounds, or whose log tells of some. */
export async function selectToldBills(db: Database): Promise<string[]> {
  const [stored, rounds, told] = await Promise.all([
    db.selectFrom('opinion').select('bill').distinct().execute(),
    db.selectFrom('round').select('bill').distinct().execute(),
    db.selectFrom('event').select('bill').distinct().where('kind', 'in', ['opinionFiled', 'opinionsImported', 'roundOpened']).execute()
  ])
  return [...new Set([...stored, ...rounds, ...told].flatMap(({ bill }) => (bill === null ? [] : [bill])))].sort()
}

const TOLD = [
  ...['opinionFiled', 'opinionsImported', 'opinionChanged', 'opinionsSubmitted', 'opinionWithdrawn'],
  ...['opinionJudged', 'opinionReopened', 'opinionWritten', 'roundOpened', 'addresseesAdded']
]

export const selectOpinionEvents = (db: Database, bill: string): Promise<EventRow[]> =>
  db.selectFrom('event').selectAll().where('bill', '=', bill).where('kind', 'in', TOLD).orderBy('seq').execute()

/** Everything that is stored of a bill's opinions and rounds, drafts too. */
export async function selectAllOf(db: Database, bill: string) {
  const [opinions, rounds, asked] = await Promise.all([
    db.selectFrom('opinion').selectAll().where('bill', '=', bill).orderBy('id').execute(),
    db.selectFrom('round').selectAll().where('bill', '=', bill).orderBy('id').execute(),
    db
      .selectFrom('addressee')
      .innerJoin('round', 'round.id', 'addressee.round')
      .select(['addressee.id', 'addressee.round'])
      .where('round.bill', '=', bill)
      .execute()
  ])
  return { opinions, rounds: rounds.map(row => ({ ...row, asked: asked.flatMap(({ id, round }) => (round === row.id ? [id] : [])) })) }
}

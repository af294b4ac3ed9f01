/** The tables of the register of regulations in force and of the law library. */
import { sql } from 'kysely'
import type { Database, Transaction } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { RegulationRow, RegulationTermRow, RegulationTextRow } from '../store/tables.ts'

export const insertRegulation = (trx: Transaction, row: RegulationRow) => trx.insertInto('regulation').values(row).execute()
export const insertText = (trx: Transaction, row: RegulationTextRow) => trx.insertInto('regulationText').values(row).execute()
export const insertTerm = (trx: Transaction, row: RegulationTermRow) => trx.insertInto('regulationTerm').values(row).execute()

export const findRegulation = (db: Database, id: string): Promise<RegulationRow | undefined> =>
  db.selectFrom('regulation').selectAll().where('id', '=', id).executeTakeFirst()

/** A regulation, its row held until the transaction ends. */
export const lockRegulation = (trx: Transaction, id: string): Promise<RegulationRow | undefined> =>
  trx
    .selectFrom('regulation')
    .selectAll()
    .where('id', '=', id)
    .$if(dialectOf(trx) === 'postgres', query => query.forUpdate())
    .executeTakeFirst()

export const findByTitle = (db: Database, own: number, title: string): Promise<RegulationRow | undefined> =>
  db.selectFrom('regulation').selectAll().where('own', '=', own).where('title', '=', title).executeTakeFirst()

/** Regulations of these titles, ours last: a map by title keeps them. */
export const selectByTitles = async (db: Database, titles: readonly string[]): Promise<RegulationRow[]> =>
  titles.length === 0
    ? []
    : db
        .selectFrom('regulation')
        .selectAll()
        .where('title', 'in', [...titles])
        .orderBy('own')
        .execute()

export const selectByIds = async (db: Database, ids: readonly string[]): Promise<RegulationRow[]> =>
  ids.length === 0
    ? []
    : db
        .selectFrom('regulation')
        .selectAll()
        .where('id', 'in', [...ids])
        .execute()

/** Regulations of the library whose titles have one of some words. @param limit how many are looked at */
export const selectByWords = async (db: Database, words: readonly string[], ranks: readonly string[], limit: number) =>
  words.length === 0
    ? []
    : db
        .selectFrom('regulation')
        .selectAll()
        .where('own', '=', 0)
        .where('rank', 'in', [...ranks])
        .where(({ or, eb }) => or(words.map(word => eb('title', 'like', `%${word}%`))))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()

export interface RegulationFilter {
  readonly own: number
  readonly status?: string | undefined
  readonly rank?: string | undefined
  /** Characters of the title. */
  readonly q?: string | undefined
}

/** What `statusOn` says (view.ts), for a query. */
const statusIn = (today: string) =>
  sql<string>`case when "repealedOn" <= ${today} then 'repealed' when "lapsesOn" <= ${today} then 'lapsed' when coalesce("effectiveOn", "promulgatedOn") > ${today} then 'notYetInForce' else 'inForce' end`

const filtered = (db: Database, { own, rank, q }: RegulationFilter) =>
  db
    .selectFrom('regulation')
    .where('own', '=', own)
    .$if(rank !== undefined, query => query.where('rank', '=', rank ?? ''))
    .$if(q !== undefined && q !== '', query =>
      query.where('title', 'like', sql<string>`${`%${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`)
    )

/** A page of regulations, those entered last first, each with its newest text's number. @param after id behind which the page begins */
export const selectRegulations = (db: Database, filter: RegulationFilter, today: string, limit: number, after: string | null) =>
  filtered(db, filter)
    .selectAll()
    .select(({ selectFrom }) =>
      selectFrom('regulationText')
        .select(({ fn }) => fn.max<number | string>('seq').as('seq'))
        .whereRef('regulationText.regulation', '=', 'regulation.id')
        .as('texts')
    )
    .$if(filter.status !== undefined, query => query.where(statusIn(today), '=', filter.status ?? ''))
    .$if(after !== null, query => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** How many regulations there are of each status. */
export async function countByStatus(db: Database, filter: RegulationFilter, today: string): Promise<ReadonlyMap<string, number>> {
  const counted = filtered(db, filter).select(statusIn(today).as('status'))
  const rows = await db
    .selectFrom(counted.as('counted'))
    .select(({ fn }) => ['status', fn.countAll<number | string>().as('count')])
    .groupBy('status')
    .execute()
  return new Map(rows.map(({ status, count }) => [status, Number(count)]))
}

export const updateRegulation = (trx: Transaction, id: string, change: Partial<Omit<RegulationRow, 'id' | 'own' | 'createdAt'>>) =>
  trx.updateTable('regulation').set(change).where('id', '=', id).execute()

/** The texts of a regulation in their order, without the words themselves. */
export const selectTexts = (db: Database, regulation: string): Promise<Omit<RegulationTextRow, 'text'>[]> =>
  db
    .selectFrom('regulationText')
    .select(['regulation', 'seq', 'kind', 'basis', 'number', 'promulgatedOn', 'effectiveOn', 'authentic', 'bill', 'sha256', 'createdAt'])
    .where('regulation', '=', regulation)
    .orderBy('seq')
    .execute()

export const findText = (db: Database, regulation: string, seq: number): Promise<RegulationTextRow | undefined> =>
  db.selectFrom('regulationText').selectAll().where('regulation', '=', regulation).where('seq', '=', seq).executeTakeFirst()

/** The texts of some regulations, without the words themselves. */
export const selectTextsOf = async (db: Database, regulations: readonly string[]): Promise<Omit<RegulationTextRow, 'text'>[]> =>
  regulations.length === 0
    ? []
    : db
        .selectFrom('regulationText')
        .select([
          'regulation',
          'seq',
          'kind',
          'basis',
          'number',
          'promulgatedOn',
          'effectiveOn',
          'authentic',
          'bill',
          'sha256',
          'createdAt'
        ])
        .where('regulation', 'in', [...regulations])
        .orderBy('regulation')
        .orderBy('seq')
        .execute()

/** The words of some texts. */
export const selectWords = async (db: Database, texts: readonly { readonly regulation: string; readonly seq: number }[]) =>
  texts.length === 0
    ? []
    : db
        .selectFrom('regulationText')
        .select(['regulation', 'seq', 'sha256', 'text'])
        .where(({ or, and, eb }) => or(texts.map(({ regulation, seq }) => and([eb('regulation', '=', regulation), eb('seq', '=', seq)]))))
        .execute()

/** Laws of the library that have got a newer text, the newest first. */
export const selectNewerTexts = (db: Database, limit: number) =>
  db
    .selectFrom('regulationText')
    .innerJoin('regulation', 'regulation.id', 'regulationText.regulation')
    .select([
      'regulation.id as id',
      'regulation.title as title',
      'regulationText.seq as seq',
      'regulationText.promulgatedOn as promulgatedOn',
      'regulationText.effectiveOn as effectiveOn',
      'regulationText.createdAt as createdAt'
    ])
    .where('regulation.own', '=', 0)
    .where('regulationText.seq', '>', 1)
    .orderBy('regulationText.createdAt', 'desc')
    .limit(limit)
    .execute()

export const selectTerms = (db: Database, regulation: string): Promise<RegulationTermRow[]> =>
  db.selectFrom('regulationTerm').selectAll().where('regulation', '=', regulation).orderBy('id').execute()

export const deleteTerm = async (trx: Transaction, regulation: string, id: string): Promise<boolean> => {
  const done = await trx.deleteFrom('regulationTerm').where('id', '=', id).where('regulation', '=', regulation).executeTakeFirst()
  return done.numDeletedRows === 1n
}

/** Which of some bills are still being worked on: a draft that was enacted stands in the register. */
export const selectRunningBills = async (db: Database, ids: readonly string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('bill')
    .select('id')
    .where('id', 'in', [...ids])
    .where('status', 'in', ['active', 'suspended'])
    .where('stage', 'in', ['initiation', 'drafting', 'deliberation', 'approval'])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Promulgated bills that no regulation and no text names. */
export const selectNotEntered = (db: Database): Promise<{ id: string; title: string; kind: string }[]> =>
  db
    .selectFrom('bill')
    .select(['id', 'title', 'kind'])
    // As the index bill_promulgated says it (migrations/0017-library.ts): the promulgated ones alone are looked at.
    .where(sql<boolean>`state like '%"promulgatedOn"%'`)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('regulationText').select('regulationText.seq').whereRef('regulationText.bill', '=', 'bill.id')))
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('event').select('event.seq').whereRef('event.bill', '=', 'bill.id').where('event.kind', '=', 'regulationRepealed')
        )
      )
    )
    .orderBy('id')
    .execute()

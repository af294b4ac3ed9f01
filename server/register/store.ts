/** The tables of the register of regulations in force and of the law library. */
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

/** Every regulation without its text, by title: a legislature has some dozens, a library some thousands. */
export const selectRegulations = (db: Database, own: number | null): Promise<RegulationRow[]> =>
  db
    .selectFrom('regulation')
    .selectAll()
    .$if(own !== null, query => query.where('own', '=', own ?? 1))
    .orderBy('id', 'desc')
    .execute()

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

/** How often each regulation was amended, and its newest text's number. */
export const countTexts = (db: Database) =>
  db
    .selectFrom('regulationText')
    .select(({ fn }) => ['regulation', fn.max('seq').as('newest')])
    .groupBy('regulation')
    .execute()

/** The newest text of each regulation, some at a time. @param after id behind which they begin */
export const selectNewestTexts = (db: Database, own: number | null, limit: number, after: string) =>
  db
    .selectFrom('regulation')
    .innerJoin('regulationText', 'regulationText.regulation', 'regulation.id')
    .select(['regulation.id', 'regulation.title', 'regulation.own', 'regulationText.text', 'regulationText.sha256'])
    .where(({ eb, selectFrom }) =>
      eb(
        'regulationText.seq',
        '=',
        selectFrom('regulationText as newer')
          .select(({ fn }) => fn.max('newer.seq').as('seq'))
          .whereRef('newer.regulation', '=', 'regulation.id')
      )
    )
    .where('regulation.id', '>', after)
    .$if(own !== null, query => query.where('regulation.own', '=', own ?? 1))
    .orderBy('regulation.id')
    .limit(limit)
    .execute()

export const selectTerms = (db: Database, regulation: string): Promise<RegulationTermRow[]> =>
  db.selectFrom('regulationTerm').selectAll().where('regulation', '=', regulation).orderBy('id').execute()

export const deleteTerm = async (trx: Transaction, regulation: string, id: string): Promise<boolean> => {
  const done = await trx.deleteFrom('regulationTerm').where('id', '=', id).where('regulation', '=', regulation).executeTakeFirst()
  return done.numDeletedRows === 1n
}

/** Promulgated bills that no regulation and no text names. */
export const selectNotEntered = (db: Database): Promise<{ id: string; title: string; kind: string }[]> =>
  db
    .selectFrom('bill')
    .select(['id', 'title', 'kind'])
    .where('state', 'like', '%"promulgatedOn"%')
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

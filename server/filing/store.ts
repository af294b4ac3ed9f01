/** The tables of 报备 and 清理, with the texts that are to be filed. */
import type { Database, Transaction } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { CleanupItemRow, CleanupRow, FilingRow } from '../store/tables.ts'

/** The place of a text in the list: its day, its regulation, its number. */
export type FilingKey = readonly [promulgatedOn: string, regulation: string, seq: number]

const promulgatedTexts = (db: Database) =>
  db
    .selectFrom('regulationText')
    .innerJoin('regulation', 'regulation.id', 'regulationText.regulation')
    .leftJoin('filing', join =>
      join.onRef('filing.regulation', '=', 'regulationText.regulation').onRef('filing.seq', '=', 'regulationText.seq')
    )
    .select([
      'regulationText.regulation as regulation',
      'regulationText.seq as seq',
      'regulation.title as title',
      'regulationText.basis as basis',
      'regulationText.bill as bill',
      'regulationText.promulgatedOn as promulgatedOn',
      'filing.addressee as addressee',
      'filing.number as number',
      'filing.sentOn as sentOn',
      'filing.documents as documents',
      'filing.receiptOn as receiptOn',
      'filing.receiptNumber as receiptNumber',
      'filing.note as note'
    ])
    .where('regulation.own', '=', 1)
    .where('regulationText.promulgatedOn', 'is not', null)

/** Promulgated texts of our own regulations, the newest first, with their filing where there is one. */
export const selectFilings = (db: Database, limit: number, after: FilingKey | null) =>
  promulgatedTexts(db)
    .$if(after !== null, query =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('regulationText.promulgatedOn', 'regulationText.regulation', 'regulationText.seq'),
          '<',
          tuple(after?.[0] ?? '', after?.[1] ?? '', after?.[2] ?? 0)
        )
      )
    )
    .orderBy('regulationText.promulgatedOn', 'desc')
    .orderBy('regulationText.regulation', 'desc')
    .orderBy('regulationText.seq', 'desc')
    .limit(limit)
    .execute()

export const findFiling = (db: Database, regulation: string, seq: number) =>
  promulgatedTexts(db).where('regulationText.regulation', '=', regulation).where('regulationText.seq', '=', seq).executeTakeFirst()

/** The newest text that a bill brought. */
export const findFilingOfBill = (db: Database, bill: string) =>
  promulgatedTexts(db).where('regulationText.bill', '=', bill).orderBy('regulationText.seq', 'desc').executeTakeFirst()

export type FilingWithText = Awaited<ReturnType<typeof selectFilings>>[number]

/** Keeps what is known of a filing in place of what was known before. */
export const putFiling = (trx: Transaction, { regulation, seq, ...said }: FilingRow) =>
  trx
    .insertInto('filing')
    .values({ regulation, seq, ...said })
    .onConflict(conflict => conflict.columns(['regulation', 'seq']).doUpdateSet(said))
    .execute()

export const insertCleanup = (trx: Transaction, row: CleanupRow) => trx.insertInto('cleanup').values(row).execute()

/** Rows of one statement: SQLite takes 32,766 values in all. */
const BATCH = 1_000

export async function insertCleanupItems(trx: Transaction, rows: readonly CleanupItemRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH)
    await trx
      .insertInto('cleanupItem')
      .values(rows.slice(at, at + BATCH))
      .execute()
}

export const selectCleanups = (db: Database, limit: number, after: string | null): Promise<CleanupRow[]> =>
  db
    .selectFrom('cleanup')
    .selectAll()
    .$if(after !== null, query => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const lockCleanup = (trx: Transaction, id: string): Promise<CleanupRow | undefined> =>
  trx
    .selectFrom('cleanup')
    .selectAll()
    .where('id', '=', id)
    .$if(dialectOf(trx) === 'postgres', query => query.forUpdate())
    .executeTakeFirst()

export const findCleanup = (db: Database, id: string): Promise<CleanupRow | undefined> =>
  db.selectFrom('cleanup').selectAll().where('id', '=', id).executeTakeFirst()

export const selectCleanupItems = (db: Database, cleanup: string): Promise<CleanupItemRow[]> =>
  db.selectFrom('cleanupItem').selectAll().where('cleanup', '=', cleanup).orderBy('position').execute()

export const countCleanupItems = async (db: Database, cleanups: readonly string[]) =>
  cleanups.length === 0
    ? []
    : db
        .selectFrom('cleanupItem')
        .where('cleanup', 'in', [...cleanups])
        .select(({ fn, eb }) => [
          'cleanup',
          fn.countAll<number | string>().as('total'),
          fn.sum<number | string>(eb.case().when('result', 'is', null).then(1).else(0).end()).as('open')
        ])
        .groupBy('cleanup')
        .execute()

export const updateCleanupItem = async (
  trx: Transaction,
  cleanup: string,
  id: string,
  change: Pick<CleanupItemRow, 'result' | 'reason' | 'judgedOn'>
): Promise<boolean> => {
  const done = await trx.updateTable('cleanupItem').set(change).where('id', '=', id).where('cleanup', '=', cleanup).executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export const closeCleanupRow = (trx: Transaction, id: string, closedOn: string) =>
  trx.updateTable('cleanup').set({ closedOn }).where('id', '=', id).execute()

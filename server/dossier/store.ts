/** The tables of notes beside articles, and of causes of changes. */
import type { Database, Transaction } from '../store/database.ts'
import type { ArticleNoteRow, ChangeCauseRow } from '../store/tables.ts'

export const insertNote = (trx: Transaction, row: ArticleNoteRow) => trx.insertInto('articleNote').values(row).execute()

export const findNote = (db: Database, id: string): Promise<ArticleNoteRow | undefined> =>
  db.selectFrom('articleNote').selectAll().where('id', '=', id).executeTakeFirst()

export const selectNotes = (db: Database, document: string): Promise<ArticleNoteRow[]> =>
  db.selectFrom('articleNote').selectAll().where('document', '=', document).orderBy('id').execute()

/** @returns false when somebody else has changed the note since `revision` */
export async function updateNote(
  trx: Transaction,
  { id, revision }: Pick<ArticleNoteRow, 'id' | 'revision'>,
  change: Partial<Pick<ArticleNoteRow, 'source' | 'body'>>
): Promise<boolean> {
  const done = await trx
    .updateTable('articleNote')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export const deleteNote = (trx: Transaction, id: string) => trx.deleteFrom('articleNote').where('id', '=', id).execute()

export const insertCause = (trx: Transaction, row: ChangeCauseRow) => trx.insertInto('changeCause').values(row).execute()

export const findCause = (db: Database, id: string): Promise<ChangeCauseRow | undefined> =>
  db.selectFrom('changeCause').selectAll().where('id', '=', id).executeTakeFirst()

export const selectCauses = (db: Database, document: string): Promise<ChangeCauseRow[]> =>
  db.selectFrom('changeCause').selectAll().where('document', '=', document).orderBy('id').execute()

export const deleteCause = (trx: Transaction, id: string) => trx.deleteFrom('changeCause').where('id', '=', id).execute()

import type { Opinion } from '../../schema/opinions.ts'
import type { Database, Transaction } from '../store/database.ts'
import type { Actor } from '../store/services.ts'
import type { OpinionRow } from '../store/tables.ts'
import { indexOpinions } from './index-opinion.ts'
import { insertOpinions, selectOpinions, UNANSWERED } from './store.ts'

/** What is known of an opinion that came with others; the rest is the same for all. */
export type FiledOpinion = Pick<
  OpinionRow,
  | 'article'
  | 'articleAt'
  | 'quote'
  | 'prefix'
  | 'suffix'
  | 'quoteStart'
  | 'quoteEnd'
  | 'body'
  | 'proposal'
  | 'source'
  | 'givenBy'
  | 'givenOn'
>

/** Rows in one statement: below the number of values that SQLite binds. */
const BATCH = 200

/**
 * Writes opinions that were looked at and confirmed, as submitted ones, inside the caller's transaction, which also holds its event. Where they
 * stand was found before, in a version that never changes.
 */
export async function fileOpinions(
  trx: Transaction,
  actor: Actor,
  about: Pick<OpinionRow, 'bill' | 'document' | 'version' | 'round'> & { readonly at: string; readonly newId: () => string },
  opinions: readonly FiledOpinion[]
): Promise<void> {
  const { at, newId, ...place } = about
  for (let first = 0; first < opinions.length; first += BATCH) {
    const rows = opinions.slice(first, first + BATCH).map(opinion => ({
      id: newId(),
      ...place,
      ...opinion,
      ...UNANSWERED,
      status: 'submitted',
      author: actor.id,
      createdAt: at,
      addressee: null
    }))
    await insertOpinions(trx, rows)
    await indexOpinions(trx, rows)
  }
}

export type KnownOpinion = Pick<Opinion, 'body' | 'proposal' | 'givenBy' | 'article'>

/** What a bill's submitted opinions say: what comes again is known by it. */
export const knownOpinions = (db: Database, bill: string): Promise<KnownOpinion[]> => selectOpinions(db, { bill, reader: null }, null, null)

/**
 * What was written before the index knew its kind is put in once: opinions, evidence, people and proposals; and subjects as a whole are marked. Each piece is a short transaction, so that nobody waits; a
 * program that is stopped in the middle goes on at its next start, and one that has finished never looks again.
 */
import { indexEvidence } from '../implementation/index-evidence.ts'
import { indexOpinions } from '../opinions/index-opinion.ts'
import { indexPerson } from '../people/index-person.ts'
import { indexProposal } from '../proposals/index-proposal.ts'
import { type Database, type Transaction, transaction } from '../store/database.ts'
import { markWholes } from '../store/search.ts'
import type { Services } from '../store/services.ts'
import { accountsAfter, evidenceAfter, knownSubjects, markIndexed, opinionsAfter, proposalsAfter, wasIndexed } from './store.ts'

/** Raised when another kind of thing is to be found, or found in another way. */
const STATE = '2'
const AT_ONCE = 200

/** @returns how many things are found from now on */
export async function indexMissing({ db }: Pick<Services, 'db'>): Promise<number> {
  if (await wasIndexed(db, STATE)) return 0
  let added = 0
  added += await put(db, 'opinion', opinionsAfter, row => row.id, indexOpinions)
  added += await put(
    db,
    'evidence',
    evidenceAfter,
    ({ item, id }) => `${item} ${id}`,
    one((trx, row) => indexEvidence(trx, row.bill, row))
  )
  added += await put(db, 'person', accountsAfter, row => row.id, one(indexPerson))
  added += await put(db, 'proposal', proposalsAfter, row => row.id, one(indexProposal))
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after
    after = await transaction(db, trx => markWholes(trx, from))
  }
  await transaction(db, trx => markIndexed(trx, STATE))
  return added
}

const one =
  <Row>(put: (trx: Transaction, row: Row) => Promise<void>) =>
  async (trx: Transaction, rows: readonly Row[]): Promise<void> => {
    for (const row of rows) await put(trx, row)
  }

/** Reads a table in the order of its ids, and puts in what the index does not know. */
async function put<Row extends { readonly id: string }>(
  db: Database,
  kind: string,
  read: (db: Database, after: string, limit: number) => Promise<Row[]>,
  subjectOf: (row: Row) => string,
  index: (trx: Transaction, rows: readonly Row[]) => Promise<void>
): Promise<number> {
  let added = 0
  for (let after = ''; ; ) {
    const rows = await read(db, after, AT_ONCE)
    const missing = await transaction(db, async trx => {
      const known = await knownSubjects(trx, kind, rows.map(subjectOf))
      const fresh = rows.filter(row => !known.has(subjectOf(row)))
      await index(trx, fresh)
      return fresh.length
    })
    added += missing
    if (rows.length < AT_ONCE) return added
    after = rows.at(-1)?.id ?? ''
  }
}

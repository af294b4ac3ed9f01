import type { Database } from '../store/database.ts'
import { readVersion } from '../store/versions.ts'
import { findNewestDraft } from './store.ts'

/** The newest text of a bill's draft (草案), `null` while there is none. Texts lately used come from memory. */
export async function readDraft(db: Database, bill: string): Promise<string | null> {
  const newest = await findNewestDraft(db, bill)
  return newest ? (await readVersion(db, newest.document, newest.seq)).text : null
}

import type { Services } from '../store/services.ts'
import { selectNewestDraft } from './store.ts'

/** The newest text of a bill's draft, by document and version; null where there is none. */
export async function readVersionToCite({ db }: Pick<Services, 'db'>, bill: string): Promise<{ document: string; version: number } | null> {
  const found = await selectNewestDraft(db, bill)
  return found ? { document: found.document, version: Number(found.version) } : null
}

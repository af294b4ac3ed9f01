import type { DocumentView } from '../../schema/documents.ts'
import { MAX_LIMIT } from '../../schema/http.ts'
import type { Services } from '../store/services.ts'
import { listDocuments } from './documents.ts'

/** The text of a bill, null while it has none. */
export async function draftOf(services: Services, bill: string): Promise<DocumentView | null> {
  const { items } = await listDocuments(services, bill, { limit: MAX_LIMIT })
  return items.find(({ kind }) => kind === 'draft') ?? null
}

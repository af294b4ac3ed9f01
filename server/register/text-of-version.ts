import { readDocument, readDocumentVersion } from '../drafts/documents.ts'
import type { Services } from '../store/services.ts'

/** A version's text, the newest where none is named; empty where the paper has none yet. @throws {Problem} `not-found` */
export async function textOfVersion(services: Services, document: string, version: number | undefined): Promise<string> {
  const shown = version ?? (await readDocument(services, document)).newest
  return shown === null ? '' : (await readDocumentVersion(services, document, shown)).text
}

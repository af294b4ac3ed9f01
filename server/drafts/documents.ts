/**
 * Room `drafts`: the texts of a bill (材料) and their versions (稿次). It saves what was sent, to the byte, refuses what came too late
 * without losing it, and compares. It judges no text: what is odd about one is an anomaly of the text core. Begin with save-version.ts.
 */
import { type DocumentView, documentKinds, isDocumentKind, type NewDocument, type VersionView } from '../../schema/documents.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Database, transaction } from '../store/database.ts'
import { isUniqueViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import { listVersions, readVersion, type StoredVersion } from '../store/versions.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { type DocumentWithNewest, findDocument, insertDocument, selectDisplayNames, selectDocuments } from './store.ts'

interface PageQuery {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/**
 * Adds a document (材料) to a bill; it has no text yet.
 * @throws {Problem} `forbidden`, `not-found`, `document-exists` for a second draft
 */
export async function addDocument(
  services: Services,
  actor: ActorOrOperator,
  billId: string,
  { kind, title }: NewDocument
): Promise<DocumentView> {
  demandRole(actor, 'staff')
  const bill = await demandBill(services.db, billId)
  const row = {
    id: services.newId(),
    bill: bill.id,
    kind,
    title: title?.trim() ?? documentKinds[kind],
    createdAt: services.now().toISOString()
  }
  try {
    await transaction(services.db, async trx => {
      await insertDocument(trx, row)
      const about = { actor: actor?.id ?? null, at: row.createdAt, bill: row.bill, document: row.id }
      await appendEvent(trx, { kind: 'documentAdded', ...about, payload: { kind, title: row.title } })
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Problem('document-exists') : error
  }
  return showDocument({ ...row, newest: null })
}

/** The documents of a bill, in the order in which they were added. @throws {Problem} `not-found` */
export async function listDocuments({ db }: Services, billId: string, query: PageQuery) {
  const bill = await demandBill(db, billId)
  const { limit, after } = readPage(query, ['string'])
  const rows = await selectDocuments(db, bill.id, limit + 1, after ? String(after[0]) : null)
  return pageOf(rows, limit, ({ id }) => [id], showDocument)
}

/** @throws {Problem} `not-found` */
export const readDocument = async ({ db }: Pick<Services, 'db'>, id: string): Promise<DocumentView> =>
  showDocument(await demandDocument(db, id))

/** @throws {Problem} `not-found` */
export async function demandDocument(db: Database, id: string): Promise<DocumentWithNewest> {
  const row = await findDocument(db, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这份材料，请核对地址，或者从法规案页面进入。' })
  return row
}

/** The versions of a document, the newest first. @throws {Problem} `not-found` */
export async function listDocumentVersions({ db }: Services, id: string, query: PageQuery) {
  await demandDocument(db, id)
  const { limit, after } = readPage(query, ['number'])
  const rows = await listVersions(db, id, limit + 1, after ? Number(after[0]) : undefined)
  const names = await selectDisplayNames(db, rows)
  return pageOf(
    rows,
    limit,
    ({ seq }) => [seq],
    row => showVersion(row, names)
  )
}

/** One version with its text. @throws {Problem} `not-found`, `version-damaged` */
export async function readDocumentVersion({ db }: Services, id: string, seq: number) {
  const version = await readVersion(db, id, seq)
  return { ...showVersion(version, await selectDisplayNames(db, [version])), text: version.text }
}

/** @throws when the kind in the row is none: the database was tampered with */
export function showDocument({ kind, newest, ...row }: DocumentWithNewest): DocumentView {
  if (!isDocumentKind(kind)) throw new Error(`document ${row.id} has kind ${kind}`)
  return { ...row, kind, kindTitle: documentKinds[kind], newest }
}

/** A version with the name of who saved it. */
export function showVersion(version: StoredVersion, names: ReadonlyMap<string, string>): VersionView {
  const { document, seq, parent, sha256, author, message, createdAt } = version
  const authorName = names.get(author) ?? '命令行'
  return { document, seq, parent, sha256, author, authorName, message, name: version.name as VersionView['name'], createdAt }
}

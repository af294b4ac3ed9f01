/**
 * Room `imports`: opinions that came outside of the house: by Word file, by table, by offline review package. What was read is looked at first
 * and written only when somebody confirms, all of it in one transaction. Begin here, then confirm.ts.
 */
import { createHash } from 'node:crypto'
import type { ImportContent, ImportKind, ImportProgress, Mapping } from '../../schema/imports.ts'
import { Problem } from '../../schema/problems.ts'
import { readDocumentVersion } from '../drafts/documents.ts'
import { draftOf } from '../drafts/draft-of.ts'
import { demandRole } from '../people/permissions.ts'
import type { Actor, Services } from '../store/services.ts'
import type { ImportJobRow } from '../store/tables.ts'
import { readUpload, shownName, type Upload } from '../uploads/read-upload.ts'
import { chinaDate } from '../web/dates.ts'
import { contentOf, progressOf } from './content.ts'
import { deleteUnconfirmed, findImport, findProgress, insertImport, updateImport } from './store.ts'
import { guessMapping } from './table.ts'
import { readReview } from './word.ts'

/** A file with less of the version than this is about something else. */
const MIN_LIKENESS = 0.3

/** Opinions that nobody confirmed are forgotten after this many days. */
const KEPT_DAYS = 30

/** Reads a Word file that came back with tracked changes and comments. @throws {Problem} `import-unlike`, and what reading a file throws */
export async function beginWordImport(
  services: Services,
  actor: Actor,
  bill: string,
  seq: number | null,
  upload: Upload | null
): Promise<string> {
  demandRole(actor, 'staff')
  const version = await versionOf(services, bill, seq)
  const file = await readUpload('word', upload)
  const { opinions, losses, likeness } = readReview(file, version, chinaDate(services.now()))
  if (likeness < MIN_LIKENESS) {
    const share = `${Math.round(likeness * 100)}%`
    throw new Problem('import-unlike', {
      detail: `文件中的条文只有 ${share} 与第 ${version.seq} 版相同，请核对文件，或者改选当时发出的版本。`
    })
  }
  if (opinions.length === 0) throw new Problem('import-unlike', { detail: '文件中没有修订，也没有批注，没有可以导入的意见。' })
  const lost =
    likeness < 1 ? [`文件中有 ${Math.round((1 - likeness) * 100)}% 的条文与第 ${version.seq} 版不同，其上的意见按最接近的条文对应`] : []
  return store(services, actor, {
    kind: 'word',
    bill,
    version,
    upload,
    content: { kind: 'opinions', opinions, losses: [...lost, ...losses] }
  })
}

/** Reads a table of opinions: a workbook, a table in Word, CSV, or what was pasted. @throws {Problem} what reading a file throws */
export async function beginTableImport(
  services: Services,
  actor: Actor,
  bill: string,
  seq: number | null,
  upload: Upload | null
): Promise<string> {
  demandRole(actor, 'staff')
  const version = await versionOf(services, bill, seq)
  const rows = await readUpload('table', upload)
  if (rows.length === 0) throw new Problem('file-unreadable', { detail: '表格是空的，没有可以导入的意见。' })
  return store(services, actor, { kind: 'table', bill, version, upload, content: { kind: 'table', rows, mapping: guessMapping(rows) } })
}

type Version = Awaited<ReturnType<typeof readDocumentVersion>>

/** The version that was sent out; the newest unless one is named. */
export async function versionOf(services: Services, bill: string, seq: number | null): Promise<Version> {
  const draft = await draftOf(services, bill)
  if (!draft?.newest) throw new Problem('not-found', { detail: '还没有法规草案的文本，不能导入意见。' })
  return readDocumentVersion(services, draft.id, seq ?? draft.newest)
}

interface Begun {
  readonly kind: ImportKind
  readonly bill: string
  readonly version: Version
  readonly upload: Upload | null
  readonly content: ImportContent
}

export async function store(services: Services, actor: Actor, { kind, bill, version, upload, content }: Begun): Promise<string> {
  const at = services.now()
  await deleteUnconfirmed(services.db, new Date(at.getTime() - KEPT_DAYS * 86_400_000).toISOString())
  const row: ImportJobRow = {
    id: services.newId(),
    bill,
    document: version.document,
    version: version.seq,
    kind,
    status: 'preview',
    fileName: shownName(upload?.name ?? ''),
    sha256: createHash('sha256')
      .update(upload?.bytes ?? '')
      .digest('hex'),
    account: actor.id,
    content: JSON.stringify(content),
    rowsDone: 0,
    rowsTotal: content.kind === 'opinions' ? content.opinions.length : content.rows.length - content.mapping.skip,
    imported: 0,
    createdAt: at.toISOString(),
    updatedAt: at.toISOString()
  }
  await insertImport(services.db, row)
  return row.id
}

/** @throws {Problem} `forbidden`, `not-found` */
export async function demandImport({ db }: Services, actor: Actor, id: string): Promise<ImportJobRow> {
  demandRole(actor, 'staff')
  const row = await findImport(db, id)
  if (!row) throw new Problem('not-found', { detail: '没有找到这次导入，请从意见页面重新导入。' })
  return row
}

/** How far an import has come. @throws {Problem} `forbidden`, `not-found` */
export async function readProgress({ db, now }: Services, actor: Actor, id: string): Promise<ImportProgress> {
  demandRole(actor, 'staff')
  const row = await findProgress(db, id)
  if (!row) throw new Problem('not-found')
  return progressOf(row, now())
}

/** Changes which column holds what, before anything is written. @throws {Problem} `import-moved` */
export async function mapColumns(services: Services, actor: Actor, id: string, mapping: Mapping): Promise<void> {
  const row = await demandImport(services, actor, id)
  const content = contentOf(row)
  if (content.kind !== 'table') throw new Problem('import-moved')
  const change = { content: JSON.stringify({ ...content, mapping }), rowsTotal: Math.max(0, content.rows.length - mapping.skip) }
  if (!(await updateImport(services.db, id, 'preview', change, services.now().toISOString()))) throw new Problem('import-moved')
}

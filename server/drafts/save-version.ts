import type { VersionName, VersionView } from '../../schema/documents.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Database, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { putPassages } from '../store/search.ts'
import type { Services } from '../store/services.ts'
import { addVersion, type EncodedVersion, encodeVersion, newestSeq, readVersion, StaleParent } from '../store/versions.ts'
import { demandDocument, showDocument, showVersion } from './documents.ts'
import { merge } from './merge.ts'
import { selectDisplayNames } from './store.ts'
import { demandText, passagesOf } from './text.ts'

export interface NewVersion {
  readonly text: string
  readonly message: string
  /** The newest version's number, null for the first. */
  readonly parent: number | null
  /** Which stage of the draft it is (表决稿 …). */
  readonly name?: VersionName | null
}

/**
 * Saves a text as the version after `parent`, the newest one. Of many who save on the same parent at once one wins.
 * @throws {Problem} `stale-parent` with `newest` and a `merge` of both texts, and whatever `demandText` refuses; nothing is written then
 */
export async function saveVersion(
  services: Services,
  actor: ActorOrOperator,
  documentId: string,
  { text, message, parent, name = null }: NewVersion,
  restoredFrom?: number
): Promise<VersionView> {
  demandRole(actor, 'staff')
  const document = showDocument(await demandDocument(services.db, documentId))
  const bill = await demandBill(services.db, document.bill)
  const law = demandText(text, document.kind, bill.kind)
  // Diffing, compressing, hashing and cutting are done before the transaction, which others wait for.
  const passages = passagesOf(law?.title || bill.title, text, law)
  const createdAt = services.now().toISOString()
  const author = actor?.id ?? 'operator'
  const write = (encoded: EncodedVersion) =>
    transaction(services.db, async trx => {
      const stored = await addVersion(trx, encoded, { author, message, name, createdAt })
      const { seq, sha256 } = stored
      const payload = { seq, parent, sha256, message, name, ...(restoredFrom === undefined ? {} : { restoredFrom }) }
      await appendEvent(trx, {
        kind: 'versionSaved',
        actor: actor?.id ?? null,
        at: createdAt,
        bill: bill.id,
        document: documentId,
        payload
      })
      await putPassages(trx, { kind: 'document', subject: documentId }, bill.id, passages)
      return stored
    })
  try {
    const stored = await write(await encodeVersion(services.db, documentId, parent, text))
    return showVersion(stored, new Map(actor ? [[actor.id, actor.displayName]] : []))
  } catch (error) {
    throw error instanceof StaleParent ? await stale(services.db, documentId, parent, text) : error
  }
}

/** Makes an earlier version's text the newest version again; the versions between stay. @throws {Problem} as `saveVersion` */
export async function restoreVersion(services: Services, actor: ActorOrOperator, documentId: string, seq: number): Promise<VersionView> {
  demandRole(actor, 'staff')
  const { text } = await readVersion(services.db, documentId, seq)
  const parent = await newestSeq(services.db, documentId)
  return saveVersion(services, actor, documentId, { text, message: `恢复第 ${seq} 版`, parent }, seq)
}

/** Tells who came too late what is newest, and how both texts would merge: nothing that was typed is lost. */
async function stale(db: Database, document: string, parent: number | null, text: string): Promise<Problem> {
  const newest = await newestSeq(db, document)
  if (newest === null || (parent !== null && parent > newest)) {
    const message = 'parent 不是已有的版本号'
    return new Problem('invalid-request', {
      detail: `${message}，请读取最新版本后重试。`,
      errors: [{ code: 'parent', message, pointer: '/parent' }]
    })
  }
  const base = parent === null ? '' : (await readVersion(db, document, parent)).text
  const current = await readVersion(db, document, newest)
  const names = await selectDisplayNames(db, [current])
  const { text: newestText, ...version } = current
  const extra = { newest, version: showVersion(version, names), merge: merge(base, text, newestText) }
  return new Problem('stale-parent', { extra })
}

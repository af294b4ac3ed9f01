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
import { deleteWorkingCopy } from './store.ts'
import { demandText, passagesOf } from './text.ts'
import { mergeProposal } from './working-copy.ts'

export interface NewVersion {
  readonly text: string
  readonly message: string
  /** The newest version's number, null for the first. */
  readonly parent: number | null
  /** Which stage of the draft it is (表决稿 …). */
  readonly name?: VersionName | null
  /** Hash of the working copy that the text was written in. */
  readonly copy?: string
}

/**
 * Saves a text as the version after `parent`, the newest one. Of many who save on the same parent at once one wins.
 * @throws {Problem} `stale-parent` with `newest` and a `merge` of both texts, and whatever `demandText` refuses; nothing is written then
 */
export async function saveVersion(
  services: Services,
  actor: ActorOrOperator,
  documentId: string,
  { text, message, parent, name = null, copy }: NewVersion,
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
      // What was being written is now a version; a copy that says something else stays.
      if (actor) await deleteWorkingCopy(trx, documentId, actor.id, copy ? [sha256, copy] : [sha256])
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
  return new Problem('stale-parent', { extra: { ...(await mergeProposal(db, document, parent, newest, text)) } })
}

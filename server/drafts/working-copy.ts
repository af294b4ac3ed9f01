/**
 * Working copies (工作副本): what somebody is writing, kept while it is written, so that nothing is lost when a browser, a line or a computer
 * fails. A copy is its writer's alone; it becomes part of the record when it is saved as a version, which is the event (server/adr/0009).
 */
import { MAX_TEXT_BYTES } from '../../schema/documents.ts'
import { Problem } from '../../schema/problems.ts'
import type { KeptWorkingCopy, MergeAnswer, NewWorkingCopy, OtherWriter, WorkingCopy } from '../../schema/working-copies.ts'
import { demandRole } from '../people/permissions.ts'
import { type Database, transaction } from '../store/database.ts'
import type { Actor, Services } from '../store/services.ts'
import { sha256 } from '../store/version-encoding.ts'
import { readVersion } from '../store/versions.ts'
import { demandDocument, showVersion } from './documents.ts'
import { merge } from './merge.ts'
import { deleteWorkingCopy, putWorkingCopy, selectDisplayNames, selectOtherWriters, selectWorkingCopy } from './store.ts'

/** Who has saved nothing for so long is no longer said to be writing, in milliseconds. */
const WRITING = 15 * 60 * 1000

/**
 * Keeps what the actor is writing in place of what was kept before.
 * @throws {Problem} `working-copy-changed` when another window of the same person was quicker: nothing is written, and both texts are there
 */
export async function keepWorkingCopy(
  services: Services,
  actor: Actor,
  document: string,
  { text, base, after, article = null }: NewWorkingCopy
): Promise<KeptWorkingCopy> {
  demandRole(actor, 'staff')
  if (!text.isWellFormed() || text.includes('\0')) throw new Problem('text-not-well-formed')
  if (Buffer.byteLength(text) > MAX_TEXT_BYTES) throw new Problem('text-too-large')
  const { newest } = await demandDocument(services.db, document)
  if (newest === null || base > newest) throw new Problem('not-found', { detail: '没有找到所依据的版本，请重新打开编辑页面。' })
  const savedAt = services.now().toISOString()
  const row = { document, account: actor.id, base, text, sha256: sha256(text), article, savedAt }
  const isKept = await transaction(services.db, trx => putWorkingCopy(trx, row, after))
  if (!isKept) throw await changed(services.db, actor, row)
  const others = await otherWriters(services, actor, document)
  return { document, base, sha256: row.sha256, savedAt, newest, others }
}

async function changed(db: Database, actor: Actor, mine: { document: string; base: number; text: string }): Promise<Problem> {
  const kept = await selectWorkingCopy(db, mine.document, actor.id)
  // It was saved as a version meanwhile: there is nothing to merge with, and the writer's text is kept by asking again.
  if (!kept) return new Problem('working-copy-changed', { extra: { copy: null } })
  const base = await readVersion(db, mine.document, mine.base)
  const { text, account: _account, article: _article, ...copy } = kept
  return new Problem('working-copy-changed', { extra: { copy, merge: merge(base.text, mine.text, text) } })
}

/** The actor's own copy; null where there is none. */
export async function findWorkingCopy({ db }: Pick<Services, 'db'>, actor: Actor, document: string): Promise<WorkingCopy | null> {
  const row = await selectWorkingCopy(db, document, actor.id)
  if (!row) return null
  const { account: _account, article: _article, ...copy } = row
  return copy
}

/** Gives up the actor's own copy. */
export async function dropWorkingCopy({ db }: Services, actor: Actor, document: string): Promise<void> {
  demandRole(actor, 'staff')
  await demandDocument(db, document)
  await deleteWorkingCopy(db, document, actor.id)
}

/** Who else is writing this text, and in which article; what they write stays theirs. */
export async function otherWriters({ db, now }: Pick<Services, 'db' | 'now'>, actor: Actor, document: string): Promise<OtherWriter[]> {
  return selectOtherWriters(db, document, actor.id, new Date(now().getTime() - WRITING).toISOString())
}

/** How a text would merge with the newest version; nothing is written. @throws {Problem} `not-found` */
export async function mergeWithNewest(
  { db }: Services,
  actor: Actor,
  document: string,
  { text, base }: { readonly text: string; readonly base: number }
): Promise<MergeAnswer> {
  demandRole(actor, 'staff')
  const { newest } = await demandDocument(db, document)
  if (newest === null) throw new Problem('not-found')
  return mergeProposal(db, document, base, newest, text)
}

/** The newest version, and how a text that was begun from `base` would merge with it. */
export async function mergeProposal(
  db: Database,
  document: string,
  base: number | null,
  newest: number,
  text: string
): Promise<MergeAnswer> {
  const before = base === null ? '' : (await readVersion(db, document, base)).text
  const current = await readVersion(db, document, newest)
  const { text: newestText, ...version } = current
  const names = await selectDisplayNames(db, [current])
  return { newest, version: showVersion(version, names), merge: merge(before, text, newestText) }
}

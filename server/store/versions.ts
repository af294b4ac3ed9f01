/**
 * Versions (稿次) of a document: an append-only chain of texts, each named by the SHA-256 of its UTF-8 bytes exactly as sent. Every text
 * that is read is hashed again and given only when the hash is right. A text is one query of a few rows (version-encoding.ts).
 */
import { Problem } from '../../schema/problems.ts'
import { compiled } from './compiled.ts'
import type { Database, Transaction } from './database.ts'
import { dialectOf } from './dialect.ts'
import { isUniqueViolation } from './errors.ts'
import type { VersionRow } from './tables.ts'
import { TextCache } from './text-cache.ts'
import { decode, type EncodedText, encode, type KnownText, partsOf, sha256, type Texts } from './version-encoding.ts'

/** A version without its text. */
export type StoredVersion = Omit<VersionRow, 'encoding' | 'body'>

export interface VersionWithText extends StoredVersion {
  readonly text: string
}

/** A text made ready to be written as the version after `parent`: all slow work is done, outside of any transaction. */
export interface EncodedVersion extends EncodedText {
  readonly document: string
  readonly parent: number | null
  readonly sha256: string
  /** The texts that it was put together from, to read it back with. */
  readonly parts: Texts
}

export interface VersionDetails {
  readonly author: string
  readonly message: string
  readonly name: string | null
  readonly createdAt: string
}

/** `parent` is no longer the newest version; nothing was written. */
export class StaleParent extends Error {
  readonly newest: number | null
  constructor(newest: number | null) {
    super(`the newest version is ${newest}`)
    this.newest = newest
  }
}

const METADATA = ['document', 'seq', 'parent', 'sha256', 'author', 'message', 'name', 'createdAt'] as const

/** Texts lately used, by hash: a text that is named by its hash never changes. */
const cache = new TextCache()

/**
 * Makes a text ready for `addVersion`: diffs and compresses it.
 * @throws {StaleParent} when `parent` is not the newest already now
 */
export async function encodeVersion(db: Database, document: string, parent: number | null, text: string): Promise<EncodedVersion> {
  const newest = await newestSeq(db, document)
  if (newest !== parent) throw new StaleParent(newest)
  const seq = (parent ?? 0) + 1
  const parts = await readTexts(db, document, partsOf(seq).slice(0, -1))
  return { ...encode(seq, text, parts), document, parent, sha256: sha256(text), parts }
}

/**
 * Adds a version inside the caller's transaction, which also holds its event: both stand or neither. What was written is read back, decoded
 * and hashed again before the transaction may end.
 * @throws {StaleParent} when another version was saved meanwhile; nothing is written
 * @throws {Problem} `not-found` when there is no such document
 */
export async function addVersion(trx: Transaction, version: EncodedVersion, details: VersionDetails): Promise<StoredVersion> {
  await lockDocument(trx, version.document)
  const newest = await newestSeq(trx, version.document)
  if (newest !== version.parent) throw new StaleParent(newest)
  const { parts: _parts, ...encoded } = version
  const row: VersionRow = { ...encoded, ...details, body: Buffer.from(version.body) }
  try {
    await trx.insertInto('version').values(row).execute()
  } catch (error) {
    if (isUniqueViolation(error)) throw new StaleParent(version.seq)
    throw error
  }
  await demandWritten(trx, version)
  const { encoding: _encoding, body: _body, ...stored } = row
  return stored
}

/** The newest version's number, null while there is none. */
export async function newestSeq(db: Database, document: string): Promise<number | null> {
  const [newest] = await newestOf(db, { document })
  return newest?.seq ?? null
}

// The last entry of an index; `max(seq)` takes SQLite five times as long.
const newestOf = compiled((db, { document }: { document: string }) =>
  db.selectFrom('version').select('seq').where('document', '=', document).orderBy('seq', 'desc').limit(1)
)

/** One version with its text. @throws {Problem} `not-found`; `version-damaged` when what is stored is not what was saved */
export async function readVersion(db: Database, document: string, seq: number): Promise<VersionWithText> {
  const version = await readVersionDetails(db, document, seq)
  const known = cache.get(version.sha256)
  if (known !== undefined) return { ...version, text: known }
  return { ...version, text: await demandText(db, document, seq, version.sha256) }
}

/** A text read from what is stored, whatever is in memory. @throws {Problem} as `readVersion` */
export async function readVersionCold(db: Database, document: string, seq: number): Promise<string> {
  const { sha256: expected } = await readVersionDetails(db, document, seq)
  return demandText(db, document, seq, expected)
}

/** One version without its text. @throws {Problem} `not-found` */
export async function readVersionDetails(db: Database, document: string, seq: number): Promise<StoredVersion> {
  const [version] = await detailsOf(db, { document, seq })
  if (!version) throw new Problem('not-found', { detail: '没有找到这个版本，请核对版本号。' })
  return version
}

const detailsOf = compiled((db, { document, seq }: { document: string; seq: number }) =>
  db.selectFrom('version').select(METADATA).where('document', '=', document).where('seq', '=', seq)
)

/** Versions from the newest down. @param before only those with a smaller number */
export function listVersions(db: Database, document: string, limit: number, before?: number): Promise<StoredVersion[]> {
  return db
    .selectFrom('version')
    .select(METADATA)
    .where('document', '=', document)
    .$if(before !== undefined, query => query.where('seq', '<', before ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

/** Gives a version its name (表决稿 …), or takes it away. @throws {Problem} `not-found` */
export async function setVersionName(trx: Transaction, document: string, seq: number, name: string | null): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('version')
    .set({ name })
    .where('document', '=', document)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('not-found', { detail: '没有找到这个版本，请核对版本号。' })
}

/** On PostgreSQL two savers wait for one another here; SQLite has one writer at a time anyway. */
async function lockDocument(trx: Transaction, document: string): Promise<void> {
  const found = await trx
    .selectFrom('document')
    .select('id')
    .where('id', '=', document)
    .$if(dialectOf(trx) === 'postgres', query => query.forUpdate())
    .executeTakeFirst()
  if (!found) throw new Problem('not-found')
}

/** Reads back what was just written, decodes it with the texts before it, and hashes the result. */
async function demandWritten(trx: Transaction, { document, seq, parts, sha256: expected }: EncodedVersion): Promise<void> {
  const row = await trx
    .selectFrom('version')
    .select(['seq', 'encoding', 'body'])
    .where('document', '=', document)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
  const { text } = decode(toEncoded(row), parts)
  if (sha256(text) !== expected) throw damaged(document, seq)
  cache.set(expected, text)
}

/** Reads a text from what is stored, never from memory, and checks that it is the one. */
async function demandText(db: Database, document: string, seq: number, expected: string): Promise<string> {
  const text = (await readTexts(db, document, partsOf(seq))).get(seq)?.text
  if (text === undefined || sha256(text) !== expected) throw damaged(document, seq)
  cache.set(expected, text)
  return text
}

/**
 * The texts of versions, decoded one after another. @param parts closed: with each version also what it is put together from
 * @throws {Problem} `version-damaged`
 */
async function readTexts(db: Database, document: string, parts: readonly number[]): Promise<Map<number, KnownText>> {
  const texts = new Map<number, KnownText>()
  if (parts.length === 0) return texts
  const rows = await db
    .selectFrom('version')
    .select(['seq', 'encoding', 'body'])
    .where('document', '=', document)
    .where('seq', 'in', [...parts])
    .orderBy('seq')
    .execute()
  for (const row of rows) {
    try {
      texts.set(row.seq, decode(toEncoded(row), texts))
    } catch (error) {
      throw damaged(document, row.seq, error)
    }
  }
  return texts
}

/** A row as the decoder wants it. @throws when its encoding is unknown */
export function toEncoded({ seq, encoding, body }: Pick<VersionRow, 'seq' | 'encoding' | 'body'>): EncodedText {
  if (encoding !== 'step' && encoding !== 'linked' && encoding !== 'whole') throw new Error(`unknown encoding ${encoding}`)
  return { seq, encoding, body }
}

function damaged(document: string, seq: number, cause?: unknown): Problem {
  const problem = new Problem('version-damaged', { extra: { document, seq } })
  if (cause !== undefined) problem.cause = cause
  return problem
}

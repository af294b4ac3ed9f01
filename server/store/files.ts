/** Files by the hash of their bytes: the same file is kept once, whoever brings it, and lies in the database with all else that is backed up. */
import { createHash } from 'node:crypto'
import type { Database, Transaction } from './database.ts'

export const fileSha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** @returns whether it was new */
export async function insertFile(trx: Transaction, sha256: string, bytes: Uint8Array, createdAt: string): Promise<boolean> {
  const done = await trx
    .insertInto('file')
    .values({ sha256, size: bytes.length, body: Buffer.from(bytes), createdAt })
    .onConflict(conflict => conflict.column('sha256').doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export const findFile = (db: Database, sha256: string): Promise<{ body: Uint8Array; size: number } | undefined> =>
  db.selectFrom('file').select(['body', 'size']).where('sha256', '=', sha256).executeTakeFirst()

/** Which files there are, in order; their bytes are read one by one. */
export const selectFileHashes = (db: Database): Promise<{ sha256: string; size: number }[]> =>
  db.selectFrom('file').select(['sha256', 'size']).orderBy('sha256').execute()

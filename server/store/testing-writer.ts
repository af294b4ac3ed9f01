/**
 * For tests alone: a program that saves versions as fast as it can and says of each, once it is committed, `document seq sha256` on
 * standard output. Whoever kills it holds that log against what the database has afterwards. Run by Node itself: a start takes 0.2 s.
 *
 * node testing-writer.ts DATA_DIR [SYNCHRONOUS]
 *
 * `NORMAL` makes it the mutant that a power cut must find out. When the disk is full it says `full` and tries again.
 */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Problem } from '../../schema/problems.ts'
import { openDatabase, transaction } from './database.ts'
import { appendEvent } from './events.ts'
import { makeServices } from './services.ts'
import { aBill } from './testing-bill.ts'
import { addVersion, encodeVersion, newestSeq, type StoredVersion } from './versions.ts'

const DOCUMENTS = 3

const [dataDir = '', synchronous] = process.argv.slice(2)
const db = await openDatabase({ databaseUrl: null, dataDir })
if (synchronous) await sql.raw(`pragma synchronous=${synchronous}`).execute(db)
const services = makeServices(db, { dataDir, workflowsDir: '' })
const at = () => services.now().toISOString()

await Promise.all(Array.from({ length: DOCUMENTS }, async () => write(await addDocument())))

async function addDocument(): Promise<{ bill: string; document: string }> {
  const [bill, document] = [await aBill(services), services.newId()]
  await transaction(db, async trx => {
    const createdAt = at()
    await trx.insertInto('document').values({ id: document, bill, kind: 'draft', title: '草案', createdAt }).execute()
    await appendEvent(trx, { kind: 'documentAdded', actor: 'a', at: createdAt, bill, document, payload: { kind: 'draft', title: '草案' } })
  })
  return { bill, document }
}

async function write(draft: { bill: string; document: string }): Promise<never> {
  for (;;) {
    try {
      const { seq, sha256 } = await save(draft)
      fs.writeSync(1, `${draft.document} ${seq} ${sha256}\n`)
      await sleep(0)
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'storage-full') throw error
      fs.writeSync(1, 'full\n')
      await sleep(50)
    }
  }
}

async function save({ bill, document }: { bill: string; document: string }): Promise<StoredVersion> {
  const parent = await newestSeq(db, document)
  const encoded = await encodeVersion(db, document, parent, `第一条　第${(parent ?? 0) + 1}稿，${services.newId()}。\n\n第二条　不变。\n`)
  return transaction(db, async trx => {
    const createdAt = at()
    const stored = await addVersion(trx, encoded, { author: 'a', message: '', name: null, createdAt })
    const payload = { seq: stored.seq, parent, sha256: stored.sha256, message: '', name: null }
    await appendEvent(trx, { kind: 'versionSaved', actor: 'a', at: createdAt, bill, document, payload })
    return stored
  })
}

/**
 * For tests alone: a program that saves versions as fast as it can and says of each, once it is committed, `document seq sha256` on
 * standard output. Whoever kills it holds that log against what the database has afterwards. Run by Node itself: a start takes 0.2 s.
 *
 * node testing-writer.ts DATA_DIR
 */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, transaction } from './database.ts'
import { appendEvent } from './events.ts'
import { makeServices } from './services.ts'
import { aBill } from './testing-bill.ts'
import { addVersion, encodeVersion, newestSeq } from './versions.ts'

const DOCUMENTS = 3

const [dataDir = ''] = process.argv.slice(2)
const db = await openDatabase({ databaseUrl: null, dataDir })
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

async function write({ bill, document }: { bill: string; document: string }): Promise<never> {
  for (;;) {
    const parent = await newestSeq(db, document)
    const encoded = await encodeVersion(db, document, parent, `第一条　第${(parent ?? 0) + 1}稿，${services.newId()}。\n\n第二条　不变。\n`)
    const { seq, sha256 } = await transaction(db, async trx => {
      const createdAt = at()
      const stored = await addVersion(trx, encoded, { author: 'a', message: '', name: null, createdAt })
      const payload = { seq: stored.seq, parent, sha256: stored.sha256, message: '', name: null }
      await appendEvent(trx, { kind: 'versionSaved', actor: 'a', at: createdAt, bill, document, payload })
      return stored
    })
    fs.writeSync(1, `${document} ${seq} ${sha256}\n`)
    await sleep(0)
  }
}

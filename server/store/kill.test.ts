/** What was acknowledged outlives `kill -9`: a writer is killed again and again, and its log held against the database. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { openDatabase, snapshot } from './database.ts'
import { verifyStore } from './verify.ts'

const KILLS = 20

t.test('nothing that was acknowledged is lost, and nothing is half there', async t => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-kill-'))
  t.teardown(() => fs.rmSync(dataDir, { recursive: true, force: true }))
  const waits = fc.sample(fc.integer({ min: 0, max: 150 }), { numRuns: KILLS, seed: 20261124 })
  const acknowledged: string[] = []
  for (const wait of waits) acknowledged.push(...(await killedAfter(wait, dataDir)))

  const db = await openDatabase({ databaseUrl: null, dataDir })
  const findings: string[] = []
  const { versions } = await snapshot(db, reading => verifyStore(reading, finding => findings.push(finding)))
  const stored = await db.selectFrom('version').select(['document', 'seq', 'sha256']).execute()
  await db.destroy()
  t.same(findings, [])
  const kept = new Set(stored.map(({ document, seq, sha256 }) => `${document} ${seq} ${sha256}`))
  t.same(
    acknowledged.filter(line => !kept.has(line)),
    [],
    `${KILLS} kills, ${acknowledged.length} acknowledged, ${versions} kept`
  )
  t.ok(acknowledged.length > KILLS)
})

/** Lets the writer run until it has acknowledged something, and so many milliseconds more. @returns what it acknowledged */
function killedAfter(wait: number, dataDir: string): Promise<string[]> {
  return new Promise(resolve => {
    const writer = spawn(process.execPath, [path.join(import.meta.dirname, 'testing-writer.ts'), dataDir], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    let said = ''
    writer.stdout.once('data', () => setTimeout(() => writer.kill('SIGKILL'), wait))
    writer.stdout.on('data', chunk => {
      said += chunk
    })
    // A line that was cut off was not read by anybody.
    writer.on('close', () => resolve(said.split('\n').slice(0, -1)))
  })
}

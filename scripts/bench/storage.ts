/**
 * How much room a version takes and how long any text takes to come back, against git's pack of the same texts, on a law of about 100 KB of
 * which each version edits one to three articles. Run at 1×, 4× and 16× as many versions. Prints figures; decides nothing.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { openDatabase, sqliteFile, transaction } from '../../server/store/database.ts'
import { appendEvent } from '../../server/store/events.ts'
import { sha256 } from '../../server/store/version-encoding.ts'
import { addVersion, encodeVersion, readVersionCold } from '../../server/store/versions.ts'
import { sampleLaw } from './sample.ts'

const ARTICLES = 350
const VERSIONS = 201

/** A version made from the one before: one to three articles get another word, always the same for the same number. */
function* drafts(count: number): Generator<string> {
  const lines = sampleLaw(ARTICLES).split('\n')
  const articles = lines.flatMap((line, at) => (line.startsWith('第') ? [at] : []))
  for (let version = 0; version < count; version++) {
    for (let edit = 0; edit <= version % 3 && version > 0; edit++) {
      const at = articles[(version * 7919 + edit * 104_729) % articles.length] ?? 0
      const line = lines[at] ?? ''
      const place = 8 + ((version * 31) % Math.max(1, line.length - 10))
      lines[at] = `${line.slice(0, place)}${['会同有关部门', '依法', '及时'][edit]}${line.slice(place + 2)}`
    }
    yield lines.join('\n')
  }
}

async function measure(count: number) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-bench-'))
  try {
    const ours = await storeOurs(path.join(folder, 'ours'), count)
    const git = storeGit(path.join(folder, 'git'), count)
    return { count, ...ours, ...git }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function storeOurs(dataDir: string, count: number) {
  const db = await openDatabase({ databaseUrl: null, dataDir })
  const [bill, document, actor, at] = [v7(), v7(), v7(), '2026-11-24T01:00:00.000Z']
  const hash = sha256('{}')
  await db.insertInto('workflowVersion').values({ hash, id: 'w', version: 1, definition: '{}', createdAt: at }).execute()
  const standing = { workflow: 'w', workflowHash: hash, place: 'p', stage: 's', status: 'active', state: '{}', revision: 1 }
  const units = { sponsor: null, draftingUnit: null, competentCommittee: null, caseOfficer: null, targetOn: null }
  await db
    .insertInto('bill')
    .values({ id: bill, title: '示例', kind: 'enact', ...standing, ...units, createdAt: at, createdBy: actor, updatedAt: at })
    .execute()
  await db.insertInto('document').values({ id: document, bill, kind: 'draft', title: '草案', createdAt: at }).execute()
  await sql`pragma wal_checkpoint(TRUNCATE)`.execute(db)
  const empty = fs.statSync(sqliteFile(dataDir)).size
  const adding: number[] = []
  let parent: number | null = null
  for (const text of drafts(count)) {
    const from = processorTime()
    const encoded = await encodeVersion(db, document, parent, text)
    const before = parent
    const { seq, sha256 } = await transaction(db, async trx => {
      const stored = await addVersion(trx, encoded, { author: actor, message: `第${encoded.seq}稿`, name: null, createdAt: at })
      const payload = { seq: stored.seq, parent: before, sha256: stored.sha256, message: `第${stored.seq}稿`, name: null }
      await appendEvent(trx, { kind: 'versionSaved', actor, at, bill, document, payload })
      return stored
    })
    if (sha256.length !== 64) throw new Error('no hash')
    parent = seq
    adding.push(processorTime() - from)
  }
  const reading: number[] = []
  for (let seq = 1; seq <= count; seq += Math.ceil(count / 400)) {
    const from = processorTime()
    await readVersionCold(db, document, seq)
    reading.push(processorTime() - from)
  }
  const { rows } = await sql<{ bytes: number }>`select sum(length(body)) as bytes from version`.execute(db)
  await sql`pragma wal_checkpoint(TRUNCATE)`.execute(db)
  const file = fs.statSync(sqliteFile(dataDir)).size - empty
  await db.destroy()
  return { body: Number(rows[0]?.bytes), file, adding, reading }
}

/** The same texts as commits, packed as hard as git can. */
function storeGit(folder: string, count: number) {
  fs.mkdirSync(folder)
  const git = (args: string[], input?: string) => {
    const done = spawnSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, ...(input === undefined ? {} : { input }) })
    if (done.status !== 0) throw new Error(`git ${args[0]}: ${done.stderr}`)
    return done.stdout
  }
  git(['init', '-q', '-b', 'main'])
  let stream = ''
  let seq = 0
  for (const text of drafts(count)) {
    const message = `第${++seq}稿`
    stream += `commit refs/heads/main\ncommitter a <a@b> ${1_790_000_000 + seq} +0800\ndata ${Buffer.byteLength(message)}\n${message}\n`
    stream += `M 100644 inline draft.md\ndata ${Buffer.byteLength(text)}\n${text}\n`
  }
  git(['fast-import', '--quiet'], stream)
  git(['gc', '-q', '--aggressive', '--prune=now'])
  const packs = path.join(folder, '.git', 'objects', 'pack')
  const size = (ending: string) =>
    fs
      .readdirSync(packs)
      .filter(name => name.endsWith(ending))
      .reduce((sum, name) => sum + fs.statSync(path.join(packs, name)).size, 0)
  const reading: number[] = []
  for (let back = 0; back < count; back += Math.ceil(count / 10)) {
    const from = performance.now()
    git(['show', `main~${back}:draft.md`])
    reading.push(performance.now() - from)
  }
  return { pack: size('.pack'), gitReading: reading }
}

/** Milliseconds of processor time: on a machine with other work they hold, where milliseconds on the wall do not. */
const processorTime = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const sorted = (times: readonly number[]) => [...times].sort((a, b) => a - b)
const quantile = (times: readonly number[], part: number) => sorted(times)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
const ms = (time: number) => `${time.toFixed(2)} ms`

type Measured = Awaited<ReturnType<typeof measure>>

const sizes = process.argv.includes('--quick') ? [1] : [1, 4, 16]
const measured: Measured[] = []
for (const scale of sizes) {
  const one = await measure(VERSIONS * scale)
  measured.push(one)
  const { count, body, file, pack, adding, reading, gitReading } = one
  const each = (bytes: number) => Math.round(bytes / count)
  process.stdout.write(
    `storage ${count} versions: ${each(body)} bytes a version, git's pack ${each(pack)} (${(body / pack).toFixed(2)}×); ` +
      `whole database ${each(file)} (${(file / pack).toFixed(2)}×)\n` +
      `  any text back (processor time): median ${ms(quantile(reading, 0.5))}, p99 ${ms(quantile(reading, 0.99))}; git show (a process) ${ms(quantile(gitReading, 0.5))}\n` +
      `  a version added (processor time, commit to the disk included): median ${ms(quantile(adding, 0.5))}, p99 ${ms(quantile(adding, 0.99))}\n`
  )
}
const [least, most] = [measured[0], measured.at(-1)]
if (least && most && least !== most) {
  const exponent = (value: (one: Measured) => number) =>
    (Math.log(value(most) / value(least)) / Math.log(most.count / least.count)).toFixed(2)
  const total = ({ adding }: Measured) => adding.reduce((sum, time) => sum + time, 0)
  process.stdout.write(
    `  growth: bytes ${exponent(one => one.body)}, adding all ${exponent(total)}, reading one ${exponent(one => quantile(one.reading, 0.5))}\n`
  )
}

/**
 * What the database promises when the process, the power or the disk fails, tried on a program that saves versions as fast as it can:
 * what it acknowledged is there afterwards, exactly once, and nothing is half there. Linux alone; `full` needs root, `power` a C compiler.
 *
 *   tsx scripts/faults.ts [kill|power|full] [rounds]      all three, 20 rounds each, when nothing is named
 */
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openDatabase, snapshot } from '../server/store/database.ts'
import { verifyStore } from '../server/store/verify.ts'

const WRITER = path.resolve(import.meta.dirname, '../server/store/testing-writer.ts')
const SEED = 20261124

interface Outcome {
  readonly acknowledged: number
  readonly lost: number
  readonly findings: readonly string[]
}

/** Numbers between 0 and 1, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Lets the writer run until it has acknowledged something and so many milliseconds more, kills it, and gives what it said. */
function killedAfter(wait: number, args: readonly string[], env: Record<string, string> = {}): Promise<string[]> {
  return new Promise(resolve => {
    const writer = spawn(process.execPath, [WRITER, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } })
    let said = ''
    writer.stdout.once('data', () => setTimeout(() => writer.kill('SIGKILL'), wait))
    writer.stdout.on('data', chunk => {
      said += chunk
    })
    writer.on('close', () => resolve(said.split('\n').slice(0, -1)))
  })
}

/** Holds what was acknowledged against what a data folder has. */
async function outcome(dataDir: string, acknowledged: readonly string[]): Promise<Outcome> {
  const findings: string[] = []
  try {
    const db = await openDatabase({ databaseUrl: null, dataDir })
    await snapshot(db, reading => verifyStore(reading, finding => findings.push(finding)))
    const rows = await db.selectFrom('version').select(['document', 'seq', 'sha256']).execute()
    await db.destroy()
    const kept = new Set(rows.map(({ document, seq, sha256 }) => `${document} ${seq} ${sha256}`))
    return { acknowledged: acknowledged.length, lost: acknowledged.filter(line => !kept.has(line)).length, findings }
  } catch (error) {
    return { acknowledged: acknowledged.length, lost: acknowledged.length, findings: [...findings, String(error)] }
  }
}

async function kill(folder: string, rounds: number): Promise<boolean> {
  const random = chance(SEED)
  const said: string[] = []
  for (let round = 0; round < rounds; round++) said.push(...(await killedAfter(random() * 500, [folder])))
  return told(`kill -9, ${rounds} times`, await outcome(folder, said))
}

/** Each cut begins on a fresh folder; afterwards only what was synced is left. The mutant without FULL must lose something. */
async function power(folder: string, rounds: number): Promise<boolean> {
  const shim = path.join(folder, 'power-cut.so')
  const made = spawnSync('cc', ['-shared', '-fPIC', '-o', shim, path.resolve(import.meta.dirname, 'faults/power-cut.c'), '-ldl'], {
    stdio: 'inherit'
  })
  if (made.status !== 0) return skipped('power cut', 'no C compiler')
  const cut = async (synchronous: string) => {
    const random = chance(SEED)
    const total = { acknowledged: 0, lost: 0, findings: [] as string[] }
    for (let round = 0; round < rounds; round++) {
      const [live, synced] = [path.join(folder, `live-${synchronous}-${round}`), path.join(folder, `synced-${synchronous}-${round}`)]
      for (const one of [live, synced]) fs.mkdirSync(one)
      const said = await killedAfter(random() * 500, [live, synchronous], { LD_PRELOAD: shim, LIVE: live, SYNCED: synced })
      const { acknowledged, lost, findings } = await outcome(synced, said)
      total.acknowledged += acknowledged
      total.lost += lost
      total.findings.push(...findings)
      for (const one of [live, synced]) fs.rmSync(one, { recursive: true, force: true })
    }
    return total
  }
  const held = told(`power cut, ${rounds} times`, await cut('FULL'))
  const mutant = await cut('NORMAL')
  process.stdout.write(`  the mutant with synchronous=NORMAL: ${mutant.lost} of ${mutant.acknowledged} lost\n`)
  if (mutant.lost === 0) process.stdout.write('  the mutant lost nothing: this test proves nothing\n')
  return held && mutant.lost > 0
}

/** A disk that fills up while the writer writes, and is freed again: it says so, goes on by itself, and nothing is lost. */
async function full(folder: string): Promise<boolean> {
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'ignore' })
  if (mounted.status !== 0) return skipped('disk full', 'no right to mount')
  try {
    const dataDir = path.join(folder, 'data')
    const writer = spawn(process.execPath, [WRITER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    writer.stdout.on('data', chunk => {
      said += chunk
    })
    const until = async (holds: () => boolean) => {
      for (let tries = 0; tries < 600 && !holds(); tries++) await new Promise(resolve => setTimeout(resolve, 50))
      return holds()
    }
    await until(() => said.split('\n').length > 20)
    const ballast = path.join(folder, 'ballast')
    spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' })
    const complained = await until(() => said.includes('full'))
    fs.rmSync(ballast, { force: true })
    const before = said.length
    const wentOn = await until(() => /[0-9a-f]{64}\n/.test(said.slice(before)))
    writer.kill('SIGKILL')
    await new Promise(resolve => writer.on('close', resolve))
    const held = told(
      'disk full',
      await outcome(
        dataDir,
        said
          .split('\n')
          .slice(0, -1)
          .filter(line => line !== 'full')
      )
    )
    process.stdout.write(`  said so: ${complained}; went on when there was room, without a restart: ${wentOn}\n`)
    return held && complained && wentOn
  } finally {
    spawnSync('umount', [folder], { stdio: 'inherit' })
  }
}

/** With nothing lost in n the rate is below 3/n with 95 % certainty. */
function told(what: string, { acknowledged, lost, findings }: Outcome): boolean {
  const bound = lost === 0 && acknowledged > 0 ? ` (below ${((3 / acknowledged) * 100).toFixed(2)} % with 95 % certainty)` : ''
  process.stdout.write(
    `${what}: ${lost} of ${acknowledged} acknowledged versions lost${bound}, ${findings.length} findings, seed ${SEED}\n`
  )
  for (const finding of findings.slice(0, 5)) process.stdout.write(`  ${finding}\n`)
  return lost === 0 && findings.length === 0 && acknowledged > 0
}

function skipped(what: string, why: string): boolean {
  process.stdout.write(`${what}: skipped, ${why}\n`)
  return true
}

const [which, rounds = '20'] = process.argv.slice(2)
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-faults-'))
let held = true
try {
  for (const [name, fault] of Object.entries({ kill, power, full })) {
    if (which !== undefined && which !== name) continue
    const place = path.join(folder, name)
    fs.mkdirSync(place)
    held = (await fault(place, Number(rounds))) && held
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true })
}
process.exitCode = held ? 0 : 1

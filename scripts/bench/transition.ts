/**
 * One step of a bill over HTTP, signed in, authorised and checked by its definition, against the bare write of its rows: the bill's new state and
 * the event, in one transaction on the same tables of a database that is as safe; and against bare Fastify that writes the same rows when it is asked
 * over the same wire, which is what HTTP itself costs. Prints figures; decides nothing.
 */
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import { load, post, startService } from './service.ts'

const BILLS = 400
const ROUNDS = 3

/** Microseconds of processor time of the server's thread, and microseconds that pass on the clock, for one. */
interface Cost {
  readonly work: number
  readonly passed: number
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-bench-'))
const ours = await ourServer()
try {
  await drive() // warm
  for (let round = 0; round < ROUNDS; round++) {
    const rows = bareRows()
    const bare = bareWrites(rows)
    const wire = await bareRoute(rows)
    rows.close()
    const step = await drive()
    const against = (name: string, peer: Cost) =>
      `${name} ${shown(peer)} (${(step.work / peer.work).toFixed(2)}× of work, ${(step.passed / peer.passed).toFixed(2)}× on the clock)`
    process.stdout.write(
      `a step of a bill ${shown(step)}; ${against('its bare rows', bare)}, goal 3; ${against('the same rows by bare Fastify', wire)}\n`
    )
  }
} finally {
  await ours.close()
  fs.rmSync(folder, { recursive: true, force: true })
}

function shown({ work, passed }: Cost): string {
  return `${work.toFixed(0)} µs of work, ${passed.toFixed(0)} µs on the clock`
}

/** Files bills, and takes the first step of each over one connection. */
async function drive(): Promise<Cost> {
  return driven(ours.port, await ours.steps())
}

async function driven(port: number, requests: readonly string[]): Promise<Cost> {
  const figures = await load({ port, requests, connections: 1, count: BILLS })
  if (figures.statuses['201'] !== BILLS) throw new Error(`not every step was taken: ${JSON.stringify(figures.statuses)}`)
  return { work: figures.work, passed: 1e6 / figures.rate }
}

type Row = Readonly<Record<string, unknown>>

/** The rows of the last steps, and a database of the same tables that writes them by statements which are prepared once and know nothing of any rule. */
function bareRows() {
  const file = path.join(folder, 'bare.sqlite')
  fs.rmSync(file, { force: true })
  const source = new Database(path.join(folder, 'ours', 'facheng.db'), { readonly: true })
  const tables = source
    .prepare("select sql from sqlite_master where tbl_name in ('bill', 'event') and sql is not null")
    .pluck()
    .all() as string[]
  const bills = source.prepare('select * from bill order by id desc limit ?').all(BILLS) as Row[]
  const events = source.prepare("select * from event where kind = 'billAdvanced' order by seq desc limit ?").all(BILLS) as Row[]
  source.close()
  const db = new Database(file)
  // As the service's own connection: a commit is on the disk before it is acknowledged.
  for (const pragma of ['journal_mode = wal', 'synchronous = full', 'secure_delete = on', 'foreign_keys = off']) db.pragma(pragma)
  for (const sql of tables) db.exec(sql)
  const insert = (table: string, row: Row) => {
    const names = Object.keys(row)
    return db.prepare(
      `insert into ${table} (${names.map(name => `"${name}"`).join(', ')}) values (${names.map(name => `@${name}`).join(', ')})`
    )
  }
  const [bill, event] = [bills[0], events[0]]
  if (!bill || !event || events.length < BILLS) throw new Error('nothing was done yet')
  const add = insert('bill', bill)
  for (const row of bills) add.run(row)
  const columns = Object.keys(bill).filter(name => !['id', 'createdAt', 'created_at'].includes(name))
  const update = db.prepare(`update bill set ${columns.map(name => `"${name}" = @${name}`).join(', ')} where id = @id`)
  const log = insert('event', event)
  const written = db.transaction((at: number, seq: number) => {
    update.run(bills[at])
    log.run({ ...events[at], seq })
    return bills[at]
  })
  let seq = 0
  return { write: (at: number) => written.immediate(at, ++seq), close: () => db.close() }
}

function bareWrites({ write }: ReturnType<typeof bareRows>): Cost {
  const from = performance.now()
  const start = process.threadCpuUsage()
  for (let at = 0; at < BILLS; at++) write(at)
  const { user, system } = process.threadCpuUsage(start)
  return { work: (user + system) / BILLS, passed: ((performance.now() - from) * 1000) / BILLS }
}

async function bareRoute({ write }: ReturnType<typeof bareRows>): Promise<Cost> {
  const app = Fastify()
  app.post<{ Params: { at: string } }>('/bills/:at/events', (request, reply) => reply.code(201).send(write(Number(request.params.at))))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const requests = Array.from({ length: BILLS }, (_, at) => post(`/bills/${at}/events`, '', { event: 'apply', note: '请予立项' }))
  try {
    return await driven((app.server.address() as AddressInfo).port, requests)
  } finally {
    await app.close()
  }
}

async function ourServer() {
  const { port, make, close, authorization } = await startService(path.join(folder, 'ours'))
  const wish = { title: '某市停车管理条例', kind: 'enact', workflow: 'municipal-regulation', draftingUnit: '市司法局' }
  const steps = async (): Promise<string[]> => {
    const made: string[] = []
    for (let at = 0; at < BILLS; at++) {
      const id = await make('/api/v1/bills', wish)
      const document = await make(`/api/v1/bills/${id}/documents`, { kind: 'projectApplication' })
      await make(`/api/v1/documents/${document}/versions`, { text: '申请立项。\n', message: '申请', parent: null })
      made.push(post(`/api/v1/bills/${id}/lifecycle/events`, authorization, { event: 'apply', note: '请予立项' }))
    }
    return made
  }
  return { port, steps, close }
}

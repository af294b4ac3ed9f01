/**
 * Over HTTP, signed in and authorised: reading a bill, reading it again by its ETag, and a new version of its draft; against bare Fastify that
 * answers with one row of better-sqlite3. All in one process, with the client in a thread. Prints figures; decides nothing.
 */
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import { v7 } from 'uuid'
import { buildApp } from '../../server/app.ts'
import { addAccount } from '../../server/people/accounts.ts'
import { issueToken } from '../../server/people/tokens.ts'
import { openDatabase } from '../../server/store/database.ts'
import type { HttpFigures, HttpLoad } from './http-client.ts'
import { sampleLaw } from './sample.ts'

const CONNECTIONS = 8
const READS = 6_000
const WRITES = 600

/** With the microseconds of processor time that the server's thread took for one: other programs on the machine do not count. */
type Measured = HttpFigures & { readonly work: number }

interface Peer {
  readonly port: number
  readonly close: () => Promise<unknown>
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-bench-'))
const bare = await bareServer()
const ours = await ourServer()
try {
  await load(bare.port, [get('/bills/1')], READS)
  await load(ours.port, [get(ours.bill, ours.authorization)], READS)
  const row = await load(bare.port, [get('/bills/1')], READS)
  const read = await load(ours.port, [get(ours.bill, ours.authorization)], READS)
  const cached = await load(ours.port, [get(ours.bill, `${ours.authorization}If-None-Match: ${ours.etag}\r\n`)], READS)
  // One connection: a version names the one before it, so the next can only be sent when the last is there.
  const write = await load(ours.port, ours.versions, WRITES, 1)
  print('a bare row', row, row)
  print('a bill, signed in', read, row, 'goal 0.85, p99 1.5')
  print('a bill by its ETag', cached, row, 'goal 1.5')
  const alone = await load(ours.port, [get(ours.bill, ours.authorization)], READS, 1)
  print('a new version (against reading a bill, one connection)', write, alone, 'goal 0.7')
} finally {
  await bare.close()
  await ours.close()
  fs.rmSync(folder, { recursive: true, force: true })
}

function get(address: string, headers = ''): string {
  return `GET ${address} HTTP/1.1\r\nHost: bench\r\n${headers}\r\n`
}

function post(address: string, headers: string, body: unknown): string {
  const json = JSON.stringify(body)
  const length = Buffer.byteLength(json)
  return `POST ${address} HTTP/1.1\r\nHost: bench\r\n${headers}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${json}`
}

function print(name: string, found: Measured, peer: Measured, goal = ''): void {
  const ratio = `${(found.rate / peer.rate).toFixed(2)}× · p99 ${(found.p99 / peer.p99).toFixed(1)}×`
  const work = `${found.work.toFixed(0)} µs of work (${(peer.work / found.work).toFixed(2)}×)`
  const figures = `${work}, ${found.rate.toFixed(0)} a second, p99 ${found.p99.toFixed(1)} ms`
  process.stdout.write(`${name}: ${figures} (${ratio})${goal && `, ${goal}`} ${JSON.stringify(found.statuses)}\n`)
}

async function load(port: number, requests: readonly string[], count: number, connections = CONNECTIONS): Promise<Measured> {
  const workerData: HttpLoad = { port, requests, connections, count }
  const worker = new Worker(new URL('./http-client.ts', import.meta.url), { workerData })
  const start = process.threadCpuUsage()
  const figures = await new Promise<HttpFigures>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  const { user, system } = process.threadCpuUsage(start)
  return { ...figures, work: (user + system) / count }
}

async function bareServer(): Promise<Peer> {
  const db = new Database(path.join(folder, 'bare.sqlite'))
  db.exec('create table bill (id integer primary key, title text)')
  db.prepare('insert into bill values (1, ?)').run('某市停车管理条例')
  const find = db.prepare('select * from bill where id = ?')
  const app = Fastify()
  app.get<{ Params: { id: string } }>('/bills/:id', request => find.get(Number(request.params.id)))
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() }
}

async function ourServer() {
  const location = { databaseUrl: null, dataDir: path.join(folder, 'ours') }
  const db = await openDatabase(location)
  const services = { ...location, db, now: () => new Date(), newId: () => v7(), workflowsDir: path.resolve('workflows') }
  const app = await buildApp(services, { logLevel: 'fatal', sessionSecret: 'only for benches, and long enough for it' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const account = await addAccount(services, null, { name: 'bench', role: 'staff', password: null })
  const { token } = await issueToken(services, null, account.id)
  const headers = { authorization: `Bearer ${token}` }
  const make = async (url: string, payload: object) =>
    (await app.inject({ method: 'POST', url, headers, payload })).json<{ readonly id: string }>().id
  const id = await make('/api/v1/bills', { title: '某市停车管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const document = await make(`/api/v1/bills/${id}/documents`, { kind: 'draft' })
  const bill = `/api/v1/bills/${id}`
  const etag = String((await app.inject({ url: bill, headers })).headers['etag'] ?? '')
  const authorization = `Authorization: Bearer ${token}\r\n`
  const versions = Array.from({ length: WRITES }, (_, at) =>
    post(`/api/v1/documents/${document}/versions`, authorization, {
      text: sampleLaw(60).replace('第一条', `第一条 第${at}稿`),
      message: '改',
      parent: at === 0 ? null : at
    })
  )
  const { port } = app.server.address() as AddressInfo
  const close = async () => {
    await app.close()
    await db.destroy()
  }
  return { port, bill, etag, authorization, versions, close }
}

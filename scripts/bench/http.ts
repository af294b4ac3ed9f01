/**
 * Over HTTP, signed in and authorised: reading a bill, a version that the program knows by its ETag, and a new version; against bare Fastify that
 * answers with one row of better-sqlite3, or writes the text whole with its hash, on the disk before it answers. All in one process, with the
 * client in a thread. Prints figures; decides nothing.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import { sampleLaw } from './sample.ts'
import { get, load, type Measured, post, startService } from './service.ts'

const CONNECTIONS = 8
const READS = 6_000
const WRITES = 600

interface Peer {
  readonly port: number
  readonly close: () => Promise<unknown>
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-bench-'))
const bare = await bareServer()
const ours = await ourServer()
try {
  const bill = [get(ours.bill, ours.authorization)]
  const row = await drive(bare.port, [get('/bills/1')], READS)
  await drive(ours.port, bill, READS)
  const read = await drive(ours.port, bill, READS)
  const alone = await drive(ours.port, bill, READS, 1)
  // One connection: a version names the one before it, so the next can only be sent when the last is there.
  const write = await drive(ours.port, ours.versions, WRITES, 1)
  const written = await drive(bare.port, ours.bareVersions, WRITES, 1)
  const known = await drive(ours.port, [get(ours.version, `${ours.authorization}If-None-Match: ${ours.etag()}\r\n`)], READS)
  print('a bare row', row, row)
  print('a bill, signed in', read, row, 'goal 0.85, p99 1.5')
  print('a version that the program knows, by its ETag', known, row, 'goal 1.5')
  print('a new version (against reading a bill, one connection)', write, alone, 'goal 0.7')
  print('a new version (against its text written by bare Fastify)', write, written)
} finally {
  await bare.close()
  await ours.close()
  fs.rmSync(folder, { recursive: true, force: true })
}

function print(name: string, found: Measured, peer: Measured, goal = ''): void {
  const ratio = `${(found.rate / peer.rate).toFixed(2)}× · p99 ${(found.p99 / peer.p99).toFixed(1)}×`
  const work = `${found.work.toFixed(0)} µs of work (${(peer.work / found.work).toFixed(2)}×)`
  const figures = `${work}, ${found.rate.toFixed(0)} a second, p99 ${found.p99.toFixed(1)} ms`
  process.stdout.write(`${name}: ${figures} (${ratio})${goal && `, ${goal}`} ${JSON.stringify(found.statuses)}\n`)
}

function drive(port: number, requests: readonly string[], count: number, connections = CONNECTIONS): Promise<Measured> {
  return load({ port, requests, connections, count })
}

async function bareServer(): Promise<Peer> {
  const db = new Database(path.join(folder, 'bare.sqlite'))
  for (const pragma of ['journal_mode = wal', 'synchronous = full', 'secure_delete = on']) db.pragma(pragma)
  db.exec('create table bill (id integer primary key, title text); create table version (sha256 text, text text)')
  db.prepare('insert into bill values (1, ?)').run('某市停车管理条例')
  const find = db.prepare('select * from bill where id = ?')
  const app = Fastify()
  app.get<{ Params: { id: string } }>('/bills/:id', request => find.get(Number(request.params.id)))
  const add = db.prepare('insert into version values (?, ?)')
  app.post<{ Body: { text: string } }>('/versions', (request, reply) => {
    const sha256 = createHash('sha256').update(request.body.text).digest('hex')
    add.run(sha256, request.body.text)
    return reply.code(201).send({ sha256 })
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() }
}

async function ourServer() {
  const { port, make, close, authorization } = await startService(path.join(folder, 'ours'))
  const id = await make('/api/v1/bills', { title: '某市停车管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const document = await make(`/api/v1/bills/${id}/documents`, { kind: 'draft' })
  const texts = Array.from({ length: WRITES }, (_, at) => sampleLaw(60).replace('第一条', `第一条 第${at}稿`))
  const versions = texts.map((text, at) =>
    post(`/api/v1/documents/${document}/versions`, authorization, { text, message: '改', parent: at === 0 ? null : at })
  )
  const bareVersions = texts.map((text, at) => post('/versions', '', { text, message: '改', parent: at === 0 ? null : at }))
  const etag = () =>
    `"${createHash('sha256')
      .update(texts[0] ?? '')
      .digest('hex')}-"`
  return {
    port,
    close,
    authorization,
    versions,
    bareVersions,
    etag,
    bill: `/api/v1/bills/${id}`,
    version: `/api/v1/documents/${document}/versions/1`
  }
}

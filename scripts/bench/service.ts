/** The whole service in this process, and how much work a request of a signed-in program is for it: what the benches over HTTP share. */
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { v7 } from 'uuid'
import { buildApp } from '../../server/app.ts'
import { addAccount } from '../../server/people/accounts.ts'
import { issueToken } from '../../server/people/tokens.ts'
import { openDatabase } from '../../server/store/database.ts'
import type { HttpFigures, HttpLoad } from './http-client.ts'

/** With the microseconds of processor time that the server's thread took for one: other programs on the machine do not count. */
export type Measured = HttpFigures & { readonly work: number }

/** Sends requests over the wire from a thread of its own, in turn, until `count` were answered. */
export async function load(wish: HttpLoad): Promise<Measured> {
  const worker = new Worker(new URL('./http-client.ts', import.meta.url), { workerData: wish })
  const start = process.threadCpuUsage()
  const figures = await new Promise<HttpFigures>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  const { user, system } = process.threadCpuUsage(start)
  return { ...figures, work: (user + system) / wish.count }
}

export const get = (address: string, headers = ''): string => `GET ${address} HTTP/1.1\r\nHost: bench\r\n${headers}\r\n`

export function post(address: string, headers: string, body: unknown): string {
  const json = JSON.stringify(body)
  const length = Buffer.byteLength(json)
  return `POST ${address} HTTP/1.1\r\nHost: bench\r\n${headers}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${json}`
}

/** Starts the service over an empty SQLite file, with one member of staff who has a token. Late answers are not refused: lateness is what is measured. */
export async function startService(dataDir: string) {
  const location = { databaseUrl: null, dataDir }
  const db = await openDatabase(location)
  const services = { ...location, db, now: () => new Date(), newId: () => v7(), workflowsDir: path.resolve('workflows') }
  const app = await buildApp(services, { logLevel: 'fatal', sessionSecret: 'only for benches, and long enough for it', eventLoopDelay: 0 })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const account = await addAccount(services, null, { name: 'bench', role: 'staff', password: null })
  const { token } = await issueToken(services, null, account.id)
  const authorization = `Bearer ${token}`
  /** Makes something without the wire. @returns its id */
  const make = async (url: string, payload: object): Promise<string> =>
    (await app.inject({ method: 'POST', url, headers: { authorization }, payload })).json<{ readonly id: string }>().id
  const close = async () => {
    await app.close()
    await db.destroy()
  }
  return { app, make, close, port: (app.server.address() as AddressInfo).port, authorization: `Authorization: ${authorization}\r\n` }
}

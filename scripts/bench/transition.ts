/**
 * One step of a bill over HTTP, signed in, authorised and checked by its definition, against the bare write of its rows: the bill's new state and
 * the event, in one transaction on the same tables of a database of the same kind. Prints figures; decides nothing.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { load, post, startService } from './service.ts'

const BILLS = 400
const ROUNDS = 3

/** Microseconds of processor time of the server's thread, and milliseconds that pass on the clock, for one. */
interface Cost {
  readonly work: number
  readonly passed: number
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-bench-'))
const ours = await ourServer()
try {
  await drive() // warm
  for (let round = 0; round < ROUNDS; round++) {
    const bare = bareWrites()
    const step = await drive()
    const work = `${step.work.toFixed(0)} µs of work against ${bare.work.toFixed(0)} µs`
    const passed = `${(step.passed * 1000).toFixed(0)} µs against ${(bare.passed * 1000).toFixed(0)} µs on the clock`
    const ratios = `${(step.work / bare.work).toFixed(2)}× of work, ${(step.passed / bare.passed).toFixed(2)}× on the clock, goal 3`
    process.stdout.write(`a step of a bill against its bare rows: ${work}, ${passed} (${ratios})\n`)
  }
} finally {
  await ours.close()
  fs.rmSync(folder, { recursive: true, force: true })
}

/** Files bills, and takes the first step of each over one connection. */
async function drive(): Promise<Cost> {
  const requests = await ours.steps()
  const figures = await load({ port: ours.port, requests, connections: 1, count: BILLS })
  if (figures.statuses['201'] !== BILLS) throw new Error(`not every step was taken: ${JSON.stringify(figures.statuses)}`)
  return { work: figures.work, passed: 1000 / figures.rate }
}

/** The same rows again, written by statements that are prepared once and know nothing of any rule. */
function bareWrites(): Cost {
  const file = path.join(folder, 'bare.sqlite')
  fs.rmSync(file, { force: true })
  const source = new Database(path.join(folder, 'ours', 'facheng.db'), { readonly: true })
  const tables = source
    .prepare("select sql from sqlite_master where tbl_name in ('bill', 'event') and sql is not null")
    .pluck()
    .all() as string[]
  const bills = source.prepare('select * from bill order by id desc limit ?').all(BILLS) as Record<string, unknown>[]
  const events = source.prepare("select * from event where kind = 'billAdvanced' order by seq desc limit ?").all(BILLS) as Record<
    string,
    unknown
  >[]
  const pragma = (name: string) => source.pragma(name, { simple: true }) as string | number
  const db = new Database(file)
  db.pragma('journal_mode = wal')
  db.pragma(`synchronous = ${pragma('synchronous')}`)
  source.close()
  db.pragma('foreign_keys = off')
  for (const sql of tables) db.exec(sql)
  const insert = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row)
    return db.prepare(
      `insert into ${table} (${names.map(name => `"${name}"`).join(', ')}) values (${names.map(name => `@${name}`).join(', ')})`
    )
  }
  const [bill, event] = [bills[0], events[0]]
  if (!bill || !event) throw new Error('nothing was done yet')
  const add = insert('bill', bill)
  for (const row of bills) add.run(row)
  const columns = Object.keys(bill).filter(name => !['id', 'createdAt', 'created_at'].includes(name))
  const update = db.prepare(`update bill set ${columns.map(name => `"${name}" = @${name}`).join(', ')} where id = @id`)
  const log = insert('event', event)
  const write = db.transaction((at: number) => {
    update.run(bills[at])
    log.run(events[at])
  })
  const from = performance.now()
  const start = process.threadCpuUsage()
  for (let at = 0; at < Math.min(bills.length, events.length); at++) write.immediate(at)
  const { user, system } = process.threadCpuUsage(start)
  const passed = performance.now() - from
  db.close()
  return { work: (user + system) / BILLS, passed: passed / BILLS }
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

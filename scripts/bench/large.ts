/**
 * What a large house costs: 50,000 opinions as a workbook (at most 15 s and 512 MB, the event loop free), any number as CSV, and search over many
 * versions (p95 at most 300 ms). By default a tenth of it, so that `npm run bench` stays short; `BENCH_LARGE=1` for the whole. Prints figures; decides
 * nothing.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { fileBill } from '../../server/bills/file.ts'
import { addDocument } from '../../server/drafts/documents.ts'
import { saveVersion } from '../../server/drafts/save-version.ts'
import { parse, passages } from '../../server/law/index.ts'
import { addAccount } from '../../server/people/accounts.ts'
import { makeReport } from '../../server/reports/catalogue.ts'
import { startAdoptionExport } from '../../server/reports/export-job.ts'
import { streamAdoption } from '../../server/reports/stream-report.ts'
import { search } from '../../server/search/search.ts'
import { openDatabase, transaction } from '../../server/store/database.ts'
import { putPassages } from '../../server/store/search.ts'
import { makeServices } from '../../server/store/services.ts'

const WHOLE = process.env['BENCH_LARGE'] === '1'
const OPINIONS = WHOLE ? 50_000 : 5_000
/** Every version is a text of its own in the index: the worst case, for unchanged passages are kept once. */
const TEXTS = WHOLE ? 100_000 : 5_000
const ARTICLES = 60
const INDEXED = 6

const show = (what: string, value: string): void => console.log(`${what.padEnd(56)} ${value}`)
const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(2)} s`

const WORDS = '物业服务人应当按照合同约定维护绿地秩序及时清运垃圾保持楼道照明完好接受业主监督不得擅自占用公共部位从事经营活动'
const article = (at: number, seed: number) =>
  `第${numeral(at + 1)}条　${WORDS.slice((at * 7 + seed) % 30)}${WORDS.slice(0, (at * 11 + seed) % 40)}。`
const numeral = (n: number): string => {
  const digits = '〇一二三四五六七八九'
  const ten = n >= 10 ? `${n >= 20 ? digits[Math.floor(n / 10)] : ''}十` : ''
  return `${ten}${n % 10 === 0 && n >= 10 ? '' : digits[n % 10]}`
}
const law = (seed: number) => `# 临江市物业管理条例\n\n${Array.from({ length: ARTICLES }, (_, at) => `${article(at, seed)}\n\n`).join('')}`

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-bench-'))
const db = await openDatabase({ databaseUrl: null, dataDir })
const services = makeServices(db, { dataDir, workflowsDir: path.resolve('workflows') })
try {
  const account = await addAccount(services, null, { name: 'bench', displayName: '甲', role: 'staff', password: null })
  const actor = { id: account.id, name: 'bench', displayName: '甲', role: 'staff' } as const
  const bill = await fileBill(services, actor, { title: '临江市物业管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const document = await addDocument(services, actor, bill.id, { kind: 'draft' })
  await saveVersion(services, actor, document.id, { text: law(0), message: '一稿', parent: null })
  await saveVersion(services, actor, document.id, { text: law(0).replaceAll('及时', '按时'), message: '二稿', parent: 1 })
  await fillOpinions(bill.id, document.id, account.id)
  await measureExport(bill.id, actor)
  await measureSearch()
} finally {
  await db.destroy()
  fs.rmSync(dataDir, { recursive: true, force: true })
}

async function fillOpinions(billId: string, documentId: string, author: string): Promise<void> {
  const all = passages(parse(law(0))).filter(({ unit }) => unit === 'article')
  const columns = await db.introspection.getTables()
  const known = new Set(columns.find(({ name }) => name === 'opinion')?.columns.map(({ name }) => name))
  for (let at = 0; at < OPINIONS; at += 500) {
    const rows = Array.from({ length: 500 }, (_, n) => {
      const about = all[(at + n) % all.length]
      const row = {
        id: services.newId(),
        bill: billId,
        document: documentId,
        version: 1,
        article: about?.label ?? null,
        articleAt: about?.start ?? null,
        quote: null,
        prefix: '',
        suffix: '',
        quoteStart: null,
        quoteEnd: null,
        body: `第 ${at + n} 条意见：${WORDS.repeat(2)}`,
        proposal: n % 3 === 0 ? WORDS : null,
        source: 'public',
        givenBy: `市民${n}`,
        givenOn: '2026-05-13',
        status: 'submitted',
        verdict: n % 2 === 0 ? 'adopted' : null,
        reason: n % 2 === 0 ? '意见合理' : null,
        judgedBy: n % 2 === 0 ? author : null,
        judgedAt: n % 2 === 0 ? '2026-05-20T01:00:00.000Z' : null,
        author,
        createdAt: '2026-05-13T01:00:00.000Z',
        revision: 0,
        round: null,
        addressee: null,
        writtenIn: null
      }
      return Object.fromEntries(Object.entries(row).filter(([name]) => known.has(name))) as typeof row
    })
    await db
      .insertInto('opinion')
      .values(rows as never)
      .execute()
  }
}

async function measureExport(billId: string, actor: Parameters<typeof startAdoptionExport>[1]): Promise<void> {
  global.gc?.()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  const from = performance.now()
  const { job, finished } = await startAdoptionExport(services, actor, billId)
  await finished
  clearInterval(watch)
  delay.disable()
  const size = fs.statSync(path.join(dataDir, 'exports', `${job.id}.xlsx`)).size
  show(
    `${OPINIONS} opinions to XLSX (goal for 50,000: 15 s, 512 MB)`,
    `${seconds(from)}, ${(most / 1048576).toFixed(0)} MB, file ${(size / 1048576).toFixed(1)} MB`
  )
  show(
    '  event loop late while it is written, p99 · longest',
    `${(delay.percentile(99) / 1e6).toFixed(0)} ms · ${(delay.max / 1e6).toFixed(0)} ms`
  )
  const csvFrom = performance.now()
  let bytes = 0
  for await (const chunk of streamAdoption(services, await makeReport(services, 'adoption', { bill: billId }), 'csv')) bytes += chunk.length
  show(`${OPINIONS} opinions as CSV, streamed`, `${seconds(csvFrom)}, ${(bytes / 1048576).toFixed(1)} MB`)
}

async function measureSearch(): Promise<void> {
  const from = performance.now()
  for (let at = 0; at < TEXTS; at += 100) {
    await transaction(db, async trx => {
      for (let n = at; n < at + 100; n++) {
        const title = `临江市第${numeral(n % 90)}号条例`
        const own = Array.from({ length: INDEXED }, (_, one) => ({ title, label: `第${numeral(one + 1)}条`, body: article(one, n) }))
        await putPassages(trx, { kind: 'document', subject: `text-${n}` }, null, own)
      }
    })
  }
  show(`${TEXTS} texts of ${INDEXED} passages indexed`, seconds(from))
  const times: number[] = []
  const words = ['物业', '垃圾', '绿地', '楼道照明', '业主监督', '不存在的词', '物业 垃圾', '第三条', '条', '临江市']
  for (let run = 0; run < 20; run++)
    for (const q of words) {
      const begin = performance.now()
      await search(services, { q })
      times.push(performance.now() - begin)
    }
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
  show(`search over ${TEXTS} texts, p50 · p95 · p99 (goal: p95 300 ms)`, `${at(0.5)} · ${at(0.95)} · ${at(0.99)} ms`)
}

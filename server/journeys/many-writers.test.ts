/**
 * Fifty people write one text at the same time: no change that was acknowledged is lost, none stands there twice. In-process, by the acts alone; who
 * comes too late merges and saves again, as the editor does.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import t from 'tap'
import { v7 } from 'uuid'
import { Problem } from '../../schema/problems.ts'
import type { Merge } from '../../schema/working-copies.ts'
import { fileBill } from '../bills/file.ts'
import { addDocument } from '../drafts/documents.ts'
import { saveVersion } from '../drafts/save-version.ts'
import { formatNumeral, renumber } from '../law/index.ts'
import { openDatabase } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import { newestSeq, readVersion } from '../store/versions.ts'
import { resolved } from '../web/islands/editor/conflicts.ts'

t.setTimeout(600_000)

const WRITERS = 50
const TEXTS = 5
const EDITS = 10_000
const ARTICLES = 40

/** The same chances at every run. */
function chances(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const beginning = `# 某市示范条例\n\n${Array.from({ length: ARTICLES }, (_, at) => `第${formatNumeral(at + 1)}条　市人民政府应当建立第${formatNumeral(at + 1)}项制度，由有关部门组织实施。\n`).join('\n')}`

interface Writer {
  text: string
  base: number
  /** Changes since the last saving, each a word that stands nowhere else. */
  fresh: string[]
}

const words = (text: string): string[] => text.match(/〔\d+〕/g) ?? []

/** Writes a word into an article, or a new article with it; now and then all is renumbered. */
function edit(writer: Writer, word: string, chance: (below: number) => number): void {
  const lines = writer.text.split('\n')
  const articles = lines.flatMap((line, at) => (line.startsWith('第') ? [at] : []))
  const at = articles[chance(articles.length)] ?? 0
  const line = lines[at] ?? ''
  if (chance(25) === 0) lines.splice(at, 0, `第${formatNumeral(1)}条　新增一项${word}规定。`, '')
  else {
    const place = 6 + chance(Math.max(line.length - 7, 1))
    const inside = line.slice(0, place).lastIndexOf('〔')
    const safe = inside >= 0 && line.slice(inside, place).indexOf('〕') < 0 ? inside : place
    lines[at] = line.slice(0, safe) + word + line.slice(safe)
  }
  writer.text = chance(40) === 0 ? renumber(lines.join('\n')) : lines.join('\n')
  writer.fresh.push(word)
}

/** Both changed one paragraph: the person takes the newest wording and writes his own words into it. */
const decide = (merge: Merge, fresh: readonly string[]): string =>
  resolved(
    merge,
    merge.conflicts.map(({ yours, newest }) => {
      const missing = words(yours).filter(word => fresh.includes(word) && !newest.includes(word))
      return missing.length === 0 ? newest : newest === '' ? yours : newest.replace(/\n*$/, ending => missing.join('') + ending)
    })
  )

async function save(services: Services, document: string, writer: Writer): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      const { seq } = await saveVersion(services, null, document, { text: writer.text, message: '', parent: writer.base })
      Object.assign(writer, { base: seq, fresh: [] })
      return tries
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'stale-parent') throw error
      const { newest, merge } = error.extra as { newest: number; merge: Merge }
      Object.assign(writer, { base: newest, text: decide(merge, writer.fresh) })
    }
  }
}

t.test('50 writers, 10,000 edits: none lost, none doubled', async t => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-writers-'))
  const db = await openDatabase({ databaseUrl: null, dataDir })
  t.teardown(async () => {
    await db.destroy()
    fs.rmSync(dataDir, { recursive: true, force: true })
  })
  const workflowsDir = path.resolve(import.meta.dirname, '../../workflows')
  const services: Services = { db, now: () => new Date('2026-11-24T01:00:00Z'), newId: () => v7(), dataDir, workflowsDir }
  const chance = chances(20_261_124)
  let late = 0
  for (let text = 0; text < TEXTS; text++) {
    const bill = await fileBill(services, null, { title: `某市示范条例${text}`, kind: 'enact', workflow: 'municipal-regulation' })
    const { id } = await addDocument(services, null, bill.id, { kind: 'draft' })
    await saveVersion(services, null, id, { text: beginning, message: '', parent: null })
    const writers: Writer[] = Array.from({ length: WRITERS }, () => ({ text: beginning, base: 1, fresh: [] }))
    let written = 0
    while (written < EDITS / TEXTS) {
      const busy = new Set(Array.from({ length: 5 }, () => writers[chance(WRITERS)]))
      for (const writer of busy)
        for (let more = 1 + chance(20); more > 0 && writer && written < EDITS / TEXTS; more--) edit(writer, `〔${written++}〕`, chance)
      const tries = await Promise.all([...busy].map(writer => (writer ? save(services, id, writer) : 0)))
      late += tries.filter(count => count > 1).length
    }
    const newest = (await newestSeq(db, id)) ?? 0
    const found = words((await readVersion(db, id, newest)).text)
    t.equal(found.length, EDITS / TEXTS, `text ${text}: none doubled`)
    t.equal(new Set(found).size, EDITS / TEXTS, `text ${text}: none lost`)
  }
  t.ok(late > 500, `${late} savings came too late and were merged`)
})

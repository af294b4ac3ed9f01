/** 公文 measures (GB/T 9704—2012) as LibreOffice sets them: margins, 22 lines of 28 characters, the page number. Skipped where it is not installed. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import t, { type Test } from 'tap'
import { parse } from '../law/index.ts'
import { docxTable } from './docx-table.ts'
import { officialDocx } from './official-docx.ts'
import { reportDocx } from './report-docx.ts'
import type { Table } from './table.ts'
import { xlsx } from './xlsx.ts'
import { xlsxStream } from './xlsx-stream.ts'

const MM = 72 / 25.4
/** A paragraph without punctuation: no mark is pushed over the margin, no line is a character short. */
const WORDS = '为了规范口袋公园的建设和管理改善人居环境根据有关法律法规结合本市实际制定本条例'.repeat(4)
const LAW = `# 临江市口袋公园管理条例\n\n${Array.from({ length: 30 }, (_, at) => `第${'一二三四五六七八九十'[at % 10]}百条　${WORDS}\n\n`).join('')}`

const ROWS: Table = {
  title: '进展情况表',
  note: '统计截至2026年5月13日',
  columns: [
    { title: '名称', kind: 'text', width: 20 },
    { title: '日期', kind: 'date', width: 12 },
    { title: '条数', kind: 'number', width: 8 }
  ],
  rows: [
    ['=1+1', { date: '2026-05-31' }, 7],
    ['+SUM(A1:A9)', { date: '2026-06-01' }, -2],
    ['-3', null, 0],
    ['@cmd', null, null]
  ]
}

function has(...programs: readonly string[]): boolean {
  try {
    for (const program of programs) execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const office = has('soffice', 'pdftotext')
const skip = office ? false : 'soffice or pdftotext is not installed'

/** Runs work in a folder of its own, with an office profile of its own: two tests at once would share one. */
function withFolder(work: (convert: (file: string, bytes: Uint8Array, to: string) => string) => void): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-office-'))
  try {
    work((file, bytes, to) => {
      const source = path.join(folder, file)
      fs.writeFileSync(source, bytes)
      const profile = `-env:UserInstallation=file://${path.join(folder, 'profile')}`
      execFileSync('soffice', [profile, '--headless', '--convert-to', to, '--outdir', folder, source], {
        stdio: 'ignore',
        timeout: 120_000
      })
      return path.join(folder, `${path.parse(file).name}.${to.split(':')[0]}`)
    })
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

interface Line {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly text: string
}

/** The lines of one page, in points. */
function linesOf(pdf: string, page: number): Line[] {
  const xml = execFileSync('pdftotext', ['-f', String(page), '-l', String(page), '-bbox-layout', pdf, '-'], { encoding: 'utf8' })
  return [...xml.matchAll(/<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([\s\S]*?)<\/line>/g)].map(
    ([, left, top, right, inner = '']) => ({
      left: Number(left),
      right: Number(right),
      top: Number(top),
      text: [...inner.matchAll(/<word[^>]*>([^<]*)</g)].map(([, word]) => word).join('')
    })
  )
}

function measures(t: Test, pdf: string, page: number): void {
  const lines = linesOf(pdf, page)
  const number = lines.at(-1)
  t.match(number?.text, new RegExp(`^—${page}—$`), '— 1 —')
  const tops = new Set(lines.slice(0, -1).map(({ top }) => Math.round(top)))
  t.equal(tops.size, 22, '22 lines')
  const full = lines.filter(({ right }) => right > 510)
  t.ok(full.length > 10)
  t.same(
    new Set(full.filter(({ left, text }) => left < 85 && !text.startsWith('第')).map(({ text }) => text.length)),
    new Set([28]),
    '28 characters'
  )
  const left = Math.min(...lines.map(line => line.left)) / MM
  const right = 210 - Math.max(...lines.map(line => line.right)) / MM
  const top = Math.min(...lines.map(line => line.top)) / MM
  t.ok(Math.abs(left - 28) <= 1, `订口 ${left.toFixed(2)} mm`)
  t.ok(Math.abs(right - 26) <= 1, `切口 ${right.toFixed(2)} mm`)
  // The first line's characters stand in the middle of its height.
  t.ok(Math.abs(top - 37) <= 3, `天头 ${top.toFixed(2)} mm`)
}

t.test('a regulation as a paper', { skip }, async t => {
  const docx = await officialDocx(parse(LAW))
  withFolder(convert => measures(t, convert('law.docx', docx, 'pdf'), 3))
})

t.test('a report as a paper', { skip }, async t => {
  const matters = Array.from({ length: 30 }, (_, at) => ({ title: `第${at + 1}件`, problem: WORDS, next: WORDS }))
  const docx = await reportDocx({ table: ROWS, note: '2026年', figures: [{ title: '项目', value: 4, unit: '件' }], chart: null, matters })
  withFolder(convert => measures(t, convert('report.docx', docx, 'pdf'), 2))
})

t.test('every file opens, and no cell becomes a formula', { skip }, async t => {
  const files: Record<string, Uint8Array> = {
    'table.xlsx': await xlsx(ROWS),
    'stream.xlsx': streamed(),
    'table.docx': await docxTable(ROWS)
  }
  withFolder(convert => {
    for (const [name, bytes] of Object.entries(files)) {
      if (name.endsWith('.docx')) {
        t.ok(fs.statSync(convert(name, bytes, 'pdf')).size > 1_000, name)
        continue
      }
      const csv = fs.readFileSync(convert(name, bytes, 'csv'), 'utf8')
      for (const text of ['=1+1', '+SUM(A1:A9)', '-3', '@cmd', '2026-05-31']) t.ok(csv.includes(text), `${name}: ${text}`)
    }
  })
})

function streamed(): Uint8Array {
  const parts: Uint8Array[] = []
  const stream = xlsxStream(ROWS, bytes => void parts.push(bytes))
  for (const row of ROWS.rows) stream.rows([row])
  stream.end()
  return Buffer.concat(parts)
}

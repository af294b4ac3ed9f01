import { strFromU8, unzipSync } from 'fflate'
import t from 'tap'
import { csv } from './csv.ts'
import { docxTable } from './docx-table.ts'
import { markdownTable } from './markdown-table.ts'
import { chartPicture } from './report-chart.ts'
import { reportDocx } from './report-docx.ts'
import type { Table } from './table.ts'
import { xlsx } from './xlsx.ts'

/** One contract for all writers: every title of every row arrives, nothing a person typed becomes a formula or markup. */
const typedByPeople = [
  '临江市滨江岸线保护条例',
  '=1+1',
  '@SUM(A1)',
  '-2+3',
  '+86',
  '＝1+1',
  '<script>|**粗**',
  '甲,"乙"\n丙',
  '\u0001控制符'
]
const table: Table = {
  title: '2027年度立法计划：进展/情况',
  note: '统计截至2026年11月24日',
  columns: [
    { title: '法规名称', kind: 'text', width: 30 },
    { title: '一审', kind: 'date', width: 12 },
    { title: '偏差天数', kind: 'number', width: 8 }
  ],
  rows: typedByPeople.map((title, at) => [title, at === 0 ? { date: '2026-06-12' } : null, at - 3])
}

t.test('CSV opens in Excel as UTF-8, without a formula', async t => {
  const written = csv(table)
  t.ok(written.startsWith('\ufeff法规名称,一审,偏差天数\r\n'))
  t.match(written, /\r\n临江市滨江岸线保护条例,2026-06-12,-3\r\n/, 'dates as dates, numbers without a guard')
  for (const guarded of ["'=1+1", "'@SUM(A1)", "'-2+3", "'+86", "'＝1+1"]) t.ok(written.includes(`\r\n${guarded},`), guarded)
  t.ok(written.includes('"甲,""乙""\n丙"'), 'separators, quotes and line ends inside quotes')
})

t.test('XLSX holds typed cells: text as text, dates as dates', async t => {
  const files = unzipSync(await xlsx(table))
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  const all = Object.values(files)
    .map(file => strFromU8(file))
    .join('')
  t.notMatch(sheet, /<f[ >/]/, 'no formula')
  t.ok(all.includes('=1+1') && all.includes('临江市滨江岸线保护条例'))
  t.notOk(all.includes('\u0001'), 'no character that XML cannot hold')
  t.match(sheet, /<v>46185<\/v>/, '2026-06-12 is day 46185 of Excel')
})

t.test('Markdown shows what was typed', async t => {
  const written = markdownTable(table)
  t.ok(
    written.startsWith('# 2027年度立法计划：进展/情况\n\n统计截至2026年11月24日\n\n| 法规名称 | 一审 | 偏差天数 |\n| --- | --- | ---: |\n')
  )
  t.ok(written.includes('| 临江市滨江岸线保护条例 | 2026-06-12 | -3 |'))
  t.ok(written.includes('\\<script\\>\\|\\*\\*粗\\*\\*'), 'markup is escaped')
  t.equal(written.trimEnd().split('\n').length, 4 + 2 + typedByPeople.length, 'a row a record, whatever line ends its cells have')
})

t.test('DOCX holds every title as text in a landscape table whose head repeats', async t => {
  const written = await docxTable(table)
  const document = strFromU8(unzipSync(written)['word/document.xml'] ?? new Uint8Array())
  t.match(document, /<w:pgSz [^>]*w:orient="landscape"/)
  t.match(document, /<w:tblHeader\/>/)
  const words = document.replaceAll(/<[^>]*>/g, '')
  for (const text of ['2027年度立法计划：进展/情况', '统计截至2026年11月24日', '临江市滨江岸线保护条例', '2026-06-12', '=1+1', '控制符'])
    t.ok(words.includes(text), text)
  t.ok(words.includes('&lt;script&gt;|**粗**'), 'what looks like markup is text')
  t.notOk(document.includes('\u0001'))
  t.same(await docxTable(table), written, 'the same table gives the same bytes')
})

t.test('the chart of a report is a picture in its paper, in two forms, with its words below', async t => {
  const bars = [
    { name: '临江市<夜市>条例', value: 12, words: '晚 12 天' },
    { name: '临江市露营条例', value: -7, words: '早 7 天' }
  ]
  const { svg, png, width, height } = chartPicture(bars)
  t.match(svg, '1　临江市&lt;夜市&gt;条例')
  t.notMatch(svg, /<夜市>|style=|class=/)
  const bytes = Buffer.from(png)
  t.same([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [2 * width, 2 * height], 'twice as fine as the page shows it')
  const table = { title: '进展情况表', columns: [], rows: [] }
  const paper = () => reportDocx({ table, note: '', figures: [], chart: { title: '偏差', note: '与原计划相比', bars }, matters: [] })
  const docx = await paper()
  t.same(docx, await paper(), 'the same bytes each time')
  const entries = unzipSync(docx)
  t.same(entries['word/media/image1.svg'], Buffer.from(svg))
  t.same(entries['word/media/image1.png'], png)
  t.match(strFromU8(entries['word/document.xml'] ?? new Uint8Array()), /1．临江市&lt;夜市&gt;条例 晚 12 天；2．临江市露营条例 早 7 天/)
  t.equal(
    chartPicture(Array.from({ length: 100 }, () => ({ name: '', value: 0, words: '' }))).height,
    chartPicture(Array.from({ length: 24 }, () => ({ name: '', value: 0, words: '' }))).height,
    'never higher than a page'
  )
})

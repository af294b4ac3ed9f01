/** Files from outside, good and hostile: what is read of them, and the one sentence that refuses the rest. */
import { strToU8, zipSync } from 'fflate'
import t from 'tap'
import { readableLines } from '../formats/docx-reader.ts'
import { officialDocx } from '../formats/official-docx.ts'
import { xlsx } from '../formats/xlsx.ts'
import { parse } from '../law/index.ts'
import { readUpload } from './read-upload.ts'
import type { FileKind } from './readers.ts'

// A process for each file, and bombs to be built first: a busy machine takes its time.
t.setTimeout(240_000)

const upload = (bytes: Uint8Array, name = '意见.docx') => ({ name, bytes })
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const docx = (xml: string, more: Record<string, Uint8Array> = {}) => zipSync({ 'word/document.xml': strToU8(xml), ...more })
const body = (xml: string) => `<w:document ${W}><w:body>${xml}</w:body></w:document>`
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

t.test('a Word file, a workbook, a table in Word and a CSV in the old code page are read in a process of their own', async t => {
  const paper = await officialDocx(parse('# 澄川市条例\n\n第一条 甲。\n'))
  t.strictSame(
    readableLines(await readUpload('word', upload(paper)), () => true),
    ['澄川市条例', '第一条　甲。']
  )
  const table = {
    title: '意见',
    columns: [
      { title: '条款', kind: 'text', width: 10 },
      { title: '日期', kind: 'date', width: 10 }
    ],
    rows: [
      ['第一条', { date: '2026-05-31' }],
      ['=1+1', null]
    ]
  } as const
  const book = await xlsx(table)
  t.strictSame((await readUpload('table', upload(book, '意见.xlsx'))).slice(1), [
    ['条款', '日期'],
    ['第一条', '2026-05-31'],
    ['=1+1', '']
  ])
  const inWord = docx(body('<w:tbl><w:tr><w:tc><w:p><w:r><w:t>条款</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>'))
  t.strictSame(await readUpload('table', upload(inWord)), [['条款', '']])
  const old = Buffer.from([0xcc, 0xf5, 0xbf, 0xee, 0x2c, 0x22, 0xd2, 0xe2, 0x2c, 0xbc, 0xfb, 0x22])
  t.strictSame(await readUpload('table', upload(old, '意见.csv')), [['条款', '意,见']])
})

/** @returns how the file was refused */
const refusal = async (bytes: Uint8Array, kind: FileKind = 'word') => {
  try {
    await readUpload(kind, upload(bytes))
    return '读出来了'
  } catch (error) {
    return (error as Error).message
  }
}

/** The directory of a good archive, with one 32-bit field of its first entry changed. */
function lying(bytes: Uint8Array, field: number, value: number): Uint8Array {
  const made = new Uint8Array(bytes)
  const view = new DataView(made.buffer)
  const end = made.length - 22
  view.setUint32(view.getUint32(end + 16, true) + field, value, true)
  return made
}

const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'))
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const SPARE = new Uint8Array(4_096)

const HOSTILE: readonly (readonly [what: string, bytes: () => Uint8Array, said: RegExp])[] = [
  ['a bomb of one entry', () => docx('<a/>'.repeat(8_000_000)), /展开后过大/],
  [
    'a bomb of many',
    () => zipSync(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`${n}`, new Uint8Array(10_000_000)]))),
    /展开后过大/
  ],
  ['too many entries', () => zipSync(Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`${n}`, strToU8('a')]))), /展开后过大/],
  ['a declared size that lies', () => lying(docx(body(paragraph('甲'.repeat(90_000)))), 24, 100), /展开后过大/],
  ['entries over one another', () => lying(docx(body(paragraph('甲'))), 20, 50_000_000), /已损坏/],
  ['a local header outside the file', () => lying(docx(body(paragraph('甲'))), 42, 900_000), /已损坏/],
  ['a truncated end', () => docx(body(paragraph('甲'))).slice(0, -30), /已损坏/],
  ['an archive in an archive', () => zipSync({ 'word/document.docx': docx(body('')) }), /没有正文/],
  ['a document type', () => docx('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), /DOCTYPE/],
  [
    'a document type in UTF-16',
    () => zipSync({ 'word/document.xml': new Uint8Array([0xff, 0xfe, ...utf16('<!DOCTYPE a><a/>')]) }),
    /DOCTYPE/
  ],
  ['a billion laughs', () => docx('<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'), /DOCTYPE/],
  ['20,000 levels', () => docx(`${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`), /嵌套过深/],
  ['XML that ends too early', () => docx('<a><b>'), /已损坏/],
  ['bytes that are no UTF-8', () => zipSync({ 'word/document.xml': new Uint8Array([0x3c, 0x61, 0xff, 0x3e]) }), /已损坏/],
  ['macros by their part', () => docx(body(''), { 'word/vbaProject.bin': SPARE }), /含宏/],
  [
    'macros by their type',
    () => docx(body(''), { '[Content_Types].xml': strToU8('<Types x="application/vnd.ms-word.document.macroEnabled.main+xml"/>') }),
    /含宏/
  ],
  ['an encrypted office file', () => new Uint8Array([...OLE, ...SPARE, ...utf16('EncryptedPackage')]), /已加密/],
  ['an old DOC under the new name', () => new Uint8Array([...OLE, ...SPARE]), /旧的 DOC/],
  ['a PDF', () => strToU8('%PDF-1.7'), /不是 Word 的 DOCX/],
  ['a program', () => strToU8('MZ\u0090'), /不是 Word 的 DOCX/],
  [
    'an archive with a page before it',
    () => new Uint8Array([...strToU8('<html><script>1</script>'), ...docx(body(''))]),
    /不是 Word 的 DOCX/
  ],
  ['a workbook', () => zipSync({ 'xl/workbook.xml': strToU8('<a/>') }), /这是 Excel/],
  ['two entries of one name', () => twice(docx(body(paragraph('甲')), { 'word/document.xmk': strToU8('a') })), /已损坏/]
]

/** The second entry's name made equal to the first's. */
function twice(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1').replaceAll('document.xmk', 'document.xml')
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

t.test('hostile files are refused with one Chinese sentence', async t => {
  for (const [what, bytes, said] of HOSTILE) {
    const sentence = await refusal(bytes())
    t.match(sentence, said, what)
    t.notMatch(sentence, /[a-z]{6,}/, `${what}: no word of a program`)
  }
})

t.test('what takes too much memory ends its process alone', async t => {
  const before = process.memoryUsage().rss
  t.match(await refusal(docx(body(`<w:p>${'<w:r><w:t>a</w:t></w:r>'.repeat(700_000)}</w:p>`))), /内存|过于复杂|展开后过大/)
  t.ok(process.memoryUsage().rss - before < 400 * 1024 * 1024)
  t.strictSame(
    readableLines(await readUpload('word', upload(docx(body(paragraph('甲'))))), () => true),
    ['甲'],
    'the next file is read'
  )
})

t.test('nothing outside is asked for: links to images, templates and other files are told as losses', async t => {
  const image = '<w:r><w:drawing><a:blip xmlns:a="a" r:link="x" xmlns:r="r"/></w:drawing></w:r>'
  const file = await readUpload('word', upload(docx(body(`<w:altChunk r:id="x" xmlns:r="r"/><w:p>${image}</w:p>${paragraph('甲')}`))))
  t.strictSame(file.losses, ['图片 1 张，未带入', '嵌入的其他文件 1 个，未带入'])
})

t.test('no file, and an empty one', async t => {
  await t.rejects(readUpload('word', null), { code: 'file-missing' })
  await t.rejects(readUpload('word', upload(new Uint8Array())), { code: 'file-missing' })
})

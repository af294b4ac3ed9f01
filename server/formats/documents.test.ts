import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import t from 'tap'
import { compare, oneStep, parse, twoSteps } from '../law/index.ts'
import { akomaNtoso } from './akoma-ntoso.ts'
import { markdownOfAkomaNtoso } from './akoma-ntoso-reader.ts'
import { comparisonTable } from './comparison-table.ts'
import { docxLines, markdownOfDocx } from './docx-reader.ts'
import { lawFile } from './law-file.tsx'
import { officialDocx } from './official-docx.ts'
import { markdownOfPlainText, plainText } from './plain-text.ts'
import { redlineDocx } from './redline-docx.ts'
import { UnreadableFile } from './xml.ts'

const OLD = `# 某市示范管理条例

（2024年3月1日某市人民代表大会常务委员会通过）

目录

第一章 总则

第二章 附则

## 第一章 总则

第一条 为了规范示范管理，制定本条例。

第二条 单位应当登记下列事项：

（一）名称；

（二）地址：

1.门牌；

2.邮编。

登记不收取费用。

第二条之一 <示范> & “登记”由区人民政府负责。

## 第二章 附则

第三条 本条例自2027年1月1日起施行。

附件

示范名录
`

const NEW = OLD.replace('登记不收取费用', '登记免收费用')
  .replace('第一条 为了规范示范管理，制定本条例。\n\n', '第一条 示范街区由市人民政府认定。\n\n')
  .replace('附件\n\n示范名录\n', '')

/** Every line of a text without blanks and marks: what no format may lose. */
const lines = (markdown: string) =>
  markdown
    .split('\n')
    .map(line => line.replace(/^#+/, '').replaceAll(/\s/g, ''))
    .filter(line => line !== '')

const documentOf = (bytes: Uint8Array) => strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
const REVISER = { author: '沈若川', date: '2026-05-12T00:00:00Z' }

/** The file with every change rejected: insertions gone, deletions plain; a mark that was inserted joins its paragraph to the next. */
const rejected = (bytes: Uint8Array) => {
  const swapped = documentOf(bytes)
    .replaceAll(/<(\/?)w:ins(?=[ >/])/g, '<$1w:GONE')
    .replaceAll(/<(\/?)w:del(?=[ >/])/g, '<$1w:ins')
    .replaceAll(/<(\/?)w:GONE/g, '<$1w:del')
    .replaceAll('w:delText', 'w:t')
  return docxLines(zipSync({ 'word/document.xml': strToU8(swapped) }))
}

t.test('Akoma Ntoso holds every line and every unit, and comes back', async t => {
  const xml = akomaNtoso(parse(OLD))
  t.strictSame(lines(markdownOfAkomaNtoso(xml)), lines(OLD))
  t.match(xml, '<chapter eId="chp_1"><num>第一章</num><heading>总则</heading>')
  t.match(xml, '<article eId="art_2-1"><num>第二条之一</num>')
  t.match(xml, 'eId="art_2__para_1__point_2__indent_1"')
  t.match(xml, '&lt;示范&gt; &amp;')
})

t.test('eIds stay unique where a text repeats its numbers', async t => {
  const xml = akomaNtoso(parse('# 某市条例\n\n第一条 甲。\n\n第一条 乙。\n'))
  const ids = [...xml.matchAll(/eId="([^"]+)"/g)].map(([, id]) => id)
  t.equal(new Set(ids).size, ids.length)
})

t.test('Word in the layout of official papers comes back, and is the same bytes every time', async t => {
  const bytes = await officialDocx(parse(OLD))
  t.strictSame(lines(markdownOfDocx(bytes)), lines(OLD))
  t.strictSame(await officialDocx(parse(OLD)), bytes)
  const document = documentOf(bytes)
  t.match(document, '仿宋_GB2312')
  t.match(document, '方正小标宋简体')
})

t.test('plain text, a line a paragraph, becomes the same text', async t => {
  const text = plainText(parse(OLD))
  t.strictSame(lines(markdownOfPlainText(text)), lines(OLD))
  t.match(markdownOfPlainText(text), '\n## 第一章 总则\n\n第一条 为了', 'the contents list before it stays a list')
})

t.test('HTML stands alone', async t => {
  const html = lawFile(parse(OLD))
  t.notMatch(html, /<(?:script|img|link|iframe)\b|url\(|@import/)
  t.match(html, '&lt;示范> &amp; “登记”由区人民政府负责。')
})

t.test('a redline in Word: accept all is the new text, reject all the old one', async t => {
  const bytes = await redlineDocx(oneStep(compare(parse(OLD), parse(NEW))), '某市示范管理条例', [REVISER])
  t.strictSame(
    docxLines(bytes).map(line => line.replaceAll(/\s/g, '')),
    lines(NEW)
  )
  t.strictSame(
    rejected(bytes).map(line => line.replaceAll(/\s/g, '')),
    lines(OLD)
  )
  t.match(documentOf(bytes), 'w:author="沈若川"')
})

t.test('property: both readings of any redline', async t => {
  const sentence = fc.constantFrom('甲应当登记。', '乙可以公示，但是丙除外。', '丁由市人民政府负责。', '戊不得转让。', '己。')
  const article = fc.array(sentence, { minLength: 1, maxLength: 3 }).map(all => all.join('\n\n'))
  const text = fc
    .array(article, { minLength: 1, maxLength: 6 })
    .map(all => `# 某市条例\n\n${all.map((one, index) => `第${'一二三四五六'[index]}条 ${one}`).join('\n\n')}\n`)
  await fc.assert(
    fc.asyncProperty(text, text, async (old, next) => {
      const bytes = await redlineDocx(oneStep(compare(parse(old), parse(next))), '某市条例', [REVISER])
      const [accepted, refused] = [docxLines(bytes), rejected(bytes)].map(all => all.map(line => line.replaceAll(/\s/g, '')).join('\n'))
      if (accepted !== lines(next).join('\n')) throw new Error(`accepted: ${accepted}`)
      if (refused !== lines(old).join('\n')) throw new Error(`rejected: ${refused}`)
    }),
    { numRuns: 60 }
  )
  t.pass()
})

t.test('修改对照表: a row a changed passage, of two drafts and of three', async t => {
  const rows = (bytes: Uint8Array) => documentOf(bytes).split('<w:tr>').length - 1
  const two = await comparisonTable(oneStep(compare(parse(OLD), parse(NEW))), '某市示范管理条例', ['现行条文', '修改草案'])
  t.ok(rows(two) > 3)
  t.match(documentOf(two), '<w:strike/>')
  const three = await comparisonTable(twoSteps(parse(OLD), parse(NEW), parse(OLD)), '某市示范管理条例', ['现行', '一审稿', '二审稿'])
  t.match(documentOf(three), '二审稿')
})

t.test('files that are no Word file are refused with a sentence, and quickly', async t => {
  const refused = (bytes: Uint8Array, sentence: RegExp, name: string) =>
    t.throws(() => docxLines(bytes), { message: sentence, name: 'Error', constructor: UnreadableFile } as never, name)
  const docx = (xml: string) => zipSync({ 'word/document.xml': strToU8(xml) })
  refused(strToU8('%PDF-1.7'), /不是 Word 的 DOCX 文件/, 'another file under the right name')
  refused(zipSync({ 'a.txt': strToU8('a') }), /没有正文/, 'an archive without a document')
  refused(docx('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), /DOCTYPE/, 'outside entities')
  refused(docx('<a>'.repeat(20_000) + '</a>'.repeat(20_000)), /嵌套过深/, 'nested too deep')
  refused(docx('<a><b></a>'), /已损坏/, 'broken XML')
  refused(zipSync({ 'word/document.xml': strToU8('<w:p/>'.repeat(4_000_000)) }, { level: 9 }), /展开后过大/, 'a bomb')
  refused(zipSync({ 'word/document.xml': strToU8('<a/>'), 'word/vbaProject.bin': strToU8('macro') }), /含宏/, 'macros')
  refused(docx('<a/>').slice(0, 40), /已损坏|已加密/, 'a truncated file')
})

t.test('Akoma Ntoso from outside: another vocabulary, a document type', async t => {
  t.throws(() => markdownOfAkomaNtoso('<html/>'), { message: /不是 Akoma Ntoso/ })
  t.throws(() => markdownOfAkomaNtoso('<!DOCTYPE x><akomaNtoso/>'), { message: /DOCTYPE/ })
})

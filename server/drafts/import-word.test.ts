/** A department's Word draft: its articles, paragraphs and items are recognised, also where Word counts them by itself, and what is no text is told. */
import { strToU8, zipSync } from 'fflate'
import t from 'tap'
import { withApp } from '../app-testing.ts'
import { readWordFile } from '../formats/docx-document.ts'
import { formatNumeral } from '../law/index.ts'
import { filesAs } from '../opinions/testing.ts'
import { readDraft } from './import-word.ts'

t.setTimeout(240_000)

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`
const NUMBERING = `<w:numbering ${W}><w:abstractNum w:abstractNumId="0">${level(0, 'chineseCountingThousand', '第%1章')}${level(1, 'chineseCountingThousand', '第%2条', '<w:lvlRestart w:val="0"/>')}${level(2, 'chineseCounting', '（%3）')}${level(3, 'decimal', '%4.')}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
const STYLES = `<w:styles ${W}><w:style w:type="paragraph" w:styleId="Tiao"><w:name w:val="条"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style><w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>`

const run = (text: string) =>
  text
    .split('\n')
    .map(line => `<w:t xml:space="preserve">${line}</w:t>`)
    .join('<w:br/>')
const plain = (text: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr><w:r>${run(text)}</w:r></w:p>`
const counted = (at: number, text: string) => plain(text, `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="7"/></w:numPr>`)
const styled = (style: string, text: string) => plain(text, `<w:pStyle w:val="${style}"/>`)
const file = (body: string) =>
  zipSync({
    'word/document.xml': strToU8(`<w:document ${W}><w:body>${body}</w:body></w:document>`),
    'word/numbering.xml': strToU8(NUMBERING),
    'word/styles.xml': strToU8(STYLES)
  })
const read = (body: string) => readDraft(readWordFile(file(body)))

t.test('numbers that Word counts become text: chapters, articles that go on through them, items', t => {
  const { law, text } = read(
    [
      plain('澄川市渡口管理条例'),
      plain('（征求意见稿）'),
      counted(0, '总　则'),
      styled('Tiao', '为了规范渡口管理，制定本条例。'),
      styled('Tiao', '渡口应当具备下列条件：'),
      counted(2, '有岸线；'),
      counted(2, '有码头：'),
      counted(3, '牢固；'),
      counted(0, '管　理'),
      styled('Tiao', '渡口每年检查。\n检查不收费。'),
      counted(2, '重新起数。')
    ].join('')
  )
  t.match(text, '## 第二章　管　理\n\n第三条 渡口每年检查。\n\n检查不收费。\n\n（一）重新起数。')
  t.match(law.counts, { chapter: 2, article: 3, item: 3, subitem: 1 })
  t.strictSame(law.labels.article, ['第一条', '第二条', '第三条'])
  t.end()
})

t.test('typed numbers without a blank; a reference at the head of a paragraph is none of them', t => {
  const { law } = read(
    [
      '条例草案',
      '第一条为了规范管理，制定本条例。',
      '第二条渡口应当登记。',
      '第一条规定的管理，由区人民政府负责。',
      '第三条本条例自公布之日起施行。'
    ]
      .map(line => plain(line))
      .join('')
  )
  t.strictSame(law.labels.article, ['第一条', '第二条', '第三条'])
  t.end()
})

t.test('what is no text is told; a title on two lines is one', t => {
  const { losses, law } = read(
    [
      plain('附件1'),
      plain('澄川市人民代表大会常务委员会关于加强'),
      plain('渡口管理的决定'),
      styled('TOC1', '第一章 总则\t3'),
      counted(1, '甲。'),
      '<w:p><w:r><w:t>乙</w:t><w:footnoteReference w:id="1"/></w:r><w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r></w:p>',
      '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>种类</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
      '<w:p><w:ins w:author="甲" w:date="2026-05-01T00:00:00Z"><w:r><w:t>丙。</w:t></w:r></w:ins></w:p>'
    ].join('')
  )
  t.equal(law.title, '澄川市人民代表大会常务委员会关于加强渡口管理的决定')
  t.strictSame(losses, [
    '图片 1 张，未带入',
    '文本框 1 个，其中的文字未带入',
    '脚注、尾注 1 处，未带入',
    '表格 1 个，按行转为文字，格式未带入',
    '文件带有修订，按全部接受后的文字带入',
    '首行“附件1”不是题目，未带入'
  ])
  t.end()
})

t.test('a hundred articles of every make: all of them, their paragraphs and items', t => {
  const parts = [plain('澄川市示范条例')]
  let paragraphs = 0
  for (let n = 1; n <= 100; n++) {
    const label = `第${formatNumeral(n)}条`
    const opening = [`${label}　应当登记。`, `${label}应当登记。`, `${label} 应当登记。`][n % 3] ?? ''
    parts.push(plain(opening), plain('登记不收费，但是下列情形除外：'))
    parts.push(n % 2 === 0 ? plain('（一）加急；\n（二）补办。') : plain('(一)加急；') + plain('(二)补办。'))
    paragraphs += 2
  }
  const { law } = read(parts.join(''))
  t.equal(law.counts.article, 100)
  t.equal(law.counts.paragraph, paragraphs)
  t.equal(law.counts.item, 200)
  t.ok(law.anomalies.every(({ code }) => code === 'item-bracket-halfwidth'))
  t.end()
})

withApp('from the bill to version 1: the file is read, looked at, and saved', async (t, tested) => {
  const staff = tested.as('staff')
  const filed = await staff.post('/api/v1/bills', { title: '澄川市渡口管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const bill = String(filed.json()['id'])
  const officer = await filesAs(tested, 'chengban', 'staff')
  t.match((await officer.get(`/bills/${bill}/draft`)).text, '读出 Word 文件')
  const bytes = file(plain('澄川市渡口管理条例') + counted(1, '甲。') + counted(1, '乙。'))
  const shown = await officer.post(`/bills/${bill}/draft/import`, {}, { name: 'C:\\我的\\草案.docx', bytes })
  t.match(shown.text, '认出 2 条、2 款')
  t.match(shown.text, 'value="导入 草案.docx"')
  t.strictSame((await staff.get(`/api/v1/bills/${bill}/documents`)).json()['items'], [], 'nothing is written yet')
  const refused = await officer.post(`/bills/${bill}/draft/import`, {}, { name: '草案.docx', bytes: Buffer.from('MZ') })
  t.equal(refused.status, 422)
  t.match(refused.text, '不是 Word 的 DOCX 文件')
  t.equal((await (await filesAs(tested, 'lingdao', 'reader')).post(`/bills/${bill}/draft/import`, {}, { name: 'a', bytes })).status, 403)
})

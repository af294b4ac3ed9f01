/** A Word file that came back: what its changes propose and its comments say, each at its article of the version. */
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import t from 'tap'
import { readWordFile } from '../formats/docx-document.ts'
import { redlineDocx } from '../formats/redline-docx.ts'
import { compare, oneStep, parse } from '../law/index.ts'
import { proposalsOf } from './proposals.ts'
import { readReview } from './word.ts'

const SENT = `# 澄川市渡口管理条例

第一条　为了规范渡口管理，保障乘客安全，制定本条例。

第二条　渡口经营者应当自首次经营之日起三十日内，向所在地的区人民政府登记。

登记不收取费用。

第三条　渡口应当设置醒目标志。

第四条　本条例自2027年1月1日起施行。
`
const version = { text: SENT, authorName: '顾庭', createdAt: '2026-05-10T02:00:00.000Z' }
const TODAY = '2026-06-01'
const libreOffice = () => new Uint8Array(fs.readFileSync(path.join(import.meta.dirname, '../formats/fixtures/libreoffice-review.docx')))

t.test('a file by LibreOffice: changes of two people and a comment', async t => {
  const { opinions, losses, likeness } = readReview(readWordFile(libreOffice()), version, TODAY)
  t.equal(likeness, 1)
  t.strictSame(losses, [])
  const shown = opinions.map(({ place, article, quote, body, proposal, givenBy, givenOn }) => [
    place,
    article,
    quote,
    body,
    proposal,
    givenBy,
    givenOn
  ])
  t.strictSame(shown, [
    [
      '修订',
      '第二条',
      '渡口经营者应当自首次经营之日起三十日内，',
      '建议将“三十日内”修改为“十五个工作日内”。',
      '渡口经营者应当自首次经营之日起十五个工作日内，',
      '卫长青',
      '2026-05-20'
    ],
    ['修订', '第三条', null, '建议在第三条之后增加一条。', '渡口应当配备救生设备。', '沈若川', '2026-05-21'],
    ['批注', '第三条', '醒目标志', '“标志”应当写明样式，\n或者规定由谁制定样式。', null, '卫长青', '2026-05-20']
  ])
})

/** The file as an expert gives it back: his change in the middle of ours. */
const returned = (bytes: Uint8Array, from: string, to: string): Uint8Array => {
  const parts = unzipSync(bytes)
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
  if (!xml.includes(from)) throw new Error(`no ${from}`)
  const mark = 'w:author="卫长青" w:date="2026-05-20T09:00:00Z"'
  const run = (text: string, name: string) => `<w:r><w:${name} xml:space="preserve">${text}</w:${name}></w:r>`
  const changed = xml.replace(/<w:t xml:space="preserve">([^<]*)<\/w:t>/g, (whole, text: string) => {
    const at = text.indexOf(from)
    if (at < 0) return whole
    const parted = `<w:del w:id="9001" ${mark}>${run(from, 'delText')}</w:del><w:ins w:id="9002" ${mark}>${run(to, 't')}</w:ins>`
    return `<w:t xml:space="preserve">${text.slice(0, at)}</w:t></w:r>${parted}<w:r><w:t xml:space="preserve">${text.slice(at + from.length)}</w:t>`
  })
  return zipSync({ ...parts, 'word/document.xml': strToU8(changed) })
}

t.test('our own redline that comes back: what we had changed belongs to the text, what the expert changed is proposed', async t => {
  const old = SENT.replace('三十日', '六十日').replace('第三条　渡口应当设置醒目标志。\n\n第四条', '第三条')
  const reviser = { author: version.authorName, date: version.createdAt }
  const sent = await redlineDocx(oneStep(compare(parse(old), parse(SENT))), '澄川市渡口管理条例', [reviser])
  t.strictSame(readReview(readWordFile(sent), version, TODAY).opinions, [], 'nothing was proposed yet')
  const { opinions, likeness } = readReview(readWordFile(returned(sent, '所在地的区', '所在地的县（区）')), version, TODAY)
  t.equal(likeness, 1)
  t.match(opinions, [
    { article: '第二条', givenBy: '卫长青', body: '建议将“区”修改为“县（区）”。', proposal: '向所在地的县（区）人民政府登记。' }
  ])
})

t.test('the text went on meanwhile: opinions follow their article', async t => {
  const later = SENT.replace('第二条', '第二条　市交通运输主管部门负责渡口管理。\n\n第三条')
    .replace('第三条　渡口应当', '第四条　渡口应当')
    .replace('第四条　本条例', '第五条　本条例')
  const { opinions, likeness } = readReview(readWordFile(libreOffice()), { ...version, text: later }, TODAY)
  t.ok(likeness > 0.5)
  t.strictSame(
    opinions.map(({ article }) => article),
    ['第三条', '第四条', '第四条']
  )
})

t.test('another law is not taken for this one', async t => {
  const { likeness } = readReview(readWordFile(libreOffice()), { ...version, text: '# 澄川市夜市条例\n\n第一条　夜市应当安静。\n' }, TODAY)
  t.equal(likeness, 0)
})

t.test('property: what is proposed for an article, put in place, is what was written', async t => {
  const clause = fc.constantFrom('应当登记', '可以公示', '由市人民政府负责', '不得转让', '三十日内', '处以罚款')
  const mark = fc.constantFrom('，', '。', '；', '：', '。\n\n')
  const article = fc.array(fc.tuple(clause, mark), { minLength: 1, maxLength: 8 }).map(all => all.flat().join('').trim())
  const squeezed = (text: string) => text.replaceAll(/\s/g, '')
  fc.assert(
    fc.property(article, article, (old, next) => {
      const law = (text: string) => parse(`# 某市条例\n\n第一条　${text}\n\n第二条　${'甲乙丙丁戊己庚辛'.repeat(4)}。\n`)
      for (const one of compare(law(old), law(next))) {
        if (one.kind !== 'modified' || !one.old || !one.next) continue
        let made = one.old.text
        for (const { words, proposal } of proposalsOf([one]).reverse())
          if (words) made = made.slice(0, words.start) + (proposal ?? '') + made.slice(words.end)
        if (squeezed(made) !== squeezed(one.next.text)) throw new Error(`${made} is not ${one.next.text}`)
      }
    }),
    { numRuns: 500 }
  )
  t.pass()
})

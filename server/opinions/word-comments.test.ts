/** What leaves the house in Word: the redline with tracked changes, and the opinions as comments at their words. */
import { strFromU8, unzipSync } from 'fflate'
import { withApp } from '../app-testing.ts'
import { docxLines } from '../formats/docx-reader.ts'
import { filesAs } from './testing.ts'

const FIRST =
  '# 澄川市渡口管理条例\n\n第一条　为了规范渡口管理，制定本条例。\n\n第二条　渡口经营者应当自首次经营之日起三十日内登记。\n\n第三条　渡口应当设置标志。\n'
const SECOND = FIRST.replace('三十日', '十五日').replace('\n\n第三条　渡口应当设置标志。', '')

/** The words that a comment stands at, in the order of the text, by the comment's own words. */
function anchored(bytes: Uint8Array): Record<string, string> {
  const entries = unzipSync(bytes)
  const part = (name: string) => strFromU8(entries[name] ?? new Uint8Array())
  const said = [...part('word/comments.xml').matchAll(/<w:comment w:id="(\d+)"[^>]*>(.*?)<\/w:comment>/gs)]
  return Object.fromEntries(
    said.map(([, id, content = '']) => {
      const range = new RegExp(`<w:commentRangeStart w:id="${id}"/>(.*?)<w:commentRangeEnd w:id="${id}"/>`, 's').exec(
        part('word/document.xml')
      )
      return [textOf(content), textOf(range?.[1] ?? '无')]
    })
  )
}
const textOf = (xml: string) =>
  xml
    .replaceAll('</w:p>', '\n')
    .replaceAll(/<[^>]*>/g, '')
    .trim()

withApp('opinions leave as comments at their words', async (t, tested) => {
  const staff = tested.as('staff')
  const filed = await staff.post('/api/v1/bills', { title: '澄川市渡口管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const bill = String(filed.json()['id'])
  const document = String((await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json()['id'])
  const save = (text: string, parent: number | null) => staff.post(`/api/v1/documents/${document}/versions`, { text, message: '', parent })
  const say = (article: string | null, quote: string | null, body: string, more = {}) =>
    staff.post(`/api/v1/bills/${bill}/opinions`, {
      document,
      version: 1,
      article,
      quote,
      body,
      givenBy: '周见微',
      givenOn: '2026-05-01',
      ...more
    })
  await save(FIRST, null)
  t.equal((await say('第二条', '渡口经营者', '<经营者>是谁', { proposal: '渡口运营人' })).status, 201)
  await say('第二条', '三十日', '太长')
  await say('第三条', '标志', '什么标志')
  await say('第一条', null, '写明上位法')
  await say(null, null, '体例完整')
  await tested
    .as('expert')
    .post(`/api/v1/bills/${bill}/opinions`, { document, version: 1, article: '第一条', body: '斟酌', status: 'draft' })
  await save(SECOND, 1)

  const leader = await filesAs(tested, 'lingdao', 'reader')
  const redline = await leader.get(`/api/v1/documents/${document}/redline?from=1&to=2&format=docx`)
  t.match(String(redline.headers['content-disposition']), encodeURIComponent('花脸稿.docx'))
  t.strictSame(anchored(redline.bytes), {
    '&lt;经营者&gt;是谁\n建议的表述：渡口运营人': '渡口经营者',
    '太长\n（原文已改：“三十日”）': '第二条',
    什么标志: '标志',
    写明上位法: '第一条',
    体例完整: ''
  })
  t.match(strFromU8(unzipSync(redline.bytes)['word/comments.xml'] ?? new Uint8Array()), /w:author="周见微" w:date="2026-05-01T00:00:00/)
  t.strictSame(
    docxLines(redline.bytes).map(line => line.replaceAll(/\s/g, '')),
    SECOND.split('\n').flatMap(line => (line === '' ? [] : [line.replace('# ', '').replaceAll(/\s/g, '')])),
    'comments are no part of the text'
  )

  const alone = await leader.get(`/api/v1/documents/${document}/versions/1/docx`)
  t.equal(alone.status, 200)
  t.equal(anchored(alone.bytes)['太长'], '三十日', 'the version that it was said about has its words')
  t.notMatch(strFromU8(unzipSync(alone.bytes)['word/document.xml'] ?? new Uint8Array()), /<w:(?:ins|del) /)

  await say('第二条', '登记', '向谁登记')
  const again = await leader.get(`/api/v1/documents/${document}/redline?from=1&to=2&format=docx`)
  t.not(again.headers['etag'], redline.headers['etag'], 'a new opinion makes another file')
})

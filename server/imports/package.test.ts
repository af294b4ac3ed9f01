/** An offline review package and the answer that comes back: signed, measured, and of this bill. */
import { createHash } from 'node:crypto'
import t from 'tap'
import { withApp } from '../app-testing.ts'
import { parse, passages } from '../law/index.ts'
import { filesAs } from '../opinions/testing.ts'
import { importsDone } from './confirm.ts'
import { contentHash } from './package.ts'

// Every file is read in a process of its own, which a busy machine starts slowly.
t.setTimeout(240_000)

const ARTICLES = Array.from(
  { length: 40 },
  (_, index) => `第${'一二三四五六七八九'[index % 9]}类渡口由第${index}号站点管理，每${index + 2}日检查一次`
)
const FIRST = `# 澄川市渡口管理条例\n\n${ARTICLES.map((text, index) => `第${numeral(index + 1)}条　${text}。\n\n检查不收费。`).join('\n\n')}\n`
const SECOND = FIRST.replace('每2日', '每3日')
const LATER = SECOND.replace('第三条　', '第三条　市交通运输主管部门负责。\n\n第三条之一　')

function numeral(number: number): string {
  const digits = ['', ...'一二三四五六七八九']
  return number < 10 ? (digits[number] ?? '') : `${number < 20 ? '' : digits[Math.floor(number / 10)]}十${digits[number % 10]}`
}

const sum = (content: object) => createHash('sha256').update(JSON.stringify(content)).digest('hex')

withApp('a package goes out, its answer comes in; what was changed is refused', async (t, tested) => {
  const staff = tested.as('staff')
  const bill = async (title: string) =>
    String((await staff.post('/api/v1/bills', { title, kind: 'enact', workflow: 'municipal-regulation' })).json()['id'])
  const [mine, other] = [await bill('澄川市渡口管理条例'), await bill('澄川市夜市条例')]
  const document = String((await staff.post(`/api/v1/bills/${mine}/documents`, { kind: 'draft' })).json()['id'])
  const save = (text: string, parent: number | null) => staff.post(`/api/v1/documents/${document}/versions`, { text, message: '', parent })
  await save(FIRST, null)
  await save(SECOND, 1)
  const officer = await filesAs(tested, 'chengban', 'staff')
  const packed = await officer.get(`/api/v1/documents/${document}/review-package`)
  t.equal(packed.status, 200)
  t.ok(packed.bytes.length < 2 * 1024 * 1024)
  t.match(packed.text, "default-src 'none'")
  t.notMatch(packed.text, /src="|href="(?!#)|@import|url\(/, 'it needs no other file')
  const sealed = JSON.parse(/id="package">(.*?)<\/script>/s.exec(packed.text)?.[1] ?? '{}')
  t.equal(sealed.manifest.content, contentHash(passages(parse(SECOND))))
  t.equal((await (await filesAs(tested, 'lingdao', 'reader')).get(`/api/v1/documents/${document}/review-package`)).status, 403)

  const opinions = ARTICLES.map((text, index) => ({
    article: `第${numeral(index + 1)}条`,
    quote: index % 2 === 0 ? `第${index}号站点` : null,
    prefix: '',
    suffix: '',
    body: `对${text}有意见`,
    proposal: null
  }))
  const content = {
    manifest: sealed.manifest,
    signature: sealed.signature,
    measured: sealed.manifest.content,
    reviewer: { name: '卫长青', unit: '澄川学院' },
    savedOn: '2026-05-20',
    opinions
  }
  const fileOf = (change: object = {}, seal = true) => {
    const changed = { ...content, ...change }
    return {
      name: '答复.json',
      bytes: Buffer.from(JSON.stringify({ format: 'facheng-review-answer', ...changed, sum: sum(seal ? changed : content) }))
    }
  }
  const address = (id: string) => `/bills/${id}/opinions/import`
  const refused = async (file: ReturnType<typeof fileOf>, said: RegExp | string, to = mine) => {
    const answer = await officer.post(address(to), { kind: 'answers' }, file)
    t.equal(answer.status, 422)
    t.match(answer.text, said)
  }
  await refused({ name: 'x.json', bytes: Buffer.from('{') }, '不是评审包保存的答复文件')
  await refused(fileOf({ opinions: opinions.slice(1) }, false), '内容被改动过')
  await refused(fileOf({ measured: 'f'.repeat(64) }), '内容被改动过')
  await refused(fileOf({ manifest: { ...sealed.manifest, version: 1 } }), '内容被改动过')
  await refused(fileOf({ signature: '0'.repeat(64) }), '内容被改动过')
  await refused(fileOf(), '这是《澄川市渡口管理条例》的评审包答复', other)

  await save(LATER, 2)
  const begun = await officer.post(address(mine), { kind: 'answers' }, fileOf())
  t.match((await officer.get(begun.location)).text, '读出 40 条　可以导入 40 条')
  await officer.post(begun.location, { act: 'confirm', source: 'expert' })
  await importsDone()
  const stored = (await staff.get(`/api/v1/bills/${mine}/opinions?limit=100`)).json<{ items: Record<string, unknown>[] }>().items
  t.equal(stored.length, 40)
  t.equal(stored[0]?.['givenBy'], '澄川学院 卫长青')
  const expected = opinions.map(({ article }) => (article === '第三条' ? '第三条之一' : article))
  t.strictSame(
    stored.map(one => one['currentArticle']),
    expected,
    'all at their articles of the newest version'
  )
})

import { createHash } from 'node:crypto'
import type { Test } from 'tap'
import { type TestApp, withApp } from '../app-testing.ts'
import { demandText } from './text.ts'

const law = (...bodies: string[]) =>
  `# 某市示范条例\n\n${bodies.map((body, at) => `第${'一二三四五六七八九'[at]}条　${body}\n`).join('\n')}`
const first = law('为了规范示范活动，制定本条例。', '示范活动应当公开。', '本条例自2027年1月1日起施行。')

interface Made {
  id: string
  seq: number
  sha256: string
}

/** A bill's draft without a text. */
async function aDraft({ as }: TestApp): Promise<{ bill: string; versions: string; document: string }> {
  const staff = as('staff')
  const bill = (await staff.post('/api/v1/bills', { title: '某市示范条例', kind: 'enact', workflow: 'municipal-regulation' })).json<Made>()
    .id
  const document = (await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json<Made>().id
  return { bill, document: `/api/v1/documents/${document}`, versions: `/api/v1/documents/${document}/versions` }
}

async function refused(t: Test, answer: Promise<{ status: number; json: () => Record<string, unknown> }>, status: number, code: string) {
  const { status: seen, json } = await answer
  t.equal(seen, status, JSON.stringify(json()))
  t.equal(json()['code'], code)
}

withApp('a text is given back as it was sent', async (t, tested) => {
  const { versions } = await aDraft(tested)
  const staff = tested.as('staff')
  const texts = [first, `\ufeff${first.replaceAll('\n', '\r\n')}`, `${first}\n附 𠀀𪚥`]
  for (const [at, text] of texts.entries()) {
    const made = (await staff.post(versions, { text, message: `第${at + 1}稿`, parent: at === 0 ? null : at })).json<Made>()
    t.match(made, { seq: at + 1, parent: at === 0 ? null : at, authorName: 'check-staff' })
    t.equal(made.sha256, createHash('sha256').update(text).digest('hex'))
    const bare = await staff.get(`${versions}/${at + 1}`, { accept: 'text/markdown' })
    t.equal(bare.text, text)
    t.equal(bare.headers['etag'], `"${made.sha256}"`)
    t.equal((await staff.get(`${versions}/${at + 1}`, { accept: 'text/markdown', 'if-none-match': `"${made.sha256}"` })).status, 304)
    t.match((await staff.get(`${versions}/${at + 1}`)).json(), { seq: at + 1, text, sha256: made.sha256 })
  }
  const page = (await staff.get(`${versions}?limit=2`)).json<{ items: Made[]; next: string }>()
  t.same(
    page.items.map(({ seq }) => seq),
    [3, 2]
  )
  t.same((await staff.get(`${versions}?limit=2&cursor=${page.next}`)).json<{ items: Made[]; next: null }>().next, null)
})

withApp('who saves on a stale parent is told what is newest and how both would merge', async (t, tested) => {
  const { versions } = await aDraft(tested)
  const staff = tested.as('staff')
  await staff.post(versions, { text: first, message: '初稿', parent: null })
  await staff.post(versions, { text: first.replace('公开', '公开透明'), message: '二稿', parent: 1 })
  const late = await staff.post(versions, { text: first.replace('1月1日', '3月1日'), message: '迟到', parent: 1 })
  t.equal(late.status, 409)
  t.match(late.json(), { code: 'stale-parent', newest: 2, version: { seq: 2, authorName: 'check-staff' }, merge: { conflicts: [] } })
  const { merge } = late.json<{ merge: { text: string } }>()
  t.equal(merge.text, first.replace('公开', '公开透明').replace('1月1日', '3月1日'))
  t.equal((await staff.post(versions, { text: merge.text, message: '合并', parent: 2 })).status, 201)

  const both = await staff.post(versions, { text: first.replace('公开', '保密'), message: '冲突', parent: 1 })
  t.match(both.json(), { newest: 3, merge: { conflicts: [{ article: '第二条' }] } })
  const marked = both.json<{ merge: { text: string } }>().merge.text
  await refused(t, staff.post(versions, { text: marked, message: '', parent: 3 }), 400, 'merge-unresolved')
  await refused(t, staff.post(versions, { text: first, message: '', parent: 9 }), 400, 'invalid-request')
  await refused(t, staff.post(versions, { text: first, message: '', parent: null }), 409, 'stale-parent')
  t.equal((await staff.get(versions)).json<{ items: [] }>().items.length, 3)
})

withApp('of twenty who save on the same parent at once one wins', async (t, tested) => {
  const { versions } = await aDraft(tested)
  const staff = tested.as('staff')
  await staff.post(versions, { text: first, message: '初稿', parent: null })
  const texts = Array.from({ length: 20 }, (_, at) => law(`为了示范${at}，制定本条例。`))
  const answers = await Promise.all(texts.map(text => staff.post(versions, { text, message: '', parent: 1 })))
  t.equal(answers.filter(({ status }) => status === 201).length, 1)
  t.equal(answers.filter(({ status }) => status === 409).length, 19)
  const winner = answers.findIndex(({ status }) => status === 201)
  t.equal((await staff.get(`${versions}/2`)).json<{ text: string }>().text, texts[winner])
  t.equal((await staff.get(versions)).json<{ items: [] }>().items.length, 2)
})

withApp('what is no draft is refused, and nothing is written', async (t, tested) => {
  const { bill, versions, document } = await aDraft(tested)
  const staff = tested.as('staff')
  const save = (text: unknown) => staff.post(versions, { text, message: '', parent: null })
  await refused(t, save('没有条文'), 400, 'text-without-article')
  await refused(t, save(' \n\u3000'), 400, 'text-empty')
  await refused(t, save(`${first}\0`), 400, 'text-not-well-formed')
  await refused(t, save(`${first}${'长'.repeat(700_000)}`), 413, 'text-too-large')
  await refused(t, save(12), 400, 'invalid-request')
  await refused(
    t,
    staff.post(versions, '{"text":"第一条 \\ud83d","message":"","parent":null}', { 'content-type': 'application/json' }),
    400,
    'text-not-well-formed'
  )
  await refused(t, tested.as('reader').post(versions, { text: first, message: '', parent: null }), 403, 'forbidden')
  await refused(t, tested.as('nobody').get(versions), 401, 'not-signed-in')
  await refused(t, staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' }), 409, 'document-exists')
  await refused(t, staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'poem' }), 400, 'invalid-request')
  await refused(t, staff.post('/api/v1/bills/no-such/documents', { kind: 'draft' }), 404, 'not-found')
  await refused(t, staff.get('/api/v1/documents/no-such'), 404, 'not-found')
  await refused(t, staff.get(`${versions}/1`), 404, 'not-found')
  await refused(t, staff.get(`${document}/redline`), 404, 'not-found')
  t.same((await staff.get(versions)).json(), { items: [], next: null })
  t.same((await staff.get(document)).json<{ newest: null }>().newest, null)
})

withApp('papers need no article, nor does the decision that repeals', async (t, tested) => {
  const { bill } = await aDraft(tested)
  const staff = tested.as('staff')
  const note = (await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'explanatoryNote', title: '说明' })).json<Made>()
  t.equal((await staff.post(`/api/v1/documents/${note.id}/versions`, { text: '一、必要性', message: '', parent: null })).status, 201)
  const listed = (await staff.get(`/api/v1/bills/${bill}/documents`)).json<{ items: unknown[] }>()
  t.match(listed.items, [
    { kind: 'draft', kindTitle: '法规草案', newest: null },
    { kind: 'explanatoryNote', title: '说明', newest: 1 }
  ])
  const decision = '# 关于废止《某市示范条例》的决定\n\n某市示范条例予以废止。'
  t.doesNotThrow(() => demandText(decision, 'draft', 'repeal'))
  t.throws(() => demandText(decision, 'draft', 'enact'), { code: 'text-without-article' })
})

withApp('versions are named, restored and compared', async (t, tested) => {
  const { document, versions } = await aDraft(tested)
  const staff = tested.as('staff')
  await staff.post(versions, { text: first, message: '初稿', parent: null, name: 'consultationDraft' })
  await staff.post(versions, { text: first.replace('公开', '公开透明'), message: '二稿', parent: 1 })
  t.match((await staff.patch(`${versions}/2`, { name: 'votingDraft' })).json(), { seq: 2, name: 'votingDraft' })
  t.match((await staff.post(`${versions}/1/restore`)).json(), { seq: 3, parent: 2, message: '恢复第 1 版' })
  t.equal((await staff.get(`${versions}/3`)).json<{ text: string }>().text, first)

  const redline = await staff.get(`${document}/redline?from=1&to=2&format=json`)
  const { articles } = redline.json<{ articles: { kind: string; to: string }[] }>()
  t.match(
    articles.filter(({ kind }) => kind !== 'unchanged'),
    [{ kind: 'modified', to: '第二条' }]
  )
  t.same((await staff.get(`${document}/redline?from=1&to=2`)).json(), redline.json())
  const seen = { 'if-none-match': String(redline.headers['etag']) }
  t.equal((await staff.get(`${document}/redline?from=1&to=2&format=json`, seen)).status, 304)
  t.match((await staff.get(`${document}/redline`)).json<{ articles: object[] }>().articles.length, articles.length, 'the last step')
  t.match(
    (await staff.get(`${document}/redline?from=1&to=2&format=html`, { accept: '*/*' })).text,
    /^<!doctype html>[\s\S]*公开[\s\S]*透明/
  )
  t.match((await staff.get(`${document}/redline?from=1&to=2&format=patch`, { accept: '*/*' })).text, /^@@ /m)
  t.match((await staff.get(`${document}/amendment?from=1&to=2`)).text, /关于修改《某市示范条例》的决定[\s\S]*第二条/)
  t.match((await staff.get(`${document}/amendment?from=1&to=2&as=${encodeURIComponent('修正案')}`)).text, /修正案/)
  t.equal((await staff.get(`${document}/amendment?from=1&to=3`)).text, '', 'equal texts need no decision')
  await refused(t, staff.get(`${document}/redline?from=1&to=9`), 404, 'not-found')
  await refused(t, staff.get(`${document}/redline?format=exe`), 400, 'invalid-request')
  await refused(t, tested.as('expert').patch(`${versions}/2`, { name: null }), 403, 'forbidden')

  const kinds = (await tested.services.db.selectFrom('event').select('kind').orderBy('seq').execute()).map(({ kind }) => kind)
  t.same(kinds.slice(-5), ['documentAdded', 'versionSaved', 'versionSaved', 'versionNamed', 'versionSaved'])
})

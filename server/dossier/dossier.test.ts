/** What stands behind an article travels with it; every change has its cause, or is listed as having none. */
import fc from 'fast-check'
import t from 'tap'
import { type TestApp, withApp } from '../app-testing.ts'
import { paperMarkdown } from '../formats/paper.ts'

const FIRST =
  '# 澄川市渡口管理条例\n\n第一条　为了规范渡口管理，制定本条例。\n\n第二条　渡口应当提前三日公告停运的时间。\n\n第三条　渡口经营者应当投保责任险。\n\n第四条　本条例自2027年1月1日起施行。\n'
const SECOND = FIRST.replace('第三条　渡口经营者应当投保责任险。\n\n第四条', '第三条')
  .replace('第二条　渡口', '第三条　渡口')
  .replace('第三条　本条例', '第四条　本条例')
  .replace('第三条　渡口', '第二条　渡口应当公开收费标准。\n\n第三条　渡口')

async function aDraft({ as }: TestApp) {
  const staff = as('staff')
  const filed = await staff.post('/api/v1/bills', { title: '澄川市渡口管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const bill = String(filed.json()['id'])
  const document = String((await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json()['id'])
  const save = (text: string, parent: number | null) => staff.post(`/api/v1/documents/${document}/versions`, { text, message: '', parent })
  await save(FIRST, null)
  return { bill, document, save, notes: `/api/v1/bills/${bill}/dossier/notes`, dossier: `/api/v1/bills/${bill}/dossier` }
}

withApp('a note stays beside its article through the versions, and papers are drawn from it', async (t, tested) => {
  const { bill, save, notes, dossier } = await aDraft(tested)
  const [staff, reader] = [tested.as('staff'), tested.as('reader')]
  const reason = (await staff.post(notes, { article: '第二条', kind: 'reason', body: '群众出行需要准备时间' })).json()
  await staff.post(notes, {
    article: '第二条',
    kind: 'legalBasis',
    source: '《东岭省水路交通条例》第三条',
    body: '渡口停运的，应当提前公告。'
  })
  await staff.post(notes, { article: '第三条', kind: 'otherPlaces', source: '外市条例第五条', body: '鼓励投保。' })
  t.match(reason, { article: '第二条', currentArticle: '第二条', version: 1, source: null })
  for (const [wrong, status, code] of [
    [{ article: '第九条', kind: 'reason', body: '无' }, 400, 'no-such-article'],
    [{ article: '第二条', kind: 'why', body: '无' }, 400, 'invalid-request'],
    [{ article: '第二条', kind: 'reason', body: ' ' }, 400, 'invalid-request']
  ] as const)
    t.match((await staff.post(notes, wrong)).json(), { status, code })
  t.equal((await reader.post(notes, { article: '第二条', kind: 'reason', body: '无' })).status, 403)
  await save(SECOND, 1)
  const shown = (await reader.get(dossier)).json<{ articles: { article: string; notes: object[] }[]; gone: object[] }>()
  t.match(shown.articles.find(({ article }) => article === '第三条')?.notes, [
    { kind: 'reason', currentArticle: '第三条', article: '第二条' },
    { kind: 'legalBasis' }
  ])
  t.match(
    shown.gone,
    [{ kind: 'otherPlaces', currentArticle: null, article: '第三条' }],
    'what stood behind an article that is gone is kept'
  )
  const paper = async (kind: string) => (await reader.get(`${dossier}?format=md&paper=${kind}`)).text
  t.match(await paper('articleNotes'), /## 第三条[\s\S]*立法理由[\s\S]*群众出行需要准备时间/)
  t.match(await paper('referenceMaterial'), /东岭省水路交通条例[\s\S]*渡口停运的，应当提前公告/)
  t.match(await paper('explanatoryNote'), /（一）第三条[\s\S]*群众出行需要准备时间。[\s\S]*依据《东岭省水路交通条例》第三条/)
  const word = await reader.get(`${dossier}?format=docx`)
  t.match(word.headers['content-disposition'], encodeURIComponent('条文释义'))
  t.ok(word.text.startsWith('PK'))

  const one = `/api/v1/article-notes/${reason['id']}`
  t.equal((await reader.patch(one, { body: '改写' })).status, 403)
  t.match((await staff.patch(one, { body: '改写', source: '调研报告' })).json(), {
    body: '改写',
    source: '调研报告',
    currentArticle: '第三条'
  })
  t.equal((await staff.delete(one)).status, 204)
  t.equal((await staff.delete(one)).status, 404)
  t.equal((await reader.get('/api/v1/bills/no-such/dossier')).status, 404)
  t.equal((await staff.get(`/bills/${bill}/dossier`, { accept: 'text/html' })).status, 200)
})

withApp('why each article changed, and what nothing explains', async (t, tested) => {
  const { bill, document, save } = await aDraft(tested)
  const [staff, expert, reader] = [tested.as('staff'), tested.as('expert'), tested.as('reader')]
  const say = async (body: object) =>
    String((await expert.post(`/api/v1/bills/${bill}/opinions`, { document, version: 1, ...body })).json()['id'])
  const period = await say({ article: '第二条', quote: '三日', body: '三日太短', proposal: '五日' })
  const insurance = await say({ article: '第三条', body: '责任险增加负担，建议删去' })
  const purpose = await say({ article: '第一条', body: '补充上位法依据' })
  await staff.patch(`/api/v1/opinions/${period}`, { verdict: 'adopted', write: true })
  for (const one of [insurance, purpose]) await staff.patch(`/api/v1/opinions/${one}`, { verdict: 'adopted' })
  const text = FIRST.replace('三日', '五日')
    .replace('第三条　渡口经营者应当投保责任险。\n\n第四条', '第三条')
    .replace('，制定本条例', '，根据有关法律，制定本条例')
  await save(text, 2)
  const changes = `/api/v1/bills/${bill}/changes`
  const query = `${changes}?from=1&to=3`
  const told = (await reader.get(query)).json<{
    unexplained: number
    articles: { from: string; to: string; causes: object[]; likely: object[] }[]
  }>()
  t.equal(told.unexplained, 2)
  const of = (from: string) => told.articles.find(one => one.from === from)
  t.match(of('第二条')?.causes, [{ id: null, kind: 'opinion', opinion: period }], 'what was written in explains itself')
  t.match(of('第一条'), { causes: [], likely: [{ id: purpose }] })
  t.equal(of('第四条'), undefined, 'a number alone is no change')

  const causes = `${changes}/causes`
  const place = { from: 1, to: 3 }
  t.equal((await reader.post(causes, { ...place, article: '第一条', kind: 'meeting', body: '统一审议' })).status, 403)
  for (const [wrong, code] of [
    [{ article: '第九条', kind: 'meeting', body: '无' }, 'change-unknown'],
    [{ article: '第一条', kind: 'meeting' }, 'invalid-request'],
    [{ article: '第一条', kind: 'opinion', opinion: 'no-such' }, 'invalid-request'],
    [{ article: '第三条', kind: 'meeting', body: '无' }, 'change-unknown']
  ] as const)
    t.match((await staff.post(causes, { ...place, ...wrong })).json(), { status: 400, code }, JSON.stringify(wrong))
  const made = await staff.post(causes, { ...place, article: '第一条', kind: 'opinion', opinion: purpose })
  t.equal(made.status, 201)
  await staff.post(causes, { ...place, article: '第三条', gone: true, kind: 'meeting', body: '法制委员会统一审议认为不宜强制' })
  t.match((await reader.get(query)).json(), { unexplained: 0 })
  const report = (await reader.get(`${query}&format=md`)).text
  t.match(report, '有的立法咨询专家提出，三日太短，建议修改为“五日”。')
  t.match(report, '会议：法制委员会统一审议认为不宜强制。')
  t.match(report, '删去原第三条')
  t.ok((await reader.get(`${query}&format=docx`)).text.startsWith('PK'))
  await save(text.replace('规范渡口管理', '加强渡口管理'), 3)
  t.match(
    (await reader.get(`${changes}?from=1&to=4`))
      .json<{ articles: { from: string; causes: object[] }[] }>()
      .articles.find(one => one.from === '第一条')?.causes,
    [{ opinion: purpose }],
    'a cause follows its article'
  )
  t.match((await reader.get(`${changes}?from=3&to=4`)).json(), { unexplained: 1 }, 'and is no cause of a later change')
  t.equal((await staff.delete(`/api/v1/change-causes/${made.json()['id']}`)).status, 204)
  t.match((await reader.get(query)).json(), { unexplained: 1 })
  t.equal((await staff.get(`/bills/${bill}/changes?from=1&to=3`, { accept: 'text/html' })).status, 200)
})

t.test('whatever is typed stays words in a paper', async () => {
  const words = fc
    .array(fc.constantFrom('#', '-', '*', '_', '<b>', '[x](y)', '`', '\n', '1. ', '> ', '第一条', '　'), { maxLength: 12 })
    .map(parts => parts.join(''))
  fc.assert(
    fc.property(words, text => {
      const lines = paperMarkdown({ title: '题', parts: [{ heading: '一', paragraphs: [{ text }] }] }).split('\n')
      return lines.slice(3).every(line => !/^(#|[-+] |\d+\. |> )/.test(line) && !/(^|[^\\])[<*_`[]/.test(line))
    }),
    { seed: 6, numRuns: 500 }
  )
})

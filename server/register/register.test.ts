/** The register over HTTP: what is promulgated enters by itself, how a regulation reads on any day, who cites an article, and bad files. */

import t from 'tap'
import type { LibraryOverlap } from '../../schema/library.ts'
import type { Regulation, RegulationView, TextAsOf } from '../../schema/regulations.ts'
import { type TestApp, withApp } from '../app-testing.ts'
import { loadDemo } from '../demo/load.ts'
import { parse } from '../law/index.ts'
import { withDatabases } from '../store/testing.ts'
import { datesIn, nameOf, ownTermsIn } from './dates.ts'
import { listNotEntered, listRegulations } from './read.ts'

const GREEN = `# 临江市绿化条例

（2019年8月28日临江市人民代表大会常务委员会会议通过　2019年11月30日省人民代表大会常务委员会会议批准　2019年12月10日公布）

第一条　根据《中华人民共和国城乡规划法》和有关法律，制定本条例。

第二条　违反本条例的，依照《临江市市容条例》第三条处理。

第三条　本条例自2020年1月1日起施行，第二条自2021年1月1日起施行。《临江市园林办法》同时废止。
`
const LOOKS =
  '# 临江市市容条例\n\n第一条　为了市容整洁，制定本条例。\n\n第二条　略。\n\n第三条　乱堆乱放的，责令改正。\n\n第四条　本条例自2010年5月1日起施行。\n'

t.test('what a text says of its own days', async t => {
  t.same(datesIn(parse(GREEN)), {
    passedOn: '2019-08-28',
    approvedOn: '2019-11-30',
    promulgatedOn: '2019-12-10',
    effectiveOn: '2020-01-01',
    lapsesOn: null
  })
  t.same(ownTermsIn(parse(GREEN)), [{ article: '第二条', effectiveOn: '2021-01-01', lapsesOn: null }])
  t.equal(datesIn(parse('# 甲条例\n\n第一条　本条例自2020年2月31日起施行。\n')).effectiveOn, null, 'no such day')
  t.equal(datesIn(parse('# 甲办法\n\n第九条　本办法自2026年1月1日起施行，有效期至2030年12月31日。\n')).lapsesOn, '2031-01-01')
  for (const [title, name] of [
    ['临江市绿化条例（修正）', '临江市绿化条例'],
    ['关于修改《临江市绿化条例》的决定', '临江市绿化条例'],
    ['临江市人民代表大会常务委员会关于废止《临江市绿化条例》的决定', '临江市绿化条例'],
    ['临江市绿化条例（修订草案）', '临江市绿化条例'],
    ['临江市绿化条例', '临江市绿化条例']
  ] as const)
    t.equal(nameOf(title), name)
})

const enter = async ({ as }: TestApp, ...texts: readonly string[]): Promise<RegulationView[]> => {
  const done: RegulationView[] = []
  for (const text of texts) done.push((await as('staff').post('/api/v1/regulations', { text })).json<RegulationView>())
  return done
}

withApp('a regulation reads on each day as it then read', async (t, app) => {
  const staff = app.as('staff')
  const [green] = await enter(app, GREEN)
  t.match(green, { title: '临江市绿化条例', own: true, status: 'inForce', amendments: 0, effectiveOn: '2020-01-01' })
  t.match(green?.texts, [{ seq: 1, authentic: true, state: 'current' }])
  const address = `/api/v1/regulations/${green?.id}`
  const later = {
    text: GREEN.replace('依照', '参照'),
    kind: 'partialAmendment',
    basis: '关于修改《临江市绿化条例》的决定',
    effectiveOn: '2024-07-01'
  }
  t.match((await staff.post(`${address}/texts`, later)).json(), { amendments: 1 })
  const asOf = async (on: string) => (await app.as('reader').get(`${address}/text?on=${on}`)).json<TextAsOf>()
  t.match(await asOf('2019-12-31'), { status: 'notYetInForce', seq: 1 })
  t.match(await asOf('2020-06-01'), { status: 'inForce', seq: 1, authentic: true, notInForce: [{ article: '第二条' }] })
  t.match(await asOf('2024-06-30'), { seq: 1, notInForce: [], text: GREEN })
  t.match(await asOf('2024-07-01'), { seq: 2, authentic: false, text: later.text })
  await staff.patch(address, { repealedOn: '2026-01-01', repealedBy: '关于废止《临江市绿化条例》的决定' })
  t.match(await asOf('2025-12-31'), { status: 'inForce' })
  t.match(await asOf('2026-01-01'), { status: 'repealed' })
  t.match((await staff.get('/api/v1/regulations?status=repealed')).json(), { items: [{ title: '临江市绿化条例' }] })
  t.match((await staff.get('/api/v1/search?q=%E4%B9%B1%E5%A0%86')).json(), { items: [] })
})

withApp('who cites an article through register and library', async (t, app) => {
  const [green] = await enter(app, GREEN, LOOKS)
  const citing = async (to: string) => (await app.as('reader').get(`/api/v1/regulations/citing?to=${encodeURIComponent(to)}`)).json()
  t.match(await citing('《临江市市容条例》第三条'), { items: [{ regulation: green?.id, article: '第二条' }] })
  t.match(await citing('《临江市市容条例》第一条'), { items: [] })
  t.match(await citing('《城乡规划法》'), { items: [{ title: '临江市绿化条例', article: '第一条' }] })
  t.match(await citing('第三条'), { status: 400, code: 'no-such-article' })
  t.match(await citing(''), { status: 400 })
  const library = { text: '# 中华人民共和国城乡规划法\n\n第一条　为了规划，制定本法。\n', own: false }
  t.match((await app.as('staff').post('/api/v1/regulations', library)).json(), { own: false, rank: 'statute' })
  const again = { items: [{ ...library, file: '新版.md', text: library.text.replace('规划，', '规划和管理，') }] }
  t.match((await app.as('staff').post('/api/v1/regulations/import', again)).json(), {
    items: [{ did: 'newText', touches: ['临江市绿化条例'] }]
  })
  t.match((await app.as('staff').post('/api/v1/regulations/import', again)).json(), { items: [{ did: 'unchanged' }] })
  t.match(
    (await app.as('reader').get(`/api/v1/regulations/${green?.id}`))
      .json<RegulationView>()
      .superiors.map(({ title, id }) => [title, id !== null]),
    [
      ['中华人民共和国城乡规划法', true],
      ['临江市市容条例', true],
      ['临江市园林办法', false]
    ]
  )
  await enter(
    app,
    '# 临江市停车条例\n\n第一条　依照中华人民共和国城乡规划法第四十条和临江市市容条例第三条，制定本条例。\n\n第二条　县市容条例第三条不适用。\n'
  )
  const bare = { items: [{ title: '临江市停车条例', article: '第一条' }] }
  t.match(await citing('《中华人民共和国城乡规划法》第四十条'), bare, 'a law that is named without 《》')
  t.match(await citing('《临江市市容条例》第三条'), {
    items: [{ title: '临江市绿化条例' }, { title: '临江市停车条例', article: '第一条' }]
  })
  const whole = (await citing('《城乡规划法》')) as { items: { title: string; text: string }[] }
  t.same(
    whole.items.map(({ title, text }) => [title, text]),
    [
      ['临江市绿化条例', '《中华人民共和国城乡规划法》'],
      ['临江市停车条例', '城乡规划法']
    ]
  )
  const short = (await citing('《市容条例》第三条')) as { items: unknown[] }
  t.same(short.items, [], 'another title ends like that')
})

const SUPERIOR = `# 中华人民共和国市容法

第一条　为了市容整洁，制定本法。

第二条　任何单位和个人都应当维护公共场所的整洁，不得在道路、广场、公园随意丢弃废弃物。

第三条　城市人民政府应当设置垃圾收集设施。
`
const ELSEWHERE = `# 北岭市街巷市容条例

第一条　为了街巷整洁，制定本条例。

第二条　沿街商户应当保持门前整洁，及时清除门前的积水积雪和废弃物。
`
const DRAFT = `# 临江市街巷市容条例

第一条　根据《中华人民共和国市容法》第一条，制定本条例。

第二条　任何单位和个人都应当维护公共场所的整洁，不得在道路、广场、公园随意丢弃废弃物。

第三条　设置设施适用《市容法》第三条第二款、第八条，《中华人民共和国垃圾法》第一条。

第四条　沿街商户应当保持门前整洁，及时清除门前的积水、落叶和废弃物。
`

withApp('a draft against the library: what it cites, what it repeats, and what a newer text touches', async (t, { as }) => {
  const [staff, reader] = [as('staff'), as('reader')]
  const items = [SUPERIOR, ELSEWHERE].map((text, at) => ({ file: `${at}.md`, text, own: false }))
  const imported = (await staff.post('/api/v1/regulations/import', { items })).json<{ items: { id: string }[] }>().items
  const [law = '', elsewhere = ''] = imported.map(({ id }) => id)
  const bill = (await staff.post('/api/v1/bills', { title: '临江市街巷市容条例', kind: 'enact', workflow: 'municipal-regulation' })).json()[
    'id'
  ]
  const document = String((await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json()['id'])
  const at = `/api/v1/documents/${document}`
  t.match((await reader.get(`${at}/references`)).json(), { items: [] }, 'no text yet')
  await staff.post(`${at}/versions`, { text: DRAFT, message: '初稿', parent: null })
  t.match((await reader.get(`${at}/references`)).json(), {
    items: [
      { from: '第一条', state: 'valid', regulation: law, words: '为了市容整洁，制定本法。' },
      { from: '第三条', state: 'dangling', reason: /第三条没有第二款/ },
      { from: '第三条', state: 'dangling', reason: /没有第八条/ },
      { from: '第三条', state: 'notInLibrary', regulation: null, title: '中华人民共和国垃圾法' }
    ]
  })
  const { laws, articles } = (await reader.get(`${at}/overlap`)).json<LibraryOverlap>()
  t.match(laws, [
    { id: law, why: 'cited' },
    { id: elsewhere, why: 'similar' }
  ])
  t.match(articles[1], { label: '第二条', share: 1, passages: [{ regulation: law, article: '第二条' }] })
  t.equal(articles[0]?.share, 0)
  const chosen = (await reader.post('/api/v1/regulations/overlap', { text: DRAFT, laws: [elsewhere] })).json()
  t.match(chosen, { laws: [{ id: elsewhere, why: 'chosen' }] })
  const wordings = (await reader.get(`/api/v1/bills/${bill}/dossier/wordings?article=${encodeURIComponent('第四条')}`)).json()
  t.match(wordings, { items: [{ kind: 'otherPlaces', title: '北岭市街巷市容条例', article: '第二条' }] })
  const page = (await reader.get(`/documents/${document}/library`, { accept: 'text/html' })).text
  t.match(page, /没有此条文/)
  t.match((await reader.get(`/documents/${document}`, { accept: 'text/html' })).text, `href="/regulations/${law}#`)

  const newer = SUPERIOR.replace('第一条　为了市容整洁', '第一条　为了城市整洁').replace('第三条', '第三条　略。\n\n第四条')
  const again = (await staff.post('/api/v1/regulations/import', { items: [{ file: '新.md', text: newer, own: false }] })).json()
  t.match(again, { items: [{ did: 'newText', touches: ['临江市街巷市容条例（草案）'] }] })
  t.match((await reader.get(`/api/v1/regulations/${law}/impact`)).json(), {
    from: 1,
    to: 2,
    places: [
      { bill, article: '第一条', impact: 'changed' },
      { article: '第三条', impact: 'moved', now: '第四条' },
      { article: '第三条', impact: 'untouched' }
    ]
  })
  t.match((await reader.get('/regulations?own=false', { accept: 'text/html' })).text, /触及 1 件/)
  t.match((await reader.get('/api/v1/regulations?own=false&rank=statute&q=%E5%B8%82%E5%AE%B9&limit=1')).json(), {
    items: [{ id: law }],
    next: null
  })
  t.match((await reader.get('/api/v1/documents/none/overlap')).json(), { status: 404 })
})

withApp('files that cannot be entered: nothing is', async (t, { as, services }) => {
  const staff = as('staff')
  const items = [
    { file: '好.md', text: LOOKS },
    { file: '空.md', text: '没有条文的文字' },
    { file: '重.md', text: LOOKS },
    { file: '坏.md', text: 'x\u0000' }
  ]
  const answer = await staff.post('/api/v1/regulations/import', { items })
  t.match(answer.json(), { status: 400 })
  t.equal((await staff.get('/api/v1/regulations')).json<{ items: Regulation[] }>().items.length, 0)
  const two = await staff.post('/api/v1/regulations/import', { items: items.slice(0, 3) })
  t.match(two.json(), { code: 'import-rows-wrong', errors: [{ message: /^空\.md：/ }, { message: /^重\.md：.*好\.md/ }] })
  t.equal((await services.db.selectFrom('regulation').select('id').execute()).length, 0)
  t.match((await staff.post('/api/v1/regulations', { text: LOOKS, effectiveOn: '2026-02-30' })).json(), { status: 400 })
  t.match((await staff.post('/api/v1/regulations', { text: LOOKS, colour: 'red' })).json(), { status: 400 })
  for (const role of ['reader', 'expert', 'administrator'] as const)
    t.equal((await as(role).post('/api/v1/regulations', { text: LOOKS })).status, 403, role)
  t.match((await staff.get('/api/v1/regulations/none')).json(), { status: 404 })
  const [kept] = [(await staff.post('/api/v1/regulations', { text: LOOKS })).json<RegulationView>()]
  const at = `/api/v1/regulations/${kept.id}`
  t.match((await staff.post(`${at}/terms`, { article: '第二条' })).json(), { code: 'term-without-day' })
  t.match((await staff.post(`${at}/terms`, { article: '第二条', lapsesOn: '2030-01-01' })).json(), { terms: [{ article: '第二条' }] })
  t.match((await staff.delete(`${at}/terms/none`)).json(), { status: 404 })
  t.match((await staff.post(`${at}/texts`, { text: '无条文', kind: 'revision', basis: '决定' })).json(), { code: 'text-without-article' })
  t.match((await staff.post('/api/v1/regulations/entries', { bill: 'none' })).json(), { status: 404 })
})

withDatabases('what the demo promulgated stands in the register, and its amendments in its history', async (t, services) => {
  await loadDemo(services)
  const { items } = await listRegulations(services, {})
  const promulgated = await services.db.selectFrom('bill').select('title').where('state', 'like', '%"promulgatedOn"%').execute()
  const waiting = await listNotEntered(services)
  t.ok(items.length > 0)
  const texts = await services.db.selectFrom('regulationText').select('bill').where('bill', 'is not', null).execute()
  t.equal(texts.length + waiting.length, promulgated.length, 'every promulgated bill is in, or waits')
  t.same(waiting, [], 'and none waits')
})

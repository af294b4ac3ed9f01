/** Opinions over HTTP: they are filed, follow their article, and are answered; drafts are nobody else's business. */
import { type Client, type TestApp, withApp } from '../app-testing.ts'
import { maskedName } from './public-copy.ts'

const FIRST =
  '# 临江市渡口管理条例\n\n第一条　为了规范渡口管理，制定本条例。\n\n第二条　市交通运输主管部门负责渡口工作。\n\n第三条　本条例自2027年1月1日起施行。\n'
const SECOND = FIRST.replace('第三条', '第四条').replace('第二条', '第二条　渡口应当公开收费标准。\n\n第三条')
const THIRD = FIRST.replace(/第二条.*\n\n/, '第二条　渡口应当公开收费标准。\n\n')

interface Scene {
  readonly bill: string
  readonly document: string
  readonly opinions: string
  readonly save: (text: string, parent: number | null) => Promise<void>
}

async function aDraft({ as }: TestApp): Promise<Scene> {
  const staff = as('staff')
  const filed = await staff.post('/api/v1/bills', { title: '临江市渡口管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const bill = String(filed.json()['id'])
  const document = String((await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json()['id'])
  const save = async (text: string, parent: number | null) => {
    await staff.post(`/api/v1/documents/${document}/versions`, { text, message: '', parent })
  }
  await save(FIRST, null)
  return { bill, document, opinions: `/api/v1/bills/${bill}/opinions`, save }
}

const remark = ({ document }: Scene) => ({ document, version: 1, article: '第二条', quote: '市交通运输主管部门', body: '应当写明牵头部门' })

async function made(client: Client, address: string, body: object): Promise<string> {
  const answer = await client.post(address, body)
  if (answer.status !== 201) throw new Error(answer.text)
  return `/api/v1/opinions/${answer.json()['id']}`
}

withApp('an opinion follows its article and gets its answer', async (t, tested) => {
  const scene = await aDraft(tested)
  const [staff, expert, reader] = [tested.as('staff'), tested.as('expert'), tested.as('reader')]
  const filed = await expert.post(scene.opinions, remark(scene))
  t.match(filed.json(), {
    ...{ article: '第二条', currentArticle: '第二条', quoteState: 'present', source: 'expert', status: 'submitted' },
    ...{ givenBy: 'check-expert', givenOn: '2026-11-24', verdict: null, revision: 1 }
  })
  const one = String(filed.headers['location'])
  const letter = { ...remark(scene), source: 'public', givenBy: '市民 周女士', givenOn: '2026-11-20', quote: null, proposal: '删去本条。' }
  const other = await made(staff, scene.opinions, letter)
  const whole = await made(staff, scene.opinions, { document: scene.document, version: 1, body: '建议缓议' })
  t.match((await reader.get(whole)).json(), { article: null, currentArticle: null, quoteState: null, source: 'committee' })

  await scene.save(SECOND, 1)
  t.match((await reader.get(one)).json(), { article: '第二条', currentArticle: '第三条', quoteState: 'present' })
  await scene.save(SECOND.replace('市交通运输主管部门负责', '市海事机构负责'), 2)
  t.match((await reader.get(one)).json(), { currentArticle: '第三条', quoteState: 'changed' })
  await scene.save(THIRD, 3)
  t.match((await reader.get(one)).json(), { article: '第二条', currentArticle: null, quoteState: 'changed' })

  const facts = async () => (await staff.get(`${scene.opinions}?verdict=open`)).json<{ items: object[] }>().items.length
  t.equal(await facts(), 3)
  t.match((await staff.patch(one, { verdict: 'adopted' })).json(), {
    verdict: 'adopted',
    reason: null,
    judgedBy: 'check-staff',
    revision: 2
  })
  t.match((await staff.patch(other, { verdict: 'notAdopted', reason: '已有规定' })).json(), { verdict: 'notAdopted', reason: '已有规定' })
  t.equal(await facts(), 1)
  t.match((await reader.get(`${scene.opinions}?source=public`)).json(), { items: [{ givenBy: '市民 周女士' }], next: null })
  const page = (await reader.get(`${scene.opinions}?limit=2`)).json<{ items: object[]; next: string }>()
  t.match((await reader.get(`${scene.opinions}?cursor=${page.next}`)).json(), { items: [{ body: '建议缓议' }], next: null })
  const kinds = await tested.services.db.selectFrom('event').select('kind').where('kind', 'like', 'opinion%').orderBy('seq').execute()
  t.same(
    kinds.map(({ kind }) => kind),
    ['opinionFiled', 'opinionFiled', 'opinionFiled', 'opinionJudged', 'opinionJudged']
  )
})

withApp('what may not be is refused and changes nothing', async (t, tested) => {
  const scene = await aDraft(tested)
  const [staff, expert] = [tested.as('staff'), tested.as('expert')]
  const good = remark(scene)
  for (const [wrong, code] of [
    [{ article: '第九条' }, 'no-such-article'],
    [{ quote: '省交通运输主管部门' }, 'quote-not-found'],
    [{ article: null }, 'invalid-request'],
    [{ version: 2 }, 'invalid-request'],
    [{ document: 'no-such' }, 'invalid-request'],
    [{ body: ' ' }, 'invalid-request'],
    [{ source: '市民' }, 'invalid-request'],
    [{ givenOn: '2026-11-25' }, 'invalid-request'],
    [{ extra: 1 }, 'invalid-request']
  ] as const) {
    t.match((await staff.post(scene.opinions, { ...good, ...wrong })).json(), { status: 400, code }, JSON.stringify(wrong))
  }
  t.match((await tested.as('reader').post(scene.opinions, good)).json(), { status: 403, code: 'forbidden' })
  t.match((await tested.as('nobody').post(scene.opinions, good)).json(), { status: 401 })
  t.match((await expert.post(scene.opinions, { ...good, givenBy: '他人' })).json(), { status: 403, code: 'forbidden' })
  t.match((await staff.post('/api/v1/bills/no-such/opinions', good)).json(), { status: 404, code: 'not-found' })
  t.same((await staff.get(scene.opinions)).json(), { items: [], next: null })

  const one = await made(expert, scene.opinions, good)
  for (const verdict of ['partlyAdopted', 'notAdopted', 'deferred']) {
    t.match((await staff.patch(one, { verdict })).json(), { status: 409, code: 'reason-missing' })
    t.match((await staff.patch(one, { verdict, reason: '　' })).json(), { code: 'reason-missing' })
  }
  t.match((await expert.patch(one, { verdict: 'adopted' })).json(), { status: 403, code: 'forbidden' })
  t.match((await staff.patch(one, { verdict: '采纳' })).json(), { status: 400, code: 'invalid-request' })
  t.match((await staff.patch(one, { reason: '已有规定' })).json(), { status: 400, code: 'invalid-request' })
  t.match((await staff.patch(one, { verdict: 'adopted', body: '改写' })).json(), { status: 400, code: 'invalid-request' })
  t.match((await expert.patch(one, { body: '改写' })).json(), { status: 409, code: 'opinion-submitted' })
  t.match((await expert.delete(one)).json(), { status: 409, code: 'opinion-submitted' })
  t.match((await staff.get(one)).json(), { verdict: null, body: good.body, revision: 1 })

  const judged = await Promise.all(['甲', '乙'].map(reason => staff.patch(one, { verdict: 'deferred', reason, revision: 1 })))
  t.same(judged.map(({ status }) => status).sort(), [200, 409], 'of two who judge what both have read one wins')
  t.match(judged.find(({ status }) => status === 409)?.json(), { code: 'opinion-moved' })
})

withApp('a round has a period, which a public consultation may shorten only with a reason', async (t, tested) => {
  const scene = await aDraft(tested)
  const [staff, expert] = [tested.as('staff'), tested.as('expert')]
  const rounds = `/api/v1/bills/${scene.bill}/opinion-rounds`
  const wish = { document: scene.document, version: 1, kind: 'publicConsultation', title: '公开征求意见', opensOn: '2026-11-01' }
  t.match((await staff.post(rounds, { ...wish, closesOn: '2026-11-30' })).json(), { status: 409, code: 'round-too-short' })
  const shorter = { ...wish, closesOn: '2026-11-10', reason: '应急立法，经主任会议同意' }
  t.equal((await staff.post(rounds, shorter)).status, 201)
  const round = (await staff.post(rounds, { ...wish, closesOn: '2026-12-01' })).json()
  t.match(round, { kindTitle: '公开征求意见', addressees: null, reason: null })
  t.equal((await staff.post(rounds, { ...wish, kind: 'symposium', closesOn: '2026-11-01' })).status, 201, 'a meeting lasts a day')
  for (const wrong of [
    { closesOn: '2026-10-31' },
    { closesOn: '2026-13-01' },
    { closesOn: '2026-12-30', version: 9 },
    { closesOn: '2026-12-30', kind: '听证' }
  ])
    t.match((await staff.post(rounds, { ...wish, ...wrong })).json(), { status: 400, code: 'invalid-request' })
  t.equal((await expert.post(rounds, { ...wish, closesOn: '2026-12-30' })).status, 403)
  t.match((await tested.as('reader').get(`${rounds}?limit=2`)).json(), {
    items: [{ closesOn: '2026-11-10' }, { id: round['id'] }],
    next: /./
  })

  const asked = { ...remark(scene), round: round['id'] }
  await made(expert, scene.opinions, asked)
  await made(expert, scene.opinions, remark(scene))
  t.match((await staff.get(`${scene.opinions}?round=${round['id']}`)).json(), { items: [{ round: round['id'] }], next: null })
  t.match((await staff.post(scene.opinions, { ...asked, givenOn: '2026-10-31' })).json(), { errors: [{ pointer: '/givenOn' }] })
  t.match((await staff.post(scene.opinions, { ...asked, round: 'no-such' })).json(), { errors: [{ pointer: '/round' }] })
})

withApp('a draft is there for its author alone until it is submitted', async (t, tested) => {
  const scene = await aDraft(tested)
  const [staff, expert] = [tested.as('staff'), tested.as('expert')]
  const draft = await made(expert, scene.opinions, { ...remark(scene), status: 'draft' })
  for (const client of [staff, tested.as('reader'), tested.as('administrator')]) {
    t.equal((await client.get(draft)).status, 404)
    t.same((await client.get(scene.opinions)).json(), { items: [], next: null })
  }
  t.equal((await staff.patch(draft, { verdict: 'adopted' })).status, 404)
  t.equal((await staff.delete(draft)).status, 404)
  t.match((await expert.patch(draft, { body: '应当写明市、县两级' })).json(), { status: 'draft', body: '应当写明市、县两级' })
  t.match((await expert.patch(draft, { status: 'submitted', revision: 1 })).json(), { status: 409, code: 'opinion-moved' })
  t.match((await expert.patch(draft, { status: 'submitted' })).json(), { status: 'submitted' })
  t.match((await staff.get(scene.opinions)).json(), { items: [{ body: '应当写明市、县两级', author: /./ }] })
  const second = await made(expert, scene.opinions, { ...remark(scene), status: 'draft' })
  t.equal((await expert.delete(second)).status, 204)
  t.equal((await expert.get(second)).status, 404)
})

withApp('the 意见采纳情况表 holds every opinion with its answer', async (t, tested) => {
  const scene = await aDraft(tested)
  const staff = tested.as('staff')
  const one = await made(staff, scene.opinions, { ...remark(scene), source: 'public', givenBy: '=1+1', body: '@SUM(A1)|竖线' })
  await made(tested.as('expert'), scene.opinions, { ...remark(scene), article: '第一条', quote: null, status: 'submitted' })
  await made(tested.as('expert'), scene.opinions, { ...remark(scene), status: 'draft', body: '尚未提交' })
  await staff.patch(one, { verdict: 'partlyAdopted', reason: '在配套文件中规定' })
  const table = (format: string) => tested.as('reader').get(`${scene.opinions}?format=${format}`)
  const markdown = (await table('md')).text
  t.match(markdown, '共收到意见 2 条（社会公众 1、立法咨询专家 1）：采纳 0、部分采纳 1、不采纳 0、另行研究 0，未处理 1')
  t.ok(markdown.indexOf('第一条') < markdown.indexOf('第二条'), 'in the order of the articles')
  t.notMatch(markdown, '尚未提交')
  const csv = await table('csv')
  t.match(csv.text, '在配套文件中规定')
  t.notMatch(csv.text, /(^|,)"?[=@]/m, 'no cell is a formula')
  t.match((await table('xlsx')).headers['content-disposition'], encodeURIComponent('意见采纳情况表'))
  await made(staff, scene.opinions, { ...remark(scene), source: 'expert', givenBy: '司徒澜（澄川大学法学院）' })
  await made(staff, scene.opinions, { ...remark(scene), source: 'department', givenBy: '市交通运输局' })
  const open = (await table('csv&copy=public')).text
  t.match(open, /司徒某（澄川大学法学院）[\s\S]*市交通运输局/, 'persons are masked in the public copy, units stay')
  t.notMatch(open, '司徒澜')
  t.match((await table('csv')).text, '司徒澜')
  t.equal((await table('csv&copy=secret')).status, 400)
  for (const [name, masked] of [
    ['邱明远', '邱某某'],
    ['张三', '张某'],
    ['温伯涵委员', '温某某委员'],
    ['温委员', '温委员'],
    ['沈若川、市林业局', '沈某某、市林业局'],
    ['浣沙区老街街道基层立法联系点', '浣沙区老街街道基层立法联系点'],
    ['纪知行', '纪某某'],
    ['欧阳知行', '欧阳某某'],
    ['水利局', '水利局'],
    ['', '']
  ] as const)
    t.equal(maskedName(name), masked)
  t.equal(maskedName('浣沙区', 'county'), '浣沙区')
  t.match((await table('exe')).json(), { status: 400, code: 'invalid-request' })
  t.equal((await tested.as('reader').get('/api/v1/bills/no-such/opinions?format=md')).status, 404)
})

const PERIODS =
  '# 澄川市渡口管理条例\n\n第一条　为了规范渡口管理，制定本条例。\n\n第二条　渡口经营者应当提前三日公告停运的时间。  \n\n因大风停运的，立即公告。\n'

withApp('an adopted wording goes into the text, and colliding wordings are shown before either does', async (t, tested) => {
  const scene = await aDraft(tested)
  const [staff, expert] = [tested.as('staff'), tested.as('expert')]
  await scene.save(PERIODS, 1)
  const say = (proposal: string | null, quote: string | null = '三日') =>
    made(expert, scene.opinions, { document: scene.document, version: 2, article: '第二条', quote, body: '时间太短', proposal })
  const [five, seven, same, vague] = [await say('五日'), await say('七日'), await say('五日'), await say('写得明确一些', null)]
  t.match((await staff.post(`${five}/writing`, {})).json(), { status: 409, code: 'not-adopted' })
  t.equal((await expert.post(`${five}/writing`, {})).status, 403)
  for (const one of [seven, same]) await staff.patch(one, { verdict: 'adopted' })
  const collide = await staff.patch(five, { verdict: 'adopted', write: true })
  t.match(collide.json(), { status: 409, code: 'wordings-collide', collisions: [{ proposal: '七日' }] })
  t.match((await staff.get(five)).json(), { verdict: null, writtenIn: null }, 'and nothing was decided')
  t.match((await staff.patch(seven, { verdict: 'notAdopted', reason: '五日已经足够' })).json(), { verdict: 'notAdopted' })
  t.match((await staff.patch(five, { verdict: 'adopted', write: true })).json(), { verdict: 'adopted', writtenIn: 3 })
  t.match((await staff.get(same)).json(), { writtenIn: 3 }, 'who said the same of the same words is written too')
  const text = await staff.get(`/api/v1/documents/${scene.document}/versions/3`, { accept: 'text/markdown' })
  t.equal(text.text, PERIODS.replace('三日', '五日'), 'to the character: nothing else changes')
  t.match((await staff.delete(`${five}/verdict`)).json(), { status: 409, code: 'opinion-written' })
  await staff.patch(vague, { verdict: 'adopted' })
  t.match((await staff.post(`${vague}/writing`, {})).json(), { status: 409, code: 'cannot-write' })
  const whole = await say('第二条　渡口停运的，应当提前公告。\n紧急情况除外。', null)
  t.match(
    (
      await staff.patch(whole, { verdict: 'partlyAdopted', reason: '改为一款', write: true, wording: '第二条　渡口停运的，应当提前公告。' })
    ).json(),
    {
      writtenIn: 4
    }
  )
  t.match((await staff.get(`/api/v1/documents/${scene.document}/versions/4`)).json()['text'], '第二条　渡口停运的，应当提前公告。\n')
  const gone = await say('十日')
  t.match((await staff.patch(gone, { verdict: 'adopted', write: true })).json(), { code: 'cannot-write' }, 'its words are gone')
})

withApp('a verdict is taken back, and one verdict answers those that say the same', async (t, tested) => {
  const scene = await aDraft(tested)
  const [staff, reader] = [tested.as('staff'), tested.as('reader')]
  const say = (givenBy: string, body: string) =>
    made(staff, scene.opinions, { document: scene.document, version: 1, article: '第二条', body, source: 'public', givenBy })
  const one = await say('甲', '建议明确渡口的牵头部门是哪一个。')
  const two = await say('乙', '希望明确渡口的牵头部门是哪一个')
  const other = await say('丙', '渡口收费标准由谁来定，没有写。')
  const { items } = (await staff.get(`${one}/similar`)).json<{ items: { id: string; givenBy: string }[] }>()
  t.same(
    items.map(({ givenBy }) => givenBy),
    ['乙']
  )
  const alsoFor = items.map(({ id }) => id)
  t.match((await staff.patch(one, { verdict: 'notAdopted', alsoFor })).json(), { code: 'reason-missing' })
  t.match((await staff.patch(one, { alsoFor })).json(), { code: 'invalid-request' })
  t.match((await staff.patch(one, { verdict: 'notAdopted', reason: '已有规定', alsoFor })).json(), { verdict: 'notAdopted' })
  t.match(
    (await reader.get(two)).json(),
    { verdict: 'notAdopted', reason: '已有规定', judgedBy: 'check-staff' },
    'each giver has the answer'
  )
  t.match((await reader.get(other)).json(), { verdict: null })
  t.match((await staff.patch(other, { verdict: 'adopted', alsoFor })).json(), { status: 409, code: 'opinion-moved' }, 'answered meanwhile')
  t.match((await reader.get(other)).json(), { verdict: null }, 'and nothing of it stands')
  t.equal((await reader.delete(`${one}/verdict`)).status, 403)
  t.match((await staff.delete(`${one}/verdict`)).json(), { verdict: null, reason: null, judgedBy: null })
  t.match((await staff.delete(`${one}/verdict`)).json(), { verdict: null }, 'taking back twice is taking back')
})

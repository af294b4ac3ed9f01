/** Who is asked, by what link they come in, and what they may see there: one version, and nothing else. */
import { TEST_PASSWORD, type TestApp, withApp } from '../app-testing.ts'
import { addAccount } from '../people/accounts.ts'
import { issueToken } from '../people/tokens.ts'

const FIRST = '# 澄川市渡口管理条例\n\n第一条　为了规范渡口管理，制定本条例。\n\n第二条　市交通运输主管部门负责渡口工作。\n'
const SECOND = FIRST.replace('负责渡口工作', '负责渡口的监督管理工作').concat('\n第三条　渡口应当公开收费标准。\n')

interface Scene {
  readonly bill: string
  readonly document: string
  readonly rounds: string
}

async function aDraft({ as }: TestApp): Promise<Scene> {
  const staff = as('staff')
  const filed = await staff.post('/api/v1/bills', { title: '澄川市渡口管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const bill = String(filed.json()['id'])
  const document = String((await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json()['id'])
  await staff.post(`/api/v1/documents/${document}/versions`, { text: FIRST, message: '', parent: null })
  await staff.post(`/api/v1/documents/${document}/versions`, { text: SECOND, message: '', parent: 1 })
  return { bill, document, rounds: `/api/v1/bills/${bill}/opinion-rounds` }
}

const wish = ({ document }: Scene) => ({
  ...{ document, version: 2, kind: 'contactPointConsultation', title: '征求联系点意见', opensOn: '2026-11-20', closesOn: '2026-12-05' }
})

/** Somebody in front of a browser: its cookies, and the token of the page that was shown last. */
function browser({ app }: TestApp) {
  const jar = new Map<string, string>()
  let token = ''
  return async (method: 'GET' | 'POST', url: string, fields: Record<string, string> = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.inject({
      method,
      url,
      headers: { cookie, accept: 'text/html', ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(method === 'POST' && { payload: new URLSearchParams({ _csrf: token, ...fields }).toString() })
    })
    for (const { name, value } of answer.cookies) jar.set(name, value)
    token = /name="_csrf" value="([^"]*)"/.exec(answer.body)?.[1] ?? token
    return { status: answer.statusCode, text: answer.body, location: String(answer.headers.location ?? '') }
  }
}

withApp('experts, contact points and bases are on record, and what became of what they said', async (t, tested) => {
  const [staff, expert] = [tested.as('staff'), tested.as('expert')]
  const made = await staff.post('/api/v1/consultees', {
    ...{
      kind: 'contactPoint',
      name: '老街社区联系点',
      field: '城乡建设',
      contact: '0830-1234567',
      termFrom: '2025-01-01',
      termTo: '2027-12-31'
    }
  })
  t.equal(made.status, 201)
  t.match(made.json(), { kindTitle: '基层立法联系点', given: 0, adopted: 0, openReviews: [], account: null })
  const one = String(made.headers['location'])
  t.match((await staff.get(one)).json(), { contact: '0830-1234567' })
  t.equal((await expert.get(one)).json()['contact'], null, 'how to reach somebody is for those who ask')
  for (const [wrong, status, code] of [
    [{ kind: 'contactPoint', name: '老街社区联系点' }, 409, 'consultee-exists'],
    [{ kind: 'expert', name: '甲', account: 'nobody' }, 400, 'invalid-request'],
    [{ kind: 'expert', name: '甲', account: 'check-staff' }, 400, 'invalid-request'],
    [{ kind: 'expert', name: '甲', termFrom: '2026-01-01', termTo: '2025-01-01' }, 400, 'invalid-request'],
    [{ kind: 'friend', name: '甲' }, 400, 'invalid-request'],
    [{ kind: 'expert', name: ' ' }, 400, 'invalid-request']
  ] as const)
    t.match((await staff.post('/api/v1/consultees', wrong)).json(), { status, code }, JSON.stringify(wrong))
  t.equal((await expert.post('/api/v1/consultees', { kind: 'expert', name: '自荐' })).status, 403)
  t.match((await staff.patch(one, { field: '社会治理', contact: null })).json(), { field: '社会治理', contact: null, termTo: '2027-12-31' })
  t.match((await staff.get('/api/v1/consultees?field=社会&kind=contactPoint')).json(), { items: [{ name: '老街社区联系点' }], next: null })
  t.match((await staff.get('/api/v1/consultees?field=环境')).json(), { items: [], next: null })
})

withApp('a round knows who has answered', async (t, tested) => {
  const scene = await aDraft(tested)
  const [staff, expert, reader] = [tested.as('staff'), tested.as('expert'), tested.as('reader')]
  const mine = (await staff.post('/api/v1/consultees', { kind: 'expert', name: '邱明远', account: 'check-expert' })).json()['id']
  const round = (
    await staff.post(scene.rounds, {
      ...wish(scene),
      consultees: [mine],
      asked: [
        { name: '市财政局', source: 'department' },
        { name: '市住建局', source: 'department' }
      ]
    })
  ).json()
  t.match(round, { state: 'open', asked: 3, answered: 0, opinions: 0 })
  t.match((await staff.post(scene.rounds, { ...wish(scene), consultees: ['no-such'] })).json(), { errors: [{ pointer: '/consultees' }] })
  const address = `/api/v1/opinion-rounds/${round['id']}`
  const opinion = { document: scene.document, version: 2, article: '第二条', body: '写明牵头部门', round: round['id'] }
  await expert.post(`/api/v1/bills/${scene.bill}/opinions`, { ...opinion, status: 'draft' })
  t.match((await reader.get(address)).json(), { answered: 0 }, 'what is not submitted is no answer')
  const given = await expert.post(`/api/v1/bills/${scene.bill}/opinions`, opinion)
  t.match(given.json(), { addressee: /./, writtenIn: null })
  await staff.post(`/api/v1/bills/${scene.bill}/opinions`, { ...opinion, source: 'department', givenBy: '市财政局' })
  const { items } = (await reader.get(`${address}/addressees`)).json<{ items: { id: string; name: string; answered: boolean }[] }>()
  t.same(
    items.map(({ name, answered }) => [name, answered]),
    [
      ['邱明远', true],
      ['市财政局', true],
      ['市住建局', false]
    ]
  )
  const last = `${address}/addressees/${items[2]?.id}`
  t.equal((await expert.patch(last, { repliedOn: '2026-11-24' })).status, 403)
  t.match((await staff.patch(last, { repliedOn: '2026-11-01' })).json(), { code: 'invalid-request' })
  t.match((await staff.patch(last, { repliedOn: '2026-11-23' })).json(), { answered: true, repliedOn: '2026-11-23', opinions: 0 })
  t.match((await reader.get(address)).json(), { asked: 3, answered: 3, opinions: 2 })
  t.match(
    (
      await staff.post(`${address}/addressees`, {
        asked: [
          { name: '市财政局', source: 'department' },
          { name: '望桥区人大', source: 'county' }
        ]
      })
    ).json(),
    { asked: 4, answered: 3 }
  )
  t.match((await staff.get('/api/v1/consultees')).json(), { items: [{ name: '邱明远', asked: 1, given: 1, adopted: 0, openReviews: [] }] })
  await staff.patch(String(given.headers['location']), { verdict: 'adopted' })
  t.match((await staff.get('/api/v1/consultees')).json(), { items: [{ given: 1, adopted: 1 }] })
  tested.services.setNow('2026-12-06T01:00:00.000Z')
  t.match((await reader.get(address)).json(), { state: 'closed' })
})

withApp('a link opens one version, once, for one addressee, until it is taken back', async (t, tested) => {
  const scene = await aDraft(tested)
  const staff = tested.as('staff')
  const asked = ['沙湾社区联系点', '码头商会'].map(name => ({ name, source: 'contactPoint' }))
  const round = String((await staff.post(scene.rounds, { ...wish(scene), asked })).json()['id'])
  const issue = async (body: object = {}) =>
    (await staff.post(`/api/v1/opinion-rounds/${round}/invitations`, body)).json<{ items: { id: string; name: string; url: string }[] }>()
      .items
  const first = await issue()
  t.equal(new Set(first.map(({ url }) => url)).size, 2, 'each has a link of its own')
  const links = await issue()
  const [link, other] = links.map(({ url }) => new URL(url).pathname) as [string, string]
  const stored = await tested.services.db.selectFrom('invitation').selectAll().execute()
  t.notOk(JSON.stringify(stored).includes(link.split('/').at(-1) ?? ''), 'what is kept is a hash')
  t.equal((await browser(tested)('GET', new URL(first[0]?.url ?? '').pathname)).status, 401, 'a new link ends the one before')

  const guest = browser(tested)
  t.match((await guest('GET', link)).text, '请您对《澄川市渡口管理条例》提出意见')
  t.equal((await guest('POST', link)).location, `/reviews/${round}?view=start`)
  t.equal((await browser(tested)('POST', link)).status, 401, 'the link is used up')
  t.equal((await guest('POST', link)).status, 303, 'but its browser may come back')
  const page = await guest('GET', `/reviews/${round}`)
  t.match(page.text, '的监督管理')
  for (const address of [
    '/',
    '/bills',
    `/bills/${scene.bill}`,
    `/documents/${scene.document}`,
    `/bills/${scene.bill}/opinions`,
    '/experts',
    `/rounds/${round}`
  ])
    t.ok([403, 303].includes((await guest('GET', address)).status), address)
  t.equal((await guest('GET', `/api/v1/bills/${scene.bill}/opinions`)).status, 403)

  const bad = await guest('POST', `/reviews/${round}/opinions`, {
    article: '第二条',
    quote: '省交通厅',
    body: '写明<b>牵头</b>',
    view: 'redline'
  })
  t.equal(bad.status, 422)
  t.match(bad.text, '写明&lt;b')
  const noted = await guest('POST', `/reviews/${round}/opinions`, {
    article: '第二条',
    quote: '市交通运输主管部门',
    body: '写明牵头部门',
    view: 'redline'
  })
  t.match(noted.location, `/reviews/${round}?view=redline#`)
  t.match((await staff.get(`/api/v1/bills/${scene.bill}/opinions`)).json(), { items: [] }, 'nobody else sees a draft')

  const neighbour = browser(tested)
  await neighbour('GET', other)
  await neighbour('POST', other)
  t.notMatch((await neighbour('GET', `/reviews/${round}`)).text, '写明牵头部门')
  const [draft] = await tested.services.db.selectFrom('opinion').select('id').execute()
  t.equal((await neighbour('POST', `/reviews/${round}/opinions/${draft?.id}`, { body: '改写', act: '' })).status, 404, 'nor changes it')
  t.equal((await neighbour('POST', `/reviews/${round}/submit`, { opinion: draft?.id ?? '' })).status, 404, 'nor sends it')

  const outbox = await guest('GET', `/reviews/${round}/submit`)
  t.match(outbox.text, '提交 1 条意见')
  t.equal((await guest('POST', `/reviews/${round}/submit`, { opinion: draft?.id ?? '' })).location, '/submitted?sent=1')
  t.equal((await guest('POST', `/reviews/${round}/submit`, { opinion: '' })).status, 422)
  t.match((await staff.get(`/api/v1/bills/${scene.bill}/opinions`)).json(), {
    items: [{ givenBy: '沙湾社区联系点', source: 'contactPoint', round, status: 'submitted' }]
  })
  await staff.patch(`/api/v1/opinions/${draft?.id}`, { verdict: 'notAdopted', reason: '第一条已经写明' })
  t.match((await guest('GET', '/submitted')).text, '第一条已经写明', 'the giver learns what became of it')

  t.equal((await staff.delete(`/api/v1/invitations/${links[0]?.id}`)).status, 204)
  t.equal((await guest('GET', `/reviews/${round}`)).location.startsWith('/sign-in'), true, 'taken back, it is over at once')
  tested.services.setNow('2026-12-06T01:00:00.000Z')
  t.equal((await neighbour('GET', `/reviews/${round}`)).location.startsWith('/sign-in'), true, 'and after its last day')
})

withApp('an expert with an account lands on the one open review, and sends all his drafts in one act', async (t, tested) => {
  const scene = await aDraft(tested)
  const staff = tested.as('staff')
  const account = await addAccount(tested.services, null, {
    name: 'qiumingyuan',
    displayName: '邱明远',
    role: 'expert',
    password: TEST_PASSWORD
  })
  const other = await addAccount(tested.services, null, {
    name: 'sujianqiu',
    displayName: '苏见秋',
    role: 'expert',
    password: TEST_PASSWORD
  })
  const who = (await staff.post('/api/v1/consultees', { kind: 'expert', name: '邱明远', account: 'qiumingyuan' })).json()['id']
  const round = String((await staff.post(scene.rounds, { ...wish(scene), consultees: [who] })).json()['id'])
  t.match(
    (await staff.post(`/api/v1/opinion-rounds/${round}/invitations`, {})).json(),
    { errors: [{ pointer: '/addressees' }] },
    'an account needs no link'
  )
  const go = browser(tested)
  await go('GET', '/sign-in')
  await go('POST', '/sign-in', { username: 'qiumingyuan', password: TEST_PASSWORD })
  t.equal((await go('GET', '/')).location, '/reviews')
  t.equal((await go('GET', '/reviews')).location, `/reviews/${round}`)
  t.match((await go('GET', `/reviews/${round}`)).text, /开始阅读[\s\S]*我的评审|我的评审[\s\S]*开始阅读/)
  await go('GET', `/reviews/${round}?view=text&at=${encodeURIComponent('第一条')}`)
  for (const article of ['第一条', '第二条', ''])
    t.equal((await go('POST', `/reviews/${round}/opinions`, { article, body: `关于${article || '全文'}的意见`, view: 'text' })).status, 303)
  const client = tested.client({ authorization: `Bearer ${(await issueToken(tested.services, null, account.id)).token}` })
  const stranger = tested.client({ authorization: `Bearer ${(await issueToken(tested.services, null, other.id)).token}` })
  const mine = (await client.get('/api/v1/opinions/mine?status=draft')).json<{ items: { id: string }[] }>().items.map(({ id }) => id)
  t.equal(mine.length, 3)
  for (const id of mine) t.equal((await stranger.get(`/api/v1/opinions/${id}`)).status, 404)
  t.equal((await stranger.post('/api/v1/opinions/submissions', { opinions: mine })).status, 404)
  t.equal((await client.post('/api/v1/opinions/submissions', { opinions: [...mine, 'no-such'] })).status, 404)
  t.equal((await client.get('/api/v1/opinions/mine?status=draft')).json<{ items: object[] }>().items.length, 3, 'all or none')
  t.equal((await client.post('/api/v1/opinions/submissions', { opinions: mine })).status, 201)
  t.match((await client.post('/api/v1/opinions/submissions', { opinions: mine })).json(), { status: 409, code: 'opinion-submitted' })
  t.match((await staff.get(`/api/v1/opinion-rounds/${round}`)).json(), { answered: 1, opinions: 3 })
  t.equal((await go('GET', '/reviews')).status, 200, 'what is answered is no longer open')
})

import { type TestApp, withApp } from '../app-testing.ts'

const law = (...bodies: string[]) =>
  `# 某市示范条例\n\n${bodies.map((body, at) => `第${'一二三四五六七八九'[at]}条　${body}\n`).join('\n')}`
const first = law('甲的规定。', '乙的规定。', '丙的规定。', '丁的规定。')
const second = law('甲的规定。', '乙的新规定。', '新的一条。', '丙的规定。')

interface Marks {
  items: { article: string; kind: string; change: string; read: boolean }[]
  read: number
  total: number
}

async function aDraft({ as }: TestApp, ...texts: string[]): Promise<string> {
  const staff = as('staff')
  const wish = { title: '某市示范条例', kind: 'enact', workflow: 'municipal-regulation' }
  const bill = (await staff.post('/api/v1/bills', wish)).json<{ id: string }>().id
  const { id } = (await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json<{ id: string }>()
  for (const [at, text] of texts.entries())
    await staff.post(`/api/v1/documents/${id}/versions`, { text, message: '', parent: at === 0 ? null : at })
  return id
}

withApp('已阅 stands for a person and a change, and is gone when the article changes again', async (t, tested) => {
  const third = second.replace('乙的新规定', '乙的更新规定').replace('制定', '制定')
  const id = await aDraft(tested, first, second, third)
  const staff = tested.as('staff')
  const marks = (query: string) => `/api/v1/documents/${id}/read-marks?${query}`
  const seen = (await staff.get(marks('from=1&to=2'))).json<Marks>()
  t.same(
    seen.items.map(({ article, kind }) => [article, kind]),
    [
      ['第二条', 'modified'],
      ['第三条', 'inserted'],
      ['原第四条', 'deleted']
    ],
    'a number that moved on is no change'
  )
  const [modified, inserted] = seen.items
  const tick = (change: string | undefined, body: object, client = staff) =>
    client.put(`/api/v1/documents/${id}/read-marks/${change}`, body)
  t.match((await tick(modified?.change, { from: 1, to: 2, read: true })).json(), { read: 1, total: 3 })
  t.match((await tick(modified?.change, { from: 1, to: 2, read: true })).json(), { read: 1 }, 'twice is once')
  t.match((await tick(inserted?.change, { from: 1, to: 2, read: true })).json(), { read: 2 })
  const later = (await staff.get(marks('from=1&to=3'))).json<Marks>()
  t.same(
    later.items.map(({ article, read }) => [article, read]),
    [
      ['第二条', false],
      ['第三条', true],
      ['原第四条', false]
    ]
  )
  t.match((await tested.as('expert').get(marks('from=1&to=2'))).json(), { read: 0 }, 'another person’s marks are his own')
  t.match((await tick(inserted?.change, { from: 1, to: 2, read: false })).json(), { read: 1 })

  t.equal((await tick(later.items[0]?.change, { from: 1, to: 2, read: true })).status, 404, 'no such change there')
  t.equal((await tick('x', { from: 1, to: 2, read: true })).status, 400)
  t.equal((await tick(modified?.change, { from: 1, to: 2, read: true }, tested.as('reader'))).status, 403)
  t.equal((await tested.as('nobody').get(marks('from=1&to=2'))).status, 401)
})

withApp('in force, first and second draft stand in one view, each step by its own marks', async (t, tested) => {
  const third = second.replace('新的一条', '新的一条规定').replace('丙的', '丙和丁的')
  const id = await aDraft(tested, first, second, third)
  const staff = tested.as('staff')
  const page = (await staff.get(`/documents/${id}/redline?from=1&via=2&to=3`, { accept: 'text/html' })).text
  t.match(page, /<ins>[^<]*新/, 'of the first step')
  t.match(page, /<ins class="fc-step2">/, 'of the second')
  t.match(page, /对换/)
  t.match(page, /from=3&#38;to=1&#38;via=2|from=3&amp;to=1&amp;via=2|from=3&to=1&via=2/)
  const file = await staff.get(`/api/v1/documents/${id}/redline?from=1&via=2&to=3&format=html`, { accept: '*/*' })
  t.match(file.text, /fc-step2/)
  t.match((await staff.get(`/api/v1/documents/${id}/redline?from=1&via=2&to=3`)).json(), { code: 'invalid-request' })
  const chosen = await staff.get(`/documents/${id}/redline?from=1&via=&to=3`, { accept: 'text/html' })
  t.equal(chosen.status, 200, 'the chooser sends an empty one')
  t.notMatch(chosen.text, /<ins class="fc-step2">/)
  const { items } = (await staff.get(`/api/v1/documents/${id}/read-marks?from=1&via=2&to=3`)).json<Marks>()
  t.match(items, [{ article: '第二条' }, { article: '第三条' }, { article: '第四条' }, { article: '原第四条' }])
})

/** Search over HTTP: what staff write is found by every role as soon as it is written, by words of two characters too. */
import { sql } from 'kysely'
import { withApp } from '../app-testing.ts'
import { indexMissing } from './index-missing.ts'

const TEXT =
  '# 临江市口袋公园管理条例\n\n第一条　为了规范口袋公园的建设和管理，制定本条例。\n\n第二条　物业服务人应当劝阻踩踏绿地的行为。\n'

withApp('bills, passages of drafts and items of plans are found', async (t, { as }) => {
  const staff = as('staff')
  const bill = await staff.post('/api/v1/bills', {
    title: '临江市口袋公园管理条例',
    kind: 'enact',
    workflow: 'municipal-regulation',
    draftingUnit: '市园林绿化局'
  })
  const id = String(bill.json()['id'])
  const document = String((await staff.post(`/api/v1/bills/${id}/documents`, { kind: 'draft' })).json()['id'])
  await staff.post(`/api/v1/documents/${document}/versions`, { text: TEXT, message: '初稿', parent: null })
  const plan = String((await staff.post('/api/v1/plans', { title: '2027年度计划', kind: 'annualPlan', year: 2027 })).json()['id'])
  const items = `/api/v1/plans/${plan}/items`
  const item = String(
    (await staff.post(items, { title: '口袋公园管理条例', category: 'deliberation', bill: id, note: '物业参与' })).json()['id']
  )

  const found = async (q: string, more = '') =>
    (await as('reader').get(`/api/v1/search?q=${encodeURIComponent(q)}${more}`)).json<{
      items: { kind: string; subject: string; label: string | null; excerpt: string }[]
    }>().items
  t.match(await found('物业'), [
    { kind: 'planItem', subject: item, bill: id, title: '口袋公园管理条例' },
    { kind: 'document', subject: document, bill: id, label: '第二条', excerpt: /物业服务人应当劝阻/ }
  ])
  t.same((await found('物业', '&kind=document')).length, 1)
  t.match(await found('园林绿化'), [{ kind: 'bill', subject: id }])
  t.same(await found('物业 绿化局'), [], 'all words must stand together')
  t.same(await found(''), [], 'nothing typed finds nothing')
  t.same(await found('"物业'), await found('物业'), 'marks are no syntax')

  await staff.patch(`/api/v1/bills/${id}`, { draftingUnit: '市水务局' })
  t.same(await found('园林绿化'), [], 'what was changed is found no more')
  t.match(await found('水务局'), [{ kind: 'bill' }])
  await staff.delete(`${items}/${item}`)
  t.same((await found('物业')).length, 1, 'nor what was removed')

  const first = (await as('expert').get('/api/v1/search?q=%E5%8F%A3%E8%A2%8B&limit=1')).json<{ items: { kind: string }[]; next: string }>()
  const second = (await as('expert').get(`/api/v1/search?q=%E5%8F%A3%E8%A2%8B&limit=1&cursor=${first.next}`)).json<{
    items: { kind: string }[]
  }>()
  t.same([first.items.length, second.items.length], [1, 1])
  t.not(first.items[0]?.kind === second.items[0]?.kind && first.next === null, true)
})

withApp('who may not search, and what is no query', async (t, { as }) => {
  t.equal((await as('nobody').get('/api/v1/search?q=x')).status, 401)
  for (const role of ['administrator', 'staff', 'expert', 'reader'] as const)
    t.match((await as(role).get('/api/v1/search?q=%E6%9D%A1%E4%BE%8B')).json(), { items: [], next: null })
  t.match((await as('staff').get('/api/v1/search')).json(), { status: 400, code: 'invalid-request' })
  t.match((await as('staff').get(`/api/v1/search?q=${'长'.repeat(201)}`)).json(), { code: 'invalid-request' })
  t.match((await as('staff').get('/api/v1/search?q=x&kind=account')).json(), { code: 'invalid-request' })
  t.match((await as('staff').get('/api/v1/search?q=x&cursor=%00')).json(), { status: 400 })
  t.match((await as('staff').get('/api/v1/search?q=%3Cscript%3E')).json(), { items: [] })
})

/** Strings of the field, two-character words among them, in every kind of thing that is searched. */
withApp('500 planted strings are found', async (t, { as, services }) => {
  const staff = as('staff')
  const STEMS = '楠竹泉眼露营夜市巷道桥头码头渡口茶馆灯会龙舟糖画竹编酒窖盐井榨菜泡菜蜀锦漆器石刻'
  const pair = (at: number): string => {
    const [a, b] = [STEMS[at % STEMS.length] ?? '', STEMS[(at * 7 + Math.floor(at / STEMS.length) + 3) % STEMS.length] ?? '']
    return `${a}${b}`
  }
  const articles = Array.from({ length: 240 }, (_, at) => `第${numeral(at + 1)}条　本市应当保护${pair(at)}，编号${1000 + at}号。`)
  const bill = String(
    (await staff.post('/api/v1/bills', { title: '临江市风物保护条例', kind: 'enact', workflow: 'municipal-regulation' })).json()['id']
  )
  const document = String((await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json()['id'])
  const text = `# 临江市风物保护条例\n\n${articles.slice(0, 120).join('\n\n')}\n`
  await staff.post(`/api/v1/documents/${document}/versions`, { text, message: '初稿', parent: null })
  await staff.post('/api/v1/regulations', {
    text: `# 临江市旧物条例\n\n${articles.slice(120).join('\n\n')}\n`,
    number: '临人公告〔2019〕17号'
  })
  await staff.post(`/api/v1/bills/${bill}/opinions`, {
    document,
    version: 1,
    article: '第一条',
    body: '建议增加屋檐下的燕窝',
    givenBy: '欧阳晓岚'
  })
  const planted = [
    ...articles.flatMap((_, at) => [pair(at), `${1000 + at}号`]),
    ...['旧物', '风物', '燕窝', '屋檐', '欧阳晓岚', '晓岚', '2019', '公告', '建议增加', '临江市旧物条例'],
    ...Array.from({ length: 10 }, (_, at) => `保护${pair(at)}`)
  ]
  t.equal(planted.length, 500)
  const missed: string[] = []
  for (const q of planted)
    if ((await as('reader').get(`/api/v1/search?q=${encodeURIComponent(q)}&limit=1`)).json<{ items: unknown[] }>().items.length === 0)
      missed.push(q)
  t.ok(missed.length <= planted.length / 100, `missed ${missed.join(' ')}`)
  const { items } = (await as('reader').get(`/api/v1/search?q=${encodeURIComponent('风物')}`)).json<{ items: { kind: string }[] }>()
  t.equal(items[0]?.kind, 'bill', 'the bill before its passages')
  const found = (await as('reader').get(`/api/v1/search?q=${encodeURIComponent('燕窝')}&kind=opinion`)).json()
  t.match(found, { items: [{ kind: 'opinion', label: '第一条', title: '欧阳晓岚的意见' }] })

  const asked = { title: '临江市石刻保护条例', source: 'deputy', proposedBy: '市人大代表欧阳晓岚', reason: '摩崖石刻风化严重' }
  const proposal = (await staff.post('/api/v1/proposals', asked)).json()
  const proposals = async () =>
    (await as('reader').get(`/api/v1/search?q=${encodeURIComponent('摩崖')}`)).json<{ items: unknown[] }>().items
  t.match(await proposals(), [{ kind: 'proposal', subject: proposal['id'], title: asked.title }])
  // As in a database of a program that knew no index: put in once, and never looked at again.
  await services.db.deleteFrom('searchEntry').where('kind', 'in', ['proposal', 'opinion']).execute()
  t.same(await proposals(), [])
  t.equal(await indexMissing(services), 2)
  t.equal((await proposals()).length, 1)
  t.equal(await indexMissing(services), 0)
  // As in a database from before wholes were marked: their words are written anew.
  await sql`delete from "searchWords"`.execute(services.db)
  await services.db.deleteFrom('setting').where('key', '=', 'search.indexed').execute()
  t.same(await proposals(), [])
  t.equal(await indexMissing(services), 0)
  t.equal((await proposals()).length, 1)
})

function numeral(n: number): string {
  const digits = '〇一二三四五六七八九'
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10]
  const head = hundreds > 0 ? `${digits[hundreds]}百` : ''
  const middle = tens > 0 ? `${tens === 1 && hundreds === 0 ? '' : digits[tens]}十` : hundreds > 0 && ones > 0 ? '〇' : ''
  return head + middle + (ones > 0 ? digits[ones] : '')
}

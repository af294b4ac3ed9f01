/** The pages of opinions as a browser without script uses them: filing, answering, and the margin of the redline. */
import { TEST_PASSWORD, type TestApp, withApp } from '../app-testing.ts'
import { addAccount } from '../people/accounts.ts'

const FIRST = '# 临江市渡口管理条例\n\n第一条　为了规范渡口管理，制定本条例。\n\n第二条　市交通运输主管部门负责渡口工作。\n'

/** Somebody in front of a browser: its cookies, and the token of the page that was shown last. */
async function browser({ app, services }: TestApp, name: string, role: 'staff' | 'expert' | 'reader') {
  await addAccount(services, null, { name, displayName: name, role, password: TEST_PASSWORD })
  const cookies = new Map<string, string>()
  let page = ''
  const go = async (method: 'GET' | 'POST', url: string, fields: Record<string, string> = {}) => {
    const token = /name="_csrf" value="([^"]*)"/.exec(page)?.[1] ?? ''
    const answer = await app.inject({
      method,
      url,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        accept: 'text/html',
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' })
      },
      ...(method === 'POST' && { payload: new URLSearchParams({ _csrf: token, ...fields }).toString() })
    })
    for (const { name, value } of answer.cookies) cookies.set(name, value)
    if (answer.body.includes('name="_csrf"')) page = answer.body
    return { status: answer.statusCode, text: answer.body, location: String(answer.headers.location ?? '') }
  }
  await go('GET', '/sign-in')
  await go('POST', '/sign-in', { username: name, password: TEST_PASSWORD })
  return go
}

withApp('an expert speaks, staff answer, and the redline shows both', async (t, tested) => {
  const staff = tested.as('staff')
  const filed = await staff.post('/api/v1/bills', { title: '临江市渡口管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const bill = String(filed.json()['id'])
  const list = `/bills/${bill}/opinions`
  const [expert, officer, leader] = [
    await browser(tested, 'zhuanjia', 'expert'),
    await browser(tested, 'chengban', 'staff'),
    await browser(tested, 'lingdao', 'reader')
  ]
  t.match((await expert('GET', `${list}/new`)).text, '还没有法规草案的文本')
  const document = String((await staff.post(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })).json()['id'])
  const save = (text: string, parent: number | null) => staff.post(`/api/v1/documents/${document}/versions`, { text, message: '', parent })
  await save(FIRST, null)

  t.match((await expert('GET', `/bills/${bill}`)).text, `href="${list}"`, 'the bill has a tab for them')
  t.match((await expert('GET', `${list}/new?article=${encodeURIComponent('第二条')}`)).text, /<option value="第二条" selected/)
  const wish = { document, version: '1', article: '第二条', quote: '市交通运输主管部门', body: '应当写明<b>牵头</b>部门', proposal: '' }
  const wrong = await expert('POST', `${list}/new`, { ...wish, quote: '省交通厅', status: 'submitted' })
  t.equal(wrong.status, 422)
  t.match(wrong.text, '第二条中没有所引的文字')
  t.match(wrong.text, '应当写明&lt;b', 'what was typed is kept')
  const spoken = await expert('POST', `${list}/new`, { ...wish, status: 'submitted' })
  t.equal(spoken.status, 303)
  await expert('GET', `${list}/new`)
  const draft = (await expert('POST', `${list}/new`, { ...wish, body: '尚在斟酌', status: 'draft' })).location
  t.match((await expert('GET', draft)).text, '草稿只有您自己看得到')
  t.equal((await officer('GET', draft)).status, 404)
  t.equal((await expert('POST', draft, { act: 'withdraw' })).location, list)

  const one = spoken.location
  const shown = await officer('GET', `${list}?verdict=open&source=&article=`)
  t.match(shown.text, '<mark class="fc-anchor">市交通运输主管部门</mark>')
  t.match(shown.text, '显示 1／共 1 条')
  t.notMatch(shown.text, '<b>牵头')
  const unreasoned = await officer('POST', `${one}?verdict=open`, { verdict: 'notAdopted', reason: '' })
  t.equal(unreasoned.status, 422)
  t.match(unreasoned.text, '请写明理由')
  t.equal((await officer('POST', `${one}?verdict=open`, { verdict: '' })).status, 422)
  const answered = await officer('POST', `${one}?verdict=open`, { verdict: 'notAdopted', reason: '已有规定', revision: '1', following: '' })
  t.equal(answered.location, `${one}?verdict=open&done=${one.split('/').at(-1)}`)
  t.match((await officer('GET', answered.location)).text, /已记为不采纳[\s\S]*撤销/)
  const stale = await officer('POST', one, { verdict: 'adopted', reason: '', revision: '1' })
  t.equal(stale.status, 422)
  t.match(stale.text, '他人刚刚办理了此意见')

  const read = await leader('GET', one)
  t.match(read.text, '理由：已有规定')
  t.notMatch(read.text, 'aria-label="处理意见"', 'who only reads is offered no form')
  t.equal((await leader('GET', `${list}/new`)).status, 403)
  t.equal((await leader('GET', `${list}/no-such`)).status, 404)

  await save(FIRST.replace('市交通运输主管部门负责', '市海事机构负责'), 1)
  t.match((await leader('GET', one)).text, '原文已改')
  t.match((await leader('GET', `/documents/${document}/redline`)).text, /zhuanjia[\s\S]*不采纳[\s\S]*应当写明&lt;b/)
})

import type { Test } from 'tap'
import { type Answer, type Client, TEST_PASSWORD, type TestApp, withApp } from '../app-testing.ts'
import { addAccount, changeAccount } from './accounts.ts'

const SESSIONS = '/api/v1/sessions'
const CURRENT = '/api/v1/sessions/current'
const HOST = { host: 'facheng.test' }

const cookieOf = (answer: Answer): string =>
  [answer.headers['set-cookie']]
    .flat()
    .map(String)
    .find(line => line.startsWith('facheng='))
    ?.split(';')[0] ?? ''

/** The officer 承办人 with a password, and a browser in which she has signed in. */
async function officer({ services, client }: TestApp): Promise<{ id: string; browser: Client; cookie: string; token: string }> {
  const { id } = await addAccount(services, null, {
    name: 'chengban',
    role: 'administrator',
    displayName: '沈若川',
    password: TEST_PASSWORD
  })
  const answer = await client(HOST).post(SESSIONS, { username: 'chengban', password: TEST_PASSWORD })
  const cookie = cookieOf(answer)
  return { id, cookie, token: answer.json<{ csrfToken: string }>().csrfToken, browser: client({ ...HOST, cookie }) }
}

const refused = (t: Test, answer: Answer, status: number, code: string) => {
  t.equal(answer.status, status, answer.text)
  t.match(answer.headers['content-type'], 'application/problem+json')
  t.match(answer.json(), { status, code, detail: /[\u4e00-\u9fff]/ })
}

withApp('a person signs in, is known, and signs out', async (t, tested) => {
  await addAccount(tested.services, null, { name: 'chengban', role: 'staff', displayName: '沈若川', password: TEST_PASSWORD })
  const nobody = tested.as('nobody')
  const signedIn = await nobody.post(SESSIONS, { username: ' ChengBan ', password: TEST_PASSWORD })
  t.equal(signedIn.status, 201, signedIn.text)
  t.match(signedIn.json(), { account: { username: 'chengban', displayName: '沈若川', role: 'staff' }, csrfToken: /.{20}/ })
  const line = [signedIn.headers['set-cookie']]
    .flat()
    .map(String)
    .find(one => one.startsWith('facheng='))
  t.match(line, /HttpOnly/)
  t.match(line, /SameSite=Lax/i)
  t.notMatch(line, /Secure/, 'an office without TLS must be able to sign in')
  const overTls = await nobody.post(SESSIONS, { username: 'chengban', password: TEST_PASSWORD }, { 'x-forwarded-proto': 'https' })
  t.match(overTls.headers['set-cookie'], /Secure/)

  const browser = tested.client({ cookie: cookieOf(signedIn) })
  const current = await browser.get(CURRENT)
  t.match(current.json(), { account: { username: 'chengban' } })
  t.equal(current.headers['cache-control'], 'no-store')
  refused(t, await browser.delete(CURRENT), 403, 'csrf-token-missing')
  t.equal((await browser.get(CURRENT)).status, 200, 'a forged sign-out does nothing')
  t.equal((await browser.delete(CURRENT, { 'x-csrf-token': current.json<{ csrfToken: string }>().csrfToken })).status, 204)
  refused(t, await browser.get(CURRENT), 401, 'not-signed-in')
})

withApp('what is no sign-in is refused, and says which field is wrong', async (t, { as }) => {
  const nobody = as('nobody')
  refused(t, await nobody.post(SESSIONS, { username: 'x', password: 'y' }), 401, 'sign-in-failed')
  t.match((await nobody.post(SESSIONS, { username: 'x' })).json(), {
    code: 'invalid-request',
    errors: [{ pointer: '/password', message: /必须填写/ }]
  })
  t.match((await nobody.post(SESSIONS, { username: 'x', password: 'y', role: 'administrator' })).json(), {
    errors: [{ pointer: '/role', message: /不认识/ }]
  })
  refused(t, await nobody.post(SESSIONS, { username: 7, password: [] }), 400, 'invalid-request')
  refused(t, await nobody.post(SESSIONS, { username: 'x', password: 'y'.repeat(100_000) }), 400, 'invalid-request')
  refused(t, await nobody.post(SESSIONS, { username: 'x\0', password: 'y' }), 400, 'text-not-well-formed')
  refused(
    t,
    await nobody.post(SESSIONS, 'username=x&password=y', { 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    'unsupported-media-type'
  )
  refused(t, await nobody.post(SESSIONS, '{"username":', { 'content-type': 'application/json' }), 400, 'invalid-json')
  refused(
    t,
    await nobody.post(SESSIONS, '{"__proto__":{"role":"administrator"}}', { 'content-type': 'application/json' }),
    400,
    'invalid-json'
  )
  refused(t, await nobody.post(SESSIONS, '', { 'content-type': 'application/json' }), 400, 'invalid-json')
  refused(t, await nobody.put(SESSIONS, {}), 405, 'method-not-allowed')
  refused(t, await nobody.get(CURRENT, { authorization: 'Bearer fc_guessed' }), 401, 'not-signed-in')
})

withApp('a cookie that was planted before the sign-in is worth nothing after it', async (t, tested) => {
  const { cookie, browser } = await officer(tested)
  const again = await browser.post(SESSIONS, { username: 'chengban', password: TEST_PASSWORD })
  t.equal(again.status, 201, again.text)
  t.not(cookieOf(again), cookie)
  refused(t, await tested.client({ cookie }).get(CURRENT), 401, 'not-signed-in')
  const invented = await tested
    .client({ cookie: 'facheng=invented.signature' })
    .post(SESSIONS, { username: 'chengban', password: TEST_PASSWORD })
  t.ok(cookieOf(invented) && !cookieOf(invented).includes('invented'))
  const rows = await tested.services.db.selectFrom('session').selectAll().execute()
  for (const row of rows) t.notOk(cookie.includes(row.id), 'the database keeps no id that could be used as a cookie')
})

withApp('a request that another site made is refused and changes nothing', async (t, tested) => {
  const { browser, token } = await officer(tested)
  const file = { username: 'zhuanjia', role: 'expert', password: TEST_PASSWORD }
  const post = (headers: Record<string, string>) => browser.post('/api/v1/accounts', file, headers)
  refused(t, await post({}), 403, 'csrf-token-missing')
  refused(t, await post({ 'x-csrf-token': 'invented' }), 403, 'csrf-token-missing')
  const other = await tested.client(HOST).post(SESSIONS, { username: 'chengban', password: TEST_PASSWORD })
  refused(t, await post({ 'x-csrf-token': other.json<{ csrfToken: string }>().csrfToken }), 403, 'csrf-token-missing')
  const right = { 'x-csrf-token': token }
  refused(t, await post({ ...right, origin: 'https://elsewhere.test' }), 403, 'foreign-origin')
  refused(t, await post({ ...right, origin: 'null' }), 403, 'foreign-origin')
  refused(t, await post({ ...right, 'sec-fetch-site': 'cross-site' }), 403, 'foreign-origin')
  refused(t, await post({ ...right, 'sec-fetch-site': 'same-site' }), 403, 'foreign-origin')
  const listed = await tested.as('administrator').get('/api/v1/accounts?limit=100')
  t.notOk(listed.text.includes('zhuanjia'))

  t.equal((await post({ ...right, origin: 'http://facheng.test', 'sec-fetch-site': 'same-origin' })).status, 201)
  t.equal(
    (await tested.as('administrator').post('/api/v1/accounts', { ...file, username: 'zhuanjia2' })).status,
    201,
    'a program with a token needs none'
  )
  refused(
    t,
    await tested.client(HOST).post(SESSIONS, { username: 'chengban', password: TEST_PASSWORD }, { origin: 'https://elsewhere.test' }),
    403,
    'foreign-origin'
  )
})

withApp('a session ends when it is not used for half an hour, and after twelve hours in any case', async (t, tested) => {
  const start = tested.services.now().getTime()
  const at = (minutes: number) => tested.services.setNow(new Date(start + minutes * 60_000).toISOString())
  const { browser } = await officer(tested)
  for (let minute = 25; minute < 720; minute += 25) {
    at(minute)
    t.equal((await browser.get(CURRENT)).status, 200, `still signed in after ${minute} minutes of work`)
  }
  at(721)
  refused(t, await browser.get(CURRENT), 401, 'not-signed-in')
  const fresh = await tested.client(HOST).post(SESSIONS, { username: 'chengban', password: TEST_PASSWORD })
  at(721 + 31)
  refused(t, await tested.client({ cookie: cookieOf(fresh) }).get(CURRENT), 401, 'not-signed-in')
})

withApp('who guesses is locked out, and learns nothing about which accounts exist', async (t, tested) => {
  const { id } = await officer(tested)
  const start = tested.services.now().getTime()
  const guess = (username: string, password: string) => tested.as('nobody').post(SESSIONS, { username, password })
  const said: string[][] = []
  for (const username of ['chengban', 'nobody-of-that-name']) {
    const answers: string[] = []
    for (let attempt = 0; attempt < 7; attempt++) answers.push((await guess(username, `guess-${attempt}`)).text)
    said.push(answers)
  }
  t.same(said[0], said[1], 'an account and a name without one are answered alike')
  t.match(said[0]?.[2], /还可以再试 2 次/)
  refused(t, await guess('chengban', TEST_PASSWORD), 429, 'account-locked')
  tested.services.setNow(new Date(start + 10 * 60_000 + 1).toISOString())
  t.equal((await guess('chengban', TEST_PASSWORD)).status, 201, 'ten minutes later the right password is welcome')

  const together = await Promise.all(Array.from({ length: 30 }, (_, at) => guess('chengban', `together-${at}`)))
  const made = together.filter(answer => answer.status === 401)
  t.ok(made.length <= 5, `${made.length} of 30 guesses at once were looked at`)
  refused(t, await guess('chengban', TEST_PASSWORD), 429, 'account-locked')
  await changeAccount(tested.services, null, id, { password: `${TEST_PASSWORD}!` })
  t.equal((await guess('chengban', `${TEST_PASSWORD}!`)).status, 201, 'a new password from the command line unlocks')
  const log = (await tested.as('administrator').get(`/api/v1/audit?kind=signInFailed`)).json<{ items: { sentence: string }[] }>()
  t.match(log.items[0]?.sentence, /以 chengban 登录失败/)
})

withApp('a one-time link lets in once, for an hour', async (t, { services, links, client, as }) => {
  const { id } = await addAccount(services, null, { name: 'demo', role: 'staff', displayName: '示例工作人员', password: null })
  refused(t, await as('nobody').post(SESSIONS, { username: 'demo', password: '' }), 400, 'invalid-request')
  refused(t, await as('nobody').post(SESSIONS, { username: 'demo', password: TEST_PASSWORD }), 401, 'sign-in-failed')
  const page = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
  const enter = (code: string) => client(page).post('/sign-in', `once=${code}&to=%2Fbills`)

  const code = links.issue(id)
  const shown = await client({ accept: 'text/html' }).get(`/sign-in?once=${code}`)
  t.match(shown.text, code, 'looking at the page does not use the link up')
  const entered = await enter(code)
  t.equal(entered.status, 303, entered.text)
  t.equal(entered.headers['location'], '/bills')
  t.match((await client({ cookie: cookieOf(entered) }).get(CURRENT)).json(), { account: { username: 'demo' } })
  const twice = await enter(code)
  t.equal(twice.status, 401)
  t.match(twice.text, /一次性登录链接已经用过或过期/)
  t.equal((await enter('invented')).status, 401)

  const late = links.issue(id)
  services.setNow(new Date(services.now().getTime() + 60 * 60_000 + 1).toISOString())
  t.equal((await enter(late)).status, 401)
})

withApp('the sign-in page leads back to where the person wanted to go, and nowhere else', async (t, { services, client }) => {
  await addAccount(services, null, { name: 'chengban', role: 'staff', password: TEST_PASSWORD })
  const browser = client({ accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' })
  const enter = (to: string) =>
    browser.post('/sign-in', new URLSearchParams({ username: 'chengban', password: TEST_PASSWORD, to }).toString())
  t.equal((await enter('/bills?q=%E6%9D%A1')).headers['location'], '/bills?q=%E6%9D%A1')
  for (const elsewhere of [
    '//elsewhere.test',
    '/\\elsewhere.test',
    'https://elsewhere.test',
    'javascript:alert(1)',
    '/\t/elsewhere.test',
    ''
  ]) {
    t.equal((await enter(elsewhere)).headers['location'], '/', elsewhere)
  }
  const wrong = await browser.post('/sign-in', 'username=chengban%22%3E&password=x&to=%2Fbills')
  t.equal(wrong.status, 401)
  t.match(wrong.text, /用户名或口令不正确/)
  t.match(wrong.text, /value="chengban&#34;>"|value="chengban&quot;/, 'what was typed stands there again, escaped')
})

/** What every address answers when something is wrong, and what it tells browsers and caches, on a small server without a database. */
import { once } from 'node:events'
import net from 'node:net'
import t, { type Test } from 'tap'
import { Type } from 'typebox'
import { Problem } from '../../../schema/problems.ts'
import { addActors } from './actor.ts'
import { addCsrfProtection } from './csrf.ts'
import { addHealth } from './health.ts'
import { makeServer } from './make-server.ts'
import { addMetrics } from './metrics.ts'
import { addProblemHandler } from './problem-handler.tsx'
import { addProtection } from './protection.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { addSessions } from './sessions.ts'
import { addUnknownAddresses } from './unknown-address.ts'

const OFFICER = { id: '1', name: 'chengban', displayName: '沈若川', role: 'staff' } as const
const SIGNED_IN = { authorization: 'Bearer right' }
const CHINESE = /[\u4e00-\u9fff]/

async function server(t: Test, ready: () => Promise<void> = async () => undefined) {
  const app = makeServer('silent')
  app.decorate('assets', { 'look.css': '/assets/look.css' })
  t.teardown(() => app.close())
  addUnknownAddresses(app)
  addProblemHandler(app)
  addMetrics(app)
  await addSecurityHeaders(app)
  await addSessions(app, { get: (_, done) => done(null, null), set: (_, __, done) => done(), destroy: (_, done) => done() }, 's'.repeat(32))
  addActors(app, {
    byToken: async token => (token === 'right' ? OFFICER : null),
    byAccount: async () => null,
    byInvitation: async () => null
  })
  await addProtection(app)
  addCsrfProtection(app)
  addHealth(app, ready)
  const access = 'signedIn'
  const body = Type.Object(
    { title: Type.String({ minLength: 1, maxLength: 5 }), year: Type.Optional(Type.Integer({ maximum: 2100 })) },
    { additionalProperties: false }
  )
  const querystring = Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }, { additionalProperties: false })
  app.post('/api/v1/bills', { config: { access }, schema: { body } }, async request => request.body)
  app.get('/api/v1/bills', { config: { access }, schema: { querystring } }, async request => ({ limit: request.query.limit ?? null }))
  app.get('/api/v1/bills/:id', { config: { access } }, async (request, reply) =>
    reply.header('etag', '"1"').send({ ...Object(request.params) })
  )
  app.get('/api/v1/long', { config: { access } }, async () => ({ text: '第一条　为了示范。'.repeat(500) }))
  app.get('/api/v1/broken', { config: { access } }, async () => {
    throw new TypeError('a secret of ours')
  })
  app.get('/api/v1/full', { config: { access } }, async () => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  })
  app.get('/api/v1/for-administrators', { config: { access: ['administrator'] } }, async () => ({}))
  app.post('/page', { config: { access } }, async () => {
    throw new Problem('blocked', { errors: [{ code: 'no-note', message: '缺少起草说明 <b>' }] })
  })
  app.get('/page', { config: { access } }, async (_, reply) => reply.type('text/html').send('<p>草案</p>'))
  app.post(
    '/api/v1/guess',
    { config: { access: 'public', rateLimit: { max: 3, timeWindow: 60_000, allowList: () => false } } },
    async () => ({})
  )
  return app
}

t.test('what is wrong with a request is said in Chinese, with its place', async t => {
  const app = await server(t)
  const post = async (payload: unknown, headers: Record<string, string> = {}) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/bills',
      headers: { 'content-type': 'application/json', ...SIGNED_IN, ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload)
    })
    t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    t.match(answer.json(), {
      type: /^\/api\/v1\/problems\//,
      title: CHINESE,
      status: answer.statusCode,
      detail: CHINESE,
      code: /^[a-z-]+$/
    })
    return answer.json()
  }
  t.match(await post({}), { status: 400, errors: [{ code: 'required', pointer: '/title', message: 'title：必须填写' }] })
  t.match(await post({ title: '' }), { errors: [{ message: 'title：不能为空' }] })
  t.match(await post({ title: '示范示范示范' }), { errors: [{ message: 'title：不能超过 5 个字符' }] })
  t.match(await post({ title: 7 }), { errors: [{ message: 'title：应当是文字' }] })
  t.match(await post({ title: '示范', year: '2027' }), { errors: [{ message: 'year：应当是整数' }] }, 'bodies are not coerced')
  t.match(await post({ title: '示范', year: 1e308 }), { errors: [{ message: 'year：不能大于 2100' }] })
  t.match(
    await post({ title: '示范', tilte: 1 }),
    { errors: [{ pointer: '/tilte', message: /不认识/ }] },
    'a misspelt member does not vanish'
  )
  t.match(await post([]), { errors: [{ message: '请求内容：应当是对象' }] })
  t.match(await post({ title: 'a\ud83d' }), { code: 'text-not-well-formed', errors: [{ pointer: '/title' }] })
  t.match(await post('{'), { status: 400, code: 'invalid-json' })
  t.match(await post('x', { 'content-type': 'text/plain' }), { status: 415, code: 'unsupported-media-type' })
  t.match(await post('x', { 'content-encoding': 'gzip' }), { status: 415 })
  t.match(await post(`{"title":"${'x'.repeat(3_000_000)}"}`), {
    status: 413,
    code: 'too-large',
    detail: /^提交的内容超过 \d MB，请/
  })
})

t.test('addresses: unknown, too long, no address at all, another method', async t => {
  const app = await server(t)
  const get = (url: string, method: 'GET' | 'DELETE' = 'GET') => app.inject({ url, method, headers: SIGNED_IN })
  for (const url of ['/api/v1/none', '/api/none', '/none', `/api/v1/bills/${'x'.repeat(500)}`]) {
    t.match((await get(url)).json(), { status: 404, code: 'not-found', detail: CHINESE }, url.slice(0, 30))
  }
  t.match((await get('/%E0%A4%A')).json(), { status: 400, detail: CHINESE })
  t.match((await get('/api/v1/bills/%00')).json(), { status: 400, code: 'text-not-well-formed' })
  const refused = await get('/api/v1/bills/7', 'DELETE')
  t.match(refused.json(), { status: 405, code: 'method-not-allowed' })
  t.equal(refused.headers['allow'], 'GET, HEAD')
  t.same((await get('/api/v1/bills?limit=7')).json(), { limit: 7 }, 'query strings are read by their type')
  for (const query of ['limit=0', 'limit=x', 'limit=7&limit=8', 'other=1', 'limit=%00', 'limit=%'])
    t.equal((await get(`/api/v1/bills?${query}`)).statusCode, 400, query)
})

t.test('what nobody foresaw says nothing of itself but the number under which the log knows it', async t => {
  const app = await server(t)
  const answer = await app.inject({ url: '/api/v1/broken', headers: SIGNED_IN })
  t.match(answer.json(), { status: 500, code: 'internal', reference: /^[0-9A-Z]+-[0-9A-Z]+$/ })
  t.notMatch(answer.body, /secret|TypeError|at /)
  t.match((await app.inject({ url: '/api/v1/full', headers: SIGNED_IN })).json(), { status: 507, code: 'storage-full' })
})

t.test('people get pages, and htmx gets pieces of them', async t => {
  const app = await server(t)
  const page = { accept: 'text/html,*/*;q=0.8' }
  const lost = await app.inject({ url: '/none', headers: page })
  t.equal(lost.statusCode, 404)
  t.match(lost.headers['content-type'], 'text/html')
  t.match(lost.body, /^<!doctype html><html lang="zh-CN"/)
  const sentAway = await app.inject({ url: '/page?q=%E6%9D%A1', headers: page })
  t.equal(sentAway.statusCode, 303)
  t.equal(sentAway.headers['location'], `/sign-in?to=${encodeURIComponent('/page?q=%E6%9D%A1')}`)
  t.equal(
    (await app.inject({ method: 'POST', url: '/page', headers: page })).statusCode,
    401,
    'what was typed is not thrown away by leading elsewhere'
  )

  const blocked = await app.inject({ method: 'POST', url: '/page', headers: { ...page, ...SIGNED_IN } })
  t.equal(blocked.statusCode, 409)
  t.match(blocked.body, '缺少起草说明 &lt;b>')
  const piece = await app.inject({ method: 'POST', url: '/page', headers: { ...page, ...SIGNED_IN, 'hx-request': 'true' } })
  t.equal(piece.statusCode, 422, 'the one error that htmx puts into the page')
  t.equal(piece.headers['hx-retarget'], '#problem')
  t.match(piece.body, /^<div class="fc-errsum"/)
  t.match(
    (await app.inject({ url: '/page', headers: { accept: '*/*' } })).json(),
    { status: 401 },
    'a program gets a problem from pages, too'
  )
})

t.test('who may not is refused before anything is read', async t => {
  const app = await server(t)
  const nobody = await app.inject({ method: 'POST', url: '/api/v1/bills', headers: { 'content-type': 'application/json' }, payload: '{' })
  t.match(nobody.json(), { status: 401, code: 'not-signed-in' })
  t.match(nobody.headers['www-authenticate'], /^Bearer/)
  for (const authorization of ['Bearer wrong', 'Bearer', 'Bearer ', 'bearer right ']) {
    const { statusCode } = await app.inject({ url: '/page', headers: { authorization } })
    t.equal(statusCode, authorization.trim().endsWith('right') ? 200 : 401, authorization)
  }
  t.match((await app.inject({ url: '/api/v1/for-administrators', headers: SIGNED_IN })).json(), { status: 403, code: 'forbidden' })
})

t.test('an address that does not say who may use it keeps the server from starting', async t => {
  const app = makeServer('silent')
  addActors(app, { byToken: async () => null, byAccount: async () => null, byInvitation: async () => null })
  t.throws(() => app.get('/forgotten', async () => ({})), /GET \/forgotten does not declare/)
})

t.test('every answer carries what keeps browsers and caches safe', async t => {
  const app = await server(t)
  for (const url of ['/page', '/api/v1/bills', '/none', '/healthz']) {
    const { headers } = await app.inject({ url, headers: SIGNED_IN })
    const policy = String(headers['content-security-policy'])
    for (const part of ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      t.match(policy, part, url)
    t.notMatch(policy, /unsafe|upgrade-insecure|http:|\*/)
    t.equal(headers['strict-transport-security'], undefined, 'an office may serve plain HTTP')
    t.equal(headers['x-content-type-options'], 'nosniff')
    t.equal(headers['cache-control'], 'no-store')
  }
  t.equal(
    (await app.inject({ url: '/api/v1/bills/7', headers: SIGNED_IN })).headers['cache-control'],
    'private, no-cache',
    'what has an ETag is asked for again'
  )
  const packed = await app.inject({ url: '/api/v1/long', headers: { ...SIGNED_IN, 'accept-encoding': 'br, gzip' } })
  t.equal(packed.headers['content-encoding'], 'br')
  t.ok(packed.rawPayload.length < 1000)
})

t.test('guessers are slowed down, people at work are not', async t => {
  const app = await server(t)
  const guess = () => app.inject({ method: 'POST', url: '/api/v1/guess' })
  for (let tries = 0; tries < 3; tries++) t.equal((await guess()).statusCode, 200)
  const refused = await guess()
  t.match(refused.json(), { status: 429, code: 'too-many-requests' })
  t.ok(Number(refused.headers['retry-after']) > 0)
  const worked = await Promise.all(Array.from({ length: 4_000 }, () => app.inject({ url: '/page', headers: SIGNED_IN })))
  t.ok(worked.every(({ statusCode }) => statusCode === 200))
})

t.test('health: alive is not ready', async t => {
  let full = false
  const app = await server(t, async () => {
    if (full) throw new Error('disk full')
  })
  t.equal((await app.inject('/readyz')).statusCode, 200)
  full = true
  await new Promise(resolve => setTimeout(resolve, 1_050))
  const answers = await Promise.all([app.inject('/readyz'), app.inject('/readyz')])
  for (const answer of answers) {
    t.match(answer.json(), { status: 503, code: 'service-unavailable' })
    t.ok(answer.headers['retry-after'])
  }
  t.equal((await app.inject('/healthz')).statusCode, 200)
  const metrics = (await app.inject('/metrics')).body
  t.match(metrics, /facheng_http_request_duration_seconds_count\{method="GET",route="\/readyz",status="503"\} 2\n/)
  t.match(metrics, /^process_resident_memory_bytes \d+$/m)
})

t.test('what is no HTTP is answered on the socket', async t => {
  const app = await server(t)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const said = async (raw: string) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(raw))
    let answer = ''
    socket.on('data', chunk => (answer += chunk))
    await once(socket, 'close')
    return answer
  }
  t.match(await said('nonsense\r\n\r\n'), /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"status":400/)
  t.match(await said(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /)
})

import { withApp } from './app-testing.ts'

const CHINESE = /[\u4e00-\u9fff]/

withApp('what a new user sees first', async (t, { as }) => {
  const nobody = as('nobody')
  for (const address of ['/healthz', '/readyz', '/metrics', '/api/v1/openapi.json', '/sign-in']) {
    const answer = await nobody.get(address)
    t.equal(answer.status, 200, `${address} ${answer.text.slice(0, 300)}`)
    t.match(answer.headers['content-security-policy'], /default-src 'none'/)
    t.notMatch(answer.headers['content-security-policy'], /unsafe-inline/)
  }
  t.match((await nobody.get('/api/v1/openapi.json')).json(), { openapi: /^3\.1/ })
  const unknown = await nobody.get('/api/v1/no-such-thing')
  t.equal(unknown.status, 404)
  t.match(unknown.headers['content-type'], 'application/problem+json')
  t.match(unknown.json(), { status: 404, code: 'not-found', detail: CHINESE })
  const refused = await nobody.get('/api/v1/accounts')
  t.match(refused.json(), { status: 401, code: 'not-signed-in', detail: CHINESE })
})

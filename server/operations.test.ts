/**
 * What holds for every operation of the API, whatever it does, taken from the service's own OpenAPI document: it refuses who may not, it never
 * answers 5xx, and what it says of an error is fit for a person. New addresses are tested by being described.
 */
import fc from 'fast-check'
import { type Answer, type Client, type TestApp, withApp } from './app-testing.ts'
import { addAccount } from './people/accounts.ts'

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
}

interface Operation {
  readonly method: string
  readonly path: string
  readonly open: boolean
  readonly body: Schema | null
  readonly query: readonly { readonly name: string; readonly schema: Schema }[]
}

/** Wrong for nearly every field: of another type, out of every range, hostile, or no text at all. */
const WRONG: readonly unknown[] = [
  null, true, -1, 0.5, 1e308, '', '\0', 'x'.repeat(10_000), '\ud83d', '＝1+1', "'; DROP TABLE bill;--", '../../etc/passwd', [], {}, [[[]]],
  '2026-13-45', '<script>alert(1)</script>', '\u202e反向', 2 ** 53 + 2, 'null', '0', '%00'
] // biome-ignore format: a list
const RAW = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '{"a":1e400}',
  '['.repeat(50_000),
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{}}}',
  '\ufeff{}',
  '{"a":1,"a":2}'
]
const IDS = [
  '1',
  'no-such',
  '%00',
  '..%2f..',
  '9'.repeat(30),
  '9'.repeat(300),
  '0197d5c0-0000-7000-8000-000000000000',
  '%F0%9F%98%80',
  '%E0%A4%A',
  'constructor',
  '__proto__'
]
/** Runs an operation: enough to meet every field with most of what is wrong. */
const RUNS = 40

async function operations(client: Client): Promise<Operation[]> {
  const { paths } = (await client.get('/api/v1/openapi.json')).json<{ paths: Record<string, Record<string, Record<string, unknown>>> }>()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase(),
      path,
      open: Array.isArray(described['security']) && described['security'].length === 0,
      body: schemaOf(described),
      query: (Array.isArray(described['parameters']) ? described['parameters'] : []).filter(one => one.in === 'query')
    }))
  )
}

function schemaOf(described: Record<string, unknown>): Schema | null {
  const body = described['requestBody'] as { content?: Record<string, { schema?: Schema }> } | undefined
  return body?.content?.['application/json']?.schema ?? null
}

/** A value that mostly fits a schema, so that what is wrong in one field is met after the others were let through. */
function fitting({ type, properties, enum: terms, anyOf, items }: Schema): fc.Arbitrary<unknown> {
  if (anyOf) return fc.oneof(...anyOf.map(fitting))
  if (terms) return fc.constantFrom(...terms)
  if (properties)
    return fc.record(Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, sometimesWrong(inner)])), {
      requiredKeys: []
    })
  if (type === 'array') return fc.array(items ? fitting(items) : fc.jsonValue(), { maxLength: 3 })
  if (type === 'integer' || type === 'number') return fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer(), fc.constant(2027))
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  return fc.oneof(
    fc.constantFrom('示范', '2027-01-01', '第一条', '# 某市示范条例\n\n第一条　为了示范，制定本条例。\n'),
    fc.string({ maxLength: 40 })
  )
}

const sometimesWrong = (schema: Schema) =>
  fc.oneof({ weight: 4, arbitrary: fitting(schema) }, { weight: 1, arbitrary: fc.constantFrom(...WRONG) })

/** One thing of each kind, so that ids can name what exists. */
async function things(client: Client): Promise<string[]> {
  const made = async (address: string, body: unknown) => {
    const answer = await client.post(address, body)
    return answer.status === 201 ? String(answer.json<{ id?: string; seq?: number }>().id ?? answer.json<{ seq: number }>().seq) : 'no-such'
  }
  const bill = await made('/api/v1/bills', { title: '某市示范管理条例', kind: 'enact', workflow: 'municipal-regulation' })
  const document = await made(`/api/v1/bills/${bill}/documents`, { kind: 'draft' })
  const text = '# 某市示范管理条例\n\n第一条　为了示范，制定本条例。\n'
  const version = await made(`/api/v1/documents/${document}/versions`, { text, message: '初稿', parent: null })
  const plan = await made('/api/v1/plans', { title: '某市年度立法计划', kind: 'annualPlan', year: 2027 })
  const item = await made(`/api/v1/plans/${plan}/items`, { title: '某市示范管理条例', category: 'deliberation' })
  return [bill, document, version, plan, item]
}

const sent = (operation: Operation, id: string, query: string, body: unknown) => ({
  address: operation.path.replaceAll(/\{[^}]+\}/g, id) + query,
  body: operation.method === 'GET' || operation.method === 'DELETE' ? undefined : body
})

function call(client: Client, { method }: Operation, { address, body }: ReturnType<typeof sent>): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  if (method === 'GET') return client.get(address)
  if (method === 'DELETE') return client.delete(address)
  if (method === 'PUT') return client.put(address, body, headers)
  return method === 'PATCH' ? client.patch(address, body, headers) : client.post(address, body, headers)
}

/** What is wrong with an answer, or null. */
function fault({ status, headers, text, json }: Answer): string | null {
  if (status >= 500) return `answers ${status}: ${text.slice(0, 300)}`
  if (status < 400) return null
  if (!String(headers['content-type']).startsWith('application/problem+json')) return `answers ${status} as ${headers['content-type']}`
  const problem = json<{ status: number; code: string; detail: string }>()
  const sound = problem.status === status && /^[a-z-]+$/.test(problem.code) && /[\u4e00-\u9fff]/.test(problem.detail)
  return sound && text.isWellFormed() ? null : `says ${text.slice(0, 300)}`
}

const skipped = ({ path, method }: Operation) => method === 'DELETE' && path.endsWith('/sessions/current')

withApp('nobody gets in where a sign-in is asked for, and a wrong token is none', async (t, { as, client }) => {
  for (const operation of await operations(as('nobody'))) {
    for (const who of [as('nobody'), client({ authorization: 'Bearer fc_wrong' }), client({ cookie: 'facheng=x.y' })]) {
      const { status } = await call(who, operation, sent(operation, 'x', '', '{"x":'))
      t.equal(status === 401, !operation.open, `${operation.method} ${operation.path} answers ${status}`)
    }
  }
})

withApp('readers change nothing but what is their own', async (t, { as, services }) => {
  const all = await operations(as('nobody'))
  const before = await eventCount(services)
  for (const operation of all.filter(({ method, open }) => method !== 'GET' && !open)) {
    const { status } = await call(as('reader'), operation, sent(operation, 'x', '', operation.body ? {} : undefined))
    // Texts are looked at and given back, and reports made for whoever may read them; a calendar and a session are the person's own.
    if (
      !/\/text\/|\/validate$|\/regulations\/(overlap|related|places)$|\/report-exports|\/calendar-feed$|\/sessions\/current$/.test(
        operation.path
      )
    )
      t.equal(status, 403, `${operation.method} ${operation.path} answers a reader ${status}`)
  }
  t.equal(await eventCount(services), before + 3, 'but for the sign-out and a calendar of their own, made and given up, nothing happened')
})

withApp('no page of another site makes a signed-in browser change anything, and looking changes nothing', async (t, tested) => {
  const { app, services, as, links, client } = tested
  const [bill = '', document = '', , plan = ''] = await things(as('staff'))
  const { id } = await addAccount(services, null, { name: 'chengban', role: 'staff', password: null })
  const entered = await client({ 'content-type': 'application/x-www-form-urlencoded' }).post('/sign-in', `once=${links.issue(id)}`)
  const browser = client({ cookie: String(entered.headers['set-cookie']).split(';')[0] ?? '', accept: 'text/html' })
  t.equal((await browser.get('/')).status, 200)
  const before = await eventCount(services)
  for (const { url, methods } of app.routeTable) {
    const of = { bills: bill, documents: document, plans: plan }[url.split('/').at(url.startsWith('/api/') ? 3 : 1) ?? ''] ?? bill
    const address = url.replaceAll(/:\w+/g, (_, at) => (at < 20 ? of : '1'))
    for (const method of methods) {
      if (method === 'GET') {
        const { status, text } = await browser.get(address)
        t.ok(status < 500, `GET ${address} answers ${status}: ${status < 500 ? '' : text.slice(0, 200)}`)
      } else if (method !== 'HEAD') {
        for (const forged of [{}, { origin: 'https://elsewhere.test' }, { 'sec-fetch-site': 'cross-site' }]) {
          const operation = { method, path: address, open: false, body: {}, query: [] }
          const { status } = await call(
            client({ cookie: String(entered.headers['set-cookie']).split(';')[0] ?? '', ...forged }),
            operation,
            { address, body: '{}' }
          )
          t.ok(status >= 400 && status < 500, `${method} ${url} forged answers ${status}`)
        }
      }
    }
  }
  t.equal(await eventCount(services), before)
  t.equal((await browser.get('/')).status, 200, 'still signed in')
})

withApp('no input of any kind is answered with a 5xx', async (t, tested) => {
  const { as } = tested
  const known = await things(as('staff'))
  const id = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.constantFrom(...IDS) })
  for (const operation of (await operations(as('nobody'))).filter(one => !skipped(one))) {
    await t.test(`${operation.method} ${operation.path}`, async t => {
      const queries = fc.record(Object.fromEntries(operation.query.map(({ name, schema }) => [name, sometimesWrong(schema)])), {
        requiredKeys: []
      })
      const bodies = operation.body
        ? fc.oneof({ weight: 5, arbitrary: fitting(operation.body) }, { weight: 1, arbitrary: fc.constantFrom(...RAW) })
        : fc.constant(undefined)
      const trial = fc.asyncProperty(id, queries, bodies, fc.constantFrom('staff', 'administrator'), async (id, query, body, role) => {
        const search = new URLSearchParams(
          Object.entries(query).map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)])
        )
        const wrong = fault(await call(as(role), operation, sent(operation, id, `?${search}`, body)))
        if (wrong) throw new Error(wrong)
      })
      await fc.assert(trial, { numRuns: RUNS })
      t.pass('answers soundly')
    })
  }
  t.equal((await as('staff').get('/api/v1/bills?limit=100')).status, 200, 'what was let in can still be shown')
})

async function eventCount({ db }: TestApp['services']): Promise<number> {
  return (await db.selectFrom('eventHead').select('seq').executeTakeFirstOrThrow()).seq
}

/**
 * For tests alone: the whole service over each database, and a client for each role, so that a test reads
 * `await as('staff').post('/api/v1/bills', {…})`. Nothing listens: requests are injected.
 */
import type { Test } from 'tap'
import type { Role } from '../schema/people.ts'
import { buildApp } from './app.ts'
import { addAccount } from './people/accounts.ts'
import { type OneTimeLinks, oneTimeLinks } from './people/one-time-links.ts'
import { issueToken } from './people/tokens.ts'
import { type TestServices, withDatabases } from './store/testing.ts'
import type { HttpServer } from './web/http/server.ts'

/** Good enough for the password rules, and in no list. */
export const TEST_PASSWORD = '梧桐-Yuhua-3058-mo'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** The body as JSON; throws when it is none. */
  readonly json: <T = Record<string, unknown>>() => T
}

export interface Client {
  readonly get: (address: string, headers?: Record<string, string>) => Promise<Answer>
  readonly post: (address: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly put: (address: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly patch: (address: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly delete: (address: string, headers?: Record<string, string>) => Promise<Answer>
}

export interface TestApp {
  readonly app: HttpServer
  readonly services: TestServices
  readonly links: OneTimeLinks
  /** A program with a bearer token of an account with this role, or without any sign-in. */
  readonly as: (role: Role | 'nobody') => Client
  /** A client that sends these headers with every request. */
  readonly client: (headers: Record<string, string>) => Client
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Declares one test for each database, with the whole service over it and an account `check-ROLE` for each role. */
export function withApp(name: string, test: (t: Test, tested: TestApp) => Promise<void>): void {
  withDatabases(name, async (t, services) => {
    const links = oneTimeLinks(services.now)
    const app = await buildApp(services, {
      logLevel: process.env['LOG_LEVEL'] ?? 'fatal',
      sessionSecret: 'only for tests, and long enough for it',
      eventLoopDelay: 0,
      links
    })
    const tokens = new Map<Role, string>()
    for (const role of ['administrator', 'staff', 'expert', 'reader'] as const) {
      const account = await addAccount(services, null, { name: `check-${role}`, role, password: null })
      tokens.set(role, (await issueToken(services, null, account.id)).token)
    }
    const client = (headers: Record<string, string>) => clientOf(app, headers)
    const as = (role: Role | 'nobody') => client(role === 'nobody' ? {} : { authorization: `Bearer ${tokens.get(role)}` })
    try {
      await test(t, { app, services, links, as, client })
    } finally {
      await app.close()
    }
  })
}

function clientOf(app: HttpServer, always: Record<string, string>): Client {
  const send = async (method: Method, url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const json = body === undefined || typeof body === 'string' ? {} : { 'content-type': 'application/json' }
    const answer = await app.inject({
      method,
      url,
      headers: { accept: 'application/json', ...json, ...always, ...headers },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    return { status: answer.statusCode, headers: answer.headers, text: answer.body, json: () => answer.json() }
  }
  return {
    get: (url, headers) => send('GET', url, undefined, headers),
    post: (url, body, headers) => send('POST', url, body, headers),
    put: (url, body, headers) => send('PUT', url, body, headers),
    patch: (url, body, headers) => send('PATCH', url, body, headers),
    delete: (url, headers) => send('DELETE', url, undefined, headers)
  }
}

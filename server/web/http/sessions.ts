/** The session cookie and the token that proves a request came from a page of ours. Where sessions are kept is the caller's affair. */
import { randomBytes } from 'node:crypto'
import cookie, { Signer } from '@fastify/cookie'
import csrfProtection from '@fastify/csrf-protection'
import session, { type FastifySessionOptions } from '@fastify/session'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export type SessionStore = NonNullable<FastifySessionOptions['store']>

declare module 'fastify' {
  interface Session {
    /** The account that is signed in; absent before the sign-in. */
    account?: string
    /** The invitation that was opened, for somebody without an account. */
    invitation?: string
    /** Secret of the CSRF tokens: made with the session, ends with it. */
    _csrf?: string
  }
}

export const COOKIE_NAME = 'facheng'

/** @param secret signs the cookie: a made-up session id never reaches the database */
export async function addSessions(app: FastifyInstance, store: SessionStore, secret: string): Promise<void> {
  const signer = new Signer(secret)
  await app.register(cookie)
  await app.register(session, {
    store,
    secret: { sign: id => (id === NO_SESSION ? '' : signer.sign(id)), unsign: value => signer.unsign(value) },
    idGenerator: request => (request && needsNoSession(request) ? NO_SESSION : randomBytes(24).toString('base64url')),
    cookieName: COOKIE_NAME,
    // `auto`: Secure under TLS (also behind a proxy), and still working in an office that serves plain HTTP.
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: 'auto' },
    // Nothing is stored for a visitor, and the store itself lets sessions live on while they are used.
    saveUninitialized: false,
    rolling: false
  })
  await app.register(csrfProtection, { sessionPlugin: '@fastify/session', getToken: sentToken })
}

/** A session without an id is never stored, and no cookie names it. */
const NO_SESSION = ''

/** A program with its token: drawing and signing an id that nobody will see would be a seventh of a read. Where one signs in, a session begins. */
const needsNoSession = ({ headers, routeOptions }: FastifyRequest): boolean =>
  headers.authorization !== undefined && routeOptions.config.access !== 'public'

/** The token of a signed-in page; `null` where there is no session to bind one to. */
export function csrfToken(request: FastifyRequest, reply: FastifyReply): string | null {
  return request.byCookie || request.session.account || request.session.invitation ? reply.generateCsrf() : null
}

function sentToken(request: FastifyRequest): string | undefined {
  const header = request.headers['x-csrf-token']
  if (typeof header === 'string') return header
  const { body } = request
  return typeof body === 'object' && body !== null && '_csrf' in body && typeof body._csrf === 'string' ? body._csrf : undefined
}

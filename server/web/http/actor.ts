/** Who sends a request, and who may send it. Credentials become an actor before anything else of the request is looked at. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Role } from '../../../schema/people.ts'
import { Problem } from '../../../schema/problems.ts'
import type { Actor } from '../../store/services.ts'

/** Who may use an address: anyone, anyone signed in, or these roles. Acts check again: this is what is refused before a body is read. */
export type Access = 'public' | 'signedIn' | readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** Whether somebody who came by invitation may use it too; the act looks at what the invitation says. */
    guests?: true
    /** The largest file that is taken, in bytes, where the body may be larger than that. */
    largest?: number
  }
  interface FastifyRequest {
    /** Who is signed in; `null` without a sign-in. */
    actor: Actor | null
    /** Whether the actor came by session cookie: only then can another site's page have sent the request. */
    byCookie: boolean
  }
}

/** How credentials become actors: `app.ts` hands in what `people` knows. `null`: not valid (any more). */
export interface Authenticate {
  readonly byToken: (token: string) => Promise<Actor | null>
  readonly byAccount: (account: string) => Promise<Actor | null>
  readonly byInvitation: (invitation: string) => Promise<Actor | null>
}

/** Adds `request.actor` and enforces `config.access` of every address. The session must have been read before. */
export function addActors(app: FastifyInstance, { byToken, byAccount, byInvitation }: Authenticate): void {
  // No address without a rule: one that was forgotten keeps the service from starting.
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.access === undefined) {
      throw new Error(`${[method].flat().join('/')} ${url} does not declare in config.access who may use it`)
    }
  })
  app.decorateRequest('actor', null)
  app.decorateRequest('byCookie', false)
  app.addHook('onRequest', async request => {
    const token = bearerToken(request)
    // A bearer token that does not hold is a failed sign-in: falling back to a cookie would hide that from the program.
    if (token !== null) request.actor = await byToken(token)
    else if (request.session?.account) {
      request.actor = await byAccount(request.session.account)
      request.byCookie = request.actor !== null
    } else if (request.session?.invitation) {
      request.actor = await byInvitation(request.session.invitation)
      request.byCookie = request.actor !== null
    }
    if (!request.is404) demandAccess(request)
  })
}

/** @throws {Problem} `not-signed-in`, `forbidden` */
function demandAccess(request: FastifyRequest): void {
  const access = request.routeOptions.config.access ?? 'signedIn'
  if (access === 'public') return
  const actor = requireActor(request)
  // What an address does not offer to guests, it refuses them, whatever their role would be.
  if (actor.guest && !request.routeOptions.config.guests) throw new Problem('guest-only')
  if (access !== 'signedIn' && !access.includes(actor.role)) throw new Problem('forbidden')
}

/** The actor of a request that needs one. @throws {Problem} `not-signed-in` */
export function requireActor(request: FastifyRequest): Actor {
  if (request.actor === null) throw new Problem('not-signed-in')
  return request.actor
}

/** `null` when the request carries no bearer token at all. */
function bearerToken(request: FastifyRequest): string | null {
  const match = /^Bearer(?: {1,9}(.{0,500}))?$/i.exec(request.headers.authorization ?? '')
  return match ? (match[1] ?? '').trim() : null
}

/** A page asked for by a browser, which is better served with a sign-in page than with a problem. */
export function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
}

/** htmx swaps a piece of the page: it must never be answered with a whole page or with a problem as JSON. */
export function wantsFragment(request: FastifyRequest): boolean {
  return request.headers['hx-request'] === 'true'
}

/** The challenge that belongs to a 401 (RFC 9110 §11.6.1). */
export function challenge(reply: FastifyReply): void {
  reply.header('www-authenticate', 'Bearer realm="facheng"')
}

/** Addresses of sign-in and accounts. */
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { IdParams, Page, PageQuery } from '../../schema/http.ts'
import { Account, AccountChange, CurrentSession, NewAccount, NewToken, SignIn } from '../../schema/people.ts'
import type { Actor, Services } from '../store/services.ts'
import { requireActor } from '../web/http/actor.ts'
import { SIGN_INS_A_MINUTE } from '../web/http/limits.ts'
import type { HttpServer } from '../web/http/server.ts'
import { csrfToken } from '../web/http/sessions.ts'
import { addAccount, changeAccount, listAccounts, readAccount } from './accounts.ts'
import { signIn, signOut } from './sign-in.ts'
import type { Strangers } from './strangers.ts'
import { issueToken } from './tokens.ts'

/** What an address of signing in declares: open to all, without a CSRF token, and limited for guessers. */
export const SIGN_IN_ROUTE = {
  access: 'public',
  csrf: false,
  rateLimit: { max: SIGN_INS_A_MINUTE, timeWindow: 60_000, allowList: () => false }
} as const
const ADMINISTRATOR = { access: ['administrator'] } as const

export function routes(app: HttpServer, services: Services, strangers: Strangers): void {
  sessionRoutes(app, services, strangers)
  accountRoutes(app, services)
}

function sessionRoutes(app: HttpServer, services: Services, strangers: Strangers): void {
  app.post(
    '/api/v1/sessions',
    { config: SIGN_IN_ROUTE, schema: { summary: '登录', tags: ['people'], security: [], body: SignIn, response: { 201: CurrentSession } } },
    async (request, reply) => {
      const actor = await signIn(services, strangers, request.body, request.ip)
      await beginSession(request, actor)
      return reply.code(201).send(shownSession(actor, csrfToken(request, reply)))
    }
  )
  app.get(
    '/api/v1/sessions/current',
    { config: { access: 'signedIn' }, schema: { summary: '当前登录', tags: ['people'], response: { 200: CurrentSession } } },
    async (request, reply) => shownSession(requireActor(request), csrfToken(request, reply))
  )
  app.delete(
    '/api/v1/sessions/current',
    { config: { access: 'signedIn' }, schema: { summary: '退出登录', tags: ['people'], response: { 204: Type.Null() } } },
    async (request, reply) => {
      await endSession(services, request)
      return reply.code(204).send(null)
    }
  )
}

function accountRoutes(app: HttpServer, services: Services): void {
  app.get(
    '/api/v1/accounts',
    { config: ADMINISTRATOR, schema: { summary: '账号列表', tags: ['people'], querystring: PageQuery, response: { 200: Page(Account) } } },
    request => listAccounts(services, requireActor(request), request.query)
  )
  app.post(
    '/api/v1/accounts',
    { config: ADMINISTRATOR, schema: { summary: '新增账号', tags: ['people'], body: NewAccount, response: { 201: Account } } },
    async (request, reply) => {
      const { username, ...rest } = request.body
      const made = await addAccount(services, requireActor(request), { name: username, ...rest })
      return reply.code(201).header('location', `/api/v1/accounts/${made.id}`).send(made)
    }
  )
  app.get(
    '/api/v1/accounts/:id',
    { config: ADMINISTRATOR, schema: { summary: '账号', tags: ['people'], params: IdParams, response: { 200: Account } } },
    request => readAccount(services, requireActor(request), request.params.id)
  )
  app.patch(
    '/api/v1/accounts/:id',
    {
      config: ADMINISTRATOR,
      schema: { summary: '修改账号', tags: ['people'], params: IdParams, body: AccountChange, response: { 200: Account } }
    },
    request => changeAccount(services, requireActor(request), request.params.id, request.body)
  )
  app.post(
    '/api/v1/accounts/:id/tokens',
    { config: ADMINISTRATOR, schema: { summary: '签发访问令牌', tags: ['people'], params: IdParams, response: { 201: NewToken } } },
    async (request, reply) => reply.code(201).send(await issueToken(services, requireActor(request), request.params.id))
  )
}

/** A new session id with every sign-in: one that was planted in the browser before is worth nothing. */
export async function beginSession(request: FastifyRequest, actor: Actor): Promise<void> {
  await request.session.regenerate()
  request.session.account = actor.id
}

/** Ends the session in the database; the cookie that is left names nothing. A program that signs out with its token keeps the token. */
export async function endSession(services: Services, request: FastifyRequest): Promise<void> {
  await signOut(services, requireActor(request))
  if (request.byCookie) await request.session.destroy()
}

function shownSession({ id, name, displayName, role }: Actor, token: string | null): Static<typeof CurrentSession> {
  return { account: { id, username: name, displayName, role }, csrfToken: token }
}

/** Pages of signing in and out. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { ACCOUNT_NAME_LENGTH, PASSWORD_LENGTH } from '../../schema/people.ts'
import { Problem } from '../../schema/problems.ts'
import type { Actor, Services } from '../store/services.ts'
import { frameOf, seeOther, sendPage } from '../web/frame.ts'
import type { HttpServer } from '../web/http/server.ts'
import { accountPages } from './account-pages.tsx'
import type { OneTimeLinks } from './one-time-links.ts'
import { beginSession, endSession, SIGN_IN_ROUTE } from './routes.ts'
import { signIn, signInOnce } from './sign-in.ts'
import { SignInPage } from './sign-in-page.tsx'
import type { Strangers } from './strangers.ts'

const ADDRESS_LENGTH = 2_000
const CODE_LENGTH = 100
const to = Type.Optional(Type.String({ maxLength: ADDRESS_LENGTH }))
const once = Type.Optional(Type.String({ maxLength: CODE_LENGTH }))

const SignInQuery = Type.Object({ to, once })
const SignInForm = Type.Object({
  to,
  once,
  username: Type.Optional(Type.String({ maxLength: ACCOUNT_NAME_LENGTH })),
  password: Type.Optional(Type.String({ maxLength: PASSWORD_LENGTH }))
})

export function pages(app: HttpServer, services: Services, strangers: Strangers, links: OneTimeLinks): void {
  accountPages(app, services)
  const show = (request: FastifyRequest, reply: FastifyReply, props: Omit<Parameters<typeof SignInPage>[0], 'frame'>, status = 200) =>
    sendPage(reply, <SignInPage frame={frameOf(request, reply, services)} {...props} />, status)

  app.get('/sign-in', { config: { access: 'public' }, schema: { querystring: SignInQuery } }, (request, reply) => {
    const wanted = ownAddress(request.query.to)
    if (request.actor !== null && !request.actor.guest && request.query.once === undefined) return seeOther(reply, wanted)
    return show(request, reply, { to: wanted, once: request.query.once })
  })

  app.post('/sign-in', { config: SIGN_IN_ROUTE, schema: { body: SignInForm } }, async (request, reply) => {
    const { once: code, username = '', password = '' } = request.body
    const wanted = ownAddress(request.body.to)
    let actor: Actor
    try {
      actor =
        code === undefined
          ? await signIn(services, strangers, { username, password }, request.ip)
          : await signInOnce(services, links, code, request.ip)
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      return show(request, reply, { to: wanted, username, problem: error.message }, error.status)
    }
    await beginSession(request, actor)
    return seeOther(reply, wanted)
  })

  app.post('/sign-out', { config: { access: 'signedIn', guests: true } }, async (request, reply) => {
    await endSession(services, request)
    return seeOther(reply, '/sign-in')
  })
}

/** Where to go after signing in: an address of ours, or the first page. `//elsewhere` and `/\elsewhere` are other hosts to a browser. */
function ownAddress(address: string | undefined): string {
  return address !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(address) && !address.startsWith('/sign-') ? address : '/'
}

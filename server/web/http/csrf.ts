/**
 * Cross-site request forgery: a browser sends our cookie along with whatever another site's page makes it send. So an unsafe request must not
 * come from another origin, and one that is signed in by cookie must carry the session's token as well. A bearer token is sent
 * by programs alone, which need neither.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../../../schema/problems.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `false`: signing in, which nobody can have a token for yet. */
    csrf?: false
  }
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE']

/** Actors and sessions must have been added before. */
export function addCsrfProtection(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, next) => {
    const isRefused = !SAFE_METHODS.includes(request.method) && request.headers.authorization === undefined && isForeign(request)
    next(isRefused ? new Problem('foreign-origin') : undefined)
  })
  // Not before the body is read: a form without script carries the token in a field.
  app.addHook('preValidation', (request, reply, next) => {
    if (SAFE_METHODS.includes(request.method) || !request.byCookie || request.routeOptions.config.csrf === false) return next()
    app.csrfProtection(request, reply, next)
  })
  app.addHook('preValidation', (request, _reply, next) => {
    const { body } = request
    if (typeof body === 'object' && body !== null && '_csrf' in body) delete body._csrf
    next()
  })
}

/** Browsers say where a request comes from; programs say nothing and are not browsers that carry a victim's cookie. */
function isForeign(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = request.headers
  if (origin === undefined) return false
  return !URL.canParse(origin) || new URL(origin).host !== request.host
}

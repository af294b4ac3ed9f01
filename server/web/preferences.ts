/** 大字: a preference of this browser, kept in a cookie, so that it also holds on the sign-in page. Works without script. */
import type { FastifyInstance, FastifyRequest } from 'fastify'

const COOKIE = 'large'
const A_YEAR = 365 * 24 * 60 * 60

export const largePreferred = (request: FastifyRequest): boolean => request.cookies[COOKIE] === '1'

/** `?large=1` on any page sets the preference and leads back to the same address without it. */
export function preferences(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || !request.url.includes('large=') || request.url.startsWith('/api/')) return
    const address = new URL(request.url, 'http://here')
    const wanted = address.searchParams.get('large')
    if (wanted !== '0' && wanted !== '1') return
    address.searchParams.delete('large')
    reply.setCookie(COOKIE, wanted, { path: '/', maxAge: A_YEAR, sameSite: 'lax', httpOnly: true })
    // Path and query of our own only: `//elsewhere` as a path would lead to another host.
    return reply.redirect(`${address.pathname.replace(/^\/+/, '/')}${address.search}`, 303)
  })
}

/** The address that switches 大字 on or off and comes back to `url`. */
export function largeAddress(url: string, large: boolean): string {
  const address = new URL(url, 'http://here')
  address.searchParams.set('large', large ? '0' : '1')
  return `${address.pathname}${address.search}`
}

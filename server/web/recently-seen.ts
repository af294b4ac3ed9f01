/** Which regulations somebody looked at last: kept by his browser, so that a look writes nothing. Works without script. */
import type { FastifyReply, FastifyRequest } from 'fastify'

const COOKIE = 'seen'
const KEPT = 5
const A_MONTH = 30 * 24 * 60 * 60
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** @returns ids of bills, the last one first; whoever uses the browser after somebody else does not get his */
export function recentlySeen({ actor, cookies }: FastifyRequest): string[] {
  const [whose, ...ids] = (cookies[COOKIE] ?? '').split('.')
  return actor === null || whose !== actor.id ? [] : ids.filter(id => UUID.test(id)).slice(0, KEPT)
}

/** Puts this bill first. */
export function rememberSeen(request: FastifyRequest, reply: FastifyReply, bill: string): void {
  if (request.actor === null || !request.byCookie) return
  const seen = [bill, ...recentlySeen(request).filter(id => id !== bill)].slice(0, KEPT)
  reply.setCookie(COOKIE, [request.actor.id, ...seen].join('.'), { path: '/', maxAge: A_MONTH, sameSite: 'lax', httpOnly: true })
}

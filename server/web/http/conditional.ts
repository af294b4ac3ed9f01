/** Answers that a client may have already: named by their hash, they are sent once. */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Drafts are for who is signed in: kept by the browser alone, and asked about again each time. */
const CACHE_CONTROL = 'private, no-cache'

/**
 * Names the answer, and answers 304 when the client has it.
 * @param tag what changes whenever the answer does, without quotes
 * @returns whether the reply is already sent
 */
export function unchanged(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  reply.header('etag', `"${tag}"`).header('cache-control', CACHE_CONTROL)
  const asked = request.headers['if-none-match']
  if (asked === undefined) return false
  // A proxy that compresses makes the tag a weak one (RFC 9110 §13.1.2 compares weakly).
  const tags = asked.split(',').map(one => one.trim().replace(/^W\//, ''))
  if (asked.trim() !== '*' && !tags.includes(`"${tag}"`)) return false
  reply.code(304).send()
  return true
}

/** Whether a client asked for the bare text before it asked for JSON. */
export function prefersMarkdown(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? ''
  const markdown = accept.search(/text\/(markdown|plain)/)
  const json = accept.search(/application\/(json|\*)|\*\/\*/)
  return markdown >= 0 && (json < 0 || markdown < json)
}

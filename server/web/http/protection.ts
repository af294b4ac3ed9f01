/** Against too much: too many requests of one address, more work than the process can do, answers larger than they need be. */

import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, onRequestHookHandler, RouteOptions } from 'fastify'
import { Problem } from '../../../schema/problems.ts'
import { ANONYMOUS_REQUESTS_A_MINUTE, COMPRESS_FROM, EVENT_LOOP_DELAY } from './limits.ts'
import { demandSoundText } from './text-checks.ts'

/** Brotli at its default of 11 takes longer than the page that it packs; 4 packs as well as gzip at its best. */
const BROTLI_QUALITY = 4

/**
 * Actors must have been added before: whoever is signed in is not counted.
 * @param eventLoopDelay how late the event loop may be, in ms; 0 for tests, which must not fail because their machine is busy
 */
export async function addProtection(app: FastifyInstance, eventLoopDelay: number = EVENT_LOOP_DELAY): Promise<void> {
  await app.register(underPressure, { maxEventLoopDelay: eventLoopDelay })
  await app.register(rateLimit, {
    max: ANONYMOUS_REQUESTS_A_MINUTE,
    timeWindow: 60_000,
    allowList: request => request.actor !== null,
    errorResponseBuilder: () => new Problem('too-many-requests')
  })
  app.addHook('onRoute', countStrangersAlone)
  await app.register(compress, {
    threshold: COMPRESS_FROM,
    encodings: ['br', 'gzip', 'identity'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
    globalDecompression: false
  })
  app.addHook('onRequest', ({ headers }, _reply, next) => {
    // A packed body could unpack to a thousand times its size; no client of ours packs.
    const isPacked = headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity'
    next(isPacked ? new Problem('unsupported-media-type') : undefined)
  })
  app.addHook('preValidation', (request, _reply, next) => {
    demandSoundText(request.params, 'params')
    demandSoundText(request.query, 'querystring')
    if (request.body !== undefined) demandSoundText(request.body, 'body')
    next()
  })
}

/**
 * The limit asks at its end whether a request counts at all; asked first, it costs nothing to those who are signed in. It has just put itself
 * behind what the address has of its own.
 */
function countStrangersAlone(route: RouteOptions): void {
  const { onRequest } = route
  const limit = Array.isArray(onRequest) && route.config?.rateLimit !== false ? onRequest.pop() : undefined
  if (!limit || !Array.isArray(onRequest)) return
  const limitStrangers: onRequestHookHandler = function (request, reply, done) {
    return request.actor === null ? limit.call(this, request, reply, done) : done()
  }
  onRequest.push(limitStrangers)
}

/** The bare server: its limits, its log, how it checks requests. It has no address yet. */
import type { Duplex } from 'node:stream'
import Fastify, { type FastifyServerOptions, LogController } from 'fastify'
import { Problem } from '../../../schema/problems.ts'
import { BODY_LIMIT, KEEP_ALIVE_TIMEOUT, REQUEST_TIMEOUT } from './limits.ts'
import { problemBody, sendProblem } from './problem-handler.tsx'
import type { HttpServer } from './server.ts'
import { requestValidator } from './validator.ts'

/** Ids are 36 characters; names of workflows and codes are shorter than this. */
const MAX_PARAM_LENGTH = 200

/** @param logLevel log lines are JSON on standard error: standard output tells people where the service is */
export function makeServer(logLevel: string): HttpServer {
  const options: FastifyServerOptions = {
    logger: logLevel === 'silent' ? false : { level: logLevel, stream: process.stderr },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIds(),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
    forceCloseConnections: 'idle',
    // A proxy for TLS stands on the same machine; nobody else may say under which address he comes.
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: (error, request, reply) => {
      sendProblem(request, reply, error)
    },
    clientErrorHandler: refuseRaw
  }
  const app = Fastify(options) as unknown as HttpServer // the type provider exists in types alone
  app.setValidatorCompiler(requestValidator())
  app.removeContentTypeParser('text/plain') // no address of ours takes bare text
  return app
}

/** Numbers of requests for the log and for people on the telephone: short, and different after a restart. */
function requestIds(): () => string {
  const start = Date.now().toString(36).slice(-4)
  let count = 0
  return () => `${start}-${(++count).toString(36)}`.toUpperCase()
}

/** What is no HTTP never becomes a request: it is answered on the socket. */
function refuseRaw(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const line = tooLarge
    ? '431 Request Header Fields Too Large'
    : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? '408 Request Timeout'
      : '400 Bad Request'
  const body = JSON.stringify({ ...problemBody(new Problem('invalid-request'), null), status: Number(line.slice(0, 3)) })
  socket.end(
    `HTTP/1.1 ${line}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  )
}

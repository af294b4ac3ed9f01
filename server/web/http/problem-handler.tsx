/**
 * The one place where errors become answers: RFC 9457 for programs, a page for browsers, a fragment for htmx. Nothing of an
 * unforeseen error reaches the client but a reference under which the log knows it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, problems } from '../../../schema/problems.ts'
import { chinaDate } from '../dates.ts'
import { type Frame, frameOf } from '../frame.ts'
import { NO_OFFICE } from '../office.ts'
import { challenge, wantsFragment, wantsPage } from './actor.ts'
import { problemOf } from './problem-of.ts'
import { ProblemFragment, ProblemPage } from './problem-page.tsx'

/** The page's place for problems of htmx requests. */
const FRAGMENT_TARGET = '#problem'
/** The only status of an error that htmx is told to swap into the page. */
const SWAPPED_STATUS = 422
const MEGABYTE = 1024 * 1024
/** How long a client should wait before it tries a busy service again, in seconds. */
const RETRY_AFTER = '5'

export function addProblemHandler(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error))
}

/** Answers a request with what went wrong. `error` is anything that was thrown. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply | Promise<FastifyReply> {
  const problem = withLimit(request, problemOf(error))
  const reference = problem.code === 'internal' ? String(request.id) : null
  if (reference !== null) request.log.error({ err: error, reference }, 'unforeseen error')
  // What an address had already said of its answer is not true of an error.
  for (const name of ['content-disposition', 'etag', 'cache-control', 'content-encoding', 'content-length']) reply.removeHeader(name)
  if (problem.status === 401) challenge(reply)
  if (problem.status === 503) reply.header('retry-after', RETRY_AFTER)
  reply.header('cache-control', 'no-store').code(problem.status)
  if (wantsFragment(request)) return sendFragment(reply, problem, reference)
  if (wantsPage(request)) return sendPage(request, reply, problem, reference)
  return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problemBody(problem, reference)))
}

/** Of what is too large the answer names how large it may be: the address's own limit, else what its body may hold. */
function withLimit(request: FastifyRequest, problem: Problem): Problem {
  if (problem.code !== 'too-large' || problem.message !== problems['too-large'].detail) return problem
  const { config, bodyLimit } = request.routeOptions
  const limit = config?.largest ?? bodyLimit
  if (limit === undefined) return problem
  const most = `${Math.max(1, Math.floor(limit / MEGABYTE))} MB`
  const detail =
    config?.largest === undefined
      ? `提交的内容超过 ${most}，请拆分或者精简后重试；内容没有保存。`
      : `文件超过 ${most}，请压缩或者拆分后重试；内容没有保存。`
  return new Problem('too-large', { detail })
}

/** The RFC 9457 object of a problem. */
export function problemBody(problem: Problem, reference: string | null): Record<string, unknown> {
  const { title, status } = problems[problem.code]
  return {
    type: `/api/v1/problems/${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
    ...(problem.errors.length > 0 && { errors: problem.errors }),
    ...(reference !== null && { reference }),
    ...problem.extra
  }
}

function sendFragment(reply: FastifyReply, problem: Problem, reference: string | null): FastifyReply {
  return reply
    .code(problem.status < 500 ? SWAPPED_STATUS : problem.status)
    .headers({ 'hx-retarget': FRAGMENT_TARGET, 'hx-reswap': 'innerHTML' })
    .type('text/html; charset=utf-8')
    .send(String(<ProblemFragment problem={problem} reference={reference} />))
}

/** A person without a sign-in who only wanted to look is led to the sign-in page, and from there back. */
async function sendPage(request: FastifyRequest, reply: FastifyReply, problem: Problem, reference: string | null): Promise<FastifyReply> {
  if (problem.code === 'not-signed-in' && (request.method === 'GET' || request.method === 'HEAD')) {
    return reply.redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303)
  }
  const page = await (<ProblemPage frame={frameAround(request, reply)} problem={problem} reference={reference} />)
  return reply.type('text/html; charset=utf-8').send(`<!doctype html>${page}`)
}

/** The usual frame; one without a person where the error came before the session was read, or because it could not be. */
function frameAround(request: FastifyRequest, reply: FastifyReply): Frame {
  const now = () => new Date()
  if (request.actor !== null) return frameOf(request, reply, { now })
  const { assets = {}, office = NO_OFFICE } = request.server
  return { actor: null, csrf: '', url: '/', today: chinaDate(now()), large: false, office, openTasks: null, warning: null, assets }
}

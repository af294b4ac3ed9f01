/** Everything that can be thrown while a request is served, as a problem of the catalogue. */
import type { FastifyError } from 'fastify'
import { Problem, type ProblemCode } from '../../../schema/problems.ts'
import { storageProblem } from '../../store/errors.ts'
import { validationItem } from './validation-messages.ts'

/** Codes of Fastify and its plugins. What is not listed goes by its status. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-json',
  FST_ERR_NOT_FOUND: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  FST_ERR_HANDLER_TIMEOUT: 'service-unavailable',
  FST_UNDER_PRESSURE: 'service-unavailable',
  FST_CSRF_MISSING_SECRET: 'csrf-token-missing',
  FST_CSRF_INVALID_TOKEN: 'csrf-token-missing'
}

const STATUSES: Readonly<Record<number, ProblemCode>> = {
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  413: 'too-large',
  414: 'not-found',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'service-unavailable'
}

/** @returns the problem, or `internal` for what nobody foresaw: only that one is worth a look into the log */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (!(error instanceof Error)) return new Problem('internal')
  const { code, statusCode, validation, validationContext } = error as Partial<FastifyError>
  if (validation) return invalid(validation.map(one => validationItem(one, validationContext ?? 'body')))
  const known = code !== undefined && Object.hasOwn(CODES, code) ? CODES[code] : undefined
  if (known) return new Problem(known)
  const storage = storageProblem(error)
  if (storage) return storage
  if (statusCode !== undefined && STATUSES[statusCode]) return new Problem(STATUSES[statusCode])
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Problem('invalid-request')
  return new Problem('internal')
}

function invalid(errors: ReturnType<typeof validationItem>[]): Problem {
  const [first] = errors
  return new Problem('invalid-request', { errors, ...(first && { detail: `${first.message}。` }) })
}

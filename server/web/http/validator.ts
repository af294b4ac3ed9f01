/**
 * Checks requests by their schemas. Bodies are taken as they are: no coercion, nothing dropped in silence, an unknown member refused by
 * name. Query strings and paths are text by nature, so numbers in them are read by their declared type.
 */
import { Ajv, type Options, type ValidateFunction } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import { isDate } from './dates.ts'

const COMMON: Options = {
  // One error is enough to refuse: collecting all of them lets a large wrong body cost as much as it likes.
  allErrors: false,
  removeAdditional: false,
  useDefaults: true,
  strict: true,
  // A union of types (`anyOf` of string and null) is how a schema says "or null".
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  // Optimising the made code takes longer than it saves in a year of requests.
  code: { optimize: false },
  formats: { date: isDate, 'date-time': isTimestamp, uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i },
  keywords: ['example', 'x-title']
}

/**
 * The compiler that Fastify is given; one per server, as compiled schemas are kept in it. A schema is compiled when its address is first
 * asked for: all of them would cost half of the time that the service takes to start.
 */
export function requestValidator(): FastifySchemaCompiler<object> {
  const exact = new Ajv({ ...COMMON, coerceTypes: false })
  const textual = new Ajv({ ...COMMON, coerceTypes: true })
  return ({ schema, httpPart }) => lazily(() => (httpPart === 'body' ? exact : textual).compile(schema))
}

/** Behaves as Ajv's functions do: says whether the data fit, and leaves what does not fit in its `errors`. */
function lazily(compile: () => ValidateFunction): ReturnType<FastifySchemaCompiler<object>> {
  let check: ValidateFunction | null = null
  const validate = (data: unknown): boolean => {
    check ??= compile()
    const fits = check(data)
    validate.errors = check.errors
    return fits
  }
  validate.errors = null as ValidateFunction['errors']
  return validate as ReturnType<FastifySchemaCompiler<object>> // Fastify reads `errors`, its types do not say so
}

function isTimestamp(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    isDate(text.slice(0, 10))
  )
}

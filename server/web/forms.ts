/**
 * Forms of pages: what a browser sends as text becomes what an act takes, and what an act refuses comes back in the same form with every
 * typed word kept. The shapes are the API's own, so that a page accepts exactly what a program may send.
 */
import { Ajv, type ValidateFunction } from 'ajv'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TObject } from 'typebox'
import { Problem, type ProblemItem } from '../../schema/problems.ts'
import type { FieldErrors } from './components/fields.tsx'
import { seeOther, sendPage } from './frame.ts'
import { isDate } from './http/dates.ts'

/** What was typed, by field. Fields of a group are named `group.member`; boxes ticked under one name are parted by line ends. */
export type Fields = Readonly<Record<string, string>>

/** A form that came back: what was typed, and what is wrong with it. */
export interface Refusal {
  readonly values: Fields
  readonly errors: FieldErrors
  readonly problem: string | null
}

export const UNTOUCHED: Refusal = { values: {}, errors: {}, problem: null }

/** The form as it was first shown, filled with what is known. */
export const filled = (values: Readonly<Record<string, string | null>>): Refusal => ({
  ...UNTOUCHED,
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
})

export function fieldsOf(body: unknown): Fields {
  if (typeof body !== 'object' || body === null) return {}
  const text = (value: unknown) => (Array.isArray(value) ? value.join('\n') : typeof value === 'string' ? value : '')
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, text(value)]))
}

const ajv = new Ajv({ allErrors: true, strict: false, formats: { date: isDate } })
const compiled = new WeakMap<TObject, ValidateFunction>()

/**
 * Reads a form by a schema of the API. An empty field is null where the schema takes null, and absent elsewhere.
 * @param labels what each field is called on the page
 * @throws {Problem} `invalid-request` with one sentence for every wrong field
 */
export function readForm<T extends TObject>(schema: T, fields: Fields, labels: Readonly<Record<string, string>>): Static<T> {
  const value = typed(schema, fields, '')
  const check = compiled.get(schema) ?? ajv.compile(schema)
  compiled.set(schema, check)
  if (check(value)) return value as Static<T>
  const errors = new Map<string, ProblemItem>()
  for (const error of check.errors ?? []) {
    const missing = error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : ''
    const pointer = `${error.instancePath}${missing}`
    const name = pointer.slice(1).replaceAll('/', '.')
    // A union reports each of its branches and then itself: the first word of a field is the plainest.
    if (name !== '' && !errors.has(name))
      errors.set(name, { code: error.keyword, pointer: `/${name}`, message: sentence(labels[name] ?? name, error.keyword, error.params) })
  }
  throw new Problem('invalid-request', { errors: [...errors.values()] })
}

function sentence(label: string, keyword: string, params: Readonly<Record<string, unknown>>): string {
  if (keyword === 'required' || keyword === 'minLength') return `请填写${label}`
  if (keyword === 'maxLength') return `${label}不能超过 ${params['limit']} 个字`
  if (keyword === 'format') return `${label}写成 2026-05-06 的样子`
  if (keyword === 'minimum') return `${label}不能小于 ${params['limit']}`
  if (keyword === 'maximum') return `${label}不能大于 ${params['limit']}`
  if (keyword === 'type') return `${label}应当是数字`
  if (keyword === 'enum') return `请从所列各项中选择${label}`
  return `${label}不符合要求，请改正`
}

interface Shape {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly anyOf?: readonly Shape[]
}

function typed(schema: Shape, fields: Fields, prefix: string): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(schema.properties ?? {})) {
    const kinds = shape.anyOf ?? [shape]
    const group = kinds.find(kind => kind.properties)
    if (group) {
      // A group of which the form has no field at all was not asked for.
      const own = `${prefix}${name}.`
      if (Object.keys(fields).some(field => field.startsWith(own))) value[name] = typed(group, fields, own)
    } else {
      const text = fields[`${prefix}${name}`]?.trim()
      if (text) value[name] = asType(kinds, text)
      else if (text !== undefined && kinds.some(kind => kind.type === 'null')) value[name] = null
    }
  }
  return value
}

function asType(kinds: readonly Shape[], text: string): unknown {
  if (kinds.some(kind => kind.type === 'number' || kind.type === 'integer')) return numberOr(text)
  if (kinds.some(kind => kind.type === 'boolean')) return text === 'true'
  if (kinds.some(kind => kind.type === 'array'))
    return text
      .split(/[\n、，；]/)
      .map(part => part.trim())
      .filter(part => part !== '')
  return text
}

/** What is no number stays text, so that the check says so instead of finding NaN. */
const numberOr = (text: string): number | string => (Number.isFinite(Number(text)) ? Number(text) : text)

interface Answer<Done> {
  readonly act: (fields: Fields) => Promise<Done>
  /** Where the person goes when it is done. */
  readonly done: (result: Done) => string
  /** The page with the form again. */
  readonly again: (refusal: Refusal, problem: Problem) => Promise<JSX.Element>
}

/** Refusals that the form itself shows; others (no sign-in, no such thing, a fault) are answered by the error page. */
const SHOWN_BY_FORM = [400, 409, 413, 415, 422]

/** Does what a form asks for, then leads on by GET; what is refused is shown in the form with status 422. */
export async function answerForm<Done>(
  request: FastifyRequest,
  reply: FastifyReply,
  { act, done, again }: Answer<Done>
): Promise<FastifyReply> {
  const fields = fieldsOf(request.body)
  try {
    return seeOther(reply, done(await act(fields)))
  } catch (error) {
    if (!(error instanceof Problem) || !SHOWN_BY_FORM.includes(error.status)) throw error
    return sendPage(reply, await again(refusalOf(error, fields), error), 422)
  }
}

export function refusalOf(problem: Problem, values: Fields): Refusal {
  const errors = Object.fromEntries(
    problem.errors.flatMap(({ pointer, message }) => (pointer ? [[pointer.slice(1).replaceAll('/', '.'), message]] : []))
  )
  return { values, errors, problem: Object.keys(errors).length > 0 ? null : problem.message }
}

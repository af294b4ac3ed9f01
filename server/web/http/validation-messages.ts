/** Turns what Ajv says of a request into sentences that a person can act on. */
import type { FastifySchemaValidationError } from 'fastify'
import type { ProblemItem } from '../../../schema/problems.ts'

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '对象',
  null: '空值 null'
}
const FORMATS: Readonly<Record<string, string>> = {
  date: '日期（如 2026-11-24）',
  'date-time': '时间（ISO 8601）',
  uuid: '标识',
  uri: '网址'
}
/** An enumeration longer than this is cut: the answer is read on a page. */
const VALUES_SHOWN = 20

/** What each keyword asks for. A keyword without an entry falls back to one sentence for all. */
const SENTENCES: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  required: () => '必须填写',
  additionalProperties: () => '不认识此项，请核对名称',
  unevaluatedProperties: () => '不认识此项，请核对名称',
  type: ({ type }) =>
    `应当是${[type]
      .flat()
      .map(one => TYPES[String(one)] ?? String(one))
      .join('或')}`,
  enum: ({ allowedValues }) => `只能是${oneOf(allowedValues)}之一`,
  const: ({ allowedValue }) => `只能是 ${String(allowedValue)}`,
  minLength: ({ limit }) => (limit === 1 ? '不能为空' : `至少 ${limit} 个字符`),
  maxLength: ({ limit }) => `不能超过 ${limit} 个字符`,
  minimum: ({ limit }) => `不能小于 ${limit}`,
  maximum: ({ limit }) => `不能大于 ${limit}`,
  exclusiveMinimum: ({ limit }) => `必须大于 ${limit}`,
  exclusiveMaximum: ({ limit }) => `必须小于 ${limit}`,
  multipleOf: ({ multipleOf }) => `应当是 ${multipleOf} 的倍数`,
  minItems: ({ limit }) => `至少 ${limit} 项`,
  maxItems: ({ limit }) => `不能超过 ${limit} 项`,
  uniqueItems: () => '不能有重复的项',
  minProperties: ({ limit }) => `至少填写 ${limit} 项`,
  maxProperties: ({ limit }) => `不能超过 ${limit} 项`,
  pattern: () => '格式不符合要求',
  format: ({ format }) => `应当是${FORMATS[String(format)] ?? '规定的格式'}`
}

const PARTS: Readonly<Record<string, string>> = { body: '请求内容', querystring: '查询参数', params: '地址', headers: '请求头' }

/** A failed check as an item of the problem: the keyword is its code, the pointer says where, the message says what to do. */
export function validationItem(error: FastifySchemaValidationError, part: string): ProblemItem {
  const named = error.params['missingProperty'] ?? error.params['additionalProperty'] ?? error.params['unevaluatedProperty']
  // A client may name a member with half a surrogate pair; that would not survive being written as UTF-8.
  const pointer = (error.instancePath + (typeof named === 'string' ? `/${named.slice(0, 100)}` : '')).toWellFormed()
  const place = pointer === '' ? (PARTS[part] ?? part) : pointer.slice(1).replaceAll('/', '.')
  return { code: error.keyword, message: `${place}：${SENTENCES[error.keyword]?.(error.params) ?? '不符合要求'}`, pointer }
}

function oneOf(values: unknown): string {
  const all = Array.isArray(values) ? values.map(value => (value === null ? '空值' : String(value))) : []
  return ` ${all.slice(0, VALUES_SHOWN).join('、')}${all.length > VALUES_SHOWN ? ' 等' : ''} `
}

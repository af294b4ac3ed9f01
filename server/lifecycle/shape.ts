/** Whether a JSON value has the shape of a definition, and in Chinese what is wrong with it. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { WorkflowDefinition } from '../../schema/workflow.ts'
import type { Path } from './json-text.ts'

export interface ShapeFinding {
  readonly path: Path
  readonly code: string
  readonly message: string
}

let validate: ValidateFunction<WorkflowDefinition> | undefined

/** Compiling the schema costs 60 ms: done once, when the first file is read. */
function validator(): ValidateFunction<WorkflowDefinition> {
  validate ??= new Ajv({ allErrors: true, strict: true, verbose: true, code: { optimize: false } }).compile<WorkflowDefinition>(
    WorkflowDefinition
  )
  return validate
}

/** @returns nothing for a value of the right shape */
export function shapeFindings(value: unknown): ShapeFinding[] {
  const check = validator()
  if (check(value)) return []
  return telling(check.errors ?? [], value).map(error => ({ path: pathOf(error), code: codeOf(error), message: sentence(error) }))
}

const steps = (pointer: string): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))

function pathOf({ instancePath, keyword, params }: ErrorObject): Path {
  const path: (string | number)[] = steps(instancePath).map(part => (/^\d+$/.test(part) ? Number(part) : part))
  return keyword === 'additionalProperties' ? [...path, String(params['additionalProperty'])] : path
}

/**
 * Where several shapes are possible (a step is a name or an object), Ajv lists what is wrong with each. Kept is what lies deepest: whoever
 * wrote an object meant an object.
 */
function telling(errors: readonly ErrorObject[], value: unknown): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf')
  return errors.filter(error => {
    const choice = choices.find(({ schemaPath }) => error.schemaPath !== schemaPath && error.schemaPath.startsWith(schemaPath))
    if (choice) return isObject(valueAt(value, choice.instancePath)) && !['type', 'pattern', 'const', 'enum'].includes(error.keyword)
    if (error.keyword !== 'anyOf') return true
    const inside = errors.some(
      other =>
        other !== error && other.schemaPath.startsWith(error.schemaPath) && !['type', 'pattern', 'const', 'enum'].includes(other.keyword)
    )
    return !(isObject(valueAt(value, error.instancePath)) && inside)
  })
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

const valueAt = (value: unknown, pointer: string): unknown =>
  steps(pointer).reduce((at, part) => (isObject(at) ? at[part] : undefined), value)

const codeOf = ({ keyword }: ErrorObject): string => {
  if (keyword === 'required') return 'member-missing'
  if (keyword === 'additionalProperties') return 'member-unknown'
  return keyword === 'type' ? 'wrong-type' : 'wrong-value'
}

const TYPES: Readonly<Record<string, string>> = {
  object: '对象 {…}',
  array: '数组 […]',
  string: '字符串',
  integer: '整数',
  number: '数字',
  boolean: 'true 或者 false',
  null: 'null'
}

function sentence({ keyword, params, instancePath, parentSchema }: ErrorObject): string {
  const last = steps(instancePath).at(-1)
  const name = last === undefined ? '最外层' : /^\d+$/.test(last) ? `第 ${Number(last) + 1} 项` : last
  switch (keyword) {
    case 'required':
      return `缺少成员 ${params['missingProperty']}`
    case 'additionalProperties':
      return `没有 ${params['additionalProperty']} 这一成员，请检查拼写`
    case 'type':
      return `${name} 应当是${[params['type']]
        .flat()
        .map(type => TYPES[String(type)] ?? String(type))
        .join('或者')}`
    case 'enum':
      return `${name} 只能是 ${(params['allowedValues'] as unknown[]).join('、')} 之一`
    case 'minimum':
      return `${name} 不能小于 ${params['limit']}`
    case 'maximum':
      return `${name} 不能大于 ${params['limit']}`
    case 'minLength':
      return `${name} 不能为空`
    case 'maxLength':
      return `${name} 不能超过 ${params['limit']} 个字符`
    case 'minItems':
      return `${name} 至少要有 ${params['limit']} 项`
    case 'maxItems':
      return `${name} 最多 ${params['limit']} 项`
    case 'pattern':
      return `${name} 的写法不合要求（${params['pattern']}）`
    default:
      return `${name} 的写法不合要求${description(parentSchema)}`
  }
}

const description = (schema: unknown): string =>
  isObject(schema) && typeof schema['description'] === 'string' ? `：${schema['description']}` : ''

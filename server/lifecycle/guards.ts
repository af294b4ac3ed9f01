/**
 * Guards (条件): CEL expressions of a definition, checked when it is loaded and never before run. What a definition contains is data from
 * outside: the language has no loops, macros may nest twice, functions that could take long (`matches`: a regular expression) are refused,
 * so that every evaluation ends.
 */
import { type ASTNode, Environment } from '@marcbachmann/cel-js'
import { FACT_NAMES, type FactName } from '../../schema/facts.ts'
import type { WorkflowDefinition } from '../../schema/workflow.ts'
import { daysBetween } from './periods.ts'

/** Which names an expression may use: a guard all; `when` what the bill's own events decide, so that replay needs no facts; a task params. */
export type Scope = 'facts' | 'position' | 'params'

export type Environments = Readonly<Record<Scope, Environment>>

/** An expression that passed all checks. Numbers in the context are BigInt: CEL's `int`. */
export interface Expression {
  readonly text: string
  /** True: met. An error while evaluating counts as not met. */
  readonly holds: (context: Readonly<Record<string, unknown>>) => boolean
  readonly names: ReadonlySet<string>
  readonly ast: ASTNode
}

export interface ExpressionError {
  readonly code: string
  readonly message: string
}

/** Deepest real guard has 12 nodes; 500 leaves room and keeps a hostile one under a millisecond. */
const LIMITS = { maxDepth: 64, maxAstNodes: 500, maxListElements: 100, maxMapEntries: 20, maxCallArguments: 4 }
/** Lists hold at most some hundred entries: twice nested is 10,000 steps, three times a million. */
const MAX_MACRO_NESTING = 2
const MACROS = new Set(['all', 'exists', 'exists_one', 'filter', 'map'])
const FUNCTIONS = new Set([...MACROS, 'size', 'contains', 'startsWith', 'endsWith', 'has', 'int', 'string', 'daysBetween'])

const OBJECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  opinions: { total: 'int', unanswered: 'int' },
  tasks: { total: 'int', open: 'int' },
  checklist: { total: 'int', open: 'int' },
  dates: { passedOn: 'string', approvedOn: 'string', promulgatedOn: 'string', effectiveOn: 'string' }
}

/** The names of `schema/facts.ts` with the parameters and regions of one definition. */
export function environmentsFor(definition: Pick<WorkflowDefinition, 'params' | 'parallel'>): Environments {
  const regions = (definition.parallel ?? []).map(({ region }) => region)
  const schemas: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    ...OBJECTS,
    params: Object.fromEntries(Object.entries(definition.params).map(([name, value]) => [name, typeOfParam(value)])),
    regions: Object.fromEntries(regions.map(region => [region, 'string'])),
    regionDays: Object.fromEntries(regions.map(region => [region, 'int']))
  }
  const made = (keep: (name: string, fact: FactName) => boolean): Environment => {
    const environment = new Environment({ limits: LIMITS })
    environment.registerFunction('daysBetween(string, string): int', (from: string, to: string) => BigInt(daysBetween(from, to)))
    for (const [name, fact] of Object.entries<FactName>(FACT_NAMES)) {
      if (!keep(name, fact)) continue
      const schema = schemas[name]
      if (schema) environment.registerVariable({ name, schema })
      else environment.registerVariable(name, fact.type)
    }
    return environment
  }
  return { facts: made(() => true), position: made((_name, fact) => fact.positional === true), params: made(name => name === 'params') }
}

function typeOfParam(value: unknown): string {
  if (typeof value === 'number') return 'int'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return Array.isArray(value) ? 'list<string>' : 'dyn'
}

/** Parses and checks an expression; nothing is evaluated. The error's message is Chinese and says what to do. */
export function readExpression(environments: Environments, scope: Scope, text: string): Expression | ExpressionError {
  const environment = environments[scope]
  const checked = environment.check(text)
  if (!checked.valid) return explain(checked.error, text, environments, scope)
  if (checked.type !== 'bool')
    return { code: 'expression-not-boolean', message: `表达式「${text}」的结果应当为真或者假，现为 ${checked.type}` }
  const parsed = environment.parse(text)
  const names = new Set<string>()
  const refused = walk(parsed.ast, names, 0)
  if (refused) return refused
  return {
    text,
    names,
    ast: parsed.ast,
    holds: context => {
      try {
        return parsed(context) === true
      } catch {
        // Only overflow or division by zero come here: types were checked. What cannot be shown to be met is not met.
        return false
      }
    }
  }
}

export const isExpression = (read: Expression | ExpressionError): read is Expression => 'holds' in read

function explain(
  error: { code: string; message: string } | undefined,
  text: string,
  environments: Environments,
  scope: Scope
): ExpressionError {
  const first = error?.message.split('\n')[0] ?? ''
  const name = /: ([\w.]{1,200})$/.exec(first)?.[1] ?? ''
  if (error?.code === 'unknown_variable') {
    const elsewhere = scope !== 'facts' && environments.facts.hasVariable(name)
    return elsewhere
      ? { code: 'name-not-available-here', message: `表达式「${text}」中的 ${name} 在这里不能使用` }
      : { code: 'unknown-name', message: `表达式「${text}」中的 ${name} 不是可用的名称` }
  }
  if (error?.code === 'no_such_key')
    return { code: 'unknown-name', message: `表达式「${text}」中的 .${name} 没有定义，请检查 params、parallel 或者名称` }
  if (/Exceeded max/.test(first)) return { code: 'expression-too-large', message: '表达式过长或者嵌套过深，请拆成几个条件' }
  if (/function|found no matching overload/i.test(first))
    return { code: 'unknown-function', message: `表达式「${text}」使用了没有的函数或者类型不合（${first}）` }
  return { code: 'expression-invalid', message: `表达式「${text}」有误（${first}）` }
}

/** Collects names; refuses functions outside the list and macros nested too deep. */
function walk(node: unknown, names: Set<string>, macros: number): ExpressionError | null {
  if (Array.isArray(node)) {
    for (const child of node) {
      const refused = walk(child, names, macros)
      if (refused) return refused
    }
    return null
  }
  if (!isNode(node)) return null
  if (node.op === 'id') names.add(node.args)
  let depth = macros
  if (node.op === 'call' || node.op === 'rcall') {
    const name = node.args[0]
    if (!FUNCTIONS.has(name)) return { code: 'function-not-allowed', message: `表达式中不能使用函数 ${name}` }
    if (MACROS.has(name)) depth++
    if (depth > MAX_MACRO_NESTING) return { code: 'expression-too-large', message: '表达式中 all、exists 等最多嵌套两层' }
  }
  return walk(node.args, names, depth)
}

const isNode = (node: unknown): node is ASTNode => typeof node === 'object' && node !== null && 'op' in node && 'args' in node

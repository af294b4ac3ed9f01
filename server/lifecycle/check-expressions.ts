/** Whether every expression of a definition can be asked: known names, right types, and words in quotation marks that exist. */
import type { ASTNode } from '@marcbachmann/cel-js'
import { BILL_KINDS } from '../../schema/bills.ts'
import { isDocumentKind } from '../../schema/documents.ts'
import type { Transition, WorkflowDefinition } from '../../schema/workflow.ts'
import { paramsContext } from './context.ts'
import type { PathFinding } from './definition.ts'
import { type Environments, type Expression, environmentsFor, isExpression, readExpression, type Scope } from './guards.ts'
import type { Path } from './json-text.ts'
import { placesOf, stepsOf } from './procedure.ts'

/** @returns what is wrong with guards, `when` of transitions, and `when` of tasks */
export function expressionFindings(definition: WorkflowDefinition): PathFinding[] {
  const environments = environmentsFor(definition)
  const words = wordsOf(definition)
  const params = { params: paramsContext(definition.params) }
  const findings: PathFinding[] = []
  const check = (scope: Scope, text: string, path: Path, transition?: Transition): void => {
    const read = readExpression(environments, scope, text)
    if (!isExpression(read)) findings.push({ path, ...read })
    else findings.push(...wordFindings(read, words, transition).map(message => ({ path, code: 'unknown-word', message })))
  }
  for (const { transition, path } of transitionsOf(definition)) {
    if (transition.when !== undefined) check('position', transition.when, [...path, 'when'], transition)
    for (const [index, { check: text }] of (transition.guards ?? []).entries()) {
      const at = [...path, 'guards', index, 'check']
      check('facts', text, at, transition)
      if (neverHolds(environments, text, params))
        findings.push({ path: at, code: 'guard-never-met', message: `条件「${text}」永远不能满足` })
    }
  }
  for (const { text, path } of taskConditions(definition)) check('params', text, path)
  return findings
}

function transitionsOf(definition: WorkflowDefinition): { transition: Transition; path: Path }[] {
  return [
    ...definition.transitions.map((transition, index) => ({ transition, path: ['transitions', index] })),
    ...(definition.parallel ?? []).flatMap((region, at) =>
      region.transitions.map((transition, index) => ({ transition, path: ['parallel', at, 'transitions', index] }))
    )
  ]
}

function taskConditions({ stages }: WorkflowDefinition): { text: string; path: Path }[] {
  const tasks = stages.flatMap((stage, index) => [
    ...(stage.periods ?? []).map((task, at) => ({ task, path: ['stages', index, 'periods', at, 'when'] })),
    ...stepsOf(stage).flatMap(({ tasks: own = [] }, step) =>
      own.map((task, at) => ({ task, path: ['stages', index, 'steps', step, 'tasks', at, 'when'] }))
    )
  ])
  return tasks.flatMap(({ task, path }) => (task.when === undefined ? [] : [{ text: task.when, path }]))
}

/** A guard that asks nothing but parameters has the same answer for ever. */
function neverHolds(environments: Environments, text: string, params: Readonly<Record<string, unknown>>): boolean {
  const read = readExpression(environments, 'params', text)
  return isExpression(read) && !read.holds(params)
}

type Words = Readonly<Record<string, (word: string, transition: Transition | undefined) => boolean>>

/** What a word beside a name may be: `"votingDraft" in documents`, `regions.consultation == "closed"`. */
function wordsOf(definition: WorkflowDefinition): Words {
  const places = placesOf(definition)
  const own = new Set((definition.documents ?? []).map(({ kind }) => kind))
  const timers = transitionsOf(definition).flatMap(({ transition }) => transition.timers ?? [])
  const regions = (definition.parallel ?? []).map(
    ({ region, states }) => [`regions.${region}`, (word: string) => states.some(({ id }) => id === word)] as const
  )
  return {
    documents: word => own.has(word) || isDocumentKind(word),
    kind: word => BILL_KINDS.some(kind => kind === word),
    place: word => places.has(word),
    expired: word => timers.some(({ fire }) => fire === word),
    running: word => timers.some(({ start }) => start === word),
    confirmed: (word, transition) => transition?.confirmations?.some(({ code }) => code === word) ?? false,
    ...Object.fromEntries(regions)
  }
}

function wordFindings({ ast, text }: Expression, words: Words, transition: Transition | undefined): string[] {
  return comparisons(ast)
    .filter(({ name, word }) => words[name] && !words[name](word, transition))
    .map(({ name, word }) => `表达式「${text}」中的 "${word}" 不是 ${name} 可能有的值`)
}

/** Every place where a name meets a quoted word. */
function comparisons(node: ASTNode): { name: string; word: string }[] {
  const found: { name: string; word: string }[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const child of value) visit(child)
    else if (isNode(value)) {
      if (value.op === '==' || value.op === '!=' || value.op === 'in') {
        const [left, right] = value.args
        for (const [name, words] of [
          [nameOf(left), quoted(right)],
          [nameOf(right), quoted(left)]
        ] as const) {
          if (name !== null) for (const word of words) found.push({ name, word })
        }
      }
      visit(value.args)
    }
  }
  visit(node)
  return found
}

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value && 'args' in value

function nameOf(node: ASTNode): string | null {
  if (node.op === 'id') return node.args
  return node.op === '.' && node.args[0].op === 'id' ? `${node.args[0].args}.${node.args[1]}` : null
}

function quoted(node: ASTNode): string[] {
  if (node.op === 'value' && typeof node.args === 'string') return [node.args]
  return node.op === 'list' ? node.args.flatMap(quoted) : []
}

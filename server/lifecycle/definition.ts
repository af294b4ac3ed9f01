/**
 * Reads a definition (办理流程) and says everything that is wrong with it, each finding with its line and column. Guarantees to what comes
 * after: a definition that is returned has the shape of `schema/workflow.ts`, every name in it means something, every expression was
 * checked, every place can be reached and left. Nothing a file contains is run; whatever it contains, reading it ends soon.
 */
import type { WorkflowDefinition } from '../../schema/workflow.ts'
import { expressionFindings } from './check-expressions.ts'
import { graphFindings } from './check-graph.ts'
import { nameFindings, sizeFindings } from './check-names.ts'
import { isJsonText, type JsonText, type Path, readJson } from './json-text.ts'
import { shapeFindings } from './shape.ts'

export interface Finding {
  readonly line: number
  readonly column: number
  readonly code: string
  readonly message: string
}

/** A finding before its place in the file is looked up. */
export interface PathFinding {
  readonly path: Path
  readonly code: string
  readonly message: string
}

/** What nobody reads on a screen: a file of 10,000 wrong stages is told by its first findings. */
const MAX_FINDINGS = 200

/** @returns the definition when it is sound, else null and what is wrong, in the order of the file */
export function readDefinition(text: string): { definition: WorkflowDefinition | null; findings: Finding[] } {
  const json = readJson(text)
  if (!isJsonText(json)) return { definition: null, findings: [json] }
  const shape = shapeFindings(json.value)
  if (shape.length > 0) return { definition: null, findings: located(shape, json) }
  const definition = json.value as WorkflowDefinition // has passed its schema
  const found = soundnessFindings(definition)
  return found.length > 0 ? { definition: null, findings: located(found, json) } : { definition, findings: [] }
}

/** One kind of mistake at a time: a graph is only drawn between places that exist. */
function soundnessFindings(definition: WorkflowDefinition): PathFinding[] {
  const size = sizeFindings(definition)
  if (size.length > 0) return size
  const names = [...nameFindings(definition), ...expressionFindings(definition)]
  return names.length > 0 ? names : graphFindings(definition)
}

function located(findings: readonly PathFinding[], json: JsonText): Finding[] {
  const kept = findings.slice(0, MAX_FINDINGS).map(({ path, code, message }) => ({ ...json.positionOf(path), code, message }))
  const places = kept.sort((a, b) => a.line - b.line || a.column - b.column)
  const left = findings.length - places.length
  if (left > 0) places.push({ line: 1, column: 1, code: 'more-findings', message: `另有 ${left} 处问题，请先改正以上各处` })
  return places
}

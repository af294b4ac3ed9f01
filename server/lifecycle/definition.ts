import type { WorkflowDefinition } from '../../schema/workflow.ts'
export interface Finding {
  readonly line: number
  readonly column: number
  readonly code: string
  readonly message: string
}
export function readDefinition(_text: string): { definition: WorkflowDefinition | null; findings: Finding[] } {
  return { definition: null, findings: [] }
}

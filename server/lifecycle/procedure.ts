import type { Stage, Step, WorkflowDefinition } from '../../schema/workflow.ts'
/** A place (环节) with its stage (阶段). */
export interface PlaceInfo {
  readonly id: string
  readonly title: string
  readonly stage: Stage
  readonly step: Step | null
  readonly status: string
  readonly end: boolean
  readonly responsible: string | null
}
export interface Procedure {
  readonly definition: WorkflowDefinition
  readonly initial: string
  readonly places: ReadonlyMap<string, PlaceInfo>
}
export function compile(definition: WorkflowDefinition): Procedure {
  return { definition, initial: '', places: new Map() }
}

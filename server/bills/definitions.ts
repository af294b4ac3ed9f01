import type { WorkflowDefinition } from '../../schema/workflow.ts'
import type { Services } from '../store/services.ts'
import { findBills } from './store.ts'
import { procedureOf } from './workflows.ts'

/** The definition that each of some bills runs on: one query, and each definition once. */
export async function definitionsOf({ db }: Pick<Services, 'db'>, ids: readonly string[]): Promise<Map<string, WorkflowDefinition>> {
  const definitions = new Map<string, WorkflowDefinition>()
  for (const { id, workflowHash } of await findBills(db, ids)) definitions.set(id, (await procedureOf(db, workflowHash)).definition)
  return definitions
}

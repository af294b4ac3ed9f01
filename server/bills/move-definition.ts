import type { WorkflowMove, WorkflowOfBill } from '../../schema/lifecycle.ts'
import { Problem } from '../../schema/problems.ts'
import type { WorkflowDefinition } from '../../schema/workflow.ts'
import { migratePosition } from '../lifecycle/advance.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent, readEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { BillRow } from '../store/tables.ts'
import { demandBill } from './read.ts'
import { keepWorkflowVersion, selectSteps, updateBill } from './store.ts'
import { readState, stateColumns } from './view.ts'
import { findNewerWorkflow, procedureFor, procedureOf } from './workflows.ts'

const nameOf = ({ id, version, title }: WorkflowDefinition) => ({ id, version, title })

/** What a bill runs on, and whether it could run on what the folder holds now. @throws {Problem} `not-found` */
export async function readWorkflowOfBill({ db, workflowsDir }: Services, id: string): Promise<WorkflowOfBill> {
  const bill = await demandBill(db, id)
  const from = await procedureOf(db, bill.workflowHash)
  const newer = await findNewerWorkflow(workflowsDir, bill.workflowHash, from.definition)
  const current = nameOf(from.definition)
  if (!newer) return { current, newer: null, obstacle: null }
  const { hash, definition } = newer
  try {
    demandFit(bill, definition)
    migratePosition(
      from,
      procedureFor(hash, () => definition),
      readState(bill)
    )
    return { current, newer: nameOf(definition), obstacle: null }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { current, newer: nameOf(definition), obstacle: error.message }
  }
}

/**
 * Moves a running bill to the newer version of its definition that the folder holds (改用新版流程). It stays where it stands; periods that run keep the
 * days on which they end, and 任务书 and 施工图 stay as they were made.
 * @throws {Problem} `forbidden`, `not-found`, `no-newer-workflow`, `workflow-unfit`, `no-counterpart`, `bill-moved`; nothing is changed then
 */
export async function moveBillToNewer(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  { version, note }: WorkflowMove
): Promise<void> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const bill = await demandBill(trx, id)
    const from = await procedureOf(trx, bill.workflowHash)
    const newer = await findNewerWorkflow(services.workflowsDir, bill.workflowHash, from.definition)
    if (!newer || newer.definition.version !== version) throw new Problem('no-newer-workflow')
    const { hash, text, definition } = newer
    demandFit(bill, definition)
    const to = procedureFor(hash, () => definition)
    const state = migratePosition(from, to, readState(bill))
    const said = { actor: actor?.id ?? null, at }
    if (await keepWorkflowVersion(trx, { hash, id: definition.id, version, definition: text, createdAt: at })) {
      const payload = { workflow: definition.id, version, sha256: hash }
      await appendEvent(trx, { ...said, kind: 'workflowAdded', subject: definition.id, payload })
    }
    const moved = { workflowHash: hash, ...stateColumns(to, state), updatedAt: at }
    if (!(await updateBill(trx, id, bill.revision, moved))) throw new Problem('bill-moved')
    const versions = { fromHash: bill.workflowHash, toHash: hash, fromVersion: from.definition.version, toVersion: version }
    await appendEvent(trx, {
      ...said,
      kind: 'workflowMoved',
      bill: id,
      payload: { workflow: definition.id, ...versions, note: note?.trim() || null }
    })
  })
}

/** A move of a bill to a newer version of its definition, as its history tells it. `seq` is its place among all events. */
export interface KeptMove {
  readonly seq: number
  readonly at: string
  readonly actorName: string
  readonly fromVersion: number
  readonly toVersion: number
  readonly note: string | null
}

export async function readMoves({ db }: Pick<Services, 'db'>, id: string): Promise<KeptMove[]> {
  const moves = (await selectSteps(db, [id])).filter(({ kind }) => kind === 'workflowMoved')
  return moves.map(({ actorName, ...row }) => {
    const { seq, at, actor, payload } = readEvent(row)
    const { fromVersion, toVersion, note } = payload as unknown as Pick<KeptMove, 'fromVersion' | 'toVersion' | 'note'> // checked by its shape
    return { seq: Number(seq), at, actorName: actorName ?? actor ?? '系统', fromVersion, toVersion, note }
  })
}

function demandFit({ kind }: BillRow, { kinds }: WorkflowDefinition): void {
  if (kinds && !kinds.some(one => one === kind)) throw new Problem('workflow-unfit')
}

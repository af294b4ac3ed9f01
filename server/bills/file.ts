import type { Bill, NewBill } from '../../schema/bills.ts'
import { Problem } from '../../schema/problems.ts'
import { begin } from '../lifecycle/advance.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { BillRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { indexBill } from './index-bill.ts'
import { insertBill, keepWorkflowVersion } from './store.ts'
import { showBill, stateColumns } from './view.ts'
import { demandWorkflow, procedureFor } from './workflows.ts'

/**
 * Files a bill (登记法规案) under the definition as it stands now, which it keeps for good.
 * @throws {Problem} `forbidden`, `no-such-workflow`, `workflow-invalid`, `workflow-unfit`
 */
export async function fileBill(services: Services, actor: ActorOrOperator, wish: NewBill): Promise<Bill> {
  demandRole(actor, 'staff')
  return fileUnder(services, actor, wish, await demandWorkflow(services.workflowsDir, wish.workflow))
}

/** Files under a definition that is given: one that no folder holds. @throws {Problem} `forbidden`, `workflow-unfit` */
export async function fileUnder(
  services: Services,
  actor: ActorOrOperator,
  wish: Omit<NewBill, 'workflow'>,
  { hash, text, definition }: Awaited<ReturnType<typeof demandWorkflow>>
): Promise<Bill> {
  demandRole(actor, 'staff')
  if (definition.kinds && !definition.kinds.includes(wish.kind)) throw new Problem('workflow-unfit')
  const procedure = procedureFor(hash, () => definition)
  const now = services.now()
  const at = now.toISOString()
  const state = begin(procedure, chinaDate(now))
  const row: BillRow = {
    id: services.newId(),
    title: wish.title.trim(),
    kind: wish.kind,
    workflow: definition.id,
    workflowHash: hash,
    ...stateColumns(procedure, state),
    revision: 1,
    sponsor: wish.sponsor ?? null,
    draftingUnit: wish.draftingUnit ?? null,
    competentCommittee: wish.competentCommittee ?? null,
    caseOfficer: wish.caseOfficer ?? null,
    targetOn: wish.targetOn ?? null,
    createdAt: at,
    createdBy: actor?.id ?? 'operator',
    updatedAt: at
  }
  await transaction(services.db, async trx => {
    const isNew = await keepWorkflowVersion(trx, { hash, id: definition.id, version: definition.version, definition: text, createdAt: at })
    if (isNew) {
      const payload = { workflow: definition.id, version: definition.version, sha256: hash }
      await appendEvent(trx, { kind: 'workflowAdded', actor: actor?.id ?? null, at, subject: definition.id, payload })
    }
    await insertBill(trx, row)
    const { title, kind, workflow, workflowHash, place, status } = row
    await appendEvent(trx, {
      kind: 'billFiled',
      actor: actor?.id ?? null,
      at,
      bill: row.id,
      payload: { title, kind, workflow, workflowHash, place, status }
    })
    await indexBill(trx, row)
  })
  return showBill(row, procedure)
}

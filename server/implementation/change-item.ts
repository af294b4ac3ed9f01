import type { ItemChange, LedgerItem, NewEvidence } from '../../schema/implementation.ts'
import { Problem } from '../../schema/problems.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { ChecklistItemRow, EvidenceRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { addEvidence } from './add-evidence.ts'
import { demandItem } from './item.ts'
import { readTemplate, showItem } from './read-ledger.ts'
import { selectEvidenceOf, updateItem } from './store.ts'

/**
 * Changes a row of the ledger: status, reason, responsible unit, due date. 已完成 needs a piece of evidence of the kind that the row asks for,
 * 不适用 a reason.
 * @throws {Problem} `forbidden`, `not-found`, `evidence-missing`, `reason-missing`
 */
export async function changeItem(
  services: Services,
  actor: ActorOrOperator,
  bill: string,
  id: string,
  wish: ItemChange
): Promise<LedgerItem> {
  demandRole(actor, 'staff')
  const now = services.now()
  return transaction(services.db, async trx => {
    const item = await demandItem(trx, bill, id)
    const evidence = await selectEvidenceOf(trx, id)
    const changes = Object.fromEntries(Object.entries(wish).filter(([member, value]) => item[member as keyof ItemChange] !== value))
    const changed: ChecklistItemRow = { ...item, ...changes }
    demandSound(changed, evidence)
    if (Object.keys(changes).length > 0) {
      await updateItem(trx, id, changes)
      const payload = { item: id, changes }
      await appendEvent(trx, { kind: 'checklistItemChanged', actor: actor?.id ?? null, at: now.toISOString(), bill, payload })
    }
    return showItem(changed, readTemplate(item), evidence, chinaDate(now))
  })
}

/**
 * 登记证据，事项完成: evidence and what it completes stand together or not at all.
 * @throws {Problem} as `addEvidence` and `changeItem`, e.g. `evidence-missing` for evidence of another kind than the row asks for
 */
export async function completeItem(
  services: Services,
  actor: ActorOrOperator,
  bill: string,
  id: string,
  evidence: NewEvidence
): Promise<LedgerItem> {
  return transaction(services.db, async trx => {
    const inside = { ...services, db: trx }
    await addEvidence(inside, actor, bill, id, evidence)
    return changeItem(inside, actor, bill, id, { status: 'done' })
  })
}

function demandSound(item: ChecklistItemRow, evidence: readonly EvidenceRow[]): void {
  const { row, kindTitle } = readTemplate(item)
  if (item.status === 'notApplicable' && !item.reason?.trim()) {
    throw new Problem('reason-missing', { errors: [{ code: 'reason-missing', message: '请写明不适用的理由', pointer: '/reason' }] })
  }
  if (item.status !== 'done' || evidence.some(({ kind }) => kind === row.evidence.kind)) return
  throw new Problem('evidence-missing', {
    detail: `完成此事项须先登记“${kindTitle}”类证据（${row.evidence.title}），请登记后再改为已完成。`,
    errors: [{ code: 'evidence-missing', message: `缺少${kindTitle}：${row.evidence.title}` }]
  })
}

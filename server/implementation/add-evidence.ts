import type { LedgerItem, NewEvidence } from '../../schema/implementation.ts'
import { Problem } from '../../schema/problems.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { isForeignKeyViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { ChecklistItemRow, EvidenceRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { dueAfter } from './due.ts'
import { plainName } from './files.ts'
import { indexEvidence } from './index-evidence.ts'
import { demandItem } from './item.ts'
import { readTemplate, showItem } from './read-ledger.ts'
import { insertEvidence, selectEvidenceOf, selectItems, updateItem } from './store.ts'

/**
 * Registers evidence (登记证据) for a row of the ledger. A row not yet begun is then in progress; one that repeats is due again at the next date
 * of its series. Whether the row is done is said by `changeItem`.
 * @throws {Problem} `forbidden`, `not-found`, `evidence-kind-unknown`, `no-such-file`
 */
export async function addEvidence(
  services: Services,
  actor: ActorOrOperator,
  bill: string,
  id: string,
  wish: NewEvidence
): Promise<LedgerItem> {
  demandRole(actor, 'staff')
  const now = services.now()
  const at = now.toISOString()
  const write = async (trx: Transaction) => {
    const item = await demandItem(trx, bill, id)
    const kinds = new Set((await selectItems(trx, bill)).map(row => readTemplate(row).row.evidence.kind))
    if (!kinds.has(wish.kind)) throw new Problem('evidence-kind-unknown')
    const row: EvidenceRow = {
      id: services.newId(),
      item: id,
      kind: wish.kind,
      title: wish.title.trim(),
      on: wish.on,
      url: wish.url ?? null,
      quantity: wish.quantity ?? null,
      note: wish.note ?? null,
      number: wish.number?.trim() || null,
      unit: wish.unit?.trim() || null,
      channel: wish.channel ?? null,
      file: wish.file ?? null,
      fileName: wish.file ? plainName(wish.fileName ?? '') : null,
      createdAt: at
    }
    await insertEvidence(trx, row)
    await indexEvidence(trx, bill, row)
    const { kind, title, on } = row
    await appendEvent(trx, {
      kind: 'evidenceAdded',
      actor: actor?.id ?? null,
      at,
      bill,
      payload: { item: id, evidence: row.id, kind, title, on }
    })
    const change = follows(item, wish.on)
    if (Object.keys(change).length > 0) await updateItem(trx, id, change)
    return showItem({ ...item, ...change }, readTemplate(item), await selectEvidenceOf(trx, id), chinaDate(now))
  }
  try {
    return await transaction(services.db, write)
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error
    throw new Problem('no-such-file', { errors: [{ code: 'no-such-file', message: '没有找到附件，请先上传', pointer: '/file' }] })
  }
}

/** What evidence of a day makes of a row. Evidence older than the running period answers for none that is still owed. */
function follows(item: ChecklistItemRow, on: string): Partial<Pick<ChecklistItemRow, 'status' | 'dueOn'>> {
  const template = readTemplate(item)
  const status = item.status === 'notStarted' ? { status: 'inProgress' } : {}
  if (item.dueOn === null || on < template.promulgatedOn) return status
  const next = dueAfter(template.row.due, template, item.dueOn > on ? item.dueOn : on)
  return next === null ? status : { ...status, dueOn: next }
}

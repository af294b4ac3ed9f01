import type { Adjustment, PlanAdjustment, PlanItemChange } from '../../schema/plans.ts'
import { Problem } from '../../schema/problems.ts'
import type { Transaction } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import type { PlanItemRow, PlanRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { insertAdjustment } from './store.ts'

/** What stands in the plan as it was passed. That a bill was filed, who does the work, and notes are no adjustments. */
const PASSED: readonly (keyof PlanItemRow & keyof PlanItemChange)[] = ['title', 'category', 'sponsor', 'plannedOn']

interface Adjusting {
  readonly plan: PlanRow
  /** The item before the change; of a new one, the item itself. */
  readonly item: PlanItemRow
  readonly kind: PlanAdjustment['kind']
  readonly changes: Readonly<Record<string, unknown>>
  readonly adjustment: Adjustment | undefined
}

/**
 * Leaves the trace of a change in a plan that was passed: what, why, and when that was decided. A plan that is being drawn up changes without.
 * @throws {Problem} `adjustment-reason-missing`
 */
export async function traceAdjustment(
  services: Services,
  trx: Transaction,
  { plan, item, kind, changes, adjustment }: Adjusting
): Promise<void> {
  if (plan.passedOn === null) return
  const told = kind === 'changed' ? PASSED.filter(member => Object.hasOwn(changes, member)) : PASSED
  if (kind === 'changed' && told.length === 0) return
  if (!adjustment) {
    throw new Problem('adjustment-reason-missing', {
      errors: [{ code: 'adjustment-reason-missing', message: '请写明调整的理由', pointer: '/adjustment.reason' }]
    })
  }
  const now = services.now()
  await insertAdjustment(trx, {
    id: services.newId(),
    plan: plan.id,
    item: item.id,
    title: item.title,
    kind,
    changes: JSON.stringify(
      told.map(member => ({
        member,
        before: kind === 'added' ? null : word(item[member]),
        after: kind === 'removed' ? null : word(kind === 'added' ? item[member] : changes[member])
      }))
    ),
    reason: adjustment.reason.trim(),
    decidedOn: adjustment.decidedOn ?? chinaDate(now),
    createdAt: now.toISOString()
  })
}

const word = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

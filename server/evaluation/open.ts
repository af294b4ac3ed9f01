import type { EvaluationOverview, NewEvaluation } from '../../schema/evaluation.ts'
import { Problem } from '../../schema/problems.ts'
import { advanceBill } from '../bills/advance.ts'
import { demandBill } from '../bills/read.ts'
import { procedureOf } from '../bills/workflows.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { isUniqueViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { EvaluationRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { demandInForce } from './in-force.ts'
import { readEvaluation } from './read.ts'
import { insertEvaluation, lockOpenEvaluation } from './store.ts'

/** The step of a definition that an evaluation begins with, where it has one. */
const OPENS = 'openEvaluation'

/**
 * Opens an evaluation of a regulation in force, and takes the lifecycle's own step where the bill stands before it.
 * @throws {Problem} `forbidden`, `not-found`, `not-in-force`, `evaluation-open`
 */
export async function openEvaluation(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  wish: NewEvaluation
): Promise<EvaluationOverview> {
  demandRole(actor, 'staff')
  const now = services.now()
  const at = now.toISOString()
  try {
    return await transaction(services.db, async trx => {
      const bill = await demandBill(trx, id)
      demandInForce(bill, chinaDate(now))
      if (await lockOpenEvaluation(trx, id)) throw new Problem('evaluation-open')
      const row: EvaluationRow = {
        id: services.newId(),
        bill: id,
        evaluator: wish.evaluator,
        evaluatorName: wish.evaluatorName.trim(),
        reason: wish.reason.trim(),
        startedOn: wish.startedOn ?? chinaDate(now),
        dueOn: wish.dueOn ?? null,
        criteria: '[]',
        gathered: '[]',
        articles: '[]',
        conclusion: null,
        conclusionReason: null,
        concludedOn: null,
        proposal: null,
        createdAt: at
      }
      await insertEvaluation(trx, row)
      const { evaluator, evaluatorName, reason, startedOn } = row
      const payload = { evaluator, evaluatorName, reason, startedOn }
      await appendEvent(trx, { kind: 'evaluationOpened', actor: actor?.id ?? null, at, bill: id, subject: row.id, payload })
      const procedure = await procedureOf(trx, bill.workflowHash)
      const inside = { ...services, db: trx }
      if (procedure.movesAt.get(bill.place)?.some(({ transition }) => transition.event === OPENS))
        await advanceBill(inside, actor, id, OPENS, { note: reason })
      return readEvaluation(inside, id)
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Problem('evaluation-open') : error
  }
}

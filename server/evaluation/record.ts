import type { ArticleFinding, Conclusion, EvaluationChange, EvaluationOverview } from '../../schema/evaluation.ts'
import { CONCLUSION_TITLES } from '../../schema/evaluation.ts'
import { Problem, type ProblemItem } from '../../schema/problems.ts'
import { advanceBill } from '../bills/advance.ts'
import { demandBill } from '../bills/read.ts'
import { procedureOf } from '../bills/workflows.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { writeProposal } from '../proposals/add.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { BillRow, EvaluationRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { readEvaluation, reportsOf } from './read.ts'
import { lockOpenEvaluation, updateEvaluation } from './store.ts'
import { criteriaOf, judge, readArticles, readGathered, reportOf } from './view.ts'

/** The step of a definition that an evaluation ends with, and what it asks to be confirmed. */
const CLOSES = 'closeEvaluation'
const REPORTED = 'reported'

/** Conclusions that open the next proposal, and the kind of bill that it asks for. */
const OPENS_PROPOSAL = { amend: 'partialAmendment', mergeWithOther: 'revision', repeal: 'repeal' } as const

/**
 * Records what the evaluation under way has found, and its conclusion. A conclusion needs every criterion judged and the report handed in; one to
 * amend, merge or repeal opens the next proposal (项目建议), so that the circle closes.
 * @throws {Problem} `forbidden`, `not-found`, `evaluation-not-open`, `evaluation-incomplete`, or `blocked` by the lifecycle; nothing is changed then
 */
export async function recordEvaluation(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  wish: EvaluationChange
): Promise<EvaluationOverview> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  return transaction(services.db, async trx => {
    const bill = await demandBill(trx, id)
    const before = await lockOpenEvaluation(trx, id)
    if (!before) throw new Problem('evaluation-not-open')
    const changes = changesOf(before, wish)
    const row = { ...before, ...changes }
    if (Object.keys(changes).length > 0) {
      await updateEvaluation(trx, row.id, changes)
      const about = { actor: actor?.id ?? null, at, bill: id, subject: row.id }
      await appendEvent(trx, { kind: 'evaluationChanged', ...about, payload: { changes } })
    }
    if (wish.conclusion !== undefined) await conclude(services, trx, actor, { bill, row, conclusion: wish.conclusion, wish })
    return readEvaluation({ ...services, db: trx }, id)
  })
}

/** The columns that a wish changes; those that it leaves as they are do not appear. */
function changesOf(row: EvaluationRow, { criteria, gathered, articles, evaluator, evaluatorName, dueOn }: EvaluationChange) {
  const wanted: Partial<Pick<EvaluationRow, 'criteria' | 'gathered' | 'articles' | 'evaluator' | 'evaluatorName' | 'dueOn'>> = {
    ...(evaluator !== undefined && { evaluator }),
    ...(evaluatorName !== undefined && { evaluatorName: evaluatorName.trim() }),
    ...(dueOn !== undefined && { dueOn }),
    ...(criteria && { criteria: JSON.stringify(judge(row, criteria)) }),
    ...(gathered && { gathered: JSON.stringify([...readGathered(row), ...gathered]) }),
    ...(articles && { articles: JSON.stringify(withFindings(readArticles(row), articles)) })
  }
  return Object.fromEntries(
    Object.entries(wanted).filter(([member, value]) => row[member as keyof typeof wanted] !== value)
  ) as typeof wanted
}

function withFindings(before: readonly ArticleFinding[], more: readonly ArticleFinding[]): ArticleFinding[] {
  const byArticle = new Map(before.map(finding => [finding.article, finding]))
  for (const finding of more) byArticle.set(finding.article, finding)
  return [...byArticle.values()]
}

interface Concluding {
  readonly bill: BillRow
  readonly row: EvaluationRow
  readonly conclusion: Conclusion
  readonly wish: EvaluationChange
}

async function conclude(
  services: Services,
  trx: Transaction,
  actor: ActorOrOperator,
  { bill, row, conclusion, wish }: Concluding
): Promise<void> {
  const now = services.now()
  const inside = { ...services, db: trx }
  const reason = wish.conclusionReason?.trim() ?? ''
  const missing = missingIn(row, reason, reportOf(row, await reportsOf(inside, bill.id)) !== null)
  if (missing.length > 0) throw new Problem('evaluation-incomplete', { errors: missing })
  const on = wish.concludedOn ?? chinaDate(now)
  const kind = Object.hasOwn(OPENS_PROPOSAL, conclusion) ? OPENS_PROPOSAL[conclusion as keyof typeof OPENS_PROPOSAL] : null
  const proposal =
    kind === null
      ? null
      : await writeProposal(inside, trx, actor, {
          title: `${CONCLUSION_TITLES[conclusion]}《${bill.title}》`,
          kind,
          source: 'evaluation',
          proposedBy: row.evaluatorName,
          proposedOn: on,
          reason: reason.slice(0, 2000),
          suggestedYear: Number(on.slice(0, 4)) + 1,
          amends: bill.id
        })
  await updateEvaluation(trx, row.id, { conclusion, conclusionReason: reason, concludedOn: on, proposal })
  await appendEvent(trx, {
    kind: 'evaluationConcluded',
    actor: actor?.id ?? null,
    at: now.toISOString(),
    bill: bill.id,
    subject: row.id,
    payload: { conclusion, reason, on, proposal }
  })
  const procedure = await procedureOf(trx, bill.workflowHash)
  if (!procedure.movesAt.get(bill.place)?.some(({ transition }) => transition.event === CLOSES)) return
  const note = `结论为${CONCLUSION_TITLES[conclusion]}：${reason}`
  await advanceBill(inside, actor, bill.id, CLOSES, { note, ...(wish.reported && { confirmed: [REPORTED] }) })
}

function missingIn(row: EvaluationRow, reason: string, hasReport: boolean): ProblemItem[] {
  const unjudged = criteriaOf(row).filter(({ score }) => score === null)
  return [
    ...unjudged.map(({ criterion, title }) => ({ code: `${criterion}-missing`, message: `${title}还没有评价，请写明得分和依据` })),
    ...(hasReport ? [] : [{ code: 'report-missing', message: '还没有提交立法后评估报告，请在材料中提交' }]),
    ...(reason === '' ? [{ code: 'reason-missing', message: '请写明结论的理由', pointer: '/conclusionReason' }] : [])
  ]
}

/**
 * Room `evaluation`: 立法后评估 of regulations in force, from the reasons that call for it to the conclusion, and from a conclusion to amend to the next
 * proposal. It judges nothing by itself: what is counted is shown, and people give scores with their grounds. Begin with open.ts, then record.ts.
 */
import type { EvaluationOverview } from '../../schema/evaluation.ts'
import type { Ledger } from '../../schema/implementation.ts'
import { readDraft } from '../bills/draft-text.ts'
import { demandBill } from '../bills/read.ts'
import { readState } from '../bills/view.ts'
import { listDocuments } from '../drafts/documents.ts'
import { readLedger } from '../implementation/read-ledger.ts'
import { countProblems } from '../inspections/count.ts'
import { type LawNode, parse } from '../law/index.ts'
import { listProposals } from '../proposals/read.ts'
import { newerSuperiors } from '../register/newer-superiors.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { isInForce } from './in-force.ts'
import { countOpinionsSince, selectEvaluations } from './store.ts'
import { readThresholds } from './thresholds.ts'
import { type TriggerFacts, triggersOf } from './triggers.ts'
import { type Paper, showEvaluation } from './view.ts'

/** A regulation's evaluation: what calls for one, the one under way, and the earlier ones. @throws {Problem} `not-found` */
export async function readEvaluation(services: Services, id: string): Promise<EvaluationOverview> {
  const bill = await demandBill(services.db, id)
  const today = chinaDate(services.now())
  const { promulgatedOn = null, effectiveOn = null } = readState(bill).dates
  const inForce = isInForce(bill, today)
  const [thresholds, rows, reports, facts] = await Promise.all([
    readThresholds(services.workflowsDir),
    selectEvaluations(services.db, id),
    reportsOf(services, id),
    factsOf(services, id, effectiveOn, today)
  ])
  const shown = rows.map(row => showEvaluation(row, reports))
  return {
    bill: { id, title: bill.title, promulgatedOn, effectiveOn },
    inForce,
    triggers: triggersOf(facts, thresholds),
    evaluation: shown.find(({ conclusion }) => conclusion === null) ?? null,
    earlier: shown.filter(({ conclusion }) => conclusion !== null)
  }
}

/** The evaluation reports of a bill that have a text, in the order in which they were added. */
export async function reportsOf(services: Services, bill: string): Promise<Paper[]> {
  const { items } = await listDocuments(services, bill, { limit: 100 })
  return items.filter(({ kind, newest }) => kind === 'evaluationReport' && newest !== null)
}

async function factsOf(services: Services, id: string, effectiveOn: string | null, today: string): Promise<TriggerFacts> {
  const [ledger, opinions, proposals, text, found] = await Promise.all([
    readLedger(services, id),
    effectiveOn === null ? 0 : countOpinionsSince(services.db, id, effectiveOn),
    listProposals(services, { amends: id, limit: 100 }),
    readDraft(services.db, id),
    countProblems(services.db, id)
  ])
  return {
    effectiveOn,
    today,
    superiorLaw: await newestChange(services, ledger, text, effectiveOn),
    opinions,
    cases: quantityOf(ledger, ['enf-review', 'adj-issue']),
    ...found,
    proposals: proposals.items.map(({ title }) => title),
    articles: articlesThatAsk(text ?? '')
  }
}

/** What somebody recorded of a changed superior law, or what the library shows. */
async function newestChange(
  services: Services,
  ledger: Ledger,
  text: string | null,
  effectiveOn: string | null
): Promise<TriggerFacts['superiorLaw']> {
  const told = newestEvidence(ledger, 'sup-superior')
  if (text === null || effectiveOn === null) return told
  const [shown] = await newerSuperiors(services, parse(text), effectiveOn)
  return shown && (told === null || shown.on > told.on) ? shown : told
}

const evidenceOf = ({ items }: Ledger, codes: readonly string[]) =>
  items.filter(({ code }) => codes.includes(code)).flatMap(({ evidence }) => evidence)

function newestEvidence(ledger: Ledger, code: string): TriggerFacts['superiorLaw'] {
  const [newest] = evidenceOf(ledger, [code]).sort((a, b) => (a.on < b.on ? 1 : -1))
  return newest ? { title: newest.title, on: newest.on } : null
}

/** Evidence without a quantity is one case. */
const quantityOf = (ledger: Ledger, codes: readonly string[]): number =>
  evidenceOf(ledger, codes).reduce((sum, { quantity }) => sum + (quantity ?? 1), 0)

const ASKS_FOR_EVALUATION = /立法后评估|对本(?:条例|办法|规定|规则)[^。]{0,20}评估|本(?:条例|办法|规定|规则)实施情况[^。]{0,20}评估/

function articlesThatAsk(text: string): string[] {
  const found: string[] = []
  const visit = (nodes: readonly LawNode[]) => {
    for (const node of nodes) {
      if (node.type === 'article') {
        if (ASKS_FOR_EVALUATION.test(text.slice(node.position.start.offset, node.position.end.offset))) found.push(node.label)
      } else if ('children' in node) visit(node.children)
    }
  }
  if (ASKS_FOR_EVALUATION.test(text)) visit(parse(text).tree.children)
  return found
}

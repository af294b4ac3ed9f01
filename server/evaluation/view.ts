import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import {
  ArticleFinding,
  Conclusion,
  CRITERIA,
  CRITERION_FACTS,
  Criterion,
  type CriterionResult,
  type Evaluation,
  Evaluator,
  Gathered
} from '../../schema/evaluation.ts'
import type { EvaluationRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import type { EvaluationWithProposal } from './store.ts'

/** The column `criteria`: what was found so far, by criterion. */
const Results = Type.Array(
  Type.Object(
    { criterion: Criterion, weight: Type.Integer(), score: Type.Integer(), grounds: Type.String() },
    { additionalProperties: false }
  )
)
type Result = Static<typeof Results>[number]

const evaluators = Compile(Evaluator)
const conclusions = Compile(Conclusion)
const results = Compile(Results)
const gathered = Compile(Type.Array(Gathered))
const findings = Compile(Type.Array(ArticleFinding))

export interface Paper {
  readonly id: string
  readonly title: string
  readonly createdAt: string
}

/** @throws when a JSON column does not hold what it should: the database was tampered with */
export function showEvaluation(row: EvaluationWithProposal, reports: readonly Paper[]): Evaluation {
  const criteria = criteriaOf(row)
  const report = reportOf(row, reports)
  return {
    id: row.id,
    evaluator: evaluators.Parse(row.evaluator),
    evaluatorName: row.evaluatorName,
    reason: row.reason,
    startedOn: row.startedOn,
    dueOn: row.dueOn,
    criteria,
    score: scoreOf(criteria),
    gathered: readGathered(row),
    articles: readArticles(row),
    report: report && { id: report.id, title: report.title },
    conclusion: row.conclusion === null ? null : conclusions.Parse(row.conclusion),
    conclusionReason: row.conclusionReason,
    concludedOn: row.concludedOn,
    proposal: row.proposal === null ? null : { id: row.proposal, title: row.proposalTitle ?? '' },
    createdAt: row.createdAt
  }
}

const readResults = (row: Pick<EvaluationRow, 'criteria'>): Result[] => results.Parse(JSON.parse(row.criteria))
export const readGathered = (row: Pick<EvaluationRow, 'gathered'>): Gathered[] => gathered.Parse(JSON.parse(row.gathered))
export const readArticles = (row: Pick<EvaluationRow, 'articles'>): ArticleFinding[] => findings.Parse(JSON.parse(row.articles))

/** All six criteria in their order, judged or not. */
export function criteriaOf(row: Pick<EvaluationRow, 'criteria'>): Evaluation['criteria'] {
  const judged = new Map(readResults(row).map(result => [result.criterion, result]))
  return CRITERIA.map(criterion => {
    const { title, weight } = CRITERION_FACTS[criterion]
    const result = judged.get(criterion)
    return { criterion, title, weight: result?.weight ?? weight, score: result?.score ?? null, grounds: result?.grounds ?? null }
  })
}

/** Results with others put in the place of those of the same criterion; a weight that is not named stays. */
export function judge(row: Pick<EvaluationRow, 'criteria'>, wish: readonly CriterionResult[]): Result[] {
  const judged = new Map(readResults(row).map(result => [result.criterion, result]))
  for (const { criterion, weight, score, grounds } of wish) {
    const kept = weight ?? judged.get(criterion)?.weight ?? CRITERION_FACTS[criterion].weight
    judged.set(criterion, { criterion, weight: kept, score, grounds: grounds.trim() })
  }
  return CRITERIA.flatMap(criterion => judged.get(criterion) ?? [])
}

/** The weighted mean to one decimal; weights count by their share, should they not add up to 100. */
function scoreOf(criteria: Evaluation['criteria']): number | null {
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0)
  if (weights === 0 || criteria.some(({ score }) => score === null)) return null
  return Math.round((criteria.reduce((sum, { weight, score }) => sum + weight * (score ?? 0), 0) / weights) * 10) / 10
}

/** The newest report that was handed in between the beginning of the evaluation and its conclusion. */
export const reportOf = (
  { createdAt, concludedOn }: Pick<EvaluationRow, 'createdAt' | 'concludedOn'>,
  reports: readonly Paper[]
): Paper | null =>
  reports.findLast(
    report => report.createdAt >= createdAt && (concludedOn === null || chinaDate(new Date(report.createdAt)) <= concludedOn)
  ) ?? null

/** Why a regulation is due for evaluation (立法后评估的启动情形, domain/four-entries §8). Pure: what is counted is an argument. */
import type { Thresholds, Trigger } from '../../schema/evaluation.ts'
import { daysFrom } from '../web/dates.ts'

export interface TriggerFacts {
  readonly effectiveOn: string | null
  readonly today: string
  /** The newest evidence that a superior law changed (上位法变化提示); null when there is none. */
  readonly superiorLaw: { readonly title: string; readonly on: string } | null
  readonly opinions: number
  /** Cases of 行政复议 and questions of application that courts and procuratorates raised. */
  readonly cases: number
  readonly inspections: number
  readonly problems: number
  /** Proposals that ask to amend or repeal the regulation. */
  readonly proposals: readonly string[]
  /** The articles in which the text itself asks for an evaluation. */
  readonly articles: readonly string[]
}

/** @param from from when on an evaluation is called for, with the source of each figure */
export function triggersOf(facts: TriggerFacts, from: Thresholds): Trigger[] {
  const { superiorLaw, opinions, cases, problems, inspections, proposals, articles } = facts
  return [
    yearsInForce(facts, from.yearsInForce),
    {
      code: 'superiorLawChanged',
      title: '上位法修改',
      met: superiorLaw !== null,
      detail: superiorLaw === null ? '台账中没有上位法变化提示，库中所引的法律法规没有新文本' : `${superiorLaw.on}　${superiorLaw.title}`,
      basis: null
    },
    {
      code: 'inspectionFoundProblems',
      title: '执法检查发现问题',
      met: problems >= from.inspectionProblems.value,
      detail: inspections === 0 ? '还没有开展执法检查' : `执法检查 ${inspections} 次，发现问题 ${problems} 项`,
      basis: from.inspectionProblems.basis
    },
    {
      code: 'proposalsToAmend',
      title: '有修改、废止的建议',
      met: proposals.length > 0,
      detail: proposals.length === 0 ? '项目库中没有修改建议' : `项目库中有 ${proposals.length} 项：${proposals.slice(0, 3).join('、')}`,
      basis: null
    },
    {
      code: 'manyOpinions',
      title: '意见较多',
      met: opinions >= from.manyOpinions.value,
      detail: `施行以来收到意见 ${opinions} 条，满 ${from.manyOpinions.value} 条提示`,
      basis: from.manyOpinions.basis
    },
    {
      code: 'manyCases',
      title: '复议和适用疑难较多',
      met: cases >= from.manyCases.value,
      detail: `台账中行政复议、适用疑难共 ${cases} 件，满 ${from.manyCases.value} 件提示`,
      basis: from.manyCases.basis
    },
    {
      code: 'textAsksForIt',
      title: '法规自身要求',
      met: articles.length > 0,
      detail: articles.length === 0 ? '文本没有规定评估' : `${articles.join('、')}规定了评估`,
      basis: null
    }
  ]
}

function yearsInForce({ effectiveOn, today }: TriggerFacts, { value, basis }: Thresholds['yearsInForce']): Trigger {
  const title = `施行满 ${value} 年`
  if (effectiveOn === null || effectiveOn > today) return { code: 'yearsInForce', title, met: false, detail: '尚未施行', basis }
  const due = `${Number(effectiveOn.slice(0, 4)) + value}${effectiveOn.slice(4)}`
  const years = Math.floor((daysFrom(effectiveOn, today) / 365.25) * 10) / 10
  return { code: 'yearsInForce', title, met: today >= due, detail: `${effectiveOn} 起施行，已 ${years} 年`, basis }
}

import { createHash } from 'node:crypto'
import { CONSULTATION_WORKFLOW } from '../../schema/consultations.ts'
import { Problem } from '../../schema/problems.ts'
import type { Workflow } from '../bills/workflows.ts'
import { readDefinition } from '../lifecycle/definition.ts'

/**
 * How a received draft goes: it came, and it was answered. The definition belongs to the program and stands in no folder, so that nobody files a bill of
 * ours under it. As any, it is kept by its hash with what runs on it: whoever changes it raises its version.
 */
const DEFINITION = {
  id: CONSULTATION_WORKFLOW,
  version: 1,
  title: '配合上级立法征求意见',
  basis: ['来文'],
  params: {},
  initial: 'received',
  goal: 'replied',
  stages: [
    {
      id: 'consultation',
      title: '征求意见',
      responsible: 'legislativeAffairsOffice',
      steps: [
        { id: 'received', title: '办理中', responsible: 'legislativeAffairsOffice' },
        { id: 'replied', title: '已回复', status: 'completed', end: true }
      ]
    }
  ],
  transitions: [
    {
      from: ['received'],
      event: 'reply',
      title: '回复',
      to: 'replied',
      roles: ['legislativeAffairsOffice'],
      guards: [
        {
          code: 'opinions-open',
          check: 'opinions.unanswered == 0',
          message: '还有意见没有决定是否采纳，请先逐条处理'
        },
        { code: 'number-missing', check: 'number != ""', message: '请填写复函文号' }
      ],
      inputs: [
        { name: 'number', title: '复函文号' },
        { name: 'on', title: '回复日期' }
      ]
    }
  ]
}

export const CONSULTATION_TEXT = JSON.stringify(DEFINITION)

/** The definition as bills take it. */
export function consultationProcedure(): Workflow & { readonly definition: NonNullable<Workflow['definition']> } {
  const { definition, findings } = readDefinition(CONSULTATION_TEXT)
  if (!definition || findings.length > 0)
    throw new Problem('workflow-invalid', { detail: findings.map(({ message }) => message).join('；') })
  const hash = createHash('sha256').update(CONSULTATION_TEXT).digest('hex')
  return { file: CONSULTATION_WORKFLOW, hash, text: CONSULTATION_TEXT, definition, findings }
}

/** 规范检查: every finding with its place, its reason, and one click where the fix is safe. */
import type { Severity } from '../../../../schema/lint.ts'
import type { Analysis, Finding } from './analysis.ts'
import { button, el } from './dom.ts'

const LAMPS: Readonly<Record<Severity, string>> = { error: 'red', warning: 'amber', hint: 'none' }
const ORDER: readonly Severity[] = ['error', 'warning', 'hint']
/** More are not read; the first ones go first. */
const SHOWN = 60
/** Of a long replacement the beginning stands on the button. */
const BUTTON_LENGTH = 12

export interface FindingActions {
  readonly goTo: (finding: Finding) => void
  readonly fix: (findings: readonly Finding[]) => void
  /** 不改: not shown again while the page is open. */
  readonly leave: (finding: Finding) => void
}

export function findingsView(
  { findings, rules, unchecked = 0 }: Pick<Analysis, 'findings' | 'rules' | 'unchecked'>,
  act: FindingActions
): HTMLElement {
  const sorted = ORDER.flatMap(severity => findings.filter(finding => finding.severity === severity))
  const safe = sorted.filter(({ replacement }) => replacement !== null)
  const broken = new Set(sorted.map(({ rule }) => rule)).size
  return el(
    'div',
    {},
    el('h2', { class: 'fc-sec' }, sorted.length === 0 ? '规范检查　没有问题' : `规范检查 ${sorted.length} 处`),
    safe.length > 1
      ? el(
          'p',
          {},
          button(`改正可以自动改的 ${safe.length} 处`, () => act.fix(safe))
        )
      : null,
    ...sorted.slice(0, SHOWN).map(finding => itemOf(finding, act)),
    sorted.length > SHOWN ? el('p', { class: 'fc-meta' }, `先改这 ${SHOWN} 处，其余 ${sorted.length - SHOWN} 处随后列出。`) : null,
    el('p', { class: 'fc-meta' }, `按立法技术规范检查了 ${rules} 项，其余 ${rules - broken} 项无问题。`),
    unchecked > 0 ? el('p', { class: 'fc-meta' }, `另有 ${unchecked} 处引用的法律法规，法律法规库中没有，未核对。`) : null
  )
}

function itemOf(finding: Finding, act: FindingActions): HTMLElement {
  const { replacement } = finding
  return el(
    'div',
    { class: 'fc-finding' },
    el('span', { class: `fc-lamp fc-lamp--${LAMPS[finding.severity]}` }, [finding.article, finding.title].filter(Boolean).join('　')),
    el('p', {}, finding.message),
    el(
      'p',
      { class: 'fc-acts' },
      replacement === null ? null : button(fixLabel(replacement), () => act.fix([finding])),
      button('去看', () => act.goTo(finding)),
      button('不改', () => act.leave(finding))
    )
  )
}

function fixLabel(replacement: string): string {
  const words = replacement.trim()
  if (words === '') return '删去'
  return words.length > BUTTON_LENGTH ? '改正' : `改为“${words}”`
}

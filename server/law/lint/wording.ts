/** A rule on wording: one pattern looked for in every passage, outside names (《》) and quotations. */
import type { Severity } from '../../../schema/lint.ts'
import type { Passage } from './passages.ts'
import type { Found, ProgramRule } from './rule.ts'

interface Wording {
  readonly id: string
  readonly severity: Severity
  readonly title: string
  readonly source: string
  /** Global. Its lookarounds exclude the false alarms. Where it has a group `bad`, that is the stretch found, else the whole match. */
  readonly pattern: RegExp
  /** Why it is odd, said to the drafter. */
  readonly message: string | ((bad: string) => string)
  /** The proposed wording, made from the stretch found; null when this match has none. */
  readonly suggest?: (bad: string) => string | null
  /** The suggestion cannot change the meaning: it may be written without asking. */
  readonly safe?: true
  /** Passages that the rule does not speak of. */
  readonly where?: (passage: Passage) => boolean
}

export function wording(rule: Wording): ProgramRule {
  const { id, severity, title, source } = rule
  return {
    id,
    severity,
    title,
    source,
    decides: 'program',
    ...(rule.safe && { fixable: true }),
    *find({ passages }) {
      for (const passage of passages) {
        if (rule.where && !rule.where(passage)) continue
        for (const match of passage.masked.matchAll(rule.pattern)) yield foundIn(rule, passage, match)
      }
    }
  }
}

function foundIn(rule: Wording, passage: Passage, match: RegExpExecArray): Found {
  const bad = match.groups?.['bad'] ?? match[0]
  const start = passage.start + match.index + (match.groups?.['bad'] === undefined ? 0 : match[0].indexOf(bad))
  const suggestion = rule.suggest?.(bad) ?? null
  return {
    start,
    end: start + bad.length,
    message: typeof rule.message === 'string' ? rule.message : rule.message(bad),
    ...(suggestion !== null && { suggestion }),
    ...(suggestion !== null && rule.safe && { replacement: suggestion })
  }
}

/** Whether a passage stands in the first article, where purpose and basis (立法依据) have words of their own. */
export const inFirstArticle = (passage: Passage): boolean => passage.articleIndex === 0

/**
 * Lint of drafting technique (立法技术规范). A rule looks at a parsed text and says what it found; it changes nothing, and it is silent
 * where it cannot know. A file holds the rules of one concern; rules.ts lists them all; begin with lint.ts.
 */
import type { LintOptions, Severity } from '../../../schema/lint.ts'
import type { LintedText } from './passages.ts'

/** What a rule found: a stretch of the input (UTF-16 offsets) and why it is odd. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly message: string
  /** The wording proposed to a person. */
  readonly suggestion?: string
  /** What may replace the stretch without asking, because the meaning cannot change. */
  readonly replacement?: string
}

interface RuleBase {
  readonly id: string
  readonly severity: Severity
  /** What the rule asks for, in one Chinese phrase. */
  readonly title: string
  /** Where it stands: T1 and T2 are the two 立法技术规范 of the 法工委. */
  readonly source: string
}

export interface ProgramRule extends RuleBase {
  readonly decides: 'program'
  readonly fixable?: true
  readonly find: (text: LintedText, options: LintOptions) => Iterable<Found>
}

/** A question to the drafter: shown in the list of rules, never found by itself. */
export interface PersonRule extends RuleBase {
  readonly decides: 'person'
  /** Why no program can tell. */
  readonly reason: string
}

export type Rule = ProgramRule | PersonRule

export const T1 = (clause: string) => `立法技术规范（试行）（一）${clause}`
export const T2 = (clause: string) => `立法技术规范（试行）（二）${clause}`
export const PRACTICE = '立法实践'

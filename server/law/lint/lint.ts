/** Runs the rules over a text, and writes the safe fixes. */
import type { LintFinding, LintOptions, LintRule } from '../../../schema/lint.ts'
import { parse } from '../parse.ts'
import { readForLint } from './passages.ts'
import type { Found, Rule } from './rule.ts'
import { RULES } from './rules.ts'
import { silencedLines } from './silence.ts'

/** A finding with its place in the input, so that `fix` can write what is safe. */
export interface PlacedFinding extends LintFinding {
  readonly start: number
  readonly end: number
  /** What may replace the stretch without asking. */
  readonly replacement?: string
}

/**
 * What the 立法技术规范 would say of a text.
 * @param options see LintOptions; a rule that lacks what it needs is silent
 * @returns findings in the order of the text
 * @example lint('# 某市条例\n\n第一条 单位必须登记。\n')[0]?.rule // 'use-yingdang-not-bixu'
 */
export function lint(text: string, options: LintOptions = {}): PlacedFinding[] {
  const linted = readForLint(parse(text))
  const starts = lineStarts(text)
  const silenced = silencedLines(text, starts)
  const findings: PlacedFinding[] = []
  for (const rule of RULES) {
    const severity = options.rules?.[rule.id] ?? rule.severity
    if (rule.decides === 'person' || severity === 'off') continue
    for (const found of rule.find(linted, options)) {
      const finding = placed(rule, severity, found, starts)
      if (!silenced(finding.rule, finding.line)) findings.push(finding)
    }
  }
  return findings.sort((one, other) => one.start - other.start || one.end - other.end)
}

/**
 * Writes the safe fixes into a text; where two findings meet in one place the first wins.
 * @param findings as `lint` of this very text gave them; those without a replacement are left to a person
 */
export function fix(text: string, findings: readonly PlacedFinding[]): string {
  let fixed = ''
  let done = 0
  for (const { start, end, replacement } of [...findings].sort((one, other) => one.start - other.start)) {
    if (replacement === undefined || start < done) continue
    fixed += text.slice(done, start) + replacement
    done = end
  }
  return fixed + text.slice(done)
}

/** Every rule as it is listed to people. */
export const lintRules: readonly LintRule[] = RULES.map(describe)

function describe(rule: Rule): LintRule {
  const { id, severity, title, source, decides } = rule
  const fixable = rule.decides === 'program' && rule.fixable === true
  return { rule: id, severity, title, source, fixable, decides, ...(rule.decides === 'person' && { reason: rule.reason }) }
}

function placed(rule: Rule, severity: PlacedFinding['severity'], found: Found, starts: readonly number[]): PlacedFinding {
  const line = lineOf(starts, found.start)
  const { start, end, message, suggestion, replacement } = found
  return {
    line,
    column: start - (starts[line - 1] ?? 0) + 1,
    rule: rule.id,
    severity,
    message,
    ...(suggestion !== undefined && { suggestion }),
    start,
    end,
    ...(replacement !== undefined && { replacement })
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The line (from 1) in which an offset stands. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}

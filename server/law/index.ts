/** The only door of the text core (contract.md §4). Pure and synchronous: no file system, no clock, no global state. */

export { type Applied, amend, apply, type DecisionKind, type NotApplied } from './amend/amend.ts'
export { citing, readWanted, type Wanted } from './citations.ts'
export { fix, lint, lintRules, type PlacedFinding } from './lint/lint.ts'
export { formatNumeral, parseNumeral } from './numerals.ts'
export { overlap, type Superior } from './overlap.ts'
export { parse, print } from './parse.ts'
export { patch } from './patch.ts'
export { lawText } from './plugin.ts'
export { type Compared, compare, followArticles, redline, redlineOf } from './redline.ts'
export { type Edit, renumber, renumberEdits } from './renumber.ts'
export { oneStep, type StepEntry, twoSteps } from './steps.ts'
export type * from './tree.ts'

/** What the editing page asks of its worker, and what it is told: all reading of law text happens there, so that typing is never held up. */
import type { ReferenceState } from '../../../../schema/law.ts'
import type { CitedPlace } from '../../../../schema/library.ts'
import type { Severity } from '../../../../schema/lint.ts'
import type { Overlap } from '../../../../schema/overlap.ts'
import type { ChangeKind, RedlineEntry } from '../../../../schema/redline.ts'

export type Question =
  | { readonly ask: 'base'; readonly text: string }
  | { readonly ask: 'analyse'; readonly text: string; readonly today: string }
  | { readonly ask: 'renumber'; readonly text: string }
  /** A new article behind the one in which `at` stands. */
  | { readonly ask: 'insert'; readonly text: string; readonly at: number }
  | { readonly ask: 'compare'; readonly text: string; readonly other: string }
  | { readonly ask: 'overlap'; readonly text: string; readonly superiors: readonly { readonly title: string; readonly text: string }[] }

/** A chapter or article of the outline. Offsets are UTF-16 units of the text that was asked about. */
export interface OutlineEntry {
  readonly kind: 'heading' | 'article'
  readonly label: string
  readonly title: string
  readonly start: number
  readonly end: number
  /** What became of an article against the base; null while nothing is known. */
  readonly change: ChangeKind | null
}

export interface Finding {
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  readonly message: string
  /** The article in which it stands; 题目 and the like have none. */
  readonly article: string | null
  readonly start: number
  readonly end: number
  /** What may stand there instead without asking. */
  readonly replacement: string | null
}

export interface FoundReference {
  readonly start: number
  readonly end: number
  readonly state: ReferenceState
  readonly reason: string | null
  /** The article of this text that is meant. */
  readonly article: string | null
  /** What is meant of another text. */
  readonly place: CitedPlace | null
  /** What the library says there. */
  readonly words?: string
}

export interface Analysis {
  readonly outline: readonly OutlineEntry[]
  /** Labels of the articles of the base that are gone. */
  readonly gone: readonly string[]
  readonly findings: readonly Finding[]
  readonly references: readonly FoundReference[]
  readonly rules: number
  /** Places of other texts that the library does not have. */
  readonly unchecked?: number
}

export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface Edits {
  readonly edits: readonly TextEdit[]
  /** Where the cursor goes in the new text; null: it stays. */
  readonly cursor: number | null
}

/** For each question its answer. */
export interface Answers {
  readonly base: null
  readonly analyse: Analysis
  readonly renumber: Edits
  readonly insert: Edits
  readonly compare: readonly RedlineEntry[]
  readonly overlap: Overlap
}

export interface Envelope<Content> {
  readonly id: number
  readonly content: Content
}

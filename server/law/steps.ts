/**
 * A redline of one step (old → new) or of two (现行 → 一审稿 → 二审稿) in one shape, so that every writer shows both alike: each stretch of
 * text says at which step it came and at which it went.
 */
import type { ChangeKind, Hunk, PassageUnit } from '../../schema/redline.ts'
import type { ComparedText, Passage } from './passages.ts'
import { type Compared, compare } from './redline.ts'

/** 0 is never: it stood in the oldest text, or still stands in the newest. */
export type Step = 0 | 1 | 2

/** When a stretch of text came and went. */
export interface Fate {
  readonly inserted: Step
  readonly deleted: Step
}

export interface StepHunk extends Fate {
  readonly text: string
}

export interface StepEntry {
  readonly unit: PassageUnit
  /** One label a version, the oldest first; null where the passage does not stand. */
  readonly labels: readonly (string | null)[]
  /** What became of it at each step; null where it stands on neither side of the step. */
  readonly kinds: readonly (ChangeKind | null)[]
  /** Headings that it stands under in the newest version that has it. */
  readonly under: readonly string[]
  readonly hunks: readonly StepHunk[]
  readonly coarse: boolean
  /** Where it stood in the oldest text; null where it did not. For writers that must tell both orders. */
  readonly oldPlace: number | null
}

/** One step: the redline of two texts. */
export const oneStep = (compared: readonly Compared[]): StepEntry[] =>
  compared.map(({ kind, old, next, hunks, coarse }) => ({
    unit: unitOf(next ?? old),
    labels: [old?.label ?? null, next?.label ?? null],
    kinds: [kind],
    under: (next ?? old)?.under ?? [],
    hunks: hunks.map(hunk => fated(hunk, 1)),
    coarse,
    oldPlace: old?.start ?? null
  }))

/**
 * Two steps in one view.
 * @returns every passage of the three texts in exactly one entry, in the order of the newest; the texts of all hunks that had come by a
 * version and had not gone by then are that version's passage
 */
export function twoSteps(old: ComparedText, next: ComparedText, newer: ComparedText): StepEntry[] {
  const first = compare(old, next)
  const second = compare(next, newer)
  // The passages of the text between are the same objects only within one comparison; their places tell them apart.
  const before = new Map(first.flatMap(compared => (compared.next ? [[compared.next.start, compared]] : [])))
  const gone = goneAtFirst(first)
  const entries = gone.get(HEAD) ?? []
  for (const after of second) {
    entries.push(joined(after.old ? before.get(after.old.start) : undefined, after))
    if (after.old) entries.push(...(gone.get(after.old.start) ?? []))
  }
  return entries
}

/** The place before the first passage. */
const HEAD = -1

/** What went at the first step, by the place of the passage of the text between that it stands behind. */
function goneAtFirst(first: readonly Compared[]): Map<number, StepEntry[]> {
  const gone = new Map<number, StepEntry[]>()
  let group: StepEntry[] = []
  gone.set(HEAD, group)
  for (const { old, next, hunks } of first) {
    if (next) {
      group = []
      gone.set(next.start, group)
      continue
    }
    const labels = [old?.label ?? null, null, null]
    group.push({
      unit: unitOf(old),
      labels,
      kinds: ['deleted', null],
      under: old?.under ?? [],
      hunks: hunks.map(hunk => fated(hunk, 1)),
      coarse: false,
      oldPlace: old?.start ?? null
    })
  }
  return gone
}

function joined(first: Compared | undefined, second: Compared): StepEntry {
  const newest = second.next ?? second.old
  return {
    unit: unitOf(newest),
    labels: [first?.old?.label ?? null, second.old?.label ?? null, second.next?.label ?? null],
    kinds: [first?.kind ?? null, second.kind],
    under: newest?.under ?? [],
    hunks: weave(first?.hunks ?? [], second.hunks),
    coarse: (first?.coarse ?? false) || second.coarse,
    oldPlace: first?.old?.start ?? null
  }
}

const unitOf = (passage: Passage | null): PassageUnit => passage?.unit ?? 'prose'

const fated = ({ op, text }: Hunk, step: Step): StepHunk => ({
  text,
  inserted: op === 'insert' ? step : 0,
  deleted: op === 'delete' ? step : 0
})

/**
 * Lays two differences over each other along the text between, which `equal` and `insert` of the first and `equal` and `delete` of the
 * second both spell. What the first step deleted stands before what the second inserted at the same place.
 */
export function weave(first: readonly Hunk[], second: readonly Hunk[]): StepHunk[] {
  const woven: StepHunk[] = []
  const [older, newer] = [[...first].reverse(), [...second].reverse()]
  for (;;) {
    const [a, b] = [older.at(-1), newer.at(-1)]
    if (a?.op === 'delete') {
      woven.push(fated(a, 1))
      older.pop()
    } else if (b?.op === 'insert') {
      woven.push(fated(b, 2))
      newer.pop()
    } else if (b === undefined) {
      return woven
    } else {
      const length = Math.min(a?.text.length ?? b.text.length, b.text.length)
      const fate: Fate = { inserted: a?.op === 'insert' ? 1 : 0, deleted: b.op === 'delete' ? 2 : 0 }
      woven.push({ text: b.text.slice(0, length), ...fate })
      shorten(older, length)
      shorten(newer, length)
    }
  }
}

/** Takes so many characters off the hunk that is next. */
function shorten(hunks: Hunk[], length: number): void {
  const hunk = hunks.pop()
  if (hunk && hunk.text.length > length) hunks.push({ op: hunk.op, text: hunk.text.slice(length) })
}

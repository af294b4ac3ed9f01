/** A redline's entry as the lines (款, 项) that a reader sees, each with its stretches of kept, new and struck text. */
import type { Fate, StepHunk } from './steps.ts'

/** A line, and the fate of the line break at its end: in Word terms, whether its paragraph mark was inserted or deleted. */
export interface RedlineLine {
  readonly hunks: readonly StepHunk[]
  readonly end: Fate
}

const KEPT: Fate = { inserted: 0, deleted: 0 }
const isKept = ({ inserted, deleted }: Fate): boolean => inserted === 0 && deleted === 0

/**
 * Cuts hunks at their line breaks. Where lines are replaced by lines, the first struck line stands with the first new one and the last with
 * the last; those between stand for themselves.
 * @returns at least one line; joining the hunks and the ends of all but the last line spells both sides as before
 */
export function redlineLines(hunks: readonly StepHunk[]): RedlineLine[] {
  const writer = new LineWriter()
  for (let at = 0; at < hunks.length; at++) {
    const [hunk, following] = [hunks[at], hunks[at + 1]]
    if (!hunk) continue
    if (isReplacement(hunks, at) && following) {
      writeReplacement(writer, hunk, following)
      at++
    } else {
      writer.write(hunk.text.split('\n'), hunk)
    }
  }
  return writer.finish()
}

/** Struck text followed by new text, and nothing else changed beside them. */
function isReplacement(hunks: readonly StepHunk[], at: number): boolean {
  const [before, struck, fresh, after] = [hunks[at - 1], hunks[at], hunks[at + 1], hunks[at + 2]]
  if (!struck || !fresh || struck.deleted === 0 || struck.inserted !== 0 || fresh.inserted !== struck.deleted || fresh.deleted !== 0)
    return false
  return (before === undefined || isKept(before)) && (after === undefined || isKept(after))
}

function writeReplacement(writer: LineWriter, struck: StepHunk, fresh: StepHunk): void {
  const old = struck.text.split('\n')
  const next = fresh.text.split('\n')
  const shared = old.length === next.length ? old.length : old.length > 1 && next.length > 1 ? 2 : 1
  // The head pairs one by one; with two shared lines of unequal counts the second of them is the last.
  const head = old.length === next.length ? shared : 1
  for (let line = 0; line < head; line++) {
    if (line > 0) writer.endLine(KEPT)
    writer.add(old[line] ?? '', struck)
    writer.add(next[line] ?? '', fresh)
  }
  const tail = shared - head
  for (const text of old.slice(head, old.length - tail)) writer.startLine(text, struck)
  for (const text of next.slice(head, next.length - tail)) writer.startLine(text, fresh)
  if (tail === 0) return
  writer.endLine(KEPT)
  writer.add(old.at(-1) ?? '', struck)
  writer.add(next.at(-1) ?? '', fresh)
}

class LineWriter {
  readonly #lines: RedlineLine[] = []
  #hunks: StepHunk[] = []

  add(text: string, { inserted, deleted }: Fate): void {
    if (text !== '') this.#hunks.push({ text, inserted, deleted })
  }

  endLine(end: Fate): void {
    this.#lines.push({ hunks: this.#hunks, end: { inserted: end.inserted, deleted: end.deleted } })
    this.#hunks = []
  }

  startLine(text: string, fate: Fate): void {
    this.endLine(fate)
    this.add(text, fate)
  }

  write(texts: readonly string[], fate: Fate): void {
    texts.forEach((text, line) => {
      if (line === 0) this.add(text, fate)
      else this.startLine(text, fate)
    })
  }

  finish(): RedlineLine[] {
    this.endLine(KEPT)
    return this.#lines
  }
}

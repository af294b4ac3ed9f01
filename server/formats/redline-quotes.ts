/** Where the words that opinions are about stand in a redline's article. Pure. */
import type { RedlineLine } from '../law/redline-lines.ts'
import type { StepHunk } from '../law/steps.ts'

export interface Quote {
  readonly text: string
  readonly number: number
}

export interface Piece {
  readonly hunk: StepHunk
  /** The opinion that is about these words. */
  readonly number: number | null
  /** Whether the words end here: the number stands behind them. */
  readonly isLast: boolean
}

/** Finds quoted words in an article's newest text while its hunks are written in order. Words that stand there twice are not marked: nobody can say which are meant. */
export class Quoted {
  readonly #ranges: { readonly start: number; readonly end: number; readonly number: number }[] = []
  #at = 0

  constructor(lines: readonly RedlineLine[], quotes: readonly Quote[]) {
    if (quotes.length === 0) return
    const text = lines
      .map(({ hunks, end }) => hunks.map(hunk => (hunk.deleted === 0 ? hunk.text : '')).join('') + (end.deleted === 0 ? '\n' : ''))
      .join('')
    for (const { text: words, number } of quotes) {
      const start = text.indexOf(words)
      if (words !== '' && start >= 0 && text.indexOf(words, start + 1) < 0) this.#ranges.push({ start, end: start + words.length, number })
    }
    this.#ranges.sort((a, b) => a.start - b.start)
  }

  pieces(hunk: StepHunk): Piece[] {
    const whole: Piece = { hunk, number: null, isLast: false }
    if (hunk.deleted !== 0 || this.#ranges.length === 0) return [whole]
    const [from, to] = [this.#at, this.#at + hunk.text.length]
    this.#at = to
    const pieces: Piece[] = []
    let done = from
    const write = (until: number, number: number | null, isLast: boolean) => {
      if (until > done) pieces.push({ hunk: { ...hunk, text: hunk.text.slice(done - from, until - from) }, number, isLast })
      done = Math.max(done, until)
    }
    for (const { start, end, number } of this.#ranges) {
      if (end <= done || start >= to) continue
      write(Math.max(start, done), null, false)
      write(Math.min(end, to), number, end <= to)
    }
    write(to, null, false)
    return pieces.length === 0 ? [whole] : pieces
  }

  /** A line break of the newest text counts as a character. */
  endLine({ end }: RedlineLine): '' {
    if (end.deleted === 0) this.#at++
    return ''
  }
}

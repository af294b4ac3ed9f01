/** Comments (批注) of a Word file: what each says, and at which words of a redline's passages it is anchored. */
import { CommentRangeEnd, CommentRangeStart, CommentReference, type ICommentOptions, Paragraph, type ParagraphChild, TextRun } from 'docx'
import type { StepEntry } from '../law/steps.ts'
import { wordText } from './official-docx.ts'

export interface WordComment {
  readonly author: string
  /** A legal date (YYYY-MM-DD). */
  readonly on: string
  /** A line a paragraph. */
  readonly text: string
}

/** Where a comment stands in a passage. */
export interface CommentPlace {
  readonly comment: WordComment
  /** Whose reading text the words are counted in. */
  readonly side: 'old' | 'new'
  /** UTF-16 units of the passage's reading text; null: the passage as a whole. */
  readonly words: { readonly start: number; readonly end: number } | null
}

/** A redline's entry with the comments on it. */
export type CommentedEntry = StepEntry & { readonly comments?: readonly CommentPlace[] }

/** Gives every comment its number and marks where it begins and ends. */
export class CommentWriter {
  readonly written: ICommentOptions[] = []

  /** The marks of an entry's comments: those on the whole passage stand around its label. */
  open(places: readonly CommentPlace[]): OpenComments {
    return new OpenComments(places.map(place => ({ ...place, id: this.#add(place.comment) })))
  }

  #add({ author, on, text }: WordComment): number {
    const id = this.written.length
    const children = wordText(text)
      .split('\n')
      .map(line => new Paragraph({ children: [new TextRun({ text: line })] }))
    this.written.push({ id, author: wordText(author), initials: wordText(author.slice(0, 2)), date: new Date(`${on}T00:00:00Z`), children })
    return id
  }
}

type Numbered = CommentPlace & { readonly id: number }
type Fate = Pick<StepEntry['hunks'][number], 'inserted' | 'deleted'>

/** A stretch of text between two marks. */
interface Piece {
  readonly text: string
  readonly before: readonly ParagraphChild[]
  readonly after: readonly ParagraphChild[]
}

class OpenComments {
  readonly #onWords: readonly Numbered[]
  readonly #onWhole: readonly Numbered[]
  readonly #closed = new Set<number>()
  readonly #at = { old: 0, new: 0 }

  constructor(places: readonly Numbered[]) {
    this.#onWords = places.filter(({ words }) => words !== null && words.end > words.start)
    this.#onWhole = places.filter(place => !this.#onWords.includes(place))
  }

  around(label: readonly ParagraphChild[]): ParagraphChild[] {
    return [...this.#onWhole.map(({ id }) => new CommentRangeStart(id)), ...label, ...this.#onWhole.flatMap(({ id }) => closing(id))]
  }

  /** Cuts a hunk where comments begin or end; call it for every hunk in order. */
  cut(text: string, { inserted, deleted }: Fate): Piece[] {
    const sides = (['old', 'new'] as const).filter(side => (side === 'old' ? inserted === 0 : deleted === 0))
    const here = this.#onWords.filter(({ side }) => sides.includes(side))
    const starts = here.map(({ id, side, words }) => ({ id, at: (words?.start ?? 0) - this.#at[side] }))
    const ends = here.map(({ id, side, words }) => ({ id, at: (words?.end ?? 0) - this.#at[side] }))
    const isInside = ({ at }: { at: number }) => at > 0 && at < text.length
    const cuts = [...new Set([0, ...[...starts, ...ends].filter(isInside).map(({ at }) => at), text.length])].sort((a, b) => a - b)
    for (const side of sides) this.#at[side] += text.length
    return cuts.slice(0, -1).map((from, index) => {
      const to = cuts[index + 1] ?? text.length
      const closed = ends.filter(({ at }) => at === to)
      for (const { id } of closed) this.#closed.add(id)
      return {
        text: text.slice(from, to),
        before: starts.filter(({ at }) => at === from).map(({ id }) => new CommentRangeStart(id)),
        after: closed.flatMap(({ id }) => closing(id))
      }
    })
  }

  /** Comments whose words did not end inside the passage: none is lost for that. */
  rest(): ParagraphChild[] {
    return this.#onWords.filter(({ id }) => !this.#closed.has(id)).flatMap(({ id }) => closing(id))
  }
}

const closing = (id: number): ParagraphChild[] => [new CommentRangeEnd(id), new TextRun({ children: [new CommentReference(id)] })]

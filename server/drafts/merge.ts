/**
 * Merges two people's texts that began from the same version (三方合并). Not by raw lines, where changes to neighbouring lines get in each
 * other's way, but by paragraph: its wording is compared without its number and without the blank lines behind it, so that
 * one may renumber what the other rewords. Pure. Nothing is ever dropped: what cannot be decided stands in the text twice, between marks.
 */
import { diffIndices } from 'node-diff3'
import type { Merge, MergeConflict } from '../../schema/working-copies.ts'

const YOURS_MARK = '<<<<<<< 您的文本'
const MIDDLE_MARK = '======='
const NEWEST_MARK = '>>>>>>> 最新版本'

/** Whether a text still has the marks of an undecided conflict. */
export const hasMergeMarks = (text: string): boolean => new RegExp(`^(${YOURS_MARK}|${NEWEST_MARK})\\r?$`, 'm').test(text)

/** A line with words, without and with what surrounds them. */
interface Paragraph {
  readonly lead: string
  readonly words: string
  readonly tail: string
}

type Side = 'yours' | 'newest'

/** On one side, paragraphs `from` to `to` of the base became paragraphs `sideFrom` to `sideTo`. */
interface Edit {
  readonly side: Side
  readonly from: number
  readonly to: number
  readonly sideFrom: number
  readonly sideTo: number
}

/** Pairs of equal paragraphs that the search for a common order may look at: 4 million take about 0.3 s. */
const MAX_PAIRS = 4_000_000

const LINE_END = /\r\n|\r|\n/g
const LEAD =
  /^(?:#+[ \t]*)?(?:第[〇零一二三四五六七八九十百千]+[编章节条](?:之[一二三四五六七八九十]+)?|[（(][一二三四五六七八九十百]+[）)]|\d+[.．、])?[ \t\u3000]*/
const ARTICLE = /^第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?/

/**
 * @param base the version both began from
 * @param yours the text that came too late
 * @param newest the text that was saved meanwhile
 */
export function merge(base: string, yours: string, newest: string): Merge {
  const sides = { base: paragraphs(base), yours: paragraphs(yours), newest: paragraphs(newest) }
  const written = new Writer(sides.newest)
  const at = { base: 0, yours: 0, newest: 0 }
  const keepUntil = (end: number) => {
    for (; at.base < end; at.base++)
      written.paragraph(mergedSurroundings(sides.base[at.base], sides.yours[at.yours++], sides.newest[at.newest++]))
  }
  for (const group of groups(edits(sides.base, sides.yours, 'yours'), edits(sides.base, sides.newest, 'newest'))) {
    const from = group.reduce((least, edit) => Math.min(least, edit.from), Number.POSITIVE_INFINITY)
    const to = group.reduce((most, edit) => Math.max(most, edit.to), 0)
    keepUntil(from)
    const end = { yours: at.yours + lengthOn('yours', group, to - from), newest: at.newest + lengthOn('newest', group, to - from) }
    const pieces = {
      base: sides.base.slice(from, to),
      yours: sides.yours.slice(at.yours, end.yours),
      newest: sides.newest.slice(at.newest, end.newest)
    }
    writeGroup(written, group, pieces, end.newest)
    at.base = to
    at.yours = end.yours
    at.newest = end.newest
  }
  keepUntil(sides.base.length)
  return written.merge()
}

function writeGroup(written: Writer, group: readonly Edit[], pieces: Record<Side | 'base', readonly Paragraph[]>, newestAt: number): void {
  const { base, yours, newest } = pieces
  const onlySide = group.every(edit => edit.side === group[0]?.side) ? group[0]?.side : undefined
  if (onlySide === undefined && !sameWords(yours, newest)) {
    written.conflict(base, yours, newest, newestAt)
    return
  }
  const chosen = pieces[onlySide ?? 'newest']
  const other = pieces[onlySide === 'yours' ? 'newest' : 'yours']
  chosen.forEach((paragraph, index) => {
    // A paragraph that only one side reworded may have been renumbered by the other.
    const paired = chosen.length === base.length && other.length === base.length
    written.paragraph(paired ? { ...mergedSurroundings(base[index], other[index], paragraph), words: paragraph.words } : paragraph)
  })
}

/** The lead and the tail of whoever changed them; of two different changes the newest version's. */
function mergedSurroundings(base: Paragraph | undefined, yours: Paragraph | undefined, newest: Paragraph | undefined): Paragraph {
  const pick = (part: keyof Paragraph) => (newest?.[part] !== base?.[part] ? newest?.[part] : yours?.[part]) ?? ''
  return { lead: pick('lead'), words: pick('words'), tail: pick('tail') }
}

/** How many paragraphs of a side the group covers. */
function lengthOn(side: Side, group: readonly Edit[], length: number): number {
  return group.filter(edit => edit.side === side).reduce((sum, edit) => sum + (edit.sideTo - edit.sideFrom) - (edit.to - edit.from), length)
}

/** Cuts a text into paragraphs; joined again they are the text. */
function paragraphs(text: string): Paragraph[] {
  const cut: Paragraph[] = []
  for (const line of text === '' ? [] : text.split(/(?<=\r\n|\n|\r(?!\n))/)) {
    const content = line.replace(/[\r\n]{1,2}$/, '')
    const last = cut.at(-1)
    if (content.trim() === '' && last) cut[cut.length - 1] = { ...last, tail: last.tail + line }
    else {
      const lead = LEAD.exec(content)?.[0] ?? ''
      cut.push({ lead, words: content.slice(lead.length), tail: line.slice(content.length) })
    }
  }
  return cut
}

function edits(base: readonly Paragraph[], other: readonly Paragraph[], side: Side): Edit[] {
  const numbers = new Map<string, number>()
  const numbered = (list: readonly Paragraph[]) =>
    list.map(({ words }) => {
      const number = numbers.get(words) ?? numbers.size
      numbers.set(words, number)
      return number
    })
  const a = numbered(base)
  const b = numbered(other)
  if (pairs(a, b) > MAX_PAIRS) return [{ side, from: 0, to: a.length, sideFrom: 0, sideTo: b.length }]
  return diffIndices(a, b).flatMap(({ buffer1: [from = 0, length = 0], buffer2: [sideFrom = 0, sideLength = 0] }) =>
    length === sideLength
      ? Array.from({ length }, (_, i) => ({ side, from: from + i, to: from + i + 1, sideFrom: sideFrom + i, sideTo: sideFrom + i + 1 }))
      : [{ side, from, to: from + length, sideFrom, sideTo: sideFrom + sideLength }]
  )
}

function pairs(a: readonly number[], b: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const number of a) counts.set(number, (counts.get(number) ?? 0) + 1)
  return b.reduce((sum, number) => sum + (counts.get(number) ?? 0), 0)
}

/** Edits in order, those of the two sides that touch the same paragraphs together. */
function groups(yours: readonly Edit[], newest: readonly Edit[]): Edit[][] {
  const grouped: Edit[][] = []
  for (const edit of [...yours, ...newest].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const open = grouped.at(-1)
    if (open?.some(other => other.side !== edit.side && collide(other, edit))) open.push(edit)
    else grouped.push([edit])
  }
  return grouped
}

/** Whether two edits cannot stand side by side: they share a paragraph, or insert at the same place, or one inserts inside the other. */
function collide(first: Edit, second: Edit): boolean {
  if (first.from === first.to && second.from === second.to) return first.from === second.from
  return first.from < second.to && second.from < first.to
}

const sameWords = (a: readonly Paragraph[], b: readonly Paragraph[]) =>
  a.length === b.length && a.every(({ words }, index) => words === b[index]?.words)

const textOf = (list: readonly Paragraph[]) => list.map(({ lead, words, tail }) => lead + words + tail).join('')

class Writer {
  /** For each paragraph of the newest text the article it stands in. */
  readonly #articles: readonly (string | null)[]
  readonly #conflicts: MergeConflict[] = []
  readonly #pieces: string[] = []
  /** How many lines are written, the last one ended. */
  #lines = 0

  constructor(newest: readonly Paragraph[]) {
    let article: string | null = null
    this.#articles = newest.map(({ lead }) => {
      article = ARTICLE.exec(lead)?.[0] ?? article
      return article
    })
  }

  paragraph({ lead, words, tail }: Paragraph): void {
    this.#write(lead + words + tail)
  }

  conflict(base: readonly Paragraph[], yours: readonly Paragraph[], newest: readonly Paragraph[], newestAt: number): void {
    this.#endLine()
    const line = this.#lines + 1
    const article = this.#articles[newestAt - newest.length] ?? this.#articles[newestAt - newest.length - 1] ?? null
    this.#conflicts.push({ article, line, base: textOf(base), yours: textOf(yours), newest: textOf(newest) })
    for (const part of [`${YOURS_MARK}\n`, textOf(yours), `${MIDDLE_MARK}\n`, textOf(newest), `${NEWEST_MARK}\n`]) this.#write(part)
  }

  merge(): Merge {
    return { text: this.#pieces.join(''), conflicts: this.#conflicts }
  }

  #write(piece: string): void {
    if (piece === '') return
    this.#endLine()
    this.#pieces.push(piece)
    this.#lines += piece.match(LINE_END)?.length ?? 0
  }

  /** The last line of a text may have no end; what follows it now needs one. */
  #endLine(): void {
    const last = this.#pieces.at(-1)?.at(-1)
    if (last !== undefined && last !== '\n' && last !== '\r') {
      this.#pieces.push('\n')
      this.#lines++
    }
  }
}

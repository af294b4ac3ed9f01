/**
 * A regulation as decisions change it: a flat list of blocks (条, headings, 题注, 目录, 引言, annexes) of lines. Blanks and Markdown marks are
 * not part of it: no decision can carry them.
 *
 * The folder `amend` works in both directions on this one model: compare → operations → clauses (amend.ts), clauses → operations →
 * execute (apply.ts). operation.ts says what can be done to a text.
 */
import type { PassageUnit } from '../../../schema/redline.ts'
import { withoutBlanks as squeeze } from '../characters.ts'
import { type Passage, passages } from '../passages.ts'
import type { Law } from '../tree.ts'

export type HeadingUnit = 'part' | 'subpart' | 'chapter' | 'section' | 'division'

/** One line as a reader sees it, and where it stands in the input (UTF-16 offset); -1 for a line that is in no input. */
export interface Line {
  readonly text: string
  readonly start: number
}

export interface Block {
  readonly unit: PassageUnit
  /** 第十条, 第二章; 题注, 目录, 序言, 正文; an annex's name. */
  readonly label: string
  /** An article's lines without its label; a heading's lines with it. */
  readonly lines: readonly Line[]
  /** A heading's name without its number: 总则. */
  readonly name: string
  /** What the redline compares it by. */
  readonly passage: Passage | null
}

export interface Body {
  readonly title: string
  readonly blocks: readonly Block[]
  readonly law: Law
}

const HEADINGS: ReadonlySet<string> = new Set(['part', 'subpart', 'chapter', 'section', 'division'])

export const isHeading = (block: Block): block is Block & { readonly unit: HeadingUnit } => HEADINGS.has(block.unit)
export const isArticle = (block: Block): boolean => block.unit === 'article'

export function readBody(law: Law): Body {
  const blocks = passages(law)
    .filter(({ unit }) => unit !== 'title')
    .map(passage => {
      const lines = readLines(law.text, passage.start, passage.end)
      if (passage.unit !== 'article') return { unit: passage.unit, label: passage.label, lines, name: passage.text, passage }
      return { unit: passage.unit, label: passage.label, lines: withoutLabel(lines, passage.label), name: '', passage }
    })
  return { title: squeeze(law.title), blocks, law }
}

const MARKS = /^[\s\u200b\ufeff]*#*[\s\u200b\ufeff]*/

/** The lines of a stretch that hold more than blanks and marks. */
function readLines(text: string, from: number, to: number): Line[] {
  const lines: Line[] = []
  let at = from
  for (const raw of text.slice(from, to).split(/\r\n|[\n\r]/)) {
    const lead = MARKS.exec(raw)?.[0].length ?? 0
    const words = raw.slice(lead).trimEnd()
    if (squeeze(words) !== '') lines.push({ text: words, start: at + lead })
    at += raw.length + (text.charAt(at + raw.length) === '\r' && text.charAt(at + raw.length + 1) === '\n' ? 2 : 1)
  }
  return lines
}

/** Takes the printed label, which may hold blanks, off the first line; a line that held nothing else is gone. */
function withoutLabel(lines: readonly Line[], label: string): Line[] {
  const [first, ...rest] = lines
  if (!first) return []
  let at = 0
  for (const character of label) {
    while (at < first.text.length && squeeze(first.text.charAt(at)) === '') at++
    if (first.text.charAt(at) === character) at++
  }
  while (at < first.text.length && squeeze(first.text.charAt(at)) === '') at++
  const words = first.text.slice(at)
  return words === '' ? rest : [{ text: words, start: first.start + at }, ...rest]
}

/** How a block is printed, a line each, without Markdown marks. */
export function printedLines(block: Pick<Block, 'unit' | 'label' | 'lines'>): string[] {
  const lines = block.lines.map(({ text }) => text)
  if (block.unit !== 'article') return lines
  return [lines.length > 0 ? `${block.label} ${lines[0]}` : block.label, ...lines.slice(1)]
}

/** What two texts are compared by: title first, then every line, all blanks dropped. */
export const rowsOf = (title: string, lines: readonly string[]): string[] => [squeeze(title), ...lines.map(squeeze)]

/** A heading's printed number and its name, which may go on in further lines; 附则 without a number is all name. */
export function headingParts({ unit, label, lines }: Pick<Block, 'unit' | 'label' | 'lines'>): {
  readonly number: string
  readonly name: readonly string[]
} {
  const [first = '', ...rest] = lines.map(({ text }) => text)
  const at = unit === 'division' ? 0 : endOfLabel(first, label)
  return { number: first.slice(0, at), name: [first.slice(at).trim(), ...rest].filter(line => line !== '') }
}

/** Where a printed label ends, which may hold blanks. */
function endOfLabel(line: string, label: string): number {
  let at = 0
  for (const character of label) {
    const found = line.indexOf(character, at)
    if (found >= 0) at = found + 1
  }
  return at
}

/** From the text of a decision to its clauses: each an instruction with its quotations taken out, so that a grammar can read what is left. */
import { withoutBlanks as squeeze } from '../characters.ts'
import { unquoteLines, unquotePhrase } from './quotation.ts'

/** A clause before its language is read. Quotation n stands as ⟦n⟧ in the instruction. */
export interface RawClause {
  /** As printed: 一、 2. （三） 第三十二条; empty for a sentence without one. */
  readonly number: string
  /** Its line in the decision, from 1. */
  readonly line: number
  /** Without blanks. */
  readonly instruction: string
  readonly quotations: readonly Quotation[]
}

export interface Quotation {
  readonly lines: readonly string[]
  /** Its words as a phrase, for what stands inside a sentence. */
  readonly phrase: string
}

export interface Decision {
  readonly title: string
  /** Parts by the text they amend, where the decision amends several (等N件); else one part without a title. */
  readonly parts: readonly { readonly title: string | null; readonly clauses: readonly RawClause[] }[]
  readonly opening: string
}

interface Line {
  readonly text: string
  readonly number: number
}

const CLAUSE =
  /^(?:第[一二三四五六七八九十百零]{1,7}条(?=[ \u3000\u00a0])|[一二三四五六七八九十百零]{1,7}、|\d{1,3}[.．、]|[（(][一二三四五六七八九十百零]{1,5}[）)])/
/** The head of a part: 二、修改《…》 or 二、对《…》作如下修改：, and nothing else. */
const PART =
  /^(?:[一二三四五六七八九十百零]{1,7}、|[（(][一二三四五六七八九十百零]{1,5}[）)])[\s\u3000]*(?:修改|对|将)?《(?<title>[^\n]{2,120})》(?:作如下修改|作出如下修改|修改如下)?[：:]?$/

/** @param swaps the amended text uses ‘’ and never “”: quoted words have had their marks exchanged in any case */
export function readDecision(text: string, swaps = false): Decision {
  const { title, lines } = bodyLines(text)
  const parts: { title: string | null; clauses: RawClause[] }[] = [{ title: null, clauses: [] }]
  let opening = ''
  for (const group of clauseGroups(lines)) {
    const first = group[0]
    if (!first) continue
    const head = group.length === 1 ? PART.exec(first.text)?.groups?.['title'] : undefined
    if (head !== undefined) parts.push({ title: head, clauses: [] })
    else {
      const clause = rawClause(group, swaps)
      if (clause.number === '') opening += clause.instruction
      parts.at(-1)?.clauses.push(clause)
    }
  }
  return { title, parts: parts.length > 1 ? parts.slice(1) : parts, opening }
}

function bodyLines(text: string): { title: string; lines: Line[] } {
  const all = text.replace(/^\ufeff/, '').split(/\r\n|[\n\r]/)
  const end = all.findIndex(line => line.includes('<!-- INFO END -->'))
  const heading = all.findIndex(line => /^#\s/.test(line))
  const title = heading < 0 ? '' : (all[heading] ?? '').replace(/^#+\s*/, '').trim()
  const lines: Line[] = []
  all.forEach((line, index) => {
    const words = line.replace(/^[\s\u200b\ufeff]+/, '').trimEnd()
    if (index > end && index !== heading && squeeze(words) !== '' && !/^<!--.*-->$/.test(words))
      lines.push({ text: words, number: index + 1 })
  })
  return { title, lines }
}

const isOpening = (line: Line) => line.text.startsWith('“')

function depthOf(text: string): number {
  let depth = 0
  for (const character of text) {
    if (character === '“') depth++
    else if (character === '”') depth--
  }
  return depth
}

/** Lines that belong together: the line that begins a clause, and the quoted paragraphs that follow it. */
function clauseGroups(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = []
  let group: Line[] = []
  let depth = 0
  for (const line of lines) {
    const last = group.at(-1)
    const goesOn = isOpening(line) || (depth > 0 && !(closes(last) && CLAUSE.test(line.text)))
    if (!last || !goesOn) {
      group = [line]
      groups.push(group)
      depth = depthOf(line.text)
      continue
    }
    group.push(line)
    depth = (isOpening(line) ? 0 : depth) + depthOf(line.text)
  }
  return groups
}

const closes = (line: Line | undefined) => line !== undefined && /”[。；]?$/.test(line.text)

function rawClause(group: readonly Line[], swaps: boolean): RawClause {
  const [first] = group
  const number = CLAUSE.exec(first?.text ?? '')?.[0] ?? ''
  const words = [(first?.text ?? '').slice(number.length), ...group.slice(1).map(({ text }) => text)]
  const quotations: Quotation[] = []
  let instruction = ''
  for (const piece of pieces(words)) {
    if (typeof piece === 'string') instruction += squeeze(piece)
    else {
      instruction += `⟦${quotations.length}⟧`
      const lines = unquoteLines(piece, swaps)
      quotations.push({ lines, phrase: swaps ? lines.join('') : unquotePhrase(piece.join('\n').slice(1, -1)) })
    }
  }
  return { number, line: first?.number ?? 0, instruction, quotations }
}

/** Words between quotations, and quotations as the lines they are printed on. */
function* pieces(lines: readonly string[]): Iterable<string | readonly string[]> {
  let index = 0
  let at = 0
  let plain = ''
  while (index < lines.length) {
    const line = lines[index] ?? ''
    const open = line.indexOf('“', at)
    if (open < 0) {
      plain += line.slice(at)
      index++
      at = 0
      continue
    }
    plain += line.slice(at, open)
    const end = quotationEnd(lines, index, open, /[：:]$/.test(squeeze(plain)))
    yield plain
    plain = ''
    yield end.lines
    index = end.index
    at = end.at
  }
  if (plain !== '') yield plain
}

/** Where the quotation that opens here ends. A wording (after a colon) may reach over paragraphs; a phrase stays in its line. */
function quotationEnd(
  lines: readonly string[],
  from: number,
  open: number,
  isWording: boolean
): { lines: string[]; index: number; at: number } {
  const line = lines[from] ?? ''
  const closed = closingAt(line, open)
  if (!isWording) {
    const close = closed < 0 ? line.lastIndexOf('”') : closed
    const end = close > open ? close + 1 : line.length
    return { lines: [line.slice(open, end)], index: from, at: end }
  }
  const last = lines.length - 1
  // …”，并… or …”。这一款…: the clause goes on in the line in which the wording ends.
  if (from === last || (closed >= 0 && closed < line.length - 2)) {
    const goesOn = closed >= 0 && /^[，。；]?(?:这一|该|并|同时|将|删去|增加|第|其中|相应|在|⟦)/.test(line.slice(closed + 1))
    const end = goesOn ? closed + 1 : Math.max(line.lastIndexOf('”') + 1, open + 1)
    return { lines: [line.slice(open, end)], index: from, at: from === last || goesOn ? end : line.length }
  }
  const wording = [line.slice(open), ...lines.slice(from + 1)]
  const tail = wording[wording.length - 1] ?? ''
  const end = tail.lastIndexOf('”') + 1
  return { lines: [...wording.slice(0, -1), end > 0 ? tail.slice(0, end) : tail], index: last, at: end > 0 ? end : tail.length }
}

function closingAt(line: string, open: number): number {
  let depth = 0
  for (let at = open; at < line.length; at++) {
    const character = line.charAt(at)
    if (character === '“') depth++
    else if (character === '”' && --depth === 0) return at
  }
  return -1
}

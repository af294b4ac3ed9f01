/**
 * Where an opinion stands in a text, and where it goes when the text changes. Pure: texts in, places out.
 *
 * The article's identity comes first, then the words in it. Statutes are full of look-alikes, so words are followed only through
 * what the comparison left untouched, and only while what stands around them says that they are the same; else they count as
 * `changed` or `ambiguous`. A place that is given is never that of other words that read the same.
 */
import { CONTEXT_LENGTH, type QuoteState } from '../../schema/opinions.ts'
import type { Compared, Passage } from '../law/index.ts'

/** What is quoted and what stood around it, as W3C Web Annotation's TextQuoteSelector. */
export interface Quote {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
}

export interface Range {
  readonly start: number
  readonly end: number
}

/** Where an opinion stands in one version. */
export interface Stand {
  /** The article: its label and where it begins in the text. Null once it is gone; it never comes back. */
  readonly article: { readonly label: string; readonly at: number } | null
  /** The quoted words in the article's reading text; null when they are not, or not surely, there. */
  readonly words: Range | null
  /** Null for an opinion that quotes nothing. */
  readonly state: QuoteState | null
}

/** Characters beside unique words that must have stayed on one side at least. */
const NEIGHBOURS = 4
/** Words are found again away from their place only by this much of what stood around them. */
const MIN_CONTEXT = 8

/** Anchors a new opinion: of several articles with this label the first that holds the quote. @returns null when there is no such article */
export function anchorIn(
  passages: readonly Passage[],
  label: string,
  quote: Quote | null
): { passage: Passage; words: Range | null; quote: Quote | null; found: number } | null {
  const articles = passages.filter(passage => passage.unit === 'article' && passage.label === label)
  const passage = (quote && articles.find(({ text }) => occurrences(text, quote.exact).length > 0)) ?? articles[0]
  if (!passage) return null
  if (!quote) return { passage, words: null, quote, found: 0 }
  const all = occurrences(passage.text, quote.exact)
  const fitting = all.filter(range => fits(passage.text, range, quote))
  const [words] = fitting
  if (!words || fitting.length > 1) return { passage, words: null, quote: { ...quote, exact: quote.exact.trim() }, found: fitting.length }
  return { passage, words, quote: { exact: passage.text.slice(words.start, words.end), ...contextOf(passage.text, words) }, found: 1 }
}

/** Where an opinion stands after one step from a text to the next. */
export function follow(stand: Stand, quote: Quote | null, compared: readonly Compared[]): Stand {
  if (stand.article === null) return stand
  const { at } = stand.article
  const step = compared.find(({ old }) => old?.unit === 'article' && old.start === at)
  if (!step?.old || !step.next || step.next.unit !== 'article') return { article: null, words: null, state: quote && 'changed' }
  const article = { label: step.next.label, at: step.next.start }
  if (!quote) return { article, words: null, state: null }
  const words = (stand.words && kept(stand.words, step, step.old.text, step.next.text)) ?? foundAgain(step.next.text, quote)
  if (words) return { article, words, state: 'present' }
  return { article, words: null, state: occurrences(step.next.text, quote.exact).length > 0 ? 'ambiguous' : 'changed' }
}

/** The words at their new place, when the comparison touched none of them and their surroundings agree. */
function kept(words: Range, { hunks }: Compared, oldText: string, nextText: string): Range | null {
  const moved = through(words, hunks)
  if (!moved) return null
  const exact = oldText.slice(words.start, words.end)
  const isUnique = occurrences(oldText, exact).length === 1 && occurrences(nextText, exact).length === 1
  const around = isUnique ? NEIGHBOURS : CONTEXT_LENGTH
  const [old, next] = [contextOf(oldText, words, around), contextOf(nextText, moved, around)]
  const [before, after] = [old.prefix === next.prefix, old.suffix === next.suffix]
  // At the edge of the article there is nothing that could tell.
  const told = (before && old.prefix !== '') || (after && old.suffix !== '') || (old.prefix === '' && old.suffix === '')
  return (isUnique ? (before || after) && told : before && after) ? moved : null
}

/** A range of the old text in the new one; null when anything in it was deleted or inserted. */
function through({ start, end }: Range, hunks: Compared['hunks']): Range | null {
  let old = 0
  let next = 0
  for (const { op, text } of hunks) {
    const isIn = op === 'equal' && start >= old && end <= old + text.length
    if (isIn) return { start: start - old + next, end: end - old + next }
    if (op !== 'insert') old += text.length
    if (op !== 'delete') next += text.length
  }
  return null
}

/** The one place whose surroundings are, to the last character kept, those of the words when they were quoted. */
function foundAgain(text: string, quote: Quote): Range | null {
  if (quote.prefix.length + quote.suffix.length < MIN_CONTEXT) return null
  const places = occurrences(text, quote.exact).filter(range => {
    const { prefix, suffix } = contextOf(text, range)
    return prefix === quote.prefix && suffix === quote.suffix
  })
  const [place] = places
  return place && places.length === 1 ? place : null
}

const contextOf = (text: string, { start, end }: Range, length = CONTEXT_LENGTH): Pick<Quote, 'prefix' | 'suffix'> => ({
  prefix: text.slice(Math.max(0, start - length), start),
  suffix: text.slice(end, end + length)
})

/** Whether a place agrees with the surroundings that were given; none given agree with every place. */
const fits = (text: string, { start, end }: Range, { prefix, suffix }: Quote): boolean =>
  bare(text.slice(0, start)).endsWith(bare(prefix)) && bare(text.slice(end)).startsWith(bare(suffix))

const BLANK = /\s/u
const bare = (text: string): string => text.replace(/\s/gu, '')

/** Every place of some words, whatever blanks and line ends stand between their characters: a page shows other ones than a text has. */
export function occurrences(text: string, words: string): Range[] {
  const wanted = bare(words)
  if (wanted === '') return []
  const places: number[] = []
  let shown = ''
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (BLANK.test(character)) continue
    shown += character
    places.push(at)
  }
  const found: Range[] = []
  for (let at = shown.indexOf(wanted); at >= 0; at = shown.indexOf(wanted, at + 1)) {
    found.push({ start: places[at] ?? 0, end: (places[at + wanted.length - 1] ?? 0) + 1 })
  }
  return found
}

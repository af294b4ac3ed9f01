/**
 * A Word file that came back: its tracked changes as proposed wordings, its comments as opinions, each at its article of the version that was
 * sent out. Pure. Our own redline carries changes of its own: they belong to the text that was sent, not to what is proposed.
 */
import type { ReadOpinion } from '../../schema/imports.ts'
import type { ChangeMark, WordFile } from '../formats/docx-document.ts'
import { type Accepts, readableLines, wordsOf } from '../formats/docx-reader.ts'
import { markdownOfPlainText } from '../formats/plain-text.ts'
import { type Compared, compare, type Law, type Passage, parse, passages } from '../law/index.ts'
import { anchorIn, follow, type Quote, type Stand } from '../opinions/anchor.ts'
import { articleAround } from './article-around.ts'
import { proposalsOf } from './proposals.ts'

export interface SentVersion {
  readonly text: string
  /** Who saved it and when: so our redline signs its changes. */
  readonly authorName: string
  readonly createdAt: string
}

export interface WordReading {
  readonly opinions: ReadOpinion[]
  readonly losses: readonly string[]
  /** Which share of the version's articles the file has, word for word, before what is proposed. */
  readonly likeness: number
}

/** People who change one file; more is no review. */
const MAX_AUTHORS = 20

/** @param today no opinion is given after it */
export function readReview(file: WordFile, sent: SentVersion, today: string): WordReading {
  const version = parse(sent.text)
  const hands = handsOf(file, sent)
  const base = baseOf(file, hands, sent, version)
  const toVersion = compare(base.law, version)
  const on = (date: string) => dayOf(date, today)
  const opinions: ReadOpinion[] = []
  for (const hand of hands.filter(one => !base.hands.has(one)).slice(0, MAX_AUTHORS)) {
    const accepts: Accepts = mark => [...base.hands, hand].includes(handOf(mark, sent))
    const proposals = proposalsOf(compare(base.law, lawOf(file, accepts)))
    const dates = marksOf(file).filter(mark => handOf(mark, sent) === hand)
    const date = dates.reduce((last, mark) => (mark.date > last ? mark.date : last), '')
    for (const { article, words, body, proposal } of proposals) {
      const at = { place: '修订', givenBy: hand, givenOn: on(date), body, proposal }
      opinions.push(placed(at, article && { passage: article, words, quote: words && quoteOf(article.text, words) }, toVersion))
    }
  }
  opinions.push(...commentsOf(file, base, toVersion, on))
  return { opinions, losses: file.losses, likeness: base.likeness }
}

/** An author, or our own redline. */
const OWN = '\u0000'
const handOf = ({ author, date }: ChangeMark, { authorName, createdAt }: SentVersion): string =>
  author === authorName && date.slice(0, 19) === createdAt.slice(0, 19) ? OWN : author

function* marks(file: WordFile): Iterable<ChangeMark> {
  for (const paragraph of file.paragraphs) {
    for (const item of paragraph.items) if (item.kind === 'text') for (const mark of [item.inserted, item.deleted]) if (mark) yield mark
    for (const mark of [paragraph.inserted, paragraph.deleted]) if (mark) yield mark
  }
}
const marksOf = (file: WordFile): ChangeMark[] => [...marks(file)]

const handsOf = (file: WordFile, sent: SentVersion): string[] => [...new Set(marksOf(file).map(mark => handOf(mark, sent)))]

const lawOf = (file: WordFile, accepts: Accepts): Law => parse(markdownOfPlainText(readableLines(file, accepts).join('\n')))

interface Base {
  /** Whose changes are part of what was sent. */
  readonly hands: ReadonlySet<string>
  readonly law: Law
  readonly accepts: Accepts
  readonly likeness: number
}

/** The reading that is most like the version: all changes rejected, or those of one hand accepted. */
function baseOf(file: WordFile, hands: readonly string[], sent: SentVersion, version: Law): Base {
  const known = new Set(passages(version).map(({ wording }) => wording))
  const candidates = [[], ...hands.slice(0, MAX_AUTHORS).map(hand => [hand])]
  const read = candidates.map(accepted => {
    const taken = new Set(accepted)
    const accepts: Accepts = mark => taken.has(handOf(mark, sent))
    const law = lawOf(file, accepts)
    const all = passages(law).filter(({ unit }) => unit === 'article')
    const likeness =
      all.length === 0 ? 0 : all.filter(({ wording }) => known.has(wording)).length / Math.max(all.length, version.counts.article)
    return { hands: taken, law, accepts, likeness }
  })
  return read.reduce((best, one) => (one.likeness > best.likeness ? one : best))
}

interface Place {
  readonly passage: Passage
  readonly words: Stand['words']
  readonly quote: Quote | null
}

type Said = Pick<ReadOpinion, 'place' | 'givenBy' | 'givenOn' | 'body' | 'proposal'>

/** An opinion on the file's text, at its article of the version. */
function placed(said: Said, at: Place | null, toVersion: readonly Compared[]): ReadOpinion {
  const opinion = { ...said, source: null, problem: null, repeats: null }
  const stand =
    at &&
    follow(
      { article: { label: at.passage.label, at: at.passage.start }, words: at.words, state: at.quote && 'present' },
      at.quote,
      toVersion
    )
  if (!at || !stand?.article) {
    const where = at ? `（对原稿${at.passage.label}）` : ''
    const quoted = at?.quote ? `（原文：“${at.quote.exact}”）` : ''
    return { ...opinion, body: `${where}${said.body}${quoted}`, ...NOWHERE }
  }
  const words = stand.words
  return {
    ...opinion,
    article: stand.article.label,
    articleAt: stand.article.at,
    ...{ quote: at.quote?.exact ?? null, prefix: at.quote?.prefix ?? '', suffix: at.quote?.suffix ?? '' },
    ...{ quoteStart: words?.start ?? null, quoteEnd: words?.end ?? null }
  }
}

const NOWHERE = { article: null, articleAt: null, quote: null, prefix: '', suffix: '', quoteStart: null, quoteEnd: null }

function commentsOf(file: WordFile, base: Base, toVersion: readonly Compared[], on: (date: string) => string | null): ReadOpinion[] {
  const { text, comments } = wordsOf(file.paragraphs, base.accepts)
  const ranges = new Map(comments.map(range => [range.id, range]))
  const all = passages(base.law)
  return file.comments.flatMap(({ id, author, date, text: body }) => {
    if (body === '') return []
    const range = ranges.get(id)
    const around = range && articleAround(text, range)
    const found = around && anchorIn(all, around.label, around.quote)
    const said = { place: '批注', givenBy: author, givenOn: on(date), body, proposal: null }
    return [
      placed(said, found ? { passage: found.passage, words: found.words, quote: found.found > 0 ? found.quote : null } : null, toVersion)
    ]
  })
}

function quoteOf(text: string, { start, end }: { start: number; end: number }): Quote {
  return { exact: text.slice(start, end), prefix: text.slice(Math.max(0, start - AROUND), start), suffix: text.slice(end, end + AROUND) }
}
const AROUND = 32

/** Word writes local time; a date that is none, or in the future, is the day of the import. */
function dayOf(date: string, today: string): string | null {
  const day = date.slice(0, 10)
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) && day <= today && day >= '1990' ? day : null
}

/** What a text repeats of the library's laws, and which of their words may stand beside an article of it. */
import type { LibraryLaw, LibraryOverlap, Wording } from '../../schema/library.ts'
import { type Law, overlap, passages } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { citedBeyond, resolvePlaces } from './cited-places.ts'
import { lawOf } from './citing.ts'
import { isLocal, type LawInForce, lawsChosen, lawsFor, textsInForce } from './library.ts'

type Needs = Pick<Services, 'db' | 'now'>

/**
 * Compares a text with the laws that it names and with other places' regulations of a like name, or with the laws that somebody chose, as they read today.
 * @param chosen ids of regulations; none: the program chooses
 */
export async function overlapWithLibrary(services: Needs, law: Law, chosen: readonly string[] = []): Promise<LibraryOverlap> {
  const laws = await lawsToCompare(services, law, chosen)
  const found = overlap(
    law.text,
    laws.map(({ title, text }) => ({ title, text }))
  )
  const ids = new Map(laws.map(({ id, title }) => [title, id]))
  return {
    laws: laws.map(headOf),
    share: found.share,
    articles: found.articles.map(({ label, share, passages }) => ({
      ...{ label, share },
      passages: passages.map(passage => ({ ...passage, regulation: ids.get(passage.superior) ?? null }))
    }))
  }
}

const headOf = ({ id, title, rank, own, status, why }: LibraryLaw): LibraryLaw => ({ id, title, rank, own, status, why })

async function lawsToCompare(services: Needs, law: Law, chosen: readonly string[]): Promise<LawInForce[]> {
  const laws = chosen.length > 0 ? await lawsChosen(services, chosen) : await lawsFor(services, law)
  return textsInForce(services.db, laws, chinaDate(services.now()))
}

/** Offered beside an article; more would be a list to read and not to choose from. */
const OFFERED = 6
/** Two articles are alike from this share of common pairs of characters on: below it only the stock of legislative language is shared. */
const ALIKE = 0.3
/** Of the articles of one law the most like ones. */
const OF_ONE_LAW = 2

/** Words of the library that may be noted beside an article: what it cites, what says the same, what is alike in other places. */
export async function wordingsFor(services: Needs, law: Law, label: string): Promise<Wording[]> {
  const article = passages(law).find(one => one.unit === 'article' && one.label === label)
  if (!article) return []
  const laws = await lawsToCompare(services, law, [])
  const cited = await citedWordings(services, law, label)
  const alike = laws.flatMap(one => alikeIn(one, article.text))
  const seen = new Set<string>()
  return [...cited, ...alike.sort((a, b) => b.alike - a.alike).map(({ alike: _, ...wording }) => wording)]
    .filter(({ regulation, article }) => {
      const key = `${regulation} ${article}`
      return seen.has(key) ? false : seen.add(key)
    })
    .slice(0, OFFERED)
}

async function citedWordings(services: Needs, law: Law, label: string): Promise<Wording[]> {
  const places = citedBeyond(law).flatMap(({ from, place }) => (from === label && place.article !== undefined ? [place] : []))
  return (await resolvePlaces(services, places)).flatMap(({ regulation, title, place, words }) =>
    regulation === null || words === null
      ? []
      : [{ kind: 'legalBasis' as const, regulation, title, article: place.article ?? '', text: words, why: '本条引用' }]
  )
}

/** Of a law the articles that say nearly the same. */
function alikeIn({ id, title, rank, own, sha256, text }: LawInForce, words: string): (Wording & { readonly alike: number })[] {
  const pairs = pairsOf(words)
  return passages(lawOf(sha256, text))
    .flatMap(({ unit, label, text }) => {
      const alike = unit === 'article' ? likeness(pairs, pairsOf(text)) : 0
      if (alike < ALIKE) return []
      const kind = own || isLocal({ rank }) ? ('otherPlaces' as const) : ('legalBasis' as const)
      return [{ kind, regulation: id, title, article: label, text, why: `文字相近 ${Math.round(alike * 100)}%`, alike }]
    })
    .sort((a, b) => b.alike - a.alike)
    .slice(0, OF_ONE_LAW)
}

/** Dice: twice what is common, by what there is. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0
  for (const pair of one) if (other.has(pair)) common++
  return one.size + other.size === 0 ? 0 : (2 * common) / (one.size + other.size)
}

function pairsOf(text: string): Set<string> {
  const bare = text.replace(/[^\p{Script=Han}]/gu, '')
  return new Set(Array.from({ length: Math.max(0, bare.length - 1) }, (_, at) => bare.slice(at, at + 2)))
}

/**
 * Pairs the passages of two texts as a person would: first what has the same words, whatever its number; then, between those, what is
 * alike; then what is alike elsewhere (moved). A split or merged article is paired with its larger part.
 *
 * Promises: every old and every new passage stands in at most one pair; a pair's units are the same; near-linear in the size of both texts.
 */
import { diffArrays } from 'diff'
import { heaviestChain, type Link } from './chain.ts'
import { type Alignable, type Gap, Matching, type Pair } from './matching.ts'
import { type Grams, gramsOf, type Likenesses } from './similarity.ts'

/** Least likeness of two passages between the same neighbours, and of two that stand at different places. */
const LEAST_IN_PLACE = 0.5
const LEAST_MOVED = 0.6
/** When one old and one new article are all that stands between the same neighbours, less is enough. */
const LEAST_ALONE = 0.35
/** A pair is not taken in place when one of its sides has a counterpart that is so much more alike. */
const FAR_BETTER = 0.7
/** Among passages whose words repeat, so many differences of order are followed; beyond that they are paired by their count. */
const MAX_REPEATED_EDITS = 200

/** @returns pairs in no particular order; which of them cross others is for the caller to say (`heaviestChain`). */
export function align(olds: readonly Alignable[], news: readonly Alignable[], likenesses: Likenesses): Pair[] {
  const matching = new Matching(olds, news)
  pairUnique(matching)
  pairRepeated(matching)
  pairRest(matching)
  pairNeighbours(matching, likenesses)
  pairAlike(matching, likenesses)
  pairAlone(matching, likenesses)
  return matching.pairs()
}

/** Words that stand once in either text. */
function pairUnique(matching: Matching): void {
  const olds = placesOnce(matching.olds)
  const news = placesOnce(matching.news)
  for (const [wording, b] of news) {
    const a = b < 0 ? undefined : olds.get(wording)
    if (a !== undefined && a >= 0) matching.pair(a, b)
  }
}

const REPEATED = -1

/** The place of each wording, or REPEATED. */
function placesOnce(passages: readonly Alignable[]): Map<string, number> {
  const places = new Map<string, number>()
  passages.forEach(({ wording }, at) => {
    places.set(wording, places.has(wording) ? REPEATED : at)
  })
  return places
}

/** Words that are repeated (一般规定 as the first section of every chapter): in order, between the anchors. */
function pairRepeated(matching: Matching): void {
  for (const { olds, news } of matching.gaps()) {
    const oldWords = olds.map(a => matching.olds[a]?.wording ?? '')
    const newWords = news.map(b => matching.news[b]?.wording ?? '')
    const known = new Set(oldWords)
    if (!newWords.some(words => known.has(words))) continue
    let [atOld, atNew] = [0, 0]
    for (const { added, removed, count } of diffArrays(oldWords, newWords, { maxEditLength: MAX_REPEATED_EDITS }) ?? []) {
      if (!added && !removed) {
        for (let at = 0; at < count; at++) matching.pair(olds[atOld + at] ?? 0, news[atNew + at] ?? 0)
      }
      if (!added) atOld += count
      if (!removed) atNew += count
    }
  }
}

/** The same words wherever they stand: the first free one with the first free one. */
function pairRest(matching: Matching): void {
  const free = new Map<string, number[]>()
  matching.olds.forEach(({ wording }, a) => {
    if (!matching.isFreeOld(a)) return
    const places = free.get(wording)
    if (places) places.push(a)
    else free.set(wording, [a])
  })
  for (const places of free.values()) places.reverse()
  matching.news.forEach(({ wording }, b) => {
    if (!matching.isFreeNew(b)) return
    const a = free.get(wording)?.pop()
    if (a !== undefined) matching.pair(a, b)
  })
}

/** One old and one new passage between the same neighbours, clearly alike: the usual case of an edited article, and no search is needed. */
function pairNeighbours(matching: Matching, likenesses: Likenesses): void {
  for (const { olds, news } of matching.gaps()) {
    const [a = 0, secondOld] = olds
    const [b = 0, secondNew] = news
    if (secondOld !== undefined || secondNew !== undefined) continue
    const [old, next] = [matching.olds[a], matching.news[b]]
    if (old && next && old.unit === next.unit && likenesses.compare(old.text, next.text) >= LEAST_MOVED) matching.pair(a, b)
  }
}

interface Candidate extends Link {
  readonly score: number
  readonly isInPlace: boolean
}

/** Words that are alike: first in place, as much text kept as possible; then the likest anywhere. */
function pairAlike(matching: Matching, likenesses: Likenesses): void {
  const candidates = findCandidates(matching, likenesses)
  const bestOld = new Map<number, number>()
  const bestNew = new Map<number, number>()
  for (const { a, b, score } of candidates) {
    bestOld.set(a, Math.max(score, bestOld.get(a) ?? 0))
    bestNew.set(b, Math.max(score, bestNew.get(b) ?? 0))
  }
  const isFitting = ({ a, b, score }: Candidate) => score >= FAR_BETTER * Math.max(bestOld.get(a) ?? 0, bestNew.get(b) ?? 0)
  for (const { a, b } of heaviestChain(candidates.filter(found => found.isInPlace && isFitting(found)))) matching.pair(a, b)
  const moved = candidates.filter(found => found.score >= LEAST_MOVED).sort((x, y) => y.score - x.score || x.b - y.b)
  for (const { a, b } of moved) if (matching.isFreeOld(a) && matching.isFreeNew(b)) matching.pair(a, b)
}

function findCandidates(matching: Matching, likenesses: Likenesses): Candidate[] {
  const olds = freeArticles(matching.olds, matching.isFreeOld)
  const news = freeArticles(matching.news, matching.isFreeNew)
  const gapOfOld = new Int32Array(matching.olds.length).fill(NO_GAP)
  const gapOfNew = new Int32Array(matching.news.length).fill(NO_GAP)
  const named: (readonly number[])[] = []
  matching.gaps().forEach((gap, number) => {
    for (const a of gap.olds) gapOfOld[a] = number
    for (const b of gap.news) gapOfNew[b] = number
    nameByNumberOrPlace(matching, gap, olds.numbers, named)
  })
  const candidates: Candidate[] = []
  const likely = likenesses.search(olds.grams, news.grams, LEAST_IN_PLACE, at => named[news.places[at] ?? 0] ?? NOBODY)
  for (const { a: oldAt, b: newAt, score, shared } of likely) {
    const [a, b] = [olds.places[oldAt] ?? 0, news.places[newAt] ?? 0]
    const [old, next] = [matching.olds[a], matching.news[b]]
    if (!old || !next || old.unit !== next.unit) continue
    const isInPlace = gapOfOld[a] !== NO_GAP && gapOfOld[a] === gapOfNew[b]
    candidates.push({ a, b, score, isInPlace, weight: shared + (old.label === next.label ? 0.5 : 0) })
  }
  return candidates
}

const NO_GAP = -1
const NOBODY: readonly number[] = []

/** Where all wording is alike no bigram is rare; then its number or its place says who is meant. */
function nameByNumberOrPlace({ olds, news }: Matching, gap: Gap, numbers: Int32Array, named: (readonly number[])[]): void {
  const byLabel = new Map(gap.olds.map(a => [olds[a]?.label, a]))
  gap.news.forEach((b, at) => {
    const numbered = byLabel.get(news[b]?.label)
    const placed = gap.olds[at]
    const places: number[] = []
    if (numbered !== undefined && numbers[numbered] !== NO_ARTICLE) places.push(numbers[numbered] ?? 0)
    if (placed !== undefined && placed !== numbered && numbers[placed] !== NO_ARTICLE) places.push(numbers[placed] ?? 0)
    named[b] = places
  })
}

const NO_ARTICLE = -1

interface FreeArticles {
  readonly places: readonly number[]
  readonly grams: Grams
  /** Of each passage its number among the free articles, or NO_ARTICLE. */
  readonly numbers: Int32Array
}

/** What is still free and no heading, with its bigrams. */
function freeArticles(passages: readonly Alignable[], isFree: (at: number) => boolean): FreeArticles {
  const places: number[] = []
  const texts: string[] = []
  const numbers = new Int32Array(passages.length).fill(NO_ARTICLE)
  passages.forEach(({ text, isHeading }, at) => {
    if (isHeading || !isFree(at)) return
    numbers[at] = places.length
    places.push(at)
    texts.push(text)
  })
  return { places, grams: gramsOf(texts), numbers }
}

/** What is left between the same neighbours: headings under the same number, and the one old and the one new passage of a unit. */
function pairAlone(matching: Matching, likenesses: Likenesses): void {
  for (const gap of matching.gaps()) {
    pairHeadingsByNumber(matching, gap)
    const freeNews = byUnit(matching.news, gap.news.filter(matching.isFreeNew))
    for (const [unit, [a, secondOld]] of byUnit(matching.olds, gap.olds.filter(matching.isFreeOld))) {
      const [b, secondNew] = freeNews.get(unit) ?? []
      if (a === undefined || b === undefined || secondOld !== undefined || secondNew !== undefined) continue
      const [old, next] = [matching.olds[a], matching.news[b]]
      if (!old || !next) continue
      if (old.isHeading || likenesses.compare(old.text, next.text) >= LEAST_ALONE) matching.pair(a, b)
    }
  }
}

/** A chapter that got another name. The first of several with one number goes with the first. */
function pairHeadingsByNumber(matching: Matching, gap: Gap): void {
  const free = new Map<string, number[]>()
  const key = (passage: Alignable | undefined) => `${passage?.unit} ${passage?.label}`
  for (const a of [...gap.olds].reverse()) {
    if (!matching.olds[a]?.isHeading) continue
    const places = free.get(key(matching.olds[a]))
    if (places) places.push(a)
    else free.set(key(matching.olds[a]), [a])
  }
  for (const b of gap.news) {
    const a = matching.news[b]?.isHeading ? free.get(key(matching.news[b]))?.pop() : undefined
    if (a !== undefined) matching.pair(a, b)
  }
}

function byUnit(passages: readonly Alignable[], places: readonly number[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const at of places) {
    const unit = passages[at]?.unit ?? ''
    const group = groups.get(unit)
    if (group) group.push(at)
    else groups.set(unit, [at])
  }
  return groups
}

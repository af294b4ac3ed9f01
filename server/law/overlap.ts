/**
 * Which words of a draft already stand in superior law (立法法第八十二条: 对上位法已经明确规定的内容，一般不作重复性规定).
 *
 * The draft's runs of REPEATED characters are indexed once; every superior law is then read through a rolling hash, so that the work grows
 * with the length of the laws alone. Blanks and punctuation do not count: 、 for ， is the same wording.
 */
import type { Overlap, OverlapArticle, OverlapPassage } from '../../schema/overlap.ts'
import { parseTree } from './parse.ts'
import { passages } from './passages.ts'

/** A superior law: its text, or its text with the title under which it is to be named. */
export type Superior = string | { readonly title: string; readonly text: string }

/**
 * So many characters in a row are a repetition. Shorter runs are the common stock of legislative language:
 * 构成犯罪的依法追究刑事责任 has 13, 县级以上地方人民政府 10.
 */
const REPEATED = 14
/** A run that stands more often in the draft itself is looked for at its first places only: bounds the work on monotonous texts. */
const MAX_PLACES = 64
/** A further passage is shown when it covers at least so many characters that no longer passage covers. */
const LEAST_NEW = 7
const TABLE_BITS = 16
/** Blanks and punctuation, Chinese and Western, as ranges: the class \p{P} takes five times as long. */
const IGNORED = /[\s\u200b\ufeff!-/:-@[-`{-~\u00b7\u2010-\u205e\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+/g

/**
 * @param draft the text that is being drafted
 * @param superiors superior laws, any number
 * @returns every article of the draft in order, with the share of its characters (0 to 1) that a superior law says in the same words,
 * and the passages side by side
 */
export function overlap(draft: string, superiors: readonly Superior[]): Overlap {
  const articles = bareText(draft).articles
  const index = new DraftIndex(articles)
  // The runs of each article of the draft.
  const runs: Run[][] = articles.map(() => [])
  for (const superior of superiors) {
    const { title, articles: others } = bareText(typeof superior === 'string' ? superior : superior.text)
    const name = typeof superior === 'string' ? title : superior.title
    for (const other of others) index.collect(other, name, runs)
  }
  const found = articles.map((article, at) => overlapOf(article, runs[at] ?? []))
  const total = articles.reduce((sum, { bare }) => sum + bare.length, 0)
  const repeated = found.reduce((sum, { share }, at) => sum + share * (articles[at]?.bare.length ?? 0), 0)
  return { share: round(total === 0 ? 0 : repeated / total), articles: found }
}

/** An article's words, and the same without blanks and punctuation. */
interface BareArticle {
  readonly label: string
  readonly words: string
  readonly bare: string
}

/** The same words in the draft and in a superior law; places are counted in bare characters. */
interface Run {
  readonly draft: BareArticle
  readonly draftAt: number
  readonly superior: BareArticle
  readonly superiorAt: number
  readonly title: string
  readonly length: number
}

function bareText(text: string): { readonly title: string; readonly articles: BareArticle[] } {
  const all = passages({ text, tree: parseTree(text) })
  return {
    title: all.find(({ unit }) => unit === 'title')?.text ?? '',
    articles: all.flatMap(passage =>
      passage.unit === 'article' ? [{ label: passage.label, words: passage.text, bare: passage.text.replace(IGNORED, '') }] : []
    )
  }
}

/** The draft's runs of REPEATED characters by their hash: chains in arrays, place 0 ends a chain. */
class DraftIndex {
  readonly #articles: readonly BareArticle[]
  readonly #heads = new Uint32Array(1 << TABLE_BITS)
  readonly #article: Uint32Array
  readonly #at: Uint32Array
  readonly #next: Uint32Array
  /** The longest run found so far from this place of the draft. */
  readonly #longest: Uint32Array

  constructor(articles: readonly BareArticle[]) {
    const total = articles.reduce((sum, { bare }) => sum + bare.length, 1)
    this.#articles = articles
    this.#article = new Uint32Array(total)
    this.#at = new Uint32Array(total)
    this.#next = new Uint32Array(total)
    this.#longest = new Uint32Array(total)
    const hashes = new Uint16Array(total)
    let free = 1
    articles.forEach(({ bare }, article) => {
      eachRun(bare, (hash, at) => {
        this.#article[free] = article
        this.#at[free] = at
        hashes[free++] = hash
      })
    })
    // From the last to the first, so that each chain begins with the first place.
    while (--free > 0) {
      const hash = hashes[free] ?? 0
      this.#next[free] = this.#heads[hash] ?? 0
      this.#heads[hash] = free
    }
  }

  /** Adds every longest run that an article of a superior law has in common with the draft. */
  collect(superior: BareArticle, title: string, runs: readonly Run[][]): void {
    eachRun(superior.bare, (hash, superiorAt) => {
      let places = 0
      for (let entry = this.#heads[hash] ?? 0; entry > 0 && places < MAX_PLACES; entry = this.#next[entry] ?? 0) {
        places++
        const article = this.#article[entry] ?? 0
        const draft = this.#articles[article]
        const draftAt = this.#at[entry] ?? 0
        // What goes on from the character before was found there; what cannot be longer than what was found from here says nothing new.
        if (!draft || isSame(draft.bare, draftAt - 1, superior.bare, superiorAt - 1)) continue
        const longest = this.#longest[entry] ?? 0
        if (Math.min(draft.bare.length - draftAt, superior.bare.length - superiorAt) <= longest) continue
        const length = commonLength(draft.bare, draftAt, superior.bare, superiorAt)
        if (length < REPEATED || length <= longest) continue
        this.#longest[entry] = length
        runs[article]?.push({ draft, draftAt, superior, superiorAt, title, length })
      }
    })
  }
}

/** A hash that rolls over every run of REPEATED characters. */
function eachRun(text: string, visit: (hash: number, at: number) => void): void {
  let hash = 0
  for (let at = 0; at < text.length; at++) {
    if (at >= REPEATED) hash = (hash - Math.imul(text.charCodeAt(at - REPEATED), TOP_WEIGHT)) | 0
    hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0
    if (at >= REPEATED - 1) visit(Math.imul(hash, 0x9e3779b1) >>> (32 - TABLE_BITS), at - REPEATED + 1)
  }
}

const BASE = 0x01000193
const TOP_WEIGHT = Array.from({ length: REPEATED - 1 }).reduce((weight: number) => Math.imul(weight, BASE), 1)

const isSame = (one: string, at: number, other: string, otherAt: number): boolean =>
  at >= 0 && otherAt >= 0 && one.charCodeAt(at) === other.charCodeAt(otherAt)

function commonLength(one: string, at: number, other: string, otherAt: number): number {
  let length = 0
  while (at + length < one.length && otherAt + length < other.length && isSame(one, at + length, other, otherAt + length)) length++
  return length
}

/** The longest runs first; a shorter one counts where it says something more. */
function overlapOf(article: BareArticle, runs: readonly Run[]): OverlapArticle {
  const covered = new Uint8Array(article.bare.length)
  const shown: Run[] = []
  for (const run of [...runs].sort((x, y) => y.length - x.length)) {
    const end = run.draftAt + run.length
    const fresh = covered.subarray(run.draftAt, end).reduce((sum, cover) => sum + 1 - cover, 0)
    if (fresh < LEAST_NEW) continue
    covered.fill(1, run.draftAt, end)
    shown.push(run)
  }
  const repeated = covered.reduce((sum, cover) => sum + cover, 0)
  const share = round(article.bare.length === 0 ? 0 : repeated / article.bare.length)
  return { label: article.label, share, passages: shown.sort((x, y) => x.draftAt - y.draftAt).map(passageOf) }
}

const passageOf = (run: Run): OverlapPassage => ({
  text: wordsAt(run.draft, run.draftAt, run.length),
  superior: run.title,
  article: run.superior.label,
  superiorText: wordsAt(run.superior, run.superiorAt, run.length)
})

/** The words as printed, punctuation inside them included: a walk from the head of the article, for the few passages that are shown. */
function wordsAt({ words }: BareArticle, at: number, length: number): string {
  let [bare, start, end] = [0, 0, 0]
  for (let place = 0; place < words.length && bare < at + length; place++) {
    if (words.charAt(place).replace(IGNORED, '') === '') continue
    if (bare === at) start = place
    bare++
    end = place + 1
  }
  return words.slice(start, end)
}

const round = (share: number): number => Math.round(share * 10_000) / 10_000

/** What is paired while two texts are aligned, and what is still free between the pairs that keep their order. */
import { heaviestChain, type Link } from './chain.ts'

/** What can be aligned: passages of a law, or lines of an article. */
export interface Alignable {
  /** Only what has the same unit is paired. */
  readonly unit: string
  /** Equal words. */
  readonly wording: string
  readonly label: string
  /** What likeness is measured on. */
  readonly text: string
  /** A heading is the same heading when it stands at the same place under the same number, however it is called now. */
  readonly isHeading: boolean
}

export interface Pair {
  readonly a: number
  readonly b: number
}

/** Who is paired with whom so far. */
export class Matching {
  readonly olds: readonly Alignable[]
  readonly news: readonly Alignable[]
  readonly #newOf: Int32Array
  readonly #oldOf: Int32Array
  #anchors: readonly Link[] | null = null

  constructor(olds: readonly Alignable[], news: readonly Alignable[]) {
    this.olds = olds
    this.news = news
    this.#newOf = new Int32Array(olds.length).fill(-1)
    this.#oldOf = new Int32Array(news.length).fill(-1)
  }

  pair(a: number, b: number): void {
    this.#anchors = null
    this.#newOf[a] = b
    this.#oldOf[b] = a
  }

  isFreeOld = (a: number): boolean => this.#newOf[a] === -1
  isFreeNew = (b: number): boolean => this.#oldOf[b] === -1

  pairs(): Pair[] {
    const pairs: Pair[] = []
    this.#newOf.forEach((b, a) => {
      if (b >= 0) pairs.push({ a, b })
    })
    return pairs
  }

  /** The pairs that keep their order: everything else is judged by which of them it stands between. */
  anchors(): readonly Link[] {
    this.#anchors ??= heaviestChain(this.pairs().map(({ a, b }) => ({ a, b, weight: stayWeight(this.news[b]?.text) })))
    return this.#anchors
  }

  /** What is still free, by the gap between anchors in which it stands. Only gaps with something on both sides. */
  gaps(): Gap[] {
    const gaps: Gap[] = []
    let a = 0
    let b = 0
    for (const anchor of [...this.anchors(), { a: this.olds.length, b: this.news.length }]) {
      // Most anchors are neighbours of each other and leave no gap.
      if (a < anchor.a && b < anchor.b) {
        const olds = freeBetween(this.#newOf, a, anchor.a)
        const news = freeBetween(this.#oldOf, b, anchor.b)
        if (olds.length > 0 && news.length > 0) gaps.push({ olds, news })
      }
      a = anchor.a + 1
      b = anchor.b + 1
    }
    return gaps
  }
}

export interface Gap {
  readonly olds: readonly number[]
  readonly news: readonly number[]
}

function freeBetween(counterparts: Int32Array, from: number, to: number): number[] {
  const free: number[] = []
  for (let at = from; at < to; at++) if (counterparts[at] === -1) free.push(at)
  return free
}

/** One passage weighs more than the length of another: as few as possible are said to have moved, and among as many the shorter ones. */
export const stayWeight = (text = ''): number => 1 + Math.min(text.length, 9_999) / 10_000

/** How alike two passages are, by the pairs of neighbouring characters (bigrams) they share; and who may be alike, without asking every pair. */

/** The bigrams of a text, hashed to 16 bits: a passage has some hundred, so a chance collision changes a likeness by a percent at most. */
export type Grams = Uint16Array

const HASHES = 1 << 16
/** A bigram that stands in more passages than this (应当, 规定) says nothing about which of them is meant. Also bounds the work. */
const COMMON = 24
/** So many of the passages that share most rare bigrams are looked at closely. */
const CLOSER_LOOKS = 6
/** A part counts as the continuation of a whole when so much of it stands there, and it is so much of the whole: split and merged articles. */
const CONTAINED = 0.8
const PART_OF_WHOLE = 0.25
const LEAST_PART = 12
const NO_BIGRAM = new Uint16Array(0)

export interface Likeness {
  /** Index of the old and of the new passage. */
  readonly a: number
  readonly b: number
  /** 0 to 1. For a part of a split or merged article at least `SPLIT_LIKENESS`. */
  readonly score: number
  /** How many bigrams they share: how much text is kept when they are paired. */
  readonly shared: number
}

/** The least score of a part that stands whole in the other passage. */
export const SPLIT_LIKENESS = 0.62

export function gramsOf(text: string): Grams {
  if (text.length < 2) return NO_BIGRAM
  const grams = new Uint16Array(text.length - 1)
  let previous = text.charCodeAt(0)
  for (let at = 1; at < text.length; at++) {
    const next = text.charCodeAt(at)
    grams[at - 1] = (Math.imul(previous, 0x9e35) ^ next) & (HASHES - 1)
    previous = next
  }
  return grams
}

const NO_TABLE = new Uint16Array(0)
const NO_CHAINS = new Int32Array(0)

/**
 * Room to count in; made once for a redline, so that a thousand comparisons do not allocate a thousand tables. Each table is made when it is
 * first needed: most lines of most articles are paired by their words and need none.
 */
export class Likenesses {
  #counts = NO_TABLE
  #heads = NO_CHAINS
  #sizes = NO_TABLE

  /** Dice coefficient, raised for a part that stands nearly whole in the other. */
  compare(old: Grams, next: Grams): { readonly score: number; readonly shared: number } {
    this.#count(next)
    const shared = this.#against(old)
    this.#uncount(next)
    return likeness(shared, old.length, next.length)
  }

  // Plain loops over places: here a comparison of two laws spends most of its time.
  #count(grams: Grams): void {
    if (this.#counts === NO_TABLE) this.#counts = new Uint16Array(HASHES)
    const counts = this.#counts
    for (let at = 0; at < grams.length; at++) {
      const gram = grams[at] ?? 0
      counts[gram] = (counts[gram] ?? 0) + 1
    }
  }

  #uncount(grams: Grams): void {
    for (let at = 0; at < grams.length; at++) this.#counts[grams[at] ?? 0] = 0
  }

  /** How many of these bigrams are in the counted ones; the counts are as before afterwards. */
  #against(grams: Grams): number {
    const counts = this.#counts
    let shared = 0
    for (let at = 0; at < grams.length; at++) {
      const gram = grams[at] ?? 0
      const left = counts[gram] ?? 0
      // Below zero it wraps to the top of its 16 bits: this bigram was used up.
      counts[gram] = left - 1
      if (left > 0 && left < 0x8000) shared++
    }
    this.#count(grams)
    return shared
  }

  /**
   * Pairs of old and new passages that are alike by at least `least`, found through their rare bigrams.
   * Near-linear: a bigram leads to at most COMMON passages, a passage to at most CLOSER_LOOKS comparisons.
   */
  search(olds: readonly Grams[], news: readonly Grams[], least: number): Likeness[] {
    if (olds.length === 0 || news.length === 0) return []
    if (this.#heads === NO_CHAINS) {
      this.#heads = new Int32Array(HASHES)
      this.#sizes = new Uint16Array(HASHES)
    }
    const index = this.#index(olds)
    const seen = new Uint16Array(olds.length)
    const found: Likeness[] = []
    news.forEach((next, b) => {
      this.#count(next)
      for (const a of this.#hopeful(olds, next, index, seen, least)) {
        const old = olds[a] ?? NO_BIGRAM
        const { score, shared } = likeness(this.#against(old), old.length, next.length)
        if (score >= least) found.push({ a, b, score, shared })
      }
      this.#uncount(next)
    })
    this.#forget(olds)
    return found
  }

  /**
   * Old passages that share most rare bigrams with a new one, and would be alike enough if they shared all of its common ones too: only these are
   * worth counting. `seen` is room to count in.
   */
  #hopeful(olds: readonly Grams[], grams: Grams, { passage, next }: Index, seen: Uint16Array, least: number): number[] {
    const [heads, sizes] = [this.#heads, this.#sizes]
    const touched: number[] = []
    let common = 0
    for (let at = 0; at < grams.length; at++) {
      const gram = grams[at] ?? 0
      if ((sizes[gram] ?? 0) > COMMON) {
        common++
        continue
      }
      for (let entry = heads[gram] ?? 0; entry > 0; entry = next[entry] ?? 0) {
        const a = passage[entry] ?? 0
        const count = seen[a] ?? 0
        if (count === 0) touched.push(a)
        seen[a] = count + 1
      }
    }
    const hopeful = mostCounted(touched, seen).filter(
      a => likeness(common + (seen[a] ?? 0), olds[a]?.length ?? 0, grams.length).score >= least
    )
    for (let at = 0; at < touched.length; at++) seen[touched[at] ?? 0] = 0
    return hopeful
  }

  /** From each bigram to the old passages in which it stands, as chains in two arrays. Place 0 ends a chain. */
  #index(olds: readonly Grams[]): Index {
    const total = olds.reduce((sum, grams) => sum + grams.length, 1)
    const passage = new Int32Array(total)
    const next = new Int32Array(total)
    let free = 1
    olds.forEach((grams, a) => {
      for (const gram of grams) {
        const head = this.#heads[gram] ?? 0
        const size = this.#sizes[gram] ?? 0
        if (size > COMMON || (head > 0 && passage[head] === a)) continue
        this.#sizes[gram] = size + 1
        passage[free] = a
        next[free] = head
        this.#heads[gram] = free++
      }
    })
    return { passage, next }
  }

  /** Clears what was indexed and nothing else: most searches are among the three lines of an article. */
  #forget(olds: readonly Grams[]): void {
    for (const grams of olds) {
      for (const gram of grams) {
        this.#heads[gram] = 0
        this.#sizes[gram] = 0
      }
    }
  }
}

interface Index {
  readonly passage: Int32Array
  readonly next: Int32Array
}

/** The few with the highest counts, the highest first; of equal ones the first. */
function mostCounted(places: readonly number[], counts: Uint16Array): number[] {
  const most: number[] = []
  for (const place of places) {
    const count = counts[place] ?? 0
    let at = most.length
    while (at > 0 && (counts[most[at - 1] ?? 0] ?? 0) < count) at--
    if (at >= CLOSER_LOOKS) continue
    most.splice(at, 0, place)
    if (most.length > CLOSER_LOOKS) most.pop()
  }
  return most
}

function likeness(shared: number, old: number, next: number): { readonly score: number; readonly shared: number } {
  if (shared === 0) return { score: 0, shared }
  const dice = (2 * shared) / (old + next)
  const part = Math.min(old, next)
  const isPart = part >= LEAST_PART && shared >= part * CONTAINED && part >= Math.max(old, next) * PART_OF_WHOLE
  return { score: isPart ? Math.max(dice, SPLIT_LIKENESS) : dice, shared }
}

/** How alike two passages are, by the pairs of neighbouring characters (bigrams) they share; and who may be alike, without asking every pair. */

/**
 * The bigrams of passages, one after another in one array: an array for each would cost more than the counting. A bigram is hashed to 16 bits: a
 * passage has some hundred, so a chance collision changes a likeness by a percent at most.
 */
export interface Grams {
  readonly codes: Uint16Array
  /** Where those of each passage begin; one more for the end of the last. */
  readonly starts: Int32Array
}

const HASHES = 1 << 16
/** A bigram that stands in more passages than this (应当, 规定) says nothing about which of them is meant. Also bounds the work. */
const COMMON = 24
/** So many of the passages that share most rare bigrams are looked at closely. */
const CLOSER_LOOKS = 6
/** A part counts as the continuation of a whole when so much of it stands there, and it is so much of the whole: split and merged articles. */
const CONTAINED = 0.8
const PART_OF_WHOLE = 0.25
const LEAST_PART = 12

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

export function gramsOf(texts: readonly string[]): Grams {
  const starts = new Int32Array(texts.length + 1)
  texts.forEach((text, passage) => {
    starts[passage + 1] = (starts[passage] ?? 0) + Math.max(0, text.length - 1)
  })
  const codes = new Uint16Array(starts[texts.length] ?? 0)
  texts.forEach((text, passage) => {
    writeGrams(text, codes, starts[passage] ?? 0)
  })
  return { codes, starts }
}

function writeGrams(text: string, codes: Uint16Array, start: number): void {
  let previous = text.charCodeAt(0)
  for (let at = 1; at < text.length; at++) {
    const next = text.charCodeAt(at)
    codes[start + at - 1] = (Math.imul(previous, 0x9e35) ^ next) & (HASHES - 1)
    previous = next
  }
}

const NO_TABLE = new Uint16Array(0)
const NO_CHAINS = new Int32Array(0)
const nobody = (): readonly number[] => []

/**
 * Room to count in; made once for a redline, so that a thousand comparisons do not allocate a thousand tables. Each table is made when it is
 * first needed: most lines of most articles are paired by their words and need none.
 */
export class Likenesses {
  #counts = NO_TABLE
  #heads = NO_CHAINS
  #sizes = NO_TABLE

  /** Dice coefficient of two texts, raised for a part that stands nearly whole in the other. */
  compare(old: string, next: string): number {
    this.#makeCounts()
    const counts = this.#counts
    const { codes, starts } = gramsOf([old, next])
    const occurrences = occurrencesOf(codes, starts, counts)
    const [middle, end] = [starts[1] ?? 0, codes.length]
    count(codes, middle, end, counts)
    const shared = sharedOf(codes, occurrences, 0, middle, counts)
    clear(codes, middle, end, counts)
    return scoreOf(shared, middle, end - middle)
  }

  /**
   * Pairs of old and new passages that are alike by at least `least`: first those `named` for a new one, then those found through their rare
   * bigrams. Near-linear: a bigram leads to at most COMMON passages, a passage to at most CLOSER_LOOKS comparisons.
   */
  search(olds: Grams, news: Grams, least: number, named: (b: number) => readonly number[] = nobody): Likeness[] {
    const [oldCount, newCount] = [olds.starts.length - 1, news.starts.length - 1]
    if (oldCount === 0 || newCount === 0) return []
    this.#makeCounts()
    const counts = this.#counts
    const occurrences = occurrencesOf(olds.codes, olds.starts, counts)
    const index = this.#index(olds, occurrences)
    const lengthOf = (a: number) => (olds.starts[a + 1] ?? 0) - (olds.starts[a] ?? 0)
    const first: Likeness[] = []
    const found: Likeness[] = []
    const look = (a: number, b: number, length: number, into: Likeness[]) => {
      const shared = sharedOf(olds.codes, occurrences, olds.starts[a] ?? 0, olds.starts[a + 1] ?? 0, counts)
      const score = scoreOf(shared, lengthOf(a), length)
      if (score >= least) into.push({ a, b, score, shared })
    }
    for (let b = 0; b < newCount; b++) {
      const [start, end] = [news.starts[b] ?? 0, news.starts[b + 1] ?? 0]
      count(news.codes, start, end, counts)
      for (const a of named(b)) look(a, b, end - start, first)
      const common = this.#gather(news.codes, start, end, index)
      for (let rank = 0; rank < index.few; rank++) {
        const a = index.most[rank] ?? 0
        // Alike enough if they shared all common bigrams too: only then are they worth counting.
        if (scoreOf(common + (index.seen[a] ?? 0), lengthOf(a), end - start) >= least) look(a, b, end - start, found)
      }
      forget(index)
      clear(news.codes, start, end, counts)
    }
    this.#forget(olds)
    return [...first, ...found]
  }

  #makeCounts(): void {
    if (this.#counts === NO_TABLE) this.#counts = new Uint16Array(HASHES)
  }

  /** Fills the index with the old passages that share most rare bigrams with a new one. @returns how many of its bigrams are common */
  #gather(codes: Uint16Array, start: number, end: number, index: Index): number {
    const [heads, sizes, { passages, seen, touched }] = [this.#heads, this.#sizes, index]
    let common = 0
    let reached = 0
    for (let at = start; at < end; at++) {
      const gram = codes[at] ?? 0
      const size = sizes[gram] ?? 0
      if (size > COMMON) {
        common++
        continue
      }
      const head = heads[gram] ?? 0
      for (let entry = head; entry < head + size; entry++) {
        const a = passages[entry] ?? 0
        const times = seen[a] ?? 0
        if (times === 0) touched[reached++] = a
        seen[a] = times + 1
      }
    }
    index.size = reached
    takeMost(index)
    return common
  }

  /** From each rare bigram to the old passages in which it stands, the last first: side by side, for they are read a thousand times. */
  #index({ codes, starts }: Grams, occurrences: Uint16Array): Index {
    if (this.#heads === NO_CHAINS) {
      this.#heads = new Int32Array(HASHES)
      this.#sizes = new Uint16Array(HASHES)
    }
    const [heads, sizes] = [this.#heads, this.#sizes]
    for (let at = 0; at < codes.length; at++) {
      const gram = codes[at] ?? 0
      const size = sizes[gram] ?? 0
      if (occurrences[at] === 1 && size <= COMMON) sizes[gram] = size + 1
    }
    const count = starts.length - 1
    const passages = new Int32Array(codes.length + 1)
    let free = 1
    for (let a = 0; a < count; a++) {
      const end = starts[a + 1] ?? 0
      for (let at = starts[a] ?? 0; at < end; at++) {
        const gram = codes[at] ?? 0
        const size = sizes[gram] ?? 0
        if (occurrences[at] !== 1 || size > COMMON) continue
        let head = heads[gram] ?? 0
        if (head === 0) {
          free += size
          head = free
        }
        passages[--head] = a
        heads[gram] = head
      }
    }
    const [seen, touched, most] = [new Uint16Array(count), new Int32Array(count), new Int32Array(CLOSER_LOOKS)]
    return { passages, seen, touched, size: 0, most, few: 0 }
  }

  /** Clears what was indexed and nothing else: most searches are among the three lines of an article. */
  #forget({ codes }: Grams): void {
    const [heads, sizes] = [this.#heads, this.#sizes]
    for (let at = 0; at < codes.length; at++) {
      const gram = codes[at] ?? 0
      heads[gram] = 0
      sizes[gram] = 0
    }
  }
}

interface Index {
  readonly passages: Int32Array
  /** How many rare bigrams each old passage shares with the new one at hand; those with any, `size` of them; and the `few` with most. */
  readonly seen: Uint16Array
  readonly touched: Int32Array
  size: number
  readonly most: Int32Array
  few: number
}

/** The few with the highest counts, the highest first; of equal ones the first. */
function takeMost(index: Index): void {
  const { seen, touched, size, most } = index
  let few = 0
  let least = 0
  for (let at = 0; at < size; at++) {
    const place = touched[at] ?? 0
    const times = seen[place] ?? 0
    if (few === CLOSER_LOOKS && times <= least) continue
    let rank = few === CLOSER_LOOKS ? few - 1 : few++
    for (; rank > 0 && (seen[most[rank - 1] ?? 0] ?? 0) < times; rank--) most[rank] = most[rank - 1] ?? 0
    most[rank] = place
    least = seen[most[few - 1] ?? 0] ?? 0
  }
  index.few = few
}

function forget({ seen, touched, size }: Index): void {
  for (let at = 0; at < size; at++) seen[touched[at] ?? 0] = 0
}

// Plain loops over places: here a comparison of two laws spends most of its time.
function count(codes: Uint16Array, start: number, end: number, counts: Uint16Array): void {
  for (let at = start; at < end; at++) {
    const gram = codes[at] ?? 0
    counts[gram] = (counts[gram] ?? 0) + 1
  }
}

function clear(codes: Uint16Array, start: number, end: number, counts: Uint16Array): void {
  for (let at = start; at < end; at++) counts[codes[at] ?? 0] = 0
}

/**
 * Whether each bigram of a passage is the first of its kind there, the second or a later one: with that, counting what two passages share
 * changes no table.
 * @param counts room to count in, as empty afterwards as before
 */
function occurrencesOf(codes: Uint16Array, starts: Int32Array, counts: Uint16Array): Uint16Array {
  const occurrences = new Uint16Array(codes.length)
  for (let passage = 1; passage < starts.length; passage++) {
    const [start, end] = [starts[passage - 1] ?? 0, starts[passage] ?? 0]
    for (let at = start; at < end; at++) {
      const gram = codes[at] ?? 0
      const occurrence = (counts[gram] ?? 0) + 1
      counts[gram] = occurrence
      occurrences[at] = occurrence
    }
    clear(codes, start, end, counts)
  }
  return occurrences
}

/** How many of these bigrams are among those counted: the second of a kind only if there are two. */
function sharedOf(codes: Uint16Array, occurrences: Uint16Array, start: number, end: number, counts: Uint16Array): number {
  let missing = 0
  // The sign of a difference instead of a branch: which of them are shared cannot be foreseen, and a wrong guess costs more than the sum.
  for (let at = start; at < end; at++) missing -= ((counts[codes[at] ?? 0] ?? 0) - (occurrences[at] ?? 0)) >> 31
  return end - start - missing
}

function scoreOf(shared: number, old: number, next: number): number {
  if (shared === 0) return 0
  const dice = (2 * shared) / (old + next)
  const part = Math.min(old, next)
  const isPart = part >= LEAST_PART && shared >= part * CONTAINED && part >= Math.max(old, next) * PART_OF_WHOLE
  return isPart ? Math.max(dice, SPLIT_LIKENESS) : dice
}

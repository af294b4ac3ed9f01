/**
 * The redline (花脸稿): two texts aligned by articles, and inside an article what was deleted and inserted.
 * Every view is made from this one result: page, file, terminal, JSON, Word, 修改对照表; so is the amending decision.
 */
import type { ChangeKind, Hunk, Redline, RedlineEntry, RedlineStats } from '../../schema/redline.ts'
import { align } from './align.ts'
import { heaviestChain } from './chain.ts'
import { diffText } from './line-pairs.ts'
import { type Alignable, stayWeight } from './matching.ts'
import { parseTree } from './parse.ts'
import { type ComparedText, type Passage, passages, wordingOf } from './passages.ts'
import { Likenesses } from './similarity.ts'

/** What became of one passage, with both its places: for writers that need to know more than the redline's JSON says. */
export interface Compared {
  readonly kind: ChangeKind
  /** At least one of the two is not null. */
  readonly old: Passage | null
  readonly next: Passage | null
  readonly hunks: readonly Hunk[]
  readonly coarse: boolean
}

/**
 * What became of the old text in the new one. Of two unrelated texts of 200,000 characters too: what is too different is replaced as a
 * whole, and says so (`coarse`).
 */
export const redline = (oldText: string, newText: string): Redline => redlineOf(compare(textOf(oldText), textOf(newText)))

const textOf = (text: string): ComparedText => ({ text, tree: parseTree(text) })

/**
 * Compares two parsed laws.
 * @returns every passage of either side in exactly one entry, in the order of the new text; what was deleted stands behind the passage
 * that it stood behind in the old text
 */
export const compare = (old: ComparedText, next: ComparedText): Compared[] => comparePassages(passages(old), passages(next))

export function comparePassages(olds: readonly Passage[], news: readonly Passage[]): Compared[] {
  const likenesses = new Likenesses()
  const pairs = align(olds.map(alignable), news.map(alignable), likenesses)
  const stays = staying(news, pairs)
  const oldOf = new Map(pairs.map(({ a, b }) => [b, a]))
  const deletedBehind = behindTheirPredecessors(olds, pairs)
  const compared: Compared[] = deletedBehind(HEAD)
  news.forEach((next, b) => {
    const a = oldOf.get(b)
    const old = a === undefined ? undefined : olds[a]
    compared.push(old ? comparePair(old, next, stays.has(b), likenesses) : inserted(next))
    if (a !== undefined) compared.push(...deletedBehind(a))
  })
  return compared
}

/** Where an article of the old text went: its label in the new text, null when it is gone. Opinions and 已阅 follow it. */
export function followArticles(compared: readonly Compared[]): Map<string, string | null> {
  const followed = new Map<string, string | null>()
  for (const { old, next } of compared) {
    if (old?.unit === 'article' && !followed.has(old.label)) followed.set(old.label, next?.label ?? null)
  }
  return followed
}

/** The shape of `facheng diff --format json`. */
export function redlineOf(compared: readonly Compared[]): Redline {
  return { articles: compared.map(entryOf), stats: statsOf(compared) }
}

function entryOf({ kind, old, next, hunks, coarse }: Compared): RedlineEntry {
  const unit = (next ?? old)?.unit ?? 'prose'
  return { kind, unit, from: old?.label ?? null, to: next?.label ?? null, hunks: [...hunks], ...(coarse ? { coarse } : {}) }
}

function statsOf(compared: readonly Compared[]): RedlineStats {
  const stats = {
    ...{ unchanged: 0, modified: 0, inserted: 0, deleted: 0, moved: 0, movedAndModified: 0 },
    ...{ renumbered: 0, changes: 0, insertedCharacters: 0, deletedCharacters: 0, coarse: 0 }
  }
  for (const { kind, old, next, hunks, coarse } of compared) {
    if ((next ?? old)?.unit === 'article') stats[kind]++
    if (old?.unit === 'article' && next && old.label !== next.label) stats.renumbered++
    if (coarse) stats.coarse++
    hunks.forEach(({ op, text }, at) => {
      if (op === 'equal' || wordingOf(text) === '') return
      if (op === 'insert') stats.insertedCharacters += text.length
      else stats.deletedCharacters += text.length
      if (at === 0 || hunks[at - 1]?.op === 'equal') stats.changes++
    })
  }
  return stats
}

/** Title, notes and contents list are what they are by their place; of a text that has one, it is paired with the other's. */
const BY_PLACE: ReadonlySet<string> = new Set(['title', 'titleNote', 'tableOfContents', 'preamble'])
const HEADINGS: ReadonlySet<string> = new Set(['part', 'subpart', 'chapter', 'section', 'division'])

const alignable = ({ unit, label, text, wording }: Passage): Alignable => ({
  unit,
  label,
  text,
  // An article's words as they are: joined with the unit, each would be copied and hashed anew, a tenth of the whole work.
  wording: unit === 'article' ? wording : BY_PLACE.has(unit) ? unit : `${unit} ${wording}`,
  isHeading: HEADINGS.has(unit)
})

/** The new places of those that kept their order: articles among articles, headings among headings. */
function staying(news: readonly Passage[], pairs: readonly { a: number; b: number }[]): Set<number> {
  const links = pairs.map(({ a, b }) => ({ a, b, weight: stayWeight(news[b]?.text), isHeading: HEADINGS.has(news[b]?.unit ?? '') }))
  const headings = heaviestChain(links.filter(({ isHeading }) => isHeading))
  const others = heaviestChain(links.filter(({ isHeading }) => !isHeading))
  return new Set([...headings, ...others].map(({ b }) => b))
}

function comparePair(old: Passage, next: Passage, stays: boolean, likenesses: Likenesses): Compared {
  const { hunks, coarse } = diffText(old.text, next.text, likenesses)
  const isSame = old.wording === next.wording
  const kind = stays ? (isSame ? 'unchanged' : 'modified') : isSame ? 'moved' : 'movedAndModified'
  return { kind, old, next, hunks, coarse }
}

const whole = (op: 'insert' | 'delete', { text }: Passage): Hunk[] => (text === '' ? [] : [{ op, text }])
const inserted = (next: Passage): Compared => ({ kind: 'inserted', old: null, next, hunks: whole('insert', next), coarse: false })
const deleted = (old: Passage): Compared => ({ kind: 'deleted', old, next: null, hunks: whole('delete', old), coarse: false })

/** The place before the first passage. */
const HEAD = -1

/** Deleted passages by the old passage that stood before them and is still there. */
function behindTheirPredecessors(olds: readonly Passage[], pairs: readonly { a: number }[]): (predecessor: number) => Compared[] {
  const paired = new Set(pairs.map(({ a }) => a))
  const behind = new Map<number, Compared[]>()
  let group: Compared[] = []
  behind.set(HEAD, group)
  olds.forEach((passage, a) => {
    if (!paired.has(a)) {
      group.push(deleted(passage))
      return
    }
    group = []
    behind.set(a, group)
  })
  return place => behind.get(place) ?? []
}

/** Puts old and new articles in order and numbers them. */
import { isArticle } from './body.ts'
import type { Follow } from './edited-block.ts'
import { isAfter, printLabel, readLabel } from './labels.ts'
import type { HeadingPath } from './operation.ts'
import type { NewPlace, Plan } from './plan.ts'

/** An article of the new text, or a stretch that the decision gives as a whole (`label` null). */
export interface Placed {
  label: string | null
  readonly oldLabel: string | null
  /** Old blocks that stood here: what stood behind them still does. */
  readonly stoodAt: readonly number[]
  /** Whether it kept its place in the old order: headings go by those. */
  readonly stays: boolean
  readonly under: HeadingPath | null
  /** How many articles it holds. */
  readonly weight: number
  readonly lines: (follow: Follow) => readonly string[]
}

interface Free extends Placed {
  /** The number that the decision states for it. */
  readonly stated: string | null
}

/**
 * @param anew number all articles from 第一条 on without gaps; else each keeps its number unless the decision states another
 * @param failed gets a word where the numbers that a decision states cannot all be had
 */
export function inOrder(plan: Plan, anew: boolean, failed: Map<number, string>): Placed[] {
  const kept = keptArticles(plan)
  const added = plan.inserted.map(addedArticle)
  return anew ? numberedAnew(kept, added) : numbersKept(kept, added, failed)
}

const ARTICLE_LINE = /^第[^条]{1,12}条(?:之[一二三四五六七八九十]{1,3})?(?=[ \u3000\u00a0])/

/** Old articles that are still there, and ranges in place of what they replace. */
function keptArticles(plan: Plan): Free[] {
  const kept: Free[] = []
  plan.body.blocks.forEach((block, index) => {
    const range = plan.ranges.find(({ from }) => from === index)
    if (range) {
      const { from, to, lines } = range
      const stoodAt = Array.from({ length: to - from + 1 }, (_, offset) => from + offset)
      const weight = lines.filter(line => ARTICLE_LINE.test(line)).length
      kept.push({ label: null, oldLabel: null, stoodAt, stays: true, under: null, weight, lines: () => lines, stated: null })
    }
    const edited = plan.edited.get(block)
    if (!isArticle(block) || !edited || edited.isDeleted || plan.moved.has(block) || plan.inRange(index)) return
    const stated = plan.stated.get(block) ?? null
    kept.push({
      label: block.label,
      oldLabel: block.label,
      stoodAt: [index],
      stays: true,
      under: null,
      weight: 1,
      lines: follow => edited.lines(follow),
      stated
    })
  })
  return kept
}

const addedArticle = ({ label, under, old, lines, after }: NewPlace): Free & { readonly after: string | null } => ({
  label,
  oldLabel: old?.label ?? null,
  stoodAt: [],
  stays: false,
  under,
  weight: 1,
  lines,
  stated: label,
  after
})

/** New articles stand at the numbers stated for them, the others fill the places between in their old order. */
function numberedAnew(kept: readonly Free[], added: readonly Free[]): Placed[] {
  const waiting = [...added].sort((a, b) => (readLabel(a.stated ?? '')?.number ?? 0) - (readLabel(b.stated ?? '')?.number ?? 0))
  const placed: Placed[] = []
  let number = 1
  const put = (one: Free) => {
    placed.push({ ...one, label: one.label === null ? null : printLabel(number, '条') })
    number += one.weight
  }
  const isDue = () => {
    const next = waiting[0]
    return next !== undefined && (readLabel(next.stated ?? '')?.number ?? 0) <= number
  }
  for (const one of kept) {
    while (isDue()) put(waiting.shift() as Free)
    put(one)
  }
  for (const one of waiting) put(one)
  return placed
}

/** Every article keeps its number or takes the one stated; new ones stand behind the last that comes before them. */
function numbersKept(
  kept: readonly Free[],
  added: readonly (Free & { readonly after: string | null })[],
  failed: Map<number, string>
): Placed[] {
  const placed: Placed[] = kept.map(one => ({ ...one, label: one.stated ?? one.label }))
  for (const one of added) {
    const label = one.stated ?? ''
    let at = placed.findIndex(({ label: other }) => other !== null && isAfter(other, label))
    if (one.after !== null) {
      const behind = placed.findLastIndex(({ oldLabel }) => oldLabel === one.after)
      if (behind >= 0 && at < 0) at = behind + 1
    }
    placed.splice(at < 0 ? placed.length : at, 0, one)
  }
  const seen = new Set<string>()
  for (const { label } of placed) {
    if (label !== null && seen.has(label)) failed.set(-1, `修改后有两个${label}，编号不符`)
    if (label !== null) seen.add(label)
  }
  return placed
}

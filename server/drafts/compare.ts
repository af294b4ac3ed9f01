import type { VersionView } from '../../schema/documents.ts'
import { Problem } from '../../schema/problems.ts'
import type { Redline } from '../../schema/redline.ts'
import { type Compared, compare, oneStep, parse, redlineOf, type StepEntry, twoSteps } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import { readVersion, type VersionWithText } from '../store/versions.ts'
import { demandDocument, showVersion } from './documents.ts'
import { selectDisplayNames } from './store.ts'

export interface Comparison {
  /** The newest text's own title. */
  readonly title: string
  readonly from: VersionView
  readonly to: VersionView
  readonly oldText: string
  readonly newText: string
  readonly compared: readonly Compared[]
  /** A version between the two, whose changes are told apart: 现行 → 一审稿 → 二审稿. */
  readonly via: VersionView | null
  /** What every view is made from, of one step or two. */
  readonly entries: readonly StepEntry[]
  /** Places at which a reader sees a change. */
  readonly changes: number
}

/** Comparisons kept: each is made from two texts that are named by their hashes, so it holds for ever. */
const KEPT = 50

const kept = new Map<string, Made>()

/**
 * Compares two versions of a document.
 * @param from absent: the version before `to` @param to absent: the newest
 * @param via a version between them, for a view of both steps
 * @throws {Problem} `not-found`, also when there is nothing to compare with
 */
export async function compareVersions({ db }: Services, documentId: string, from?: number, to?: number, via?: number): Promise<Comparison> {
  const { newest } = await demandDocument(db, documentId)
  const last = to ?? newest
  if (last === null) throw new Problem('not-found', { detail: '这份材料还没有文本，请先保存一个版本。' })
  const next = await readVersion(db, documentId, last)
  const first = from ?? next.parent
  if (first === null) throw new Problem('not-found', { detail: '这是第一个版本，没有可以比较的版本。' })
  const old = await readVersion(db, documentId, first)
  const between = via === undefined || via === first || via === last ? null : await readVersion(db, documentId, via)
  const names = await selectDisplayNames(db, [old, next, ...(between ? [between] : [])])
  const view = ({ text: _text, ...version }: VersionWithText) => showVersion(version, names)
  const made = remembered([old, ...(between ? [between] : []), next])
  return { from: view(old), to: view(next), via: between && view(between), oldText: old.text, newText: next.text, ...made }
}

/** The redline of a comparison as JSON. */
export const redlineJson = ({ compared }: Comparison): Redline => redlineOf(compared)

type Made = Pick<Comparison, 'title' | 'compared' | 'entries' | 'changes'>

function remembered(versions: readonly VersionWithText[]): Made {
  const key = versions.map(({ sha256 }) => sha256).join(' ')
  const known = kept.get(key)
  if (known) return known
  const made = make(versions.map(({ text }) => text))
  const [oldest] = kept.keys()
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest)
  kept.set(key, made)
  return made
}

/** @param texts two, or three */
function make(texts: readonly string[]): Made {
  const [old = parse(''), between = old, newer] = texts.map(parse)
  const law = newer ?? between
  const compared = compare(old, law)
  const { changes } = redlineOf(compared).stats
  if (!newer) return { title: law.title, compared, entries: oneStep(compared), changes }
  const steps = [compare(old, between), compare(between, newer)]
  return {
    title: law.title,
    compared,
    entries: twoSteps(old, between, newer),
    changes: steps.reduce((sum, step) => sum + redlineOf(step).stats.changes, 0)
  }
}

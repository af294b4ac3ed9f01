import type { VersionView } from '../../schema/documents.ts'
import { Problem } from '../../schema/problems.ts'
import type { Redline } from '../../schema/redline.ts'
import { type Compared, compare, parse, redlineOf } from '../law/index.ts'
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
}

/** Comparisons kept: each is made from two texts that are named by their hashes, so it holds for ever. */
const KEPT = 50

const kept = new Map<string, { readonly title: string; readonly compared: readonly Compared[] }>()

/**
 * Compares two versions of a document.
 * @param from absent: the version before `to` @param to absent: the newest
 * @throws {Problem} `not-found`, also when there is nothing to compare with
 */
export async function compareVersions({ db }: Services, documentId: string, from?: number, to?: number): Promise<Comparison> {
  const { newest } = await demandDocument(db, documentId)
  const last = to ?? newest
  if (last === null) throw new Problem('not-found', { detail: '这份材料还没有文本，请先保存一个版本。' })
  const next = await readVersion(db, documentId, last)
  const first = from ?? next.parent
  if (first === null) throw new Problem('not-found', { detail: '这是第一个版本，没有可以比较的版本。' })
  const old = await readVersion(db, documentId, first)
  const names = await selectDisplayNames(db, [old, next])
  const view = ({ text: _text, ...version }: VersionWithText) => showVersion(version, names)
  return { from: view(old), to: view(next), oldText: old.text, newText: next.text, ...comparison(old, next) }
}

/** The redline of a comparison as JSON. */
export const redlineJson = ({ compared }: Comparison): Redline => redlineOf(compared)

function comparison(old: VersionWithText, next: VersionWithText) {
  const key = `${old.sha256} ${next.sha256}`
  const known = kept.get(key)
  if (known) return known
  const law = parse(next.text)
  const made = { title: law.title, compared: compare(parse(old.text), law) }
  const [oldest] = kept.keys()
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest)
  kept.set(key, made)
  return made
}

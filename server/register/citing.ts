/**
 * Who names a regulation, and where: asked of the index of search, which holds every article of the register, of the library and of the drafts, so that the work
 * grows with the places found and not with the number of laws.
 */
import { Problem } from '../../schema/problems.ts'
import type { Citing } from '../../schema/regulations.ts'
import { citing, type Law, nameOf, parse, passages, readWanted } from '../law/index.ts'
import type { Database } from '../store/database.ts'
import { findPassages } from '../store/search.ts'
import type { Services } from '../store/services.ts'
import { selectByIds, selectByTitles, selectTextsOf, selectWords } from './store.ts'

/** Laws lately parsed, by the hash of their text: a text that is named by its hash never changes. */
const parsed = new Map<string, Law>()
/** Some fifty megabytes. */
const MAX_PARSED = 200
const AT_ONCE = 500
/** A law that is named more often than this has its first places shown. */
const MAX_PLACES = 2_000

export function lawOf(sha256: string, text: string): Law {
  const known = parsed.get(sha256) ?? parse(text)
  const [oldest] = parsed.keys()
  if (!parsed.has(sha256) && parsed.size >= MAX_PARSED && oldest !== undefined) parsed.delete(oldest)
  parsed.set(sha256, known)
  return known
}

/** A title as it is looked for: 中华人民共和国 is left out as often as not. */
export const shortTitle = (title: string): string => title.replace(/^中华人民共和国/, '')

/** Both ways in which a title may stand in a list. */
export const bothTitles = (titles: readonly string[]): string[] => [
  ...new Set(titles.map(shortTitle).flatMap(title => [title, `中华人民共和国${title}`]))
]

/** An article (of a regulation, or of a bill's newest draft) in which a title stands, between 《》 or before a number (立法法第八十二条). */
export interface Naming {
  /** The regulation, or the document of the draft. */
  readonly subject: string
  readonly bill: string | null
  readonly title: string
  readonly article: string
  readonly body: string
  /** The title as it is printed, with its 《》 where it has them. */
  readonly text: string
}

/** Articles that name a title, the newest entries first. */
export async function articlesNaming(db: Database, kind: 'regulation' | 'document', title: string): Promise<Naming[]> {
  const short = shortTitle(title)
  const found: Naming[] = []
  for (let before: number | undefined; found.length < MAX_PLACES; ) {
    const hits = await findPassages(db, { text: short, kinds: [kind], whole: false, limit: AT_ONCE, before })
    for (const { subject, bill, title, label, body } of hits) {
      const printed = nameOf(body, short)
      if (printed !== null && label !== null) found.push({ subject, bill, title, article: label, body, text: printed })
    }
    if (hits.length < AT_ONCE) break
    before = hits.at(-1)?.id
  }
  return found
}

/**
 * Who cites an article, through the whole register and library: the worklist of a 清理.
 * @param label `《…条例》第十条`, or `《…条例》` for the whole @throws {Problem} `no-such-article` when it names neither
 */
export async function whoCites({ db }: Pick<Services, 'db'>, label: string): Promise<Citing[]> {
  const title = /^《([^《》]{1,200})》$/.exec(label.trim())?.[1]
  if (title !== undefined)
    return (await citedBy(db, title, null)).flatMap(({ places, ...about }) => places.map(place => ({ ...about, ...place })))
  const wanted = readWanted(label)
  if (!wanted?.title) throw new Problem('no-such-article', { detail: '请写成 《…条例》第十条 的样子。' })
  // A law that cites an article of another names it somewhere; the law itself cites its own articles without its name.
  const [naming, own] = await Promise.all([articlesNaming(db, 'regulation', wanted.title), selectByTitles(db, bothTitles([wanted.title]))])
  const ids = [...new Set([...own.map(({ id }) => id), ...naming.map(({ subject }) => subject)])].sort()
  const found: Citing[] = []
  for (const { id, title, own, law } of await newestLaws(db, ids))
    for (const { from, text } of citing(law, wanted)) found.push({ regulation: id, title, own, article: from, text })
  return found
}

/** The newest texts of some regulations, parsed. */
export async function newestLaws(db: Database, ids: readonly string[]) {
  const [rows, texts] = await Promise.all([selectByIds(db, ids), selectTextsOf(db, ids)])
  const newest = new Map(texts.map(text => [text.regulation, text]))
  const words = await selectWords(db, [...newest.values()])
  const regulations = new Map(rows.map(row => [row.id, row]))
  return words.flatMap(({ regulation, sha256, text }) => {
    const row = regulations.get(regulation)
    return row ? [{ id: row.id, title: row.title, own: row.own === 1, law: lawOf(sha256, text) }] : []
  })
}

export interface Mentioning {
  readonly regulation: string
  readonly title: string
  readonly own: boolean
  readonly places: readonly { readonly article: string; readonly text: string }[]
}

/** Which regulations mention another one, and where. @param own 1: ours alone, null: those of the library, too */
export async function citedBy(db: Database, title: string, own: number | null): Promise<Mentioning[]> {
  const naming = Map.groupBy(await articlesNaming(db, 'regulation', title), ({ subject }) => subject)
  const rows = await selectByIds(db, [...naming.keys()])
  return rows
    .filter(row => row.title !== title && (own === null || row.own === own))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(row => ({
      regulation: row.id,
      title: row.title,
      own: row.own === 1,
      places: (naming.get(row.id) ?? []).map(({ article, text }) => ({ article, text })).toReversed()
    }))
}

/** Every other instrument that a law names, and in which article. */
export function titlesIn(law: Law): { article: string; title: string }[] {
  const found: { article: string; title: string }[] = []
  for (const { unit, label, text } of passages(law))
    if (unit === 'article') for (const [, title = ''] of text.matchAll(/《([^《》]{2,100})》/g)) found.push({ article: label, title })
  return found
}

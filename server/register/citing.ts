import { Problem } from '../../schema/problems.ts'
import type { Citing } from '../../schema/regulations.ts'
import { citing, type Law, parse, passages, readWanted } from '../law/index.ts'
import type { Database } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import { selectNewestTexts } from './store.ts'

/** Laws lately parsed, by the hash of their text: a text that is named by its hash never changes. */
const parsed = new Map<string, Law>()
/** Some fifty megabytes. */
const MAX_PARSED = 200
const AT_ONCE = 50

function lawOf(sha256: string, text: string): Law {
  const known = parsed.get(sha256) ?? parse(text)
  const [oldest] = parsed.keys()
  if (!parsed.has(sha256) && parsed.size >= MAX_PARSED && oldest !== undefined) parsed.delete(oldest)
  parsed.set(sha256, known)
  return known
}

/** The newest texts, some at a time. */
async function* newestLaws(db: Database, own: number | null) {
  for (let after = ''; ; ) {
    const rows = await selectNewestTexts(db, own, AT_ONCE, after)
    for (const { id, title, own, sha256, text } of rows) yield { id, title, own: own === 1, law: lawOf(sha256, text) }
    if (rows.length < AT_ONCE) return
    after = rows.at(-1)?.id ?? ''
  }
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
  const found: Citing[] = []
  for await (const { id, title, own, law } of newestLaws(db, null))
    for (const { from, text } of citing(law, wanted)) found.push({ regulation: id, title, own, article: from, text })
  return found
}

/** Which regulations mention another one, and where. */
export async function citedBy(db: Database, title: string, own: number | null) {
  const found: { regulation: string; title: string; own: boolean; places: { article: string; text: string }[] }[] = []
  for await (const { id, title: from, own: isOwn, law } of newestLaws(db, own)) {
    if (from === title) continue
    const places = mentions(law, title)
    if (places.length > 0) found.push({ regulation: id, title: from, own: isOwn, places })
  }
  return found
}

const SHORT = /^中华人民共和国/

/** Articles of a law in which a title stands between 《》, with or without 中华人民共和国. */
function mentions(law: Law, title: string): { article: string; text: string }[] {
  const wanted = title.replace(SHORT, '')
  return titlesIn(law).flatMap(({ article, title: named }) =>
    named.replace(SHORT, '') === wanted ? [{ article, text: `《${named}》` }] : []
  )
}

/** Every other instrument that a law names, and in which article. */
export function titlesIn(law: Law): { article: string; title: string }[] {
  const found: { article: string; title: string }[] = []
  for (const { unit, label, text } of passages(law))
    if (unit === 'article') for (const [, title = ''] of text.matchAll(/《([^《》]{2,100})》/g)) found.push({ article: label, title })
  return found
}

import { type Passage, parse, passages } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import { newestSeq, readVersion } from '../store/versions.ts'
import type { Range } from './anchor.ts'
import { followOpinions, standOf } from './follow.ts'
import { demandOpinion } from './read.ts'

/** Reads articles by where they begin in a version; each version is parsed once. */
export function articleReader({ db }: Pick<Services, 'db'>) {
  const known = new Map<string, readonly Passage[]>()
  return async (document: string, seq: number | null, at: number | null): Promise<Passage | null> => {
    if (seq === null || at === null) return null
    const key = `${document} ${seq}`
    const found = known.get(key) ?? passages(parse((await readVersion(db, document, seq)).text))
    known.set(key, found)
    return found.find(({ unit, start }) => unit === 'article' && start === at) ?? null
  }
}

/** An article as a page shows it, with the words that an opinion is about. */
export interface ShownArticle {
  readonly label: string
  readonly text: string
  readonly words: Range | null
}

/** The article that an opinion is about: as it stands now, and as it stood when that reads otherwise. @throws {Problem} `not-found` */
export async function articlesOf(
  services: Services,
  reader: Parameters<typeof demandOpinion>[1],
  id: string
): Promise<{ now: ShownArticle | null; before: ShownArticle | null }> {
  const row = await demandOpinion(services.db, reader, id)
  const stand = (await followOpinions(services, [row])).get(id)
  const article = articleReader(services)
  const before = await article(row.document, row.version, row.articleAt)
  const now = await article(row.document, await newestSeq(services.db, row.document), stand?.article?.at ?? null)
  return {
    now: now && { label: now.label, text: now.text, words: stand?.words ?? null },
    before: before && before.wording !== now?.wording ? { label: before.label, text: before.text, words: standOf(row).words } : null
  }
}

/** Labels of the articles of a version, for choosing one. */
export async function articleLabels({ db }: Pick<Services, 'db'>, document: string, seq: number): Promise<string[]> {
  const all = passages(parse((await readVersion(db, document, seq)).text))
  return [...new Set(all.flatMap(({ unit, label }) => (unit === 'article' ? [label] : [])))]
}

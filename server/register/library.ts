/** Which laws a text is compared with, and how they read today. Bounded: so many laws, so many characters. */

import { Compile } from 'typebox/compile'
import type { LibraryLaw } from '../../schema/library.ts'
import { Rank, type Rank as RankName } from '../../schema/regulations.ts'
import type { Law } from '../law/index.ts'
import type { Database } from '../store/database.ts'
import type { Services } from '../store/services.ts'
import type { RegulationRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { bothTitles, titlesIn } from './citing.ts'
import { selectByIds, selectByTitles, selectByWords, selectTextsOf, selectWords } from './store.ts'
import { statusOn, textOn } from './view.ts'

const ranks = Compile(Rank)

/** What another place may have made about the same matter. */
const LOCAL: readonly RankName[] = [
  'provincialRegulation',
  'municipalRegulation',
  'specialZoneRegulation',
  'autonomousRegulation',
  'separateRegulation',
  'governmentRule'
]
const MAX_CITED = 25
const MAX_SIMILAR = 15
/** Titles that are looked at for likeness. */
const MAX_LOOKED_AT = 300
/** Some thirty long laws: parsing and comparing them takes about half a second. */
const MAX_CHARACTERS = 3_000_000

/** A law of the library with its text in force. */
export interface LawInForce extends LibraryLaw {
  readonly seq: number
  readonly sha256: string
  readonly text: string
}

export const isLocal = ({ rank }: Pick<LibraryLaw, 'rank'>): boolean => LOCAL.includes(rank)

/** Laws that a text names, and regulations of other places with a like name. */
export async function lawsFor({ db, now }: Pick<Services, 'db' | 'now'>, law: Law): Promise<LibraryLaw[]> {
  const today = chinaDate(now())
  const named = titlesIn(law).map(({ title }) => title)
  const pairs = pairsOf(law.title)
  const [cited, alike] = await Promise.all([
    selectByTitles(db, bothTitles(named)),
    selectByWords(db, [...pairs], [...LOCAL], MAX_LOOKED_AT)
  ])
  const first = cited.filter(({ title }) => title !== law.title).slice(0, MAX_CITED)
  const similar = alike
    .filter(({ id, title }) => title !== law.title && !first.some(one => one.id === id))
    .map(row => ({ row, shared: [...pairsOf(row.title)].filter(pair => pairs.has(pair)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MAX_SIMILAR)
  return [...first.map(row => show(row, 'cited', today)), ...similar.map(({ row }) => show(row, 'similar', today))]
}

/** The laws that somebody chose. */
export async function lawsChosen({ db, now }: Pick<Services, 'db' | 'now'>, ids: readonly string[]): Promise<LibraryLaw[]> {
  const today = chinaDate(now())
  return (await selectByIds(db, ids)).map(row => show(row, 'chosen', today))
}

const show = (row: RegulationRow, why: LibraryLaw['why'], today: string): LibraryLaw => ({
  id: row.id,
  title: row.title,
  rank: ranks.Parse(row.rank),
  own: row.own === 1,
  status: statusOn(row, today),
  why
})

/** The laws' texts as they read today, as many as are compared in one go. */
export async function textsInForce(db: Database, laws: readonly LibraryLaw[], today: string): Promise<LawInForce[]> {
  const texts = Map.groupBy(
    await selectTextsOf(
      db,
      laws.map(({ id }) => id)
    ),
    ({ regulation }) => regulation
  )
  const current = laws.flatMap(({ id }) => textOn(texts.get(id) ?? [], today) ?? [])
  const words = new Map((await selectWords(db, current)).map(text => [text.regulation, text]))
  let left = MAX_CHARACTERS
  return laws.flatMap(law => {
    const found = words.get(law.id)
    if (!found || found.text.length > left) return []
    left -= found.text.length
    return [{ ...law, seq: found.seq, sha256: found.sha256, text: found.text }]
  })
}

/** What every other title has, too. */
const COMMON = new Set('管理 保护 促进 条例 办法 规定 若干 实施 细则 发展 建设 工作 草案 修正 修订 保障'.split(' '))

/** The pairs of characters that say what a title is about: without its place and its kind. */
function pairsOf(title: string): Set<string> {
  const matter = title
    .replace(/[（(][^（）()]{0,40}[）)]/g, '')
    .replace(/^(?:[^省市州县区盟]{1,7}(?:省|自治区))?(?:[^省市州县区盟]{1,7}(?:自治州|自治县|市|盟|县))?/, '')
    .replace(/(?:管理|保护|促进)?(?:若干)?(?:条例|办法|规定|规则|细则)$/, '')
  const characters = Array.from(matter)
  return new Set(characters.slice(1).flatMap((two, at) => (COMMON.has(`${characters[at]}${two}`) ? [] : [`${characters[at]}${two}`])))
}

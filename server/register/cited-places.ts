/** Whether what a text cites of other texts stands there: 《…法》第十条第二款 against the library's text in force. */
import type { CitedPlace, ResolvedPlace, ResolvedReference } from '../../schema/library.ts'
import { REGULATION_STATUS_TITLES } from '../../schema/regulations.ts'
import { formatNumeral, type Law, passages } from '../law/index.ts'
import type { Article, Item, LawNode, Paragraph } from '../law/tree.ts'
import type { Services } from '../store/services.ts'
import { chinaDate } from '../web/dates.ts'
import { bothTitles, lawOf, shortTitle } from './citing.ts'
import { type LawInForce, lawsChosen, textsInForce } from './library.ts'
import { selectByTitles } from './store.ts'

/** Of a long article the beginning is shown. */
const SHOWN = 300
/** Titles of one text that are looked up. */
const MAX_TITLES = 100

/** Looks each place up; the answers stand in the order of the questions. */
export async function resolvePlaces({ db, now }: Pick<Services, 'db' | 'now'>, places: readonly CitedPlace[]): Promise<ResolvedPlace[]> {
  const today = chinaDate(now())
  const titles = [...new Set(places.map(({ instrument }) => shortTitle(withoutYear(instrument))))].slice(0, MAX_TITLES)
  const rows = await selectByTitles(db, bothTitles(titles))
  const byTitle = new Map(rows.map(({ id, title }) => [shortTitle(title), id]))
  const laws = await lawsChosen({ db, now }, [...byTitle.values()])
  const inForce = new Map((await textsInForce(db, laws, today)).map(law => [law.id, law]))
  return places.map(place => {
    const found = inForce.get(byTitle.get(shortTitle(withoutYear(place.instrument))) ?? '')
    return found
      ? resolved(place, found)
      : {
          ...{ place, state: 'notInLibrary', regulation: null, title: place.instrument, words: null },
          reason: '法律法规库中没有，无法核对；请导入后再看'
        }
  })
}

/** The references of a text to other texts, each with what the library says; two of the same place in one article are one. */
export async function resolveReferences(services: Pick<Services, 'db' | 'now'>, law: Law): Promise<ResolvedReference[]> {
  const found = citedBeyond(law)
  const answers = await resolvePlaces(
    services,
    found.map(({ place }) => place)
  )
  return found.flatMap(({ from, text }, at) => (answers[at] ? [{ from, text, ...answers[at] }] : []))
}

/** What a text cites of other texts. */
export function citedBeyond({ references }: Pick<Law, 'references'>): { from: string; text: string; place: CitedPlace }[] {
  const known = new Set<string>()
  return references.flatMap(({ from, text, target, state }) => {
    if (target.instrument === 'self' || target.instrument === '其他文件' || state === 'ignored') return []
    const { to: _, ...place } = target
    const key = JSON.stringify([from, place])
    if (known.has(key)) return []
    known.add(key)
    return [{ from, text, place }]
  })
}

const withoutYear = (title: string): string => title.replace(/[（(][^（）()]{0,40}[）)]$/, '')

function resolved(place: CitedPlace, found: LawInForce): ResolvedPlace {
  const law = lawOf(found.sha256, found.text)
  const about = { place, regulation: found.id, title: found.title }
  const { missing, words } = lookUp(law, place)
  if (found.status !== 'inForce')
    return { ...about, state: 'notInForce', words, reason: `《${found.title}》${REGULATION_STATUS_TITLES[found.status]}` }
  if (missing !== null) return { ...about, state: 'dangling', words, reason: `《${found.title}》现行文本${missing}` }
  return { ...about, state: 'valid', words, reason: null }
}

/** What of a place is not there, in words, and the words of the article. */
function lookUp(law: Law, { article: label, paragraph, item }: CitedPlace): { missing: string | null; words: string | null } {
  if (label === undefined) return { missing: null, words: null }
  const article = findArticle(law.tree.children, label)
  if (!article) return { missing: `没有${label}`, words: null }
  const text = passages(law).find(({ unit, start }) => unit === 'article' && start === article.position.start.offset)?.text ?? ''
  const words = text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}……` : text
  const paragraphs = article.children.filter((child): child is Paragraph => child.type === 'paragraph')
  if (paragraph !== undefined && !paragraphs.some(({ number }) => number === paragraph))
    return { missing: `${label}没有第${formatNumeral(paragraph)}款`, words }
  if (item === undefined) return { missing: null, words }
  const within = paragraph === undefined ? paragraphs : paragraphs.filter(({ number }) => number === paragraph)
  const hasItem = within.some(({ children }) => children.some((child): child is Item => child.type === 'item' && child.number === item))
  return { missing: hasItem ? null : `${label}没有第${formatNumeral(item)}项`, words }
}

function findArticle(nodes: readonly LawNode[], label: string): Article | null {
  for (const node of nodes) {
    if (node.type === 'article') {
      if (node.label === label) return node
    } else if (node.type !== 'annex' && 'children' in node) {
      const found = findArticle(node.children, label)
      if (found) return found
    }
  }
  return null
}

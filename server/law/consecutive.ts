/** What number each unit has when all are consecutive (立法法第六十五条), and the way from a printed number to its unit. */
import { articleKey, paragraphsOf } from './places.ts'
import type { Article, Heading, HeadingKind, Item, Law, LawNode, Paragraph, Subitem } from './tree.ts'

export type Numbered = Heading | Article | Item | Subitem

export interface Consecutive {
  /** Every unit that has a number, in document order, with its consecutive one. */
  readonly numbers: ReadonlyMap<Numbered, number>
  /** In document order, with the headings above each. */
  readonly articles: ReadonlyMap<Article, readonly Heading[]>
  /** By printed number; of two with the same number the second. */
  readonly articleByKey: ReadonlyMap<number, Article>
  /** The heading that a printed number means for a reader who stands under the headings `above`. */
  readonly findHeading: (unit: HeadingKind, number: number | null, above: readonly Heading[]) => Heading | undefined
}

export function countConsecutively(law: Law): Consecutive {
  const numbers = new Map<Numbered, number>()
  const articles = new Map<Article, readonly Heading[]>()
  const articleByKey = new Map<number, Article>()
  const headings = new Map<string, Heading>()
  const restarts = chaptersRestart(law)
  const keyOf = (unit: HeadingKind, number: number | null, above: readonly Heading[]) => {
    const scope = unit === 'section' ? 'chapter' : unit === 'subpart' || (unit === 'chapter' && restarts) ? 'part' : null
    const parent = scope === null ? undefined : above.findLast(heading => heading.type === scope)
    return `${unit} ${number} ${parent?.position.start.offset ?? ''}`
  }
  const counters: Record<HeadingKind, number> = { part: 0, subpart: 0, chapter: 0, section: 0 }
  const visit = (nodes: readonly LawNode[], above: readonly Heading[]) => {
    for (const node of nodes) {
      if (node.type === 'article') {
        numbers.set(node, articles.size + 1)
        articles.set(node, above)
        if (node.number !== null) articleByKey.set(articleKey(node.number, node.branch), node)
        let before = 0
        for (const paragraph of paragraphsOf(node)) before = countList(paragraph, before, numbers)
      } else if (node.type === 'division') {
        visit(node.children, above)
      } else if (node.type === 'part' || node.type === 'subpart' || node.type === 'chapter' || node.type === 'section') {
        numbers.set(node, ++counters[node.type])
        headings.set(keyOf(node.type, node.number, above), node)
        if (node.type === 'part') counters.subpart = 0
        if (node.type === 'part' && restarts) counters.chapter = 0
        if (node.type !== 'section') counters.section = 0
        visit(node.children, [...above, node])
      }
    }
  }
  visit(law.tree.children, [])
  return { numbers, articles, articleByKey, findHeading: (unit, number, above) => headings.get(keyOf(unit, number, above)) }
}

/** 章 run through the whole text, but some codes begin anew in every 编: then a later 编 has a 第一章. */
function chaptersRestart(law: Law): boolean {
  const parts = law.tree.children.slice(law.tree.children.findIndex(node => node.type === 'part') + 1)
  return parts.some(part => part.type === 'part' && firstChapter(part.children)?.number === 1)
}

function firstChapter(nodes: readonly LawNode[]): Heading | undefined {
  for (const node of nodes) {
    if (node.type === 'chapter') return node
    const inside = node.type === 'subpart' ? firstChapter(node.children) : undefined
    if (inside) return inside
  }
  return undefined
}

/**
 * 项 restart in every 款, and where a second list begins in it; but a list that 款 interrupt goes on: （一）… / words / （二）….
 * 目 restart in every 项; deeper levels, (1) under 1., under theirs.
 * @param before how many items the list before had @returns how many this one has, or `before` without items
 */
function countList(parent: Paragraph | Item, before: number, numbers: Map<Numbered, number>): number {
  let item = 0
  let last = before
  const levels: Level[] = []
  for (const node of parent.children) {
    if (node.type === 'item') {
      const goesOn = item === 0 && before > 0 && node.number === last + 1
      item = goesOn ? before + 1 : node.number === 1 && item > 1 ? 1 : item + 1
      numbers.set(node, item)
      last = node.number ?? item
      countList(node, 0, numbers)
    } else if (node.type === 'subitem') {
      numbers.set(node, countSubitem(node, levels))
    }
  }
  return item === 0 ? before : item
}

interface Level {
  readonly style: string
  count: number
}

function countSubitem({ label }: Subitem, levels: Level[]): number {
  const style = styleOf(label)
  const known = levels.findIndex(level => level.style === style)
  if (known >= 0) levels.length = known + 1
  else levels.push({ style, count: 0 })
  const level = levels.at(-1)
  return level ? ++level.count : 1
}

/** `1.` and `12.` are of one style, `(1)` and `①` of others. */
const styleOf = (label: string): string =>
  label
    .replace(/[0-9０-９]+/, '1')
    .replace(/^[①-⑳]/, '①')
    .replace(/^[⑴-⒇]/, '⑴')
    .replace(/^[⒈-⒛]/, '⒈')

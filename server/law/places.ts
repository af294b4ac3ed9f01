/** An index of the units of one text, to find what a reference names. */
import type { Article, Heading, HeadingKind, Item, LawNode, LawText, Paragraph, Subitem } from './tree.ts'

/** An article and the headings above it, greatest first. */
export interface ArticlePlace {
  readonly article: Article
  readonly above: readonly Heading[]
  /** Its position among the articles, from 0. */
  readonly order: number
}

export interface Places {
  readonly articles: readonly ArticlePlace[]
  /** By `articleKey`; the first of two with the same number. */
  readonly byKey: ReadonlyMap<number, ArticlePlace>
  readonly headings: readonly Heading[]
  /** By kind and number, in document order. */
  readonly headingsByKey: ReadonlyMap<string, readonly HeadingPlace[]>
}

export interface HeadingPlace {
  readonly heading: Heading
  readonly above: readonly Heading[]
}

/** A number that orders articles: 第十条之一 stands between 第十条 and 第十一条. */
export const articleKey = (number: number | null, branch: number): number => (number ?? -1) * 1000 + branch
export const headingKey = (unit: HeadingKind, number: number | null): string => `${unit} ${number}`

export function indexPlaces(tree: LawText): Places {
  const articles: ArticlePlace[] = []
  const byKey = new Map<number, ArticlePlace>()
  const headings: Heading[] = []
  const headingsByKey = new Map<string, HeadingPlace[]>()
  const visit = (nodes: readonly LawNode[], above: readonly Heading[]) => {
    for (const node of nodes) {
      if (node.type === 'article') {
        const place = { article: node, above, order: articles.length }
        articles.push(place)
        const key = articleKey(node.number, node.branch)
        if (node.number !== null && !byKey.has(key)) byKey.set(key, place)
      } else if (node.type === 'part' || node.type === 'subpart' || node.type === 'chapter' || node.type === 'section') {
        headings.push(node)
        const key = headingKey(node.type, node.number)
        const known = headingsByKey.get(key)
        if (known) known.push({ heading: node, above })
        else headingsByKey.set(key, [{ heading: node, above }])
        visit(node.children, [...above, node])
      } else if (node.type === 'division') {
        visit(node.children, above)
      }
    }
  }
  visit(tree.children, [])
  return { articles, byKey, headings, headingsByKey }
}

export const paragraphsOf = (article: Article): Paragraph[] => article.children.filter(node => node.type === 'paragraph')
export const itemsOf = (paragraph: Paragraph): Item[] => paragraph.children.filter(node => node.type === 'item')
export const subitemsOf = (item: Item): Subitem[] => item.children.filter(node => node.type === 'subitem')

/** Whether 第N项 stands in a paragraph, by its printed number. */
export const hasItem = (paragraph: Paragraph, number: number): boolean =>
  paragraph.children.some(node => node.type === 'item' && node.number === number)

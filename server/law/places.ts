/** An index of the units of one text, to find what a reference names. */
import type { Counts, Labels } from '../../schema/law.ts'
import type { Article, Heading, HeadingKind, Item, Paragraph, Subitem } from './tree.ts'

/** An article and the headings above it, greatest first. */
export interface ArticlePlace {
  readonly article: Article
  readonly above: readonly Heading[]
  /** Its position among the articles, from 0. */
  readonly order: number
}

export interface Places {
  readonly articles: readonly ArticlePlace[]
  /** The article with this number; the first of two. */
  readonly find: (number: number | null, branch: number) => ArticlePlace | undefined
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

/** Grows while the tree is built. */
export class PlacesBuilder implements Places {
  readonly articles: ArticlePlace[] = []
  #byKey: Map<number, ArticlePlace> | null = null
  /** How many articles from the first on are 第一条, 第二条, 第三条…: in most texts all. */
  #regular = 0
  readonly headings: Heading[] = []
  readonly headingsByKey = new Map<string, HeadingPlace[]>()

  addArticle(article: Article, above: readonly Heading[]): ArticlePlace {
    const place = { article, above, order: this.articles.length }
    this.articles.push(place)
    if (this.#regular === place.order && article.number === place.order + 1 && article.branch === 0) this.#regular++
    return place
  }

  /** Only what lies beyond the regular beginning needs a map. */
  find(number: number | null, branch: number): ArticlePlace | undefined {
    if (number === null) return undefined
    if (branch === 0 && number > 0 && number <= this.#regular) return this.articles[number - 1]
    return this.#map().get(articleKey(number, branch))
  }

  #map(): Map<number, ArticlePlace> {
    if (this.#byKey) return this.#byKey
    this.#byKey = new Map()
    for (const place of this.articles) {
      const key = articleKey(place.article.number, place.article.branch)
      if (!this.#byKey.has(key)) this.#byKey.set(key, place)
    }
    return this.#byKey
  }

  addHeading(heading: Heading, above: readonly Heading[]): void {
    this.headings.push(heading)
    const key = headingKey(heading.type, heading.number)
    const known = this.headingsByKey.get(key)
    if (known) known.push({ heading, above })
    else this.headingsByKey.set(key, [{ heading, above }])
  }

  labels(): Labels {
    const labels: Labels = { part: [], subpart: [], chapter: [], section: [], article: this.articles.map(({ article }) => article.label) }
    for (const { type, label } of this.headings) labels[type].push(label)
    return labels
  }
}

export const noCounts = (): Counts => ({ part: 0, subpart: 0, chapter: 0, section: 0, article: 0, paragraph: 0, item: 0, subitem: 0 })

export const paragraphsOf = (article: Article): Paragraph[] => article.children.filter(node => node.type === 'paragraph')
export const itemsOf = (paragraph: Paragraph): Item[] => paragraph.children.filter(node => node.type === 'item')
export const subitemsOf = (item: Item): Subitem[] => item.children.filter(node => node.type === 'subitem')

/** Whether 第N项 stands in a paragraph, by its printed number. */
export const hasItem = (paragraph: Paragraph, number: number): boolean =>
  paragraph.children.some(node => node.type === 'item' && node.number === number)

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
  /** The article with this number; the second of two, as the first took its number when it was inserted before it. */
  readonly find: (number: number | null, branch: number) => ArticlePlace | undefined
  /** Whether an article before this one has its number. */
  readonly isRepeated: (place: ArticlePlace) => boolean
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
  #byKey: ReadonlyMap<number, readonly ArticlePlace[]> | null = null
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

  /** Only a text whose articles are out of order needs a map. */
  find(number: number | null, branch: number): ArticlePlace | undefined {
    if (number === null) return undefined
    if (this.#regular === this.articles.length) return branch === 0 ? this.articles[number - 1] : undefined
    return this.#sameNumber().get(articleKey(number, branch))?.at(-1)
  }

  isRepeated(place: ArticlePlace): boolean {
    if (this.#regular === this.articles.length) return false
    return this.#sameNumber().get(articleKey(place.article.number, place.article.branch))?.[0] !== place
  }

  #sameNumber(): ReadonlyMap<number, readonly ArticlePlace[]> {
    this.#byKey ??= Map.groupBy(this.articles, ({ article }) => articleKey(article.number, article.branch))
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

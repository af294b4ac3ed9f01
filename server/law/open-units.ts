/**
 * The units that are open while a tree is built: 编章节 around the article, in it the 款, in it the 项, in it a table. A unit's end is known
 * when it is closed; closing one closes what is open inside it.
 */
import type { LeafCutter } from './leaves.ts'
import type { ArticlePlace } from './places.ts'
import type { Annex, Article, Block, Division, Heading, Item, LawNode, LawText, Leaf, Paragraph, Subitem, Table } from './tree.ts'

/** The same nodes while they grow. */
export type Growing<Node> = Node extends { children: unknown }
  ? { -readonly [Key in keyof Node]: Key extends 'children' ? LawNode[] : Node[Key] }
  : never
export type GrowingParent = Growing<LawText | Block | Heading | Division | Article | Paragraph | Item | Subitem | Table | Annex>

/** Is told of every line of words and of every article as soon as it stands, in document order, while both are at hand. */
export interface Watcher {
  /** `place` is null outside articles; `annex`: inside an annex. */
  words(
    leaf: Leaf,
    place: ArticlePlace | null,
    paragraph: Paragraph | null,
    item: number | null,
    subitem: number | null,
    annex: boolean
  ): void
  article(article: Article): void
}

/** Fields are set by the builder as it opens units; closing is done here alone. */
export class OpenUnits {
  readonly root: Growing<LawText>
  /** 编 章 节 and divisions that are open, outermost first. */
  readonly headings: Growing<Heading | Division>[] = []
  /** The numbered ones of them; a new list whenever it changes, which the places keep. */
  above: readonly Heading[] = []
  article: Growing<Article> | null = null
  place: ArticlePlace | null = null
  paragraph: Growing<Paragraph> | null = null
  item: Growing<Item> | null = null
  /** A block, table or annex that the next line may continue. */
  block: Growing<Block | Table | Annex> | null = null
  readonly #cut: LeafCutter
  readonly #watcher: Watcher | null

  constructor(cut: LeafCutter, watcher: Watcher | null) {
    this.#cut = cut
    this.#watcher = watcher
    this.root = { type: 'lawText', children: [], position: { start: cut.point, end: cut.point } }
  }

  /** What the next article or heading stands in. */
  container(): GrowingParent {
    return this.headings.at(-1) ?? this.root
  }

  /** The place of a node that begins with these leaves; its end is set when it is closed. */
  from(children: readonly LawNode[]): LawNode['position'] {
    return children[0]?.position ?? { start: this.#cut.point, end: this.#cut.point }
  }

  /** The node ends where the last leaf ended. */
  end(node: GrowingParent | null | undefined): void {
    if (node && node.position.end !== this.#cut.point) node.position = { start: node.position.start, end: this.#cut.point }
  }

  closeBlock(): void {
    this.end(this.block)
    this.block = null
  }

  closeItem(): void {
    this.closeBlock()
    this.end(this.item)
    this.item = null
  }

  closeParagraph(): void {
    this.closeItem()
    this.end(this.paragraph)
    this.paragraph = null
  }

  closeArticle(): void {
    this.closeParagraph()
    if (!this.article) return
    this.end(this.article)
    this.#watcher?.article(this.article as Article)
    this.article = null
    this.place = null
  }

  /** @param kept how many of the outermost headings stay open */
  closeHeadings(kept: number): void {
    this.closeArticle()
    if (this.headings.length === kept) return
    while (this.headings.length > kept) this.end(this.headings.pop())
    this.above = this.headings.filter(heading => heading.type !== 'division') as readonly Heading[]
  }
}

/** Third pass: builds the tree from settled lines. Every character goes into exactly one leaf; what no leaf claims becomes the next gap. */
import type { Counts, Labels } from '../../schema/law.ts'
import { code, withoutBlanks } from './characters.ts'
import { RANK } from './contents.ts'
import { BracketFinder, type ItemPlace, inlineItem } from './inline-items.ts'
import { LeafCutter } from './leaves.ts'
import type { Line } from './line-kinds.ts'
import type { Outline } from './outline.ts'
import { type ArticlePlace, noCounts, type Places, PlacesBuilder } from './places.ts'
import { readPreface, squeezed } from './preface.ts'
import type {
  Annex,
  Article,
  Block,
  BlockKind,
  Division,
  Heading,
  Item,
  LawNode,
  LawText,
  Leaf,
  Paragraph,
  Subitem,
  Table
} from './tree.ts'

/** The same nodes while they grow. */
type Growing<Node> = Node extends { children: unknown }
  ? { -readonly [Key in keyof Node]: Key extends 'children' ? LawNode[] : Node[Key] }
  : never
type GrowingParent = Growing<LawText | Block | Heading | Division | Article | Paragraph | Item | Subitem | Table | Annex>

/** The tree, and what is known of its units without walking over it again. */
export interface Built {
  readonly tree: LawText
  readonly places: Places
  readonly counts: Counts
  readonly labels: Labels
}

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

export function buildTree(text: string, lines: readonly Line[], outline: Outline, watcher: Watcher | null = null): Built {
  return new Builder(text, lines, outline, watcher).build()
}

/** A node begins with its first leaves, so that its list of children is no larger than needed: a text may have a million lines. */
class Builder {
  readonly #text: string
  readonly #lines: readonly Line[]
  readonly #outline: Outline
  readonly #root: Growing<LawText>
  readonly #brackets: BracketFinder
  readonly #cut: LeafCutter
  readonly #watcher: Watcher | null
  readonly #places = new PlacesBuilder()
  readonly #counts = noCounts()
  /** 编 章 节 and divisions that are open, outermost first. */
  #headings: Growing<Heading | Division>[] = []
  /** The numbered ones of them; a new list whenever it changes, which the places keep. */
  #above: readonly Heading[] = []
  #article: Growing<Article> | null = null
  #place: ArticlePlace | null = null
  #paragraph: Growing<Paragraph> | null = null
  #item: Growing<Item> | null = null
  /** A block, table or annex that the next line may continue. */
  #block: Growing<Block | Table | Annex> | null = null
  #paragraphs = 0

  constructor(text: string, lines: readonly Line[], outline: Outline, watcher: Watcher | null) {
    this.#text = text
    this.#lines = lines
    this.#outline = outline
    this.#watcher = watcher
    this.#brackets = new BracketFinder(text)
    this.#cut = new LeafCutter(text)
    this.#root = { type: 'lawText', children: [], position: { start: this.#cut.point, end: this.#cut.point } }
  }

  build(): Built {
    const { body, contents, annexes } = this.#outline
    this.#addHeader()
    let at = body + this.#addPreface()
    for (; at < annexes; at++) {
      const line = this.#lines[at]
      if (!line) break
      if (at >= contents.from && at < contents.to) this.#addToBlock('tableOfContents', line)
      else this.#addLine(line, at)
    }
    this.#closeHeadings(0)
    for (; at < this.#lines.length; at++) this.#addAnnexLine(at)
    this.#closeBlock()
    this.#cut.rest(this.#root)
    this.#end(this.#root)
    return { tree: this.#root as LawText, places: this.#places, counts: this.#counts, labels: this.#places.labels() }
  }

  #addHeader(): void {
    const { body, title } = this.#outline
    for (let at = 0; at < body; at++) {
      const line = this.#lines[at]
      if (line && line.kind !== 'comment') this.#addToBlock(at === title ? 'title' : line.kind === 'infoEnd' ? 'infoEnd' : 'history', line)
    }
  }

  /** @returns how many lines belong to it */
  #addPreface(): number {
    const { body, contents, firstArticle, title } = this.#outline
    const titleLine = this.#lines[title]
    const end = contents.to > contents.from ? Math.min(contents.from, firstArticle) : firstArticle
    const name = titleLine ? this.#text.slice(titleLine.words, titleLine.end) : ''
    const kinds = readPreface(this.#text, this.#lines, body, end, name)
    kinds.forEach((kind, index) => {
      const line = this.#lines[body + index]
      if (line && line.kind !== 'comment' && line.kind !== 'infoEnd') this.#addToBlock(kind, line)
    })
    return kinds.length
  }

  #addLine(line: Line, at: number): void {
    const inArticle = this.#article !== null
    if (line.kind === 'comment' || line.kind === 'infoEnd') return
    if (line.kind === 'heading') this.#addHeading(line)
    else if (line.kind === 'article') this.#addArticle(line)
    else if (line.kind === 'clause') this.#addClause(line, at)
    else if (line.kind === 'item' && inArticle) this.#addItem(line)
    else if (line.kind === 'subitem' && inArticle) this.#addSubitem(line)
    else if (line.kind === 'table' && inArticle) this.#addTableRow(line)
    else if (line.kind === 'item' || line.kind === 'subitem' || line.kind === 'table') this.#addToBlock('prose', line)
    else this.#addText(line, at)
  }

  #addHeading(line: Line): void {
    const unit = line.unit ?? 'chapter'
    this.#closeArticle()
    let open = this.#headings.length
    for (; open > 0; open--) {
      const type = this.#headings[open - 1]?.type ?? 'division'
      if (type !== 'division' && RANK[type] < RANK[unit]) break
    }
    this.#closeHeadings(open)
    const parent = this.#container()
    this.#cut.gap(parent, line, line.start)
    const title = this.#text.slice(line.words, line.end)
    const children = this.#markAndWords(line)
    const heading: Growing<Heading> = {
      type: unit,
      label: this.#label(line),
      number: line.value,
      title,
      children,
      position: this.#from(children)
    }
    parent.children.push(heading as LawNode)
    this.#places.addHeading(heading as Heading, this.#above)
    this.#counts[unit]++
    this.#headings.push(heading)
    this.#above = [...this.#above, heading as Heading]
  }

  /** A heading without a number: 附则 of a text in parts, 序言. */
  #addDivision(line: Line): void {
    this.#closeHeadings(0)
    this.#cut.gap(this.#root, line, line.start)
    const children = this.#markAndWords(line)
    const division: Growing<Division> = {
      type: 'division',
      title: this.#text.slice(line.words, line.end),
      children,
      position: this.#from(children)
    }
    this.#root.children.push(division as LawNode)
    this.#headings.push(division)
  }

  #addArticle(line: Line): void {
    this.#closeArticle()
    const parent = this.#container()
    this.#cut.gap(parent, line, line.start)
    const children: LawNode[] = [this.#cut.leaf('mark', line, line.words)]
    const { value: number, branch } = line
    const article: Growing<Article> = {
      type: 'article',
      label: this.#label(line),
      number,
      branch,
      children,
      position: this.#from(children)
    }
    parent.children.push(article as LawNode)
    this.#article = article
    this.#place = this.#places.addArticle(article as Article, this.#above)
    this.#counts.article++
    this.#paragraphs = 0
    if (line.words < line.end) this.#addParagraph(line, line.words, line.end)
  }

  /** 款: a line of words; items that were typed into the same line after its ： become items. */
  #addParagraph(line: Line, from: number, to: number): void {
    this.#closeParagraph()
    const parent = this.#article ?? this.#root
    this.#cut.gap(parent, line, from)
    const next = inlineItem(this.#text, this.#brackets, from, to, 1)
    const words = this.#cut.leaf('words', line, next ? next.wordsEnd : to)
    const paragraph: Growing<Paragraph> = { type: 'paragraph', number: ++this.#paragraphs, children: [words], position: words.position }
    parent.children.push(paragraph as LawNode)
    this.#paragraph = paragraph
    this.#counts.paragraph++
    this.#watcher?.words(words, this.#place, paragraph as Paragraph, null, null, false)
    if (next) this.#addItems(line, next, to)
  }

  /** The 款 of an item that stands at the head of an article: without words. */
  #openParagraph(line: Line, from: number): Growing<Paragraph> {
    const parent = this.#article ?? this.#root
    this.#cut.gap(parent, line, from)
    const paragraph: Growing<Paragraph> = {
      type: 'paragraph',
      number: ++this.#paragraphs,
      children: [],
      position: { start: this.#cut.point, end: this.#cut.point }
    }
    parent.children.push(paragraph as LawNode)
    this.#paragraph = paragraph
    return paragraph
  }

  #addItem(line: Line): void {
    const { start, labelStart, labelEnd, words, value: number } = line
    this.#addItems(line, { wordsEnd: start, start, labelStart, labelEnd, words, number }, line.end)
  }

  /** 项, and those that follow it on the same line: （一）…；（二）…. */
  #addItems(line: Line, first: ItemPlace, to: number): void {
    for (let here: ItemPlace | null = first; here; ) {
      const { start, words, number }: ItemPlace = here
      const label = withoutBlanks(this.#text.slice(here.labelStart, here.labelEnd))
      this.#closeItem()
      const paragraph = this.#paragraph ?? this.#openParagraph(line, start)
      this.#cut.gap(paragraph, line, start)
      const children: LawNode[] = [this.#cut.leaf('mark', line, words)]
      here = words < to ? inlineItem(this.#text, this.#brackets, words, to, (number ?? -1) + 1) : null
      const item: Growing<Item> = { type: 'item', label, number, children, position: this.#from(children) }
      paragraph.children.push(item as LawNode)
      this.#item = item
      this.#counts.item++
      if (words === to) continue
      const leaf = this.#cut.leaf('words', line, here ? here.wordsEnd : to)
      children.push(leaf)
      this.#watcher?.words(leaf, this.#place, paragraph as Paragraph, number, null, false)
    }
  }

  #addSubitem(line: Line): void {
    this.#closeBlock()
    const parent = this.#item ?? this.#paragraph ?? this.#openParagraph(line, line.start)
    this.#cut.gap(parent, line, line.start)
    const children = this.#markAndWords(line)
    const subitem: Growing<Subitem> = {
      type: 'subitem',
      label: this.#label(line),
      number: line.value,
      children,
      position: this.#from(children)
    }
    this.#end(subitem)
    parent.children.push(subitem as LawNode)
    this.#counts.subitem++
    this.#watch(children, line.value)
  }

  /** 一、…: an item of old texts when it stands in a list; with a mark the heading of a group of articles; else a paragraph. */
  #addClause(line: Line, at: number): void {
    if (line.marks > 0) this.#addDivision(line)
    else if (!this.#article) this.#addToBlock('prose', line)
    else if (this.#isListed(line, at)) this.#addItem(line)
    else this.#addParagraph(line, line.start, line.end)
  }

  #isListed(line: Line, at: number): boolean {
    if (this.#item) return line.value === (this.#item.number ?? -1) + 1
    const last = this.#lines[at - 1]
    return line.value === 1 && last !== undefined && endsWithColon(this.#text, last)
  }

  #addTableRow(line: Line): void {
    if (this.#block?.type !== 'table') {
      this.#closeBlock()
      const parent = this.#item ?? this.#paragraph ?? this.#article ?? this.#root
      this.#cut.gap(parent, line, line.start)
      this.#block = this.#openBlock(parent, { type: 'table', children: [], position: { start: this.#cut.point, end: this.#cut.point } })
    }
    this.#cut.gap(this.#block, line, line.start)
    const row = this.#cut.leaf('words', line, line.end)
    this.#block.children.push(row)
    this.#watch([row], null)
  }

  #addText(line: Line, at: number): void {
    const heading = this.#headings.at(-1)
    // 附则 that lost its mark stands alone, unnumbered, at the end of a text in parts.
    if (line.marks > 0 || (this.#article && line.end - line.start <= 8 && squeezed(this.#text, line) === '附则')) this.#addDivision(line)
    else if (this.#article) this.#addParagraph(line, line.start, line.end)
    else if (heading && this.#continuesHeading(at)) this.#extendHeading(heading, line)
    else this.#addToBlock('prose', line)
  }

  /** A heading broken over two lines: short words without an end between a heading and an article. */
  #continuesHeading(at: number): boolean {
    const line = this.#lines[at]
    const [before, after] = [this.#lines[at - 1], this.#lines[at + 1]]
    if (!line || before?.kind !== 'heading' || (after?.kind !== 'article' && after?.kind !== 'heading')) return false
    return line.end - line.start <= 40 && !/[，。；：,;:）)]/.test(this.#text.slice(line.start, line.end))
  }

  #extendHeading(heading: Growing<Heading | Division>, line: Line): void {
    this.#cut.gap(heading, line, line.start)
    heading.children.push(this.#cut.leaf('words', line, line.end))
    heading.title += this.#text.slice(line.start, line.end)
  }

  #addAnnexLine(at: number): void {
    const line = this.#lines[at]
    if (!line || line.kind === 'comment') return
    if (line.kind === 'annex' || this.#block?.type !== 'annex') {
      this.#closeBlock()
      this.#cut.gap(this.#root, line, line.start)
      const name = squeezed(this.#text, line)
      this.#block = this.#openBlock(this.#root, {
        type: 'annex',
        name,
        children: [],
        position: { start: this.#cut.point, end: this.#cut.point }
      })
    }
    this.#cut.gap(this.#block, line, line.start)
    const leaves = this.#markAndWords(line)
    this.#block.children.push(...leaves)
    for (const leaf of leaves) if (leaf.type === 'words') this.#watcher?.words(leaf, null, null, null, null, true)
  }

  /** Lines of one kind that follow each other are one block. */
  #addToBlock(type: BlockKind, line: Line): void {
    if (this.#block?.type !== type) {
      this.#closeBlock()
      this.#cut.gap(this.#container(), line, line.start)
      this.#block = this.#openBlock(this.#container(), { type, children: [], position: { start: this.#cut.point, end: this.#cut.point } })
    }
    this.#cut.gap(this.#block, line, line.start)
    const leaves = this.#markAndWords(line)
    this.#block.children.push(...leaves)
    if (type === 'preamble' || type === 'prose') this.#watch(leaves, null)
  }

  #watch(leaves: readonly LawNode[], subitem: number | null): void {
    if (!this.#watcher) return
    const item = this.#item?.number ?? null
    for (const leaf of leaves)
      if (leaf.type === 'words') this.#watcher.words(leaf, this.#place, this.#paragraph as Paragraph | null, item, subitem, false)
  }

  #openBlock(parent: GrowingParent, block: Growing<Block | Table | Annex>): Growing<Block | Table | Annex> {
    parent.children.push(block as LawNode)
    return block
  }

  /** The line's marks and label as one leaf, its words as another. */
  #markAndWords(line: Line): LawNode[] {
    if (line.words === line.start) return [this.#cut.leaf('words', line, line.end)]
    if (line.words === line.end) return [this.#cut.leaf('mark', line, line.end)]
    return [this.#cut.leaf('mark', line, line.words), this.#cut.leaf('words', line, line.end)]
  }

  #label(line: Line): string {
    return withoutBlanks(this.#text.slice(line.labelStart, line.labelEnd))
  }

  #container(): GrowingParent {
    return this.#headings.at(-1) ?? this.#root
  }

  /** The place of a node that begins with these leaves; its end is set when it is closed. */
  #from(children: readonly LawNode[]): LawNode['position'] {
    return children[0]?.position ?? { start: this.#cut.point, end: this.#cut.point }
  }

  #end(node: GrowingParent | null | undefined): void {
    if (node && node.position.end !== this.#cut.point) node.position = { start: node.position.start, end: this.#cut.point }
  }

  #closeBlock(): void {
    this.#end(this.#block)
    this.#block = null
  }

  #closeItem(): void {
    this.#closeBlock()
    this.#end(this.#item)
    this.#item = null
  }

  #closeParagraph(): void {
    this.#closeItem()
    this.#end(this.#paragraph)
    this.#paragraph = null
  }

  #closeArticle(): void {
    this.#closeParagraph()
    if (!this.#article) return
    this.#end(this.#article)
    this.#watcher?.article(this.#article as Article)
    this.#article = null
    this.#place = null
  }

  #closeHeadings(kept: number): void {
    this.#closeArticle()
    if (this.#headings.length === kept) return
    while (this.#headings.length > kept) this.#end(this.#headings.pop())
    this.#above = this.#headings.filter(heading => heading.type !== 'division') as readonly Heading[]
  }
}

const endsWithColon = (text: string, line: Line) =>
  text.charCodeAt(line.end - 1) === code.colon || text.charCodeAt(line.end - 1) === code.colonHalf

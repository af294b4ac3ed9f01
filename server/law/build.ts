/** Third pass: builds the tree from settled lines. Every character goes into exactly one leaf; what no leaf claims becomes the next gap. */
import { code, withoutBlanks } from './characters.ts'
import { RANK } from './contents.ts'
import { BracketFinder, type ItemPlace, inlineItem } from './inline-items.ts'
import type { Line } from './line-kinds.ts'
import type { Outline } from './outline.ts'
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
  Point,
  Subitem,
  Table
} from './tree.ts'

/** The same nodes while they grow. */
type Growing<Node> = Node extends { children: unknown }
  ? { -readonly [Key in keyof Node]: Key extends 'children' ? LawNode[] : Node[Key] }
  : never
type GrowingParent = Growing<LawText | Block | Heading | Division | Article | Paragraph | Item | Subitem | Table | Annex>

export function buildTree(text: string, lines: readonly Line[], outline: Outline): LawText {
  return new Builder(text, lines, outline).build()
}

/** A node begins with its first leaves, so that its list of children is no larger than needed: a text may have a million lines. */
class Builder {
  readonly #text: string
  readonly #lines: readonly Line[]
  readonly #outline: Outline
  readonly #root: Growing<LawText>
  readonly #brackets: BracketFinder
  /** The end of the last leaf. */
  #point: Point = { line: 1, column: 1, offset: 0 }
  /** 编 章 节 and divisions that are open, outermost first. */
  #headings: Growing<Heading | Division>[] = []
  #article: Growing<Article> | null = null
  #paragraph: Growing<Paragraph> | null = null
  #item: Growing<Item> | null = null
  /** A block, table or annex that the next line may continue. */
  #block: Growing<Block | Table | Annex> | null = null
  #paragraphs = 0

  constructor(text: string, lines: readonly Line[], outline: Outline) {
    this.#text = text
    this.#lines = lines
    this.#outline = outline
    this.#brackets = new BracketFinder(text)
    this.#root = { type: 'lawText', children: [], position: { start: this.#point, end: this.#point } }
  }

  build(): LawText {
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
    this.#addRest()
    return this.#root as LawText
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
    this.#addGap(parent, line, line.start)
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
    this.#headings.push(heading)
  }

  /** A heading without a number: 附则 of a text in parts, 序言. */
  #addDivision(line: Line): void {
    this.#closeHeadings(0)
    this.#addGap(this.#root, line, line.start)
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
    this.#addGap(parent, line, line.start)
    const children: LawNode[] = [this.#leaf('mark', line, line.start, line.words)]
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
    this.#paragraphs = 0
    if (line.words < line.end) this.#addParagraph(line, line.words, line.end)
  }

  /** 款: a line of words; items that were typed into the same line after its ： become items. */
  #addParagraph(line: Line, from: number, to: number): void {
    this.#closeParagraph()
    const parent = this.#article ?? this.#root
    this.#addGap(parent, line, from)
    const next = inlineItem(this.#text, this.#brackets, from, to, 1)
    const words = this.#leaf('words', line, from, next ? next.wordsEnd : to)
    const paragraph: Growing<Paragraph> = { type: 'paragraph', number: ++this.#paragraphs, children: [words], position: words.position }
    parent.children.push(paragraph as LawNode)
    this.#paragraph = paragraph
    if (next) this.#addItems(line, next, to)
  }

  /** The 款 of an item that stands at the head of an article: without words. */
  #openParagraph(line: Line, from: number): Growing<Paragraph> {
    const parent = this.#article ?? this.#root
    this.#addGap(parent, line, from)
    const paragraph: Growing<Paragraph> = {
      type: 'paragraph',
      number: ++this.#paragraphs,
      children: [],
      position: { start: this.#point, end: this.#point }
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
      this.#addGap(paragraph, line, start)
      const children: LawNode[] = [this.#leaf('mark', line, start, words)]
      here = words < to ? inlineItem(this.#text, this.#brackets, words, to, (number ?? -1) + 1) : null
      if (words < to) children.push(this.#leaf('words', line, words, here ? here.wordsEnd : to))
      const item: Growing<Item> = { type: 'item', label, number, children, position: this.#from(children) }
      paragraph.children.push(item as LawNode)
      this.#item = item
    }
  }

  #addSubitem(line: Line): void {
    this.#closeBlock()
    const parent = this.#item ?? this.#paragraph ?? this.#openParagraph(line, line.start)
    this.#addGap(parent, line, line.start)
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
      this.#addGap(parent, line, line.start)
      this.#block = this.#openBlock(parent, { type: 'table', children: [], position: { start: this.#point, end: this.#point } })
    }
    this.#addGap(this.#block, line, line.start)
    this.#block.children.push(this.#leaf('words', line, line.start, line.end))
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
    this.#addGap(heading, line, line.start)
    heading.children.push(this.#leaf('words', line, line.start, line.end))
    heading.title += this.#text.slice(line.start, line.end)
  }

  #addAnnexLine(at: number): void {
    const line = this.#lines[at]
    if (!line || line.kind === 'comment') return
    if (line.kind === 'annex' || this.#block?.type !== 'annex') {
      this.#closeBlock()
      this.#addGap(this.#root, line, line.start)
      const name = squeezed(this.#text, line)
      this.#block = this.#openBlock(this.#root, { type: 'annex', name, children: [], position: { start: this.#point, end: this.#point } })
    }
    this.#addGap(this.#block, line, line.start)
    this.#block.children.push(...this.#markAndWords(line))
  }

  /** Lines of one kind that follow each other are one block. */
  #addToBlock(type: BlockKind, line: Line): void {
    if (this.#block?.type !== type) {
      this.#closeBlock()
      this.#addGap(this.#container(), line, line.start)
      this.#block = this.#openBlock(this.#container(), { type, children: [], position: { start: this.#point, end: this.#point } })
    }
    this.#addGap(this.#block, line, line.start)
    this.#block.children.push(...this.#markAndWords(line))
  }

  #openBlock(parent: GrowingParent, block: Growing<Block | Table | Annex>): Growing<Block | Table | Annex> {
    parent.children.push(block as LawNode)
    return block
  }

  /** The line's marks and label as one leaf, its words as another. */
  #markAndWords(line: Line): LawNode[] {
    if (line.words === line.start) return [this.#leaf('words', line, line.start, line.end)]
    if (line.words === line.end) return [this.#leaf('mark', line, line.start, line.end)]
    return [this.#leaf('mark', line, line.start, line.words), this.#leaf('words', line, line.words, line.end)]
  }

  #label(line: Line): string {
    return withoutBlanks(this.#text.slice(line.labelStart, line.labelEnd))
  }

  #container(): GrowingParent {
    return this.#headings.at(-1) ?? this.#root
  }

  /** The next leaf; it begins where the last one ended. */
  #leaf(type: Leaf['type'], line: Line, from: number, to: number): Leaf {
    const start = this.#point
    this.#point = { line: line.number, column: to - line.lineStart + 1, offset: to }
    return { type, value: this.#text.slice(from, to), position: { start, end: this.#point } }
  }

  /** What stands between the last leaf and the next belongs to the node that holds both. */
  #addGap(parent: GrowingParent, line: Line, to: number): void {
    const from = this.#point.offset
    if (to > from) parent.children.push(this.#leaf('gap', line, from, to))
  }

  /** What follows the last line: line ends and blanks, or a text of nothing else. */
  #addRest(): void {
    const { length } = this.#text
    const from = this.#point.offset
    if (from < length) {
      let number = this.#point.line
      let lineStart = from - this.#point.column + 1
      for (let at = this.#text.indexOf('\n', from); at >= 0; at = this.#text.indexOf('\n', at + 1)) {
        number++
        lineStart = at + 1
      }
      const start = this.#point
      this.#point = { line: number, column: length - lineStart + 1, offset: length }
      this.#root.children.push({ type: 'gap', value: this.#text.slice(from), position: { start, end: this.#point } })
    }
    this.#end(this.#root)
  }

  /** The place of a node that begins with these leaves; its end is set when it is closed. */
  #from(children: readonly LawNode[]): LawNode['position'] {
    return children[0]?.position ?? { start: this.#point, end: this.#point }
  }

  #end(node: GrowingParent | null | undefined): void {
    if (node && node.position.end !== this.#point) node.position = { start: node.position.start, end: this.#point }
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
    this.#end(this.#article)
    this.#article = null
  }

  #closeHeadings(kept: number): void {
    this.#closeArticle()
    while (this.#headings.length > kept) this.#end(this.#headings.pop())
  }
}

const endsWithColon = (text: string, line: Line) =>
  text.charCodeAt(line.end - 1) === code.colon || text.charCodeAt(line.end - 1) === code.colonHalf

/** Third pass: builds the tree from settled lines. Every character goes into exactly one leaf; what no leaf claims becomes the next gap. */
import { code, isBlank, skipBlanks, withoutBlanks } from './characters.ts'
import { RANK } from './contents.ts'
import { isOpenBracket, readListLabel } from './labels.ts'
import type { Line } from './line-kinds.ts'
import type { Outline } from './outline.ts'
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
  ? {
      -readonly [Key in keyof Node]: Key extends 'children' ? LawNode[] : Key extends 'position' ? { start: Point; end: Point } : Node[Key]
    }
  : never
type GrowingParent = Growing<LawText | Block | Heading | Division | Article | Paragraph | Item | Subitem | Table | Annex>

export function buildTree(text: string, lines: readonly Line[], outline: Outline): LawText {
  return new Builder(text, lines, outline).build()
}

class Builder {
  readonly #text: string
  readonly #lines: readonly Line[]
  readonly #outline: Outline
  readonly #root: Growing<LawText>
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
    this.#root = { type: 'lawText', children: [], position: { start: this.#point, end: this.#point } }
  }

  build(): LawText {
    const { title, body, contents, annexes } = this.#outline
    for (let at = 0; at < body; at++) this.#addHeader(at, title)
    let at = this.#addPreface(body)
    for (; at < annexes; at++) {
      const line = this.#lines[at]
      if (!line) break
      if (at >= contents.from && at < contents.to) this.#addToBlock('tableOfContents', line)
      else this.#addLine(line, at)
    }
    this.#closeAll()
    for (at = annexes; at < this.#lines.length; at++) this.#addAnnexLine(at)
    this.#closeAll()
    this.#addRest()
    return this.#root as LawText
  }

  #addHeader(at: number, title: number): void {
    const line = this.#lines[at]
    if (!line || line.kind === 'comment') return
    this.#addToBlock(at === title ? 'title' : line.kind === 'infoEnd' ? 'infoEnd' : 'history', line)
  }

  /** What stands between header and body: the title once more (in one line or several), the 题注, a preamble. */
  #addPreface(from: number): number {
    const { contents, firstArticle, title } = this.#outline
    const name = title < 0 ? '' : this.#squeezed(title)
    const end = contents.to > contents.from ? Math.min(contents.from, firstArticle) : firstArticle
    let again = ''
    let at = from
    for (; at < end; at++) {
      const line = this.#lines[at]
      if (!line || line.kind === 'heading' || (line.marks > 0 && !name.startsWith(again + this.#squeezed(at)))) break
      if (line.kind === 'comment') continue
      const words = this.#squeezed(at)
      if (again.length < name.length && name.startsWith(again + words)) {
        again += words
        this.#addToBlock('title', line)
      } else if (this.#isTitleNote(at)) {
        this.#addToBlock('titleNote', line)
      } else {
        this.#addToBlock('preamble', line)
      }
    }
    return at
  }

  #squeezed(at: number): string {
    const line = this.#lines[at]
    return line ? withoutBlanks(this.#text.slice(line.words, Math.min(line.end, line.words + 400))) : ''
  }

  /** A bracket below the title that says when and by whom (立法法第六十五条); it may run over lines. */
  #isTitleNote(at: number): boolean {
    const line = this.#lines[at]
    if (!line) return false
    if (this.#block?.type === 'titleNote' && this.#block.children.length > 0) {
      const last = this.#lines[at - 1]
      if (last && !isClosed(this.#text, last)) return true
    }
    return (
      isOpenBracket(this.#text.charCodeAt(line.start)) &&
      /年.*(?:通过|批准|修正|修订|公布|发布|施行|修改)/.test(this.#text.slice(line.start, Math.min(line.end, line.start + 400)))
    )
  }

  #addLine(line: Line, at: number): void {
    switch (line.kind) {
      case 'comment':
      case 'infoEnd':
        return
      case 'heading':
        return this.#addHeading(line)
      case 'article':
        return this.#addArticle(line)
      case 'item':
        return this.#article ? this.#addItem(line, line.start, line.words, line.end) : this.#addToBlock('prose', line)
      case 'subitem':
        return this.#article ? this.#addSubitem(line) : this.#addToBlock('prose', line)
      case 'clause':
        return this.#addClause(line, at)
      case 'table':
        return this.#addTableRow(line)
      default:
        return this.#addText(line, at)
    }
  }

  #addHeading(line: Line): void {
    const unit = line.unit ?? 'chapter'
    this.#closeArticle()
    for (let open = this.#headings.at(-1); open; open = this.#headings.at(-1)) {
      if (open.type !== 'division' && RANK[open.type] < RANK[unit]) break
      this.#end(open)
      this.#headings.pop()
    }
    const heading: Growing<Heading> = {
      type: unit,
      label: withoutBlanks(this.#text.slice(line.labelStart, line.labelEnd)),
      number: line.value,
      title: this.#text.slice(line.words, line.end),
      children: [],
      position: this.#nowhere()
    }
    this.#begin(this.#container(), heading, line)
    this.#addWords(heading, line)
    this.#headings.push(heading)
  }

  /** A heading without a number: 附则 of a text in parts, 序言. */
  #addDivision(line: Line): void {
    this.#closeArticle()
    while (this.#headings.length > 0) this.#end(this.#headings.pop())
    const division: Growing<Division> = {
      type: 'division',
      title: this.#text.slice(line.words, line.end),
      children: [],
      position: this.#nowhere()
    }
    this.#begin(this.#root, division, line)
    this.#addWords(division, line)
    this.#headings.push(division)
  }

  #addArticle(line: Line): void {
    this.#closeArticle()
    const article: Growing<Article> = {
      type: 'article',
      label: withoutBlanks(this.#text.slice(line.labelStart, line.labelEnd)),
      number: line.value,
      branch: line.branch,
      children: [],
      position: this.#nowhere()
    }
    this.#begin(this.#container(), article, line)
    this.#leaf(article, 'mark', line, line.start, line.words)
    this.#article = article
    this.#paragraphs = 0
    if (line.words < line.end) this.#addParagraph(line, line.words, line.end)
  }

  /** 款: a line of words; items that were typed into the same line after its ： become items. */
  #addParagraph(line: Line, from: number, to: number): void {
    this.#closeParagraph()
    const paragraph = this.#openParagraph(line, from)
    if (from === to) return
    const split = inlineItem(this.#text, from, to, 1)
    this.#leaf(paragraph, 'words', line, from, split ? split.wordsEnd : to)
    if (split) this.#addItem(line, split.start, split.words, to)
  }

  #openParagraph(line: Line, from: number): Growing<Paragraph> {
    const paragraph: Growing<Paragraph> = { type: 'paragraph', number: ++this.#paragraphs, children: [], position: this.#nowhere() }
    this.#begin(this.#article ?? this.#root, paragraph, line, from)
    this.#paragraph = paragraph
    return paragraph
  }

  #addItem(line: Line, start: number, words: number, to: number): void {
    this.#closeItem()
    const paragraph = this.#paragraph ?? this.#openParagraph(line, start)
    const label = readListLabel(this.#text, skipMarks(this.#text, start, words), words)
    const item: Growing<Item> = {
      type: 'item',
      label: withoutBlanks(this.#text.slice(skipMarks(this.#text, start, words), label?.end ?? words)),
      number: label?.number ?? null,
      children: [],
      position: this.#nowhere()
    }
    this.#begin(paragraph, item, line, start)
    this.#leaf(item, 'mark', line, start, words)
    this.#item = item
    if (words === to) return
    const split = inlineItem(this.#text, words, to, (item.number ?? -1) + 1)
    this.#leaf(item, 'words', line, words, split ? split.wordsEnd : to)
    if (split) this.#addItem(line, split.start, split.words, to)
  }

  #addSubitem(line: Line): void {
    this.#closeBlock()
    const parent = this.#item ?? this.#paragraph ?? this.#openParagraph(line, line.start)
    const subitem: Growing<Subitem> = {
      type: 'subitem',
      label: withoutBlanks(this.#text.slice(line.labelStart, line.labelEnd)),
      number: line.value,
      children: [],
      position: this.#nowhere()
    }
    this.#begin(parent, subitem, line)
    this.#addWords(subitem, line)
    this.#end(subitem)
  }

  /** 一、…: an item of old texts when it stands in a list; the heading of a group of articles when short; else a paragraph. */
  #addClause(line: Line, at: number): void {
    if (!this.#article) return line.marks > 0 ? this.#addDivision(line) : this.#addToBlock('prose', line)
    const last = this.#lines[at - 1]
    const listed = this.#item
      ? line.value === (this.#item.number ?? -1) + 1
      : line.value === 1 && last !== undefined && endsWithColon(this.#text, last)
    if (listed && line.marks === 0) return this.#addItem(line, line.start, line.words, line.end)
    return line.marks > 0 ? this.#addDivision(line) : this.#addParagraph(line, line.start, line.end)
  }

  #addTableRow(line: Line): void {
    if (!this.#article) return this.#addToBlock('prose', line)
    if (this.#block?.type !== 'table') {
      this.#closeBlock()
      const table: Growing<Table> = { type: 'table', children: [], position: this.#nowhere() }
      this.#begin(this.#item ?? this.#paragraph ?? this.#article, table, line)
      this.#block = table
    }
    this.#leaf(this.#block, 'words', line, line.start, line.end)
  }

  #addText(line: Line, at: number): void {
    if (line.marks > 0) return this.#addDivision(line)
    if (this.#article) {
      if (line.end - line.start <= 8 && this.#squeezed(at) === '附则') return this.#addDivision(line)
      return this.#addParagraph(line, line.start, line.end)
    }
    if (this.#continuesHeading(at)) {
      const heading = this.#headings.at(-1)
      if (heading) return this.#extendHeading(heading, line)
    }
    this.#addToBlock('prose', line)
  }

  /** A heading broken over two lines: short words without an end between a heading and an article. */
  #continuesHeading(at: number): boolean {
    const line = this.#lines[at]
    const [before, after] = [this.#lines[at - 1], this.#lines[at + 1]]
    if (!line || before?.kind !== 'heading' || (after?.kind !== 'article' && after?.kind !== 'heading')) return false
    return line.end - line.start <= 40 && !/[，。；：,;:）)]/.test(this.#text.slice(line.start, line.end))
  }

  #extendHeading(heading: Growing<Heading | Division>, line: Line): void {
    this.#leaf(heading, 'words', line, line.start, line.end)
    heading.title += this.#text.slice(line.start, line.end)
  }

  #addAnnexLine(at: number): void {
    const line = this.#lines[at]
    if (!line || line.kind === 'comment') return
    if (line.kind === 'annex' || !this.#block) {
      this.#closeBlock()
      const annex: Growing<Annex> = { type: 'annex', name: this.#squeezed(at), children: [], position: this.#nowhere() }
      this.#begin(this.#root, annex, line)
      this.#block = annex
    }
    this.#addWords(this.#block, line)
  }

  /** Lines of one kind that follow each other are one block. */
  #addToBlock(kind: BlockKind, line: Line): void {
    if (this.#block?.type !== kind) {
      this.#closeBlock()
      const block: Growing<Block> = { type: kind, children: [], position: this.#nowhere() }
      this.#begin(this.#container(), block, line)
      this.#block = block
    }
    this.#addWords(this.#block, line)
  }

  /** The line's marks and label as one leaf, its words as another. */
  #addWords(parent: GrowingParent, line: Line): void {
    if (line.words > line.start) this.#leaf(parent, 'mark', line, line.start, line.words)
    if (line.end > line.words) this.#leaf(parent, 'words', line, line.words, line.end)
  }

  #container(): GrowingParent {
    return this.#headings.at(-1) ?? this.#root
  }

  /** Puts a node into its parent, after the gap that stands before it. */
  #begin(parent: GrowingParent, node: GrowingParent, line: Line, from = line.start): void {
    if (node.type !== 'table') this.#closeBlock()
    this.#addGap(parent, line, from)
    node.position.start = this.#point
    parent.children.push(node as LawNode)
  }

  #leaf(parent: GrowingParent, type: Leaf['type'], line: Line, from: number, to: number): void {
    this.#addGap(parent, line, from)
    const end = { line: line.number, column: to - line.lineStart + 1, offset: to }
    parent.children.push({ type, value: this.#text.slice(from, to), position: { start: this.#point, end } })
    this.#point = end
  }

  #addGap(parent: GrowingParent, line: Line, to: number): void {
    if (to === this.#point.offset) return
    const end = { line: line.number, column: to - line.lineStart + 1, offset: to }
    parent.children.push({ type: 'gap', value: this.#text.slice(this.#point.offset, to), position: { start: this.#point, end } })
    this.#point = end
  }

  /** What follows the last line: line ends and blanks, or a text of nothing else. */
  #addRest(): void {
    const from = this.#point.offset
    if (from < this.#text.length) {
      const value = this.#text.slice(from)
      let line = this.#point.line
      let lineStart = from - this.#point.column + 1
      for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) {
        line++
        lineStart = from + at + 1
      }
      const end = { line, column: this.#text.length - lineStart + 1, offset: this.#text.length }
      this.#root.children.push({ type: 'gap', value, position: { start: this.#point, end } })
      this.#point = end
    }
    this.#root.position.end = this.#point
  }

  #nowhere(): { start: Point; end: Point } {
    return { start: this.#point, end: this.#point }
  }

  #end(node: GrowingParent | null | undefined): void {
    if (node) node.position.end = this.#point
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

  #closeAll(): void {
    this.#closeArticle()
    while (this.#headings.length > 0) this.#end(this.#headings.pop())
  }
}

/** The next item of a list that was typed on one line: `…；（二）…`, after ： for the first one. Null when there is none. */
function inlineItem(text: string, from: number, to: number, expected: number): { wordsEnd: number; start: number; words: number } | null {
  for (let at = from + 1; at < to; at++) {
    if (!isOpenBracket(text.charCodeAt(at))) continue
    let wordsEnd = at
    while (wordsEnd > from && isBlank(text.charCodeAt(wordsEnd - 1))) wordsEnd--
    const before = text.charCodeAt(wordsEnd - 1)
    const ends = before === code.colon || before === code.colonHalf || (expected > 1 && (before === code.semicolon || before === code.stop))
    if (!ends || wordsEnd === from) continue
    const label = readListLabel(text, at, to)
    if (label?.unit === 'item' && label.number === expected) return { wordsEnd, start: at, words: skipBlanks(text, label.end, to) }
  }
  return null
}

/** Past the `#` that were typed before a label. */
const skipMarks = (text: string, at: number, end: number) => {
  while (at < end && (text.charCodeAt(at) === code.hash || isBlank(text.charCodeAt(at)))) at++
  return at
}

const endsWithColon = (text: string, line: Line) =>
  text.charCodeAt(line.end - 1) === code.colon || text.charCodeAt(line.end - 1) === code.colonHalf
const isClosed = (text: string, line: Line) => /[）)]$/.test(text.slice(line.end - 1, line.end))

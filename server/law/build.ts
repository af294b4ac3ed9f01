/** Third pass: builds the tree from settled lines. Every character goes into exactly one leaf; what no leaf claims becomes the next gap. */
import type { Counts, Labels } from '../../schema/law.ts'
import { code, withoutBlanks } from './characters.ts'
import { RANK } from './contents.ts'
import { BracketFinder, type ItemPlace, inlineItem } from './inline-items.ts'
import { LeafCutter } from './leaves.ts'
import type { Line } from './line-kinds.ts'
import { type Growing, type GrowingParent, OpenUnits, type Watcher } from './open-units.ts'
import type { Outline } from './outline.ts'
import { noCounts, type Places, PlacesBuilder } from './places.ts'
import { readPreface, squeezed } from './preface.ts'
import type { Annex, Article, Block, BlockKind, Division, Heading, Item, LawNode, LawText, Paragraph, Subitem, Table } from './tree.ts'

/** The tree, and what is known of its units without walking over it again. */
export interface Built {
  readonly tree: LawText
  readonly places: Places
  readonly counts: Counts
  readonly labels: Labels
}

export function buildTree(text: string, lines: readonly Line[], outline: Outline, watcher: Watcher | null = null): Built {
  return new Builder(text, lines, outline, watcher).build()
}

/** A node begins with its first leaves, so that its list of children is no larger than needed: a text may have a million lines. */
class Builder {
  readonly #text: string
  readonly #lines: readonly Line[]
  readonly #outline: Outline
  readonly #open: OpenUnits
  readonly #brackets: BracketFinder
  readonly #cut: LeafCutter
  readonly #watcher: Watcher | null
  readonly #places = new PlacesBuilder()
  readonly #counts = noCounts()
  #paragraphs = 0

  constructor(text: string, lines: readonly Line[], outline: Outline, watcher: Watcher | null) {
    this.#text = text
    this.#lines = lines
    this.#outline = outline
    this.#watcher = watcher
    this.#brackets = new BracketFinder(text)
    this.#cut = new LeafCutter(text)
    this.#open = new OpenUnits(this.#cut, watcher)
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
    this.#open.closeHeadings(0)
    for (; at < this.#lines.length; at++) this.#addAnnexLine(at)
    this.#open.closeBlock()
    this.#cut.rest(this.#open.root)
    this.#open.end(this.#open.root)
    return { tree: this.#open.root as LawText, places: this.#places, counts: this.#counts, labels: this.#places.labels() }
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
    const inArticle = this.#open.article !== null
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
    this.#open.closeArticle()
    let open = this.#open.headings.length
    for (; open > 0; open--) {
      const type = this.#open.headings[open - 1]?.type ?? 'division'
      if (type !== 'division' && RANK[type] < RANK[unit]) break
    }
    this.#open.closeHeadings(open)
    const parent = this.#open.container()
    this.#cut.gap(parent, line, line.start)
    const title = this.#text.slice(line.words, line.end)
    const children = this.#markAndWords(line)
    const heading: Growing<Heading> = {
      type: unit,
      label: this.#label(line),
      number: line.value,
      title,
      children,
      position: this.#open.from(children)
    }
    parent.children.push(heading as LawNode)
    this.#places.addHeading(heading as Heading, this.#open.above)
    this.#counts[unit]++
    this.#open.headings.push(heading)
    this.#open.above = [...this.#open.above, heading as Heading]
  }

  /** A heading without a number: 附则 of a text in parts, 序言. */
  #addDivision(line: Line): void {
    this.#open.closeHeadings(0)
    this.#cut.gap(this.#open.root, line, line.start)
    const children = this.#markAndWords(line)
    const division: Growing<Division> = {
      type: 'division',
      title: this.#text.slice(line.words, line.end),
      children,
      position: this.#open.from(children)
    }
    this.#open.root.children.push(division as LawNode)
    this.#open.headings.push(division)
  }

  #addArticle(line: Line): void {
    this.#open.closeArticle()
    const parent = this.#open.container()
    this.#cut.gap(parent, line, line.start)
    const children: LawNode[] = [this.#cut.leaf('mark', line, line.words)]
    const { value: number, branch } = line
    const article: Growing<Article> = {
      type: 'article',
      label: this.#label(line),
      number,
      branch,
      children,
      position: this.#open.from(children)
    }
    parent.children.push(article as LawNode)
    this.#open.article = article
    this.#open.place = this.#places.addArticle(article as Article, this.#open.above)
    this.#counts.article++
    this.#paragraphs = 0
    if (line.words < line.end) this.#addParagraph(line, line.words, line.end)
  }

  /** 款: a line of words; items that were typed into the same line after its ： become items. */
  #addParagraph(line: Line, from: number, to: number): void {
    this.#open.closeParagraph()
    const parent = this.#open.article ?? this.#open.root
    this.#cut.gap(parent, line, from)
    const next = inlineItem(this.#text, this.#brackets, from, to, 1)
    const words = this.#cut.leaf('words', line, next ? next.wordsEnd : to)
    const paragraph: Growing<Paragraph> = { type: 'paragraph', number: ++this.#paragraphs, children: [words], position: words.position }
    parent.children.push(paragraph as LawNode)
    this.#open.paragraph = paragraph
    this.#counts.paragraph++
    this.#watcher?.words(words, this.#open.place, paragraph as Paragraph, null, null, false)
    if (next) this.#addItems(line, next, to)
  }

  /** The 款 of an item that stands at the head of an article: without words. */
  #openParagraph(line: Line, from: number): Growing<Paragraph> {
    const parent = this.#open.article ?? this.#open.root
    this.#cut.gap(parent, line, from)
    const paragraph: Growing<Paragraph> = {
      type: 'paragraph',
      number: ++this.#paragraphs,
      children: [],
      position: { start: this.#cut.point, end: this.#cut.point }
    }
    parent.children.push(paragraph as LawNode)
    this.#open.paragraph = paragraph
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
      this.#open.closeItem()
      const paragraph = this.#open.paragraph ?? this.#openParagraph(line, start)
      this.#cut.gap(paragraph, line, start)
      const children: LawNode[] = [this.#cut.leaf('mark', line, words)]
      here = words < to ? inlineItem(this.#text, this.#brackets, words, to, (number ?? -1) + 1) : null
      const item: Growing<Item> = { type: 'item', label, number, children, position: this.#open.from(children) }
      paragraph.children.push(item as LawNode)
      this.#open.item = item
      this.#counts.item++
      if (words === to) continue
      const leaf = this.#cut.leaf('words', line, here ? here.wordsEnd : to)
      children.push(leaf)
      this.#watcher?.words(leaf, this.#open.place, paragraph as Paragraph, number, null, false)
    }
  }

  #addSubitem(line: Line): void {
    this.#open.closeBlock()
    const parent = this.#open.item ?? this.#open.paragraph ?? this.#openParagraph(line, line.start)
    this.#cut.gap(parent, line, line.start)
    const children = this.#markAndWords(line)
    const subitem: Growing<Subitem> = {
      type: 'subitem',
      label: this.#label(line),
      number: line.value,
      children,
      position: this.#open.from(children)
    }
    this.#open.end(subitem)
    parent.children.push(subitem as LawNode)
    this.#counts.subitem++
    this.#watch(children, line.value)
  }

  /** 一、…: an item of old texts when it stands in a list; with a mark the heading of a group of articles; else a paragraph. */
  #addClause(line: Line, at: number): void {
    if (line.marks > 0) this.#addDivision(line)
    else if (!this.#open.article) this.#addToBlock('prose', line)
    else if (this.#isListed(line, at)) this.#addItem(line)
    else this.#addParagraph(line, line.start, line.end)
  }

  #isListed(line: Line, at: number): boolean {
    if (this.#open.item) return line.value === (this.#open.item.number ?? -1) + 1
    const last = this.#lines[at - 1]
    return line.value === 1 && last !== undefined && endsWithColon(this.#text, last)
  }

  #addTableRow(line: Line): void {
    if (this.#open.block?.type !== 'table') {
      this.#open.closeBlock()
      const parent = this.#open.item ?? this.#open.paragraph ?? this.#open.article ?? this.#open.root
      this.#cut.gap(parent, line, line.start)
      this.#open.block = this.#openBlock(parent, {
        type: 'table',
        children: [],
        position: { start: this.#cut.point, end: this.#cut.point }
      })
    }
    this.#cut.gap(this.#open.block, line, line.start)
    const row = this.#cut.leaf('words', line, line.end)
    this.#open.block.children.push(row)
    this.#watch([row], null)
  }

  #addText(line: Line, at: number): void {
    const heading = this.#open.headings.at(-1)
    // 附则 that lost its mark stands alone, unnumbered, at the end of a text in parts.
    if (line.marks > 0 || (this.#open.article && line.end - line.start <= 8 && squeezed(this.#text, line) === '附则'))
      this.#addDivision(line)
    else if (this.#open.article) this.#addParagraph(line, line.start, line.end)
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
    if (line.kind === 'annex' || this.#open.block?.type !== 'annex') {
      this.#open.closeBlock()
      this.#cut.gap(this.#open.root, line, line.start)
      const name = squeezed(this.#text, line)
      this.#open.block = this.#openBlock(this.#open.root, {
        type: 'annex',
        name,
        children: [],
        position: { start: this.#cut.point, end: this.#cut.point }
      })
    }
    this.#cut.gap(this.#open.block, line, line.start)
    const leaves = this.#markAndWords(line)
    this.#open.block.children.push(...leaves)
    for (const leaf of leaves) if (leaf.type === 'words') this.#watcher?.words(leaf, null, null, null, null, true)
  }

  /** Lines of one kind that follow each other are one block. */
  #addToBlock(type: BlockKind, line: Line): void {
    if (this.#open.block?.type !== type) {
      this.#open.closeBlock()
      this.#cut.gap(this.#open.container(), line, line.start)
      this.#open.block = this.#openBlock(this.#open.container(), {
        type,
        children: [],
        position: { start: this.#cut.point, end: this.#cut.point }
      })
    }
    this.#cut.gap(this.#open.block, line, line.start)
    const leaves = this.#markAndWords(line)
    this.#open.block.children.push(...leaves)
    if (type === 'preamble' || type === 'prose') this.#watch(leaves, null)
  }

  #watch(leaves: readonly LawNode[], subitem: number | null): void {
    if (!this.#watcher) return
    const item = this.#open.item?.number ?? null
    for (const leaf of leaves)
      if (leaf.type === 'words') this.#watcher.words(leaf, this.#open.place, this.#open.paragraph as Paragraph | null, item, subitem, false)
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
}

const endsWithColon = (text: string, line: Line) =>
  text.charCodeAt(line.end - 1) === code.colon || text.charCodeAt(line.end - 1) === code.colonHalf

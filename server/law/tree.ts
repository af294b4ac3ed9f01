/**
 * The tree of a regulation text (unist): 编 章 节 条 款 项 目, and everything that stands around them.
 *
 * The room `law` knows the text of a regulation and nothing else: no files, no clock, no database, no state. Text is never an error: whatever
 * is read becomes a tree, and what is odd about it is an anomaly. Its one door is index.ts; begin with parse.ts.
 *
 * Promises of the tree, on which every later pass relies:
 * 1. Only leaves carry text. The leaves' `value`s joined in document order are the input, to the character (print.ts).
 * 2. Every node has its `position`; a unit reaches from its label to the end of its last line, and the blank lines after it belong to it.
 * 3. A unit's `label` is as printed but without blanks (第一百二十八条 for `第一百二十八 条`); `number` is what it says, null when unreadable.
 * 4. 款 are numbered by position in their article (立法法第六十五条: 款不冠数字).
 */

import type { Anomaly, Counts, Labels, Reference } from '../../schema/law.ts'

/** `line` and `column` count from 1, `offset` from 0, in UTF-16 units. */
export interface Point {
  readonly line: number
  readonly column: number
  readonly offset: number
}

export interface Position {
  readonly start: Point
  /** The place after the last character. */
  readonly end: Point
}

/** `mark`: labels and Markdown marks with the blanks after them; `words`: what a reader reads; `gap`: line ends, empty lines, odd blanks. */
export interface Leaf {
  readonly type: 'mark' | 'words' | 'gap'
  readonly value: string
  readonly position: Position
}

interface Branch<Type extends string, Child> {
  readonly type: Type
  readonly children: readonly Child[]
  readonly position: Position
}

/** 目: `1.日期；` in an item (or, where no item is, in a paragraph). */
export interface Subitem extends Branch<'subitem', Leaf> {
  readonly label: string
  readonly number: number | null
}

/** 项: `（一）…`. Children are its own words first, then its 目. */
export interface Item extends Branch<'item', Leaf | Subitem | Table> {
  readonly label: string
  readonly number: number | null
}

/** 款: one line of words, then the 项 that it introduces. Without words when an article begins with a 项. */
export interface Paragraph extends Branch<'paragraph', Leaf | Item | Subitem | Table> {
  /** Its position in the article, from 1; 0 when it has no words and only holds items. */
  readonly number: number
}

/** Rows of a Markdown table; no unit. */
export type Table = Branch<'table', Leaf>

/** 条. Its first child is the `mark` leaf with the printed label and the blank after it. */
export interface Article extends Branch<'article', Leaf | Paragraph | Table> {
  readonly label: string
  readonly number: number | null
  /** 第十条之一: number 10, branch 1; 0 for an article without 之. */
  readonly branch: number
}

export type HeadingKind = 'part' | 'subpart' | 'chapter' | 'section'

/** 编, 分编, 章, 节: the heading's leaves (`mark` "## 第一章 ", `words` "总则"), then what stands under it. */
export interface Heading extends Branch<HeadingKind, Leaf | Heading | Division | Article | Block> {
  readonly label: string
  readonly number: number | null
  /** The name after the label, as printed but trimmed: 总则. */
  readonly title: string
}

/** A heading without a number and what stands under it: 附则 or 序言 of a text in parts. It is no 章. */
export interface Division extends Branch<'division', Leaf | Heading | Article | Block> {
  readonly title: string
}

/**
 * What belongs to no unit.
 * `title` the first `# ` line, and where it is printed again · `history` lines before the mark · `infoEnd` that mark itself ·
 * `titleNote` 题注 · `tableOfContents` 目录 · `preamble` before the first heading or article · `prose` other lines outside articles.
 */
export interface Block extends Branch<BlockKind, Leaf> {}

export type BlockKind = 'title' | 'history' | 'infoEnd' | 'titleNote' | 'tableOfContents' | 'preamble' | 'prose'

/** 附件, 附表, 附录: after the last article; its inside is not taken apart. */
export interface Annex extends Branch<'annex', Leaf> {
  /** Its first line without blanks and marks: 附件1. */
  readonly name: string
}

export type Unit = Heading | Article | Paragraph | Item | Subitem

export interface LawText extends Branch<'lawText', Leaf | Block | Heading | Division | Article | Annex> {}

export type LawNode = LawText | Unit | Division | Block | Table | Annex | Leaf
export type LawParent = Exclude<LawNode, Leaf>

/** A reference with its place in the text, for everything that marks, checks or rewrites it. */
export interface PlacedReference extends Reference {
  /** Where its `text` stands in the input (UTF-16 units). Entries of one list or range have places of their own. */
  readonly start: number
  readonly end: number
  /** The unit in which it stands: 款, 项 and 目 by number, null where it stands in none. */
  readonly at: { readonly paragraph: number | null; readonly item: number | null; readonly subitem: number | null }
  /** The printed numbers in it, which `renumber` rewrites: 第十条, 第二款, 第（三）项 each with its place. */
  readonly numbers: readonly CitedNumber[]
}

/** A printed number inside a reference, from 第 to the unit's character (and 之一). `of`: the first place or the end of a range. */
export interface CitedNumber {
  readonly unit: 'part' | 'subpart' | 'chapter' | 'section' | 'article' | 'paragraph' | 'item' | 'subitem'
  readonly number: number | null
  readonly branch: number
  readonly start: number
  readonly end: number
  readonly of: 'first' | 'to'
}

/** Everything that is known about a text; `facheng parse --json` prints it without the tree. */
export interface Law {
  /** The input itself. `text.slice(node.position.start.offset, node.position.end.offset)` is what a node says. */
  readonly text: string
  readonly tree: LawText
  readonly title: string
  readonly counts: Counts
  readonly labels: Labels
  readonly references: readonly PlacedReference[]
  readonly anomalies: readonly Anomaly[]
}

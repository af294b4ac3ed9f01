/**
 * Cross-references (立法技术规范(试行)(一)): finds every mention of a unit, resolves it against this text, and says in which of four states it is:
 * valid, dangling, unresolvable from this text alone, or ignored with a reason.
 */
import { withoutBlanks } from './characters.ts'
import type { Ordinal } from './labels.ts'
import { type Mention, type MentionScan, newScan, scanMentions } from './mentions.ts'
import type { Places } from './places.ts'
import { type Here, resolve } from './resolve.ts'
import type { Article, CitedNumber, Item, LawNode, LawText, Leaf, Paragraph, PlacedReference } from './tree.ts'

/** Every reference of a text, in document order; those outside articles have an empty `from`. */
export function findReferences(text: string, title: string, tree: LawText, places: Places): PlacedReference[] {
  return new Finder(text, title, places).find(tree)
}

class Finder {
  readonly #text: string
  readonly #places: Places
  readonly #scan: MentionScan
  readonly #references: PlacedReference[] = []
  /** Where the scan is; changed as it goes. */
  readonly #here: Here = { place: null, paragraph: null, item: null, subitem: null, last: null }
  #article = 0

  constructor(text: string, title: string, places: Places) {
    this.#text = text
    this.#places = places
    this.#scan = newScan(text, title)
  }

  find(tree: LawText): PlacedReference[] {
    this.#visit(tree.children)
    return this.#references
  }

  #visit(nodes: readonly LawNode[]): void {
    for (const node of nodes) {
      switch (node.type) {
        case 'article':
          this.#scanArticle(node)
          break
        case 'preamble':
        case 'prose':
          for (const leaf of node.children) this.#scanLeaf(leaf)
          break
        case 'part':
        case 'subpart':
        case 'chapter':
        case 'section':
        case 'division':
          this.#visit(node.children)
      }
    }
  }

  #scanArticle(article: Article): void {
    const here = this.#here
    here.place = this.#places.articles[this.#article++] ?? null
    here.last = null
    for (const node of article.children) {
      if (node.type === 'paragraph') this.#scanParagraph(node)
      else if (node.type === 'table') for (const leaf of node.children) this.#scanLeaf(leaf)
    }
    here.place = null
  }

  #scanParagraph(paragraph: Paragraph): void {
    this.#here.paragraph = paragraph
    this.#scanList(paragraph)
    this.#here.paragraph = null
  }

  #scanList(parent: Paragraph | Item): void {
    const here = this.#here
    for (const node of parent.children) {
      if (node.type === 'item') {
        here.item = node.number
        this.#scanList(node)
        here.item = null
      } else if (node.type === 'subitem' || node.type === 'table') {
        here.subitem = node.type === 'subitem' ? node.number : null
        for (const leaf of node.children) this.#scanLeaf(leaf)
        here.subitem = null
      } else {
        this.#scanLeaf(node)
      }
    }
  }

  #scanLeaf(leaf: Leaf): void {
    if (leaf.type !== 'words') return
    const { found } = this.#scan
    scanMentions(this.#scan, leaf.position.start.offset, leaf.position.end.offset)
    if (found.length === 0) return
    for (const mention of found) this.#refer(mention, leaf)
    found.length = 0
  }

  #refer(mention: Mention, leaf: Leaf): void {
    const here = this.#here
    for (const { target, state, reason } of resolve(this.#text, mention, here, this.#places)) {
      this.#references.push({
        from: here.place?.article.label ?? '',
        text: withoutBlanks(this.#text.slice(mention.start, mention.end)),
        target,
        resolved: state === 'valid',
        state,
        ...(reason === undefined ? {} : { reason }),
        line: leaf.position.start.line,
        column: leaf.position.start.column + mention.start - leaf.position.start.offset,
        start: mention.start,
        end: mention.end,
        at: { paragraph: here.paragraph?.number ?? null, item: here.item, subitem: here.subitem },
        numbers: citedNumbers(mention)
      })
    }
    if (mention.anchor === 'named' || mention.anchor === 'whole') here.last = mention
  }
}

/** Only the numbers that this mention prints; what it takes from the one before stands there. */
function citedNumbers({ numbers, to, start, end }: Mention): CitedNumber[] {
  const cited: CitedNumber[] = []
  const add = (number: Ordinal, of: CitedNumber['of']) => {
    if (number.start >= start && number.end <= end && cited.every(other => other.start !== number.start)) cited.push({ ...number, of })
  }
  for (const number of numbers) add(number, 'first')
  for (const number of to ?? []) add(number, 'to')
  return cited
}

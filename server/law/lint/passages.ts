/** The text as rules read it: 款, 项 and 目 one by one, with names and quotations masked, so that a wording rule cannot trip over them. */
import type { Article, Item, Law, LawNode, Leaf, Paragraph, Subitem, Table } from '../tree.ts'

/** Stands for every character that a wording rule must not read; it is in no law text. */
export const MASK = '\u{FFFC}'

/** The own words of one 款, 项 or 目 inside an article. */
export interface Passage {
  readonly kind: 'paragraph' | 'item' | 'subitem'
  readonly unit: Paragraph | Item | Subitem
  readonly article: Article
  /** The article's place in the text, from 0. */
  readonly articleIndex: number
  readonly text: string
  /** The same length as `text`; what stands in 《》 or quotation marks is masked. */
  readonly masked: string
  /** Offset of its first character in the input. */
  readonly start: number
  /** Whether 项 follow that it introduces. */
  readonly introduces: boolean
}

export interface LintedText {
  readonly law: Law
  readonly articles: readonly Article[]
  readonly passages: readonly Passage[]
  /** The passages of each article, in order of `articles`. */
  readonly byArticle: readonly (readonly Passage[])[]
  /** 条例, 办法, 规定 …: what this text calls itself; null when its title does not say. */
  readonly nameKind: string | null
}

const NAME_KIND = /(条例|办法|规定|规则|细则|决定|法)(?:（[^（）]{1,20}）)?$/

export function readForLint(law: Law): LintedText {
  const articles: Article[] = []
  collectArticles(law.tree, articles)
  const byArticle = articles.map((article, index) => passagesOf(law, article, index))
  return { law, articles, byArticle, passages: byArticle.flat(), nameKind: NAME_KIND.exec(law.title)?.[1] ?? null }
}

function collectArticles(node: LawNode, into: Article[]): void {
  if (node.type === 'article') into.push(node)
  else if ('children' in node && node.type !== 'annex') for (const child of node.children) collectArticles(child, into)
}

function passagesOf(law: Law, article: Article, articleIndex: number): Passage[] {
  const found: Passage[] = []
  const visit = (unit: Paragraph | Item | Subitem) => {
    const children: readonly (Leaf | Item | Subitem | Table)[] = unit.children
    const words = children.filter((child): child is Leaf => child.type === 'words')
    const inner = children.filter(child => child.type === 'item' || child.type === 'subitem')
    const passage = words.length > 0 ? made(law, unit, words, article, articleIndex, inner.length > 0) : null
    if (passage) found.push(passage)
    for (const child of inner) visit(child)
  }
  for (const child of article.children) if (child.type === 'paragraph') visit(child)
  return found
}

function made(
  law: Law,
  unit: Paragraph | Item | Subitem,
  words: readonly Leaf[],
  article: Article,
  articleIndex: number,
  introduces: boolean
): Passage | null {
  const start = words[0]?.position.start.offset ?? 0
  const raw = law.text.slice(start, words.at(-1)?.position.end.offset ?? start)
  const text = raw.trimEnd()
  if (text === '') return null
  return { kind: unit.type, unit, article, articleIndex, text, masked: mask(text), start, introduces }
}

const CLOSING: Readonly<Record<string, string>> = { '《': '》', '“': '”', '‘': '’', '"': '"', '「': '」' }

/** Masks what stands inside 《》 and quotation marks; the marks themselves stay. Unclosed marks mask nothing. */
export function mask(text: string): string {
  let masked = ''
  let at = 0
  while (at < text.length) {
    const open = text.charAt(at)
    const close = CLOSING[open]
    const end = close === undefined ? -1 : closingAt(text, at, open, close)
    if (end < 0) {
      masked += open
      at++
    } else {
      masked += open + MASK.repeat(end - at - 1) + text.charAt(end)
      at = end + 1
    }
  }
  return masked
}

/** How far a quotation may reach: a forgotten closing mark must not hide the rest of a text. */
const LONGEST_QUOTATION = 500

function closingAt(text: string, at: number, open: string, close: string): number {
  let depth = 0
  const limit = Math.min(text.length, at + LONGEST_QUOTATION)
  for (let i = at; i < limit; i++) {
    const character = text.charAt(i)
    if (character === close && (open !== close || i > at)) {
      depth--
      if (depth <= 0) return i
    } else if (character === open) depth++
  }
  return -1
}

/**
 * A regulation as the redline compares it: a flat list of passages (条, headings, 题目, 题注, 目录, 序言, annexes) in document order.
 *
 * Promises, on which alignment and every writer rely:
 * 1. A passage's `text` is what a reader reads, a line each: without the unit's own label, Markdown marks, empty lines and the blanks around a line.
 * 2. Every article of the text is exactly one passage.
 * 3. `wording` is equal for two passages of one unit exactly when their words are: numbers of their own and blanks do not count.
 */
import type { PassageUnit } from '../../schema/redline.ts'
import type { Annex, Article, Block, BlockKind, Division, Heading, HeadingKind, Law, LawNode, Leaf } from './tree.ts'

export interface Passage {
  readonly unit: PassageUnit
  /** 第十条, 第二章, 附则; or 题目, 题注, 目录, 序言, 正文, the name of an annex. */
  readonly label: string
  /** The reader's lines, joined by line feeds: an article's 款 and 项, a heading's name. */
  readonly text: string
  /** For finding the same words again. */
  readonly wording: string
  /** Labels of the headings it stands under, the outermost first: ['第二编', '第三章']. */
  readonly under: readonly string[]
  /** Where it stands in the text, label included (UTF-16 units). */
  readonly start: number
  readonly end: number
}

/** A blank in the sense of a typist: white space inside a line, and the zero-width space and byte order mark that copied texts are full of. */
const BLANKS = /(?:[^\S\n]|[\u200b\ufeff])+/g
const MARKDOWN_HEADING = /^#+[ \t]*/
const LINE_END = /\r\n|[\n\r]/

const BLOCKS: Partial<Record<BlockKind, { readonly unit: PassageUnit; readonly label: string }>> = {
  title: { unit: 'title', label: '题目' },
  titleNote: { unit: 'titleNote', label: '题注' },
  tableOfContents: { unit: 'tableOfContents', label: '目录' },
  preamble: { unit: 'preamble', label: '序言' },
  prose: { unit: 'prose', label: '正文' }
}

/** What of a parsed law is needed to compare it. */
export type ComparedText = Pick<Law, 'text' | 'tree'>

/** The passages of a parsed law, in document order. The history lines and the mark after them are no part of the law's text. */
export function passages(law: ComparedText): Passage[] {
  const found: Passage[] = []
  collect(law, law.tree.children, [], found)
  return found
}

function collect(law: ComparedText, nodes: readonly LawNode[], under: readonly string[], found: Passage[]): void {
  for (const node of nodes) {
    switch (node.type) {
      case 'article':
        found.push(passage(law, node, 'article', node.label, under, bodyStart(node)))
        break
      case 'part':
      case 'subpart':
      case 'chapter':
      case 'section':
        found.push(heading(law, node, node.type, node.label, node.title, under))
        collect(law, node.children, [...under, node.label], found)
        break
      case 'division':
        found.push(heading(law, node, 'division', node.title, node.title, under))
        collect(law, node.children, [...under, node.title], found)
        break
      case 'annex':
        found.push(passage(law, node, 'annex', node.name, under, node.position.start.offset))
        break
      default:
        collectBlock(law, node, under, found)
    }
  }
}

function collectBlock(law: ComparedText, node: LawNode, under: readonly string[], found: Passage[]): void {
  const block = BLOCKS[node.type as BlockKind]
  // A title that is printed again at the head of the body is the same title.
  if (!block || (block.unit === 'title' && found.some(passage => passage.unit === 'title'))) return
  found.push(passage(law, node as Block, block.unit, block.label, under, node.position.start.offset))
}

function passage(
  law: ComparedText,
  node: Article | Annex | Block,
  unit: PassageUnit,
  label: string,
  under: readonly string[],
  bodyAt: number
): Passage {
  const text = readerText(law.text.slice(bodyAt, node.position.end.offset))
  const { start, end } = node.position
  return { unit, label, text, wording: wordingOf(text), under, start: start.offset, end: end.offset }
}

function heading(
  law: ComparedText,
  node: Heading | Division,
  unit: HeadingKind | 'division',
  label: string,
  title: string,
  under: readonly string[]
): Passage {
  const start = node.position.start.offset
  const end = lastLeaf(node).position.end.offset
  return { unit, label, text: printedName(law.text.slice(start, end), title), wording: wordingOf(title), under, start, end }
}

/** A name that is printed on two lines stays on two; both are one heading. */
function printedName(raw: string, title: string): string {
  const [first = '', ...rest] = readerText(raw).split('\n')
  const more = rest.join('')
  return more !== '' && title.endsWith(more) && first !== ''
    ? `${title.slice(0, title.length - more.length).trimEnd()}\n${rest.join('\n')}`
    : title
}

/** The heading's own leaves end where what stands under it begins. */
function lastLeaf(node: Heading | Division): LawNode {
  const inside = node.children.findIndex(child => !isLeaf(child))
  const own = inside === -1 ? node.children : node.children.slice(0, inside)
  return own.at(-1) ?? node
}

const isLeaf = (node: LawNode): node is Leaf => node.type === 'mark' || node.type === 'words' || node.type === 'gap'

/** After the printed label: the words of the first 款 begin there. */
function bodyStart(article: Article): number {
  const first = article.children[0]
  return first?.type === 'mark' ? first.position.end.offset : article.position.start.offset
}

/** The lines that a reader sees. Lines that hold nothing but blanks, zero-width ones included, are no lines. */
export function readerText(raw: string): string {
  const trimmed = raw.trim()
  const ends = trimmed.includes('\r') ? LINE_END : '\n'
  if (ends === '\n' && !trimmed.includes(ends)) return readerLine(trimmed)
  let text = ''
  for (const line of trimmed.split(ends)) {
    const read = readerLine(line.trim())
    if (read !== '') text = text === '' ? read : `${text}\n${read}`
  }
  return text
}

function readerLine(line: string): string {
  const first = line.charCodeAt(0)
  if (first === HASH) return line.replace(MARKDOWN_HEADING, '')
  return first === ZERO_WIDTH_SPACE && line.replace(BLANKS, '') === '' ? '' : line
}

const HASH = 0x23
const ZERO_WIDTH_SPACE = 0x200b
const IDEOGRAPHIC_SPACE = 0x3000
const BYTE_ORDER_MARK = 0xfeff
const LINE_FEED = 0x0a

/** Line ends count (they make 款), blanks do not. */
export const wordingOf = (text: string): string => (mayHoldBlanks(text) ? text.replace(BLANKS, '') : text)

/** Whether a pattern must look: a loop over places says of most passages five times as fast that there is nothing to find. */
function mayHoldBlanks(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > IDEOGRAPHIC_SPACE ? code === BYTE_ORDER_MARK : code !== LINE_FEED && !(code >= 0x21 && code <= 0x7e)) return true
  }
  return false
}

/**
 * A regulation as the redline compares it: a flat list of passages (条, headings, 题目, 题注, 目录, 序言, annexes) in document order.
 *
 * Promises, on which alignment and every writer rely:
 * 1. A passage's `lines` are what a reader reads: without the unit's own label, Markdown marks, empty lines and the blanks around a line.
 * 2. Every article of the text is exactly one passage.
 * 3. `wording` is equal for two passages of one unit exactly when their words are: numbers of their own and blanks do not count.
 */
import type { PassageUnit } from '../../schema/redline.ts'
import type { Annex, Article, Block, BlockKind, Division, Heading, HeadingKind, Law, LawNode, Leaf } from './tree.ts'

export interface Passage {
  readonly unit: PassageUnit
  /** 第十条, 第二章, 附则; or 题目, 题注, 目录, 序言, 正文, the name of an annex. */
  readonly label: string
  /** The reader's lines: an article's 款 and 项, a heading's name. */
  readonly lines: readonly string[]
  /** For finding the same words again. */
  readonly wording: string
  /** How many UTF-16 units its lines have. */
  readonly size: number
  /** Labels of the headings it stands under, the outermost first: ['第二编', '第三章']. */
  readonly under: readonly string[]
  /** Where it stands in the text, label included (UTF-16 units). */
  readonly start: number
  readonly end: number
}

/** A blank in the sense of a typist: every white space, and the zero-width space and byte order mark that copied texts are full of. */
const BLANKS = /[\s\u200b\ufeff]+/g
const MARKDOWN_HEADING = /^#+[ \t]*/
const LINE_END = /\r\n|[\n\r]/

const BLOCKS: Partial<Record<BlockKind, { readonly unit: PassageUnit; readonly label: string }>> = {
  title: { unit: 'title', label: '题目' },
  titleNote: { unit: 'titleNote', label: '题注' },
  tableOfContents: { unit: 'tableOfContents', label: '目录' },
  preamble: { unit: 'preamble', label: '序言' },
  prose: { unit: 'prose', label: '正文' }
}

/** The passages of a parsed law, in document order. The history lines and the mark after them are no part of the law's text. */
export function passages(law: Law): Passage[] {
  const found: Passage[] = []
  collect(law, law.tree.children, [], found)
  return found
}

function collect(law: Law, nodes: readonly LawNode[], under: readonly string[], found: Passage[]): void {
  for (const node of nodes) {
    switch (node.type) {
      case 'article':
        found.push(passage(law, node, 'article', node.label, under, bodyStart(node)))
        break
      case 'part':
      case 'subpart':
      case 'chapter':
      case 'section':
        found.push(heading(node, node.type, node.label, node.title, under))
        collect(law, node.children, [...under, node.label], found)
        break
      case 'division':
        found.push(heading(node, 'division', node.title, node.title, under))
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

function collectBlock(law: Law, node: LawNode, under: readonly string[], found: Passage[]): void {
  const block = BLOCKS[node.type as BlockKind]
  // A title that is printed again at the head of the body is the same title.
  if (!block || (block.unit === 'title' && found.some(passage => passage.unit === 'title'))) return
  found.push(passage(law, node as Block, block.unit, block.label, under, node.position.start.offset))
}

function passage(
  law: Law,
  node: Article | Annex | Block,
  unit: PassageUnit,
  label: string,
  under: readonly string[],
  bodyAt: number
): Passage {
  const lines = readerLines(law.text.slice(bodyAt, node.position.end.offset))
  return { unit, label, lines, wording: wordingOf(unit, lines), size: sizeOf(lines), under, ...span(node) }
}

function heading(
  node: Heading | Division,
  unit: HeadingKind | 'division',
  label: string,
  title: string,
  under: readonly string[]
): Passage {
  const lines = [title]
  const last = lastLeaf(node)
  return {
    unit,
    label,
    lines,
    wording: wordingOf(unit, lines),
    size: title.length,
    under,
    start: node.position.start.offset,
    end: last.position.end.offset
  }
}

/** The heading's own leaves end where what stands under it begins. */
function lastLeaf(node: Heading | Division): LawNode {
  const inside = node.children.findIndex(child => !isLeaf(child))
  const own = inside === -1 ? node.children : node.children.slice(0, inside)
  return own.at(-1) ?? node
}

const isLeaf = (node: LawNode): node is Leaf => node.type === 'mark' || node.type === 'words' || node.type === 'gap'

const span = (node: LawNode) => ({ start: node.position.start.offset, end: node.position.end.offset })

/** After the printed label: the words of the first 款 begin there. */
function bodyStart(article: Article): number {
  const first = article.children[0]
  return first?.type === 'mark' ? first.position.end.offset : article.position.start.offset
}

/** The lines that a reader sees. Lines that hold nothing but blanks, zero-width ones included, are no lines. */
export function readerLines(text: string): string[] {
  const lines: string[] = []
  for (const raw of text.split(LINE_END)) {
    const line = raw.trim().replace(MARKDOWN_HEADING, '')
    if (line !== '' && (line.charCodeAt(0) !== 0x200b || line.replace(BLANKS, '') !== '')) lines.push(line)
  }
  return lines
}

/** Line ends count (they make 款), blanks do not. */
export const wordingOf = (unit: PassageUnit, lines: readonly string[]): string => `${unit}\n${lines.map(squeeze).join('\n')}`

/** A text without any blank. */
export const squeeze = (text: string): string => text.replace(BLANKS, '')

const sizeOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length, 0)

/** The text of a regulation as it is read: 条号 in 黑体, 款 and 项 indented by two characters. Marks of Markdown are not shown. */
import type { Annex, Article, Block, Division, Heading, Item, LawText, Leaf, Paragraph, Subitem, Table } from '../law/tree.ts'

type Node = LawText['children'][number] | Heading['children'][number]

/** A place of the text that leads somewhere: what is cited there. Offsets are UTF-16 units of the whole text. */
export interface TextLink {
  readonly start: number
  readonly end: number
  /** Null: it leads nowhere, because what is cited is not there. */
  readonly href: string | null
  /** What is cited, for whoever points at it. */
  readonly title: string
  /** What is cited is not there. */
  readonly isWrong: boolean
}

/** A fragment for a page or a file; every article is an anchor by its label (`#第十条`). @param links in the order of the text */
export const LawHtml = ({ tree, links = [] }: { tree: LawText; links?: readonly TextLink[] }) => (
  <div class="fc-law">{tree.children.map(child => LawNode(child, links))}</div>
)

/** Parts, chapters and sections with the articles under each, as links into the text; nothing for a text without headings. */
export const LawOutline = ({ tree }: { tree: LawText }) => {
  const headings = headingsOf(tree.children)
  if (headings.length === 0) return ''
  return (
    <nav class="fc-nav" id="toc" aria-label="章节目录">
      <ul>
        {headings.map(({ node, articles }) => (
          <li>
            <a href={`#${node.label}`} safe>
              {`${node.label}　${node.title}`}
            </a>
            <small safe>{rangeOf(articles)}</small>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export const hasHeadings = ({ children }: LawText): boolean => headingsOf(children).length > 0

interface OutlineEntry {
  readonly node: Heading
  /** Articles directly under it. */
  readonly articles: readonly Article[]
}

const headingsOf = (nodes: readonly Node[]): readonly OutlineEntry[] =>
  nodes.flatMap(node => {
    if (node.type === 'division') return headingsOf(node.children)
    if (!isHeading(node)) return []
    return [{ node, articles: node.children.filter(child => child.type === 'article') }, ...headingsOf(node.children)]
  })

const isHeading = (node: Node): node is Heading => ['part', 'subpart', 'chapter', 'section'].includes(node.type)

/** @example rangeOf([第八条 … 第十六条]) // '8—16' */
function rangeOf(articles: readonly Article[]): string {
  const [first, last] = [articles[0]?.number, articles.at(-1)?.number]
  if (first === undefined || last === undefined) return ''
  return first === last ? `${first ?? ''}` : `${first ?? ''}—${last ?? ''}`
}

function LawNode(node: Node, links: readonly TextLink[]): JSX.Element {
  switch (node.type) {
    case 'part':
    case 'subpart':
    case 'chapter':
    case 'section':
      return LawHeading(node, links)
    case 'division':
      return LawDivision(node, links)
    case 'article':
      return LawArticle(node, links)
    case 'annex':
      return LawAnnex(node)
    case 'mark':
    case 'words':
    case 'gap':
      return ''
    default:
      return LawBlock(node)
  }
}

function LawHeading(node: Heading, links: readonly TextLink[]): JSX.Element {
  const rest = node.children.map(child => LawNode(child, links))
  const name = node.title ? `${node.label}　${node.title}` : node.label
  return (
    <>
      {node.type === 'section' ? (
        <h3 id={node.label} safe>
          {name}
        </h3>
      ) : (
        <h2 id={node.label} safe>
          {name}
        </h2>
      )}
      {rest}
    </>
  )
}

const LawDivision = (node: Division, links: readonly TextLink[]): JSX.Element => (
  <>
    <h2 safe>{node.title}</h2>
    {node.children.map(child => LawNode(child, links))}
  </>
)

function LawArticle(node: Article, all: readonly TextLink[]): JSX.Element {
  const { start: first, end: last } = node.position
  const links = all.filter(({ start, end }) => end > first.offset && start < last.offset)
  let numbered = false
  const number = () => {
    if (numbered) return null
    numbered = true
    return node.label
  }
  const paragraphs = node.children.map(child => {
    if (child.type === 'paragraph') return LawParagraph(child, number(), links)
    return child.type === 'table' ? LawTable(child) : ''
  })
  return (
    <div id={node.label}>
      {numbered ? '' : <LawLine number={node.label} leaves={[]} links={[]} />}
      {paragraphs}
    </div>
  )
}

function LawParagraph(node: Paragraph, number: string | null, links: readonly TextLink[]): JSX.Element {
  return (
    <>
      {wordsOf(node.children) || number !== null ? <LawLine number={number} leaves={node.children} links={links} /> : ''}
      {node.children.map(child => LawPart(child, links))}
    </>
  )
}

function LawPart(node: Leaf | Item | Subitem | Table, links: readonly TextLink[]): JSX.Element {
  if (node.type === 'table') return LawTable(node)
  if (node.type !== 'item' && node.type !== 'subitem') return ''
  return (
    <>
      <LawLine
        number={null}
        mark={`${node.label}${node.type === 'subitem' && !/[.．、]$/.test(node.label) ? '.' : ''}`}
        leaves={node.children}
        links={links}
      />
      {node.children.map(child => LawPart(child, links))}
    </>
  )
}

interface LineProps {
  readonly number: string | null
  /** （一） before the words. */
  readonly mark?: string
  readonly leaves: Paragraph['children'] | Item['children'] | Subitem['children']
  readonly links: readonly TextLink[]
}

const LawLine = ({ number, mark = '', leaves, links }: LineProps) => (
  <p>
    {number === null ? (
      ''
    ) : (
      <span class="fc-no" safe>
        {number}
      </span>
    )}
    {piecesOf(leaves, links, mark).map(({ words, link }) =>
      link === null ? (
        <span safe>{words}</span>
      ) : link.href === null ? (
        <span class="fc-cite fc-cite--wrong" title={link.title} safe>
          {words}
        </span>
      ) : (
        <a class={link.isWrong ? 'fc-cite fc-cite--wrong' : 'fc-cite'} href={link.href} title={link.title} safe>
          {words}
        </a>
      )
    )}
  </p>
)

interface Piece {
  readonly words: string
  readonly link: TextLink | null
}

/** The words of a line, cut where links begin and end; blanks around the line are left out. */
function piecesOf(leaves: LineProps['leaves'], links: readonly TextLink[], mark: string): Piece[] {
  const pieces: Piece[] = []
  const add = (words: string, link: TextLink | null) => {
    const last = pieces.at(-1)
    if (last && last.link === link) pieces[pieces.length - 1] = { words: last.words + words, link }
    else if (words !== '') pieces.push({ words, link })
  }
  add(mark, null)
  for (const leaf of leaves) {
    if (leaf.type !== 'words') continue
    const { start, end } = leaf.position
    let at = start.offset
    for (const link of links) {
      if (link.end <= at || link.start >= end.offset) continue
      const from = Math.max(link.start, at)
      add(leaf.value.slice(at - start.offset, from - start.offset), null)
      at = Math.min(link.end, end.offset)
      add(leaf.value.slice(from - start.offset, at - start.offset), link)
    }
    add(leaf.value.slice(at - start.offset), null)
  }
  return trimmed(pieces)
}

function trimmed(pieces: Piece[]): Piece[] {
  const last = pieces.at(-1)
  if (last) pieces[pieces.length - 1] = { ...last, words: last.words.trimEnd() }
  const [first] = pieces
  if (first) pieces[0] = { ...first, words: first.words.trimStart() }
  return pieces.filter(({ words }) => words !== '')
}

/** A Markdown table: cells by `|`; the rule below its head is no row. */
function LawTable(node: Table): JSX.Element {
  const rows = node.children
    .map(leaf => leaf.value)
    .join('')
    .split(/\r?\n/)
    .filter(line => /\S/.test(line) && !/^[\s|:-]+$/.test(line))
  return (
    <table class="table">
      <tbody>
        {rows.map(row => (
          <tr>
            {row
              .trim()
              .replace(/^\||\|$/g, '')
              .split('|')
              .map(cell => (
                <td safe>{cell.trim()}</td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const BLOCK_CLASS: Partial<Record<Block['type'], string>> = {
  title: 'fc-lawtitle',
  titleNote: 'fc-lawnote',
  history: 'fc-history',
  tableOfContents: 'fc-contents'
}

function LawBlock(node: Block): JSX.Element {
  const lines = linesOf(node.children)
  if (node.type === 'infoEnd' || lines.length === 0) return ''
  return (
    <div class={BLOCK_CLASS[node.type]}>
      {lines.map(line => (
        <p safe>{line}</p>
      ))}
    </div>
  )
}

const LawAnnex = (node: Annex): JSX.Element => (
  <>
    <h2 safe>{node.name}</h2>
    {linesOf(node.children)
      .slice(1)
      .map(line => (
        <p safe>{line}</p>
      ))}
  </>
)

/** What the words of a unit itself say, without those of the units inside it. */
const wordsOf = (children: readonly { readonly type: string; readonly value?: string }[]): string =>
  children
    .map(child => (child.type === 'words' ? (child.value ?? '') : ''))
    .join('')
    .trim()

/** The lines of a block as they read: line ends part them, marks of Markdown are left out. */
const linesOf = (leaves: readonly Leaf[]): readonly string[] =>
  leaves
    .map(leaf => (leaf.type === 'mark' ? '' : leaf.value))
    .join('')
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')

/** The text of a regulation as it is read: 条号 in 黑体, 款 and 项 indented by two characters. Marks of Markdown are not shown. */
import type { Annex, Article, Block, Division, Heading, Item, LawText, Leaf, Paragraph, Subitem, Table } from '../law/tree.ts'

type Node = LawText['children'][number] | Heading['children'][number]

/** A fragment for a page or a file; every article is an anchor by its label (`#第十条`). */
export const LawHtml = ({ tree }: { tree: LawText }) => <div class="fc-law">{tree.children.map(child => LawNode(child))}</div>

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

function LawNode(node: Node): JSX.Element {
  switch (node.type) {
    case 'part':
    case 'subpart':
    case 'chapter':
    case 'section':
      return LawHeading(node)
    case 'division':
      return LawDivision(node)
    case 'article':
      return LawArticle(node)
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

function LawHeading(node: Heading): JSX.Element {
  const rest = node.children.map(child => LawNode(child))
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

const LawDivision = (node: Division): JSX.Element => (
  <>
    <h2 safe>{node.title}</h2>
    {node.children.map(child => LawNode(child))}
  </>
)

function LawArticle(node: Article): JSX.Element {
  let numbered = false
  const number = () => {
    if (numbered) return null
    numbered = true
    return node.label
  }
  const paragraphs = node.children.map(child => {
    if (child.type === 'paragraph') return LawParagraph(child, number())
    return child.type === 'table' ? LawTable(child) : ''
  })
  return (
    <div id={node.label}>
      {numbered ? '' : <LawLine number={node.label} words="" />}
      {paragraphs}
    </div>
  )
}

function LawParagraph(node: Paragraph, number: string | null): JSX.Element {
  const words = wordsOf(node.children)
  return (
    <>
      {words || number !== null ? <LawLine number={number} words={words} /> : ''}
      {node.children.map(child => LawPart(child))}
    </>
  )
}

function LawPart(node: Leaf | Item | Subitem | Table): JSX.Element {
  if (node.type === 'table') return LawTable(node)
  if (node.type !== 'item' && node.type !== 'subitem') return ''
  return (
    <>
      <LawLine
        number={null}
        words={`${node.label}${node.type === 'subitem' && !/[.．、]$/.test(node.label) ? '.' : ''}${wordsOf(node.children)}`}
      />
      {node.children.map(child => LawPart(child))}
    </>
  )
}

const LawLine = ({ number, words }: { number: string | null; words: string }) => (
  <p>
    {number === null ? (
      ''
    ) : (
      <span class="fc-no" safe>
        {number}
      </span>
    )}
    <span safe>{words}</span>
  </p>
)

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

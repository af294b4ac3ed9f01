/**
 * Ordinary Markdown (起草说明, 审议结果的报告 …) as it is read. HTML in a text is shown as it was typed, never run; links lead only to web
 * addresses and to places of the page; images are named, not fetched: no page asks another host for anything.
 */
import { remark } from 'remark'
import remarkGfm from 'remark-gfm'

interface MarkdownNode {
  readonly type: string
  readonly value?: string
  readonly depth?: number
  readonly ordered?: boolean | null
  readonly start?: number | null
  readonly url?: string
  readonly alt?: string | null
  readonly children?: readonly MarkdownNode[]
}

const processor = remark().use(remarkGfm)

/** @param text Markdown; its first heading is the paper's title */
export const MarkdownHtml = ({ text }: { text: string }) => <div class="fc-law">{children(processor.parse(text) as MarkdownNode)}</div>

const children = (node: MarkdownNode): JSX.Element => <>{(node.children ?? []).map(child => shown(child))}</>

function shown(node: MarkdownNode): JSX.Element {
  switch (node.type) {
    case 'text':
    case 'html':
    case 'inlineCode':
      return <span safe>{node.value ?? ''}</span>
    case 'heading':
      return heading(node)
    case 'paragraph':
      return <p>{children(node)}</p>
    case 'strong':
      return <b>{children(node)}</b>
    case 'emphasis':
      return <em>{children(node)}</em>
    case 'delete':
      return <s>{children(node)}</s>
    case 'break':
      return <br />
    case 'thematicBreak':
      return <hr />
    case 'blockquote':
      return <blockquote>{children(node)}</blockquote>
    case 'code':
      return <pre safe>{node.value ?? ''}</pre>
    case 'list':
      return node.ordered ? <ol start={node.start ?? 1}>{children(node)}</ol> : <ul>{children(node)}</ul>
    case 'listItem':
      return <li>{children(node)}</li>
    case 'link':
      return link(node)
    case 'image':
      return <span safe>{`（图：${node.alt ?? ''}）`}</span>
    case 'table':
      return table(node)
    default:
      return children(node)
  }
}

/** The page's own name is its h1, so the paper's title is a paragraph in its look and its headings begin at h2. */
function heading(node: MarkdownNode): JSX.Element {
  if (node.depth === 1) return <p class="fc-lawtitle">{children(node)}</p>
  return node.depth === 2 ? <h2>{children(node)}</h2> : <h3>{children(node)}</h3>
}

function link(node: MarkdownNode): JSX.Element {
  const url = node.url ?? ''
  return /^(https?:\/\/|#)/i.test(url) ? (
    <a href={url} rel="noreferrer noopener">
      {children(node)}
    </a>
  ) : (
    children(node)
  )
}

const table = (node: MarkdownNode): JSX.Element => {
  const [head, ...rows] = node.children ?? []
  return (
    <table class="table">
      <thead>
        <tr>
          {(head?.children ?? []).map(cell => (
            <th scope="col">{children(cell)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr>
            {(row.children ?? []).map(cell => (
              <td>{children(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

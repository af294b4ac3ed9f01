/** Walks over a tree. */
import type { Article, LawNode, LawText, Leaf } from './tree.ts'

/** Every leaf in document order. */
export function* leavesOf(node: LawNode): Generator<Leaf> {
  if (!('children' in node)) yield node
  else for (const child of node.children) yield* leavesOf(child)
}

/** Every article in document order. */
export function articlesOf(tree: LawText): Article[] {
  const found: Article[] = []
  const visit = (nodes: readonly LawNode[]) => {
    for (const node of nodes) {
      if (node.type === 'article') found.push(node)
      else if (HOLDS_ARTICLES.has(node.type) && 'children' in node) visit(node.children)
    }
  }
  visit(tree.children)
  return found
}

const HOLDS_ARTICLES = new Set(['part', 'subpart', 'chapter', 'section', 'division'])

/** The words of a node without labels, marks and gaps; what stood on several lines is joined by line ends. */
export function wordsOf(node: LawNode): string {
  const lines: string[] = []
  for (const leaf of leavesOf(node)) if (leaf.type === 'words') lines.push(leaf.value)
  return lines.join('\n')
}

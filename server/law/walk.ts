/** Walks over a tree and counts its units; the other passes begin here. */
import type { Counts, Labels } from '../../schema/law.ts'
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

export interface UnitCounts {
  readonly counts: Counts
  readonly labels: Labels
}

export function countUnits(tree: LawText): UnitCounts {
  const counts: Counts = { part: 0, subpart: 0, chapter: 0, section: 0, article: 0, paragraph: 0, item: 0, subitem: 0 }
  const labels: Labels = { part: [], subpart: [], chapter: [], section: [], article: [] }
  countInto(tree.children, counts, labels)
  return { counts, labels }
}

function countInto(nodes: readonly LawNode[], counts: Counts, labels: Labels): void {
  for (const node of nodes) {
    switch (node.type) {
      case 'part':
      case 'subpart':
      case 'chapter':
      case 'section':
      case 'article':
        labels[node.type].push(node.label)
        counts[node.type]++
        break
      case 'paragraph':
        // 款 without words (an article that begins with a 项) are not counted.
        if (node.children[0]?.type === 'words') counts.paragraph++
        break
      case 'item':
      case 'subitem':
        counts[node.type]++
        break
      case 'division':
        break
      default:
        continue
    }
    countInto(node.children, counts, labels)
  }
}

/** Walks over a tree. */
import type { LawNode, Leaf } from './tree.ts'

/** Every leaf in document order. */
export function* leavesOf(node: LawNode): Generator<Leaf> {
  if (!('children' in node)) yield node
  else for (const child of node.children) yield* leavesOf(child)
}

/** The words of a node without labels, marks and gaps; what stood on several lines is joined by line ends. */
export function wordsOf(node: LawNode): string {
  const lines: string[] = []
  for (const leaf of leavesOf(node)) if (leaf.type === 'words') lines.push(leaf.value)
  return lines.join('\n')
}

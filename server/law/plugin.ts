import type { Processor } from 'unified'
import { parseTree, print } from './parse.ts'
import type { LawText } from './tree.ts'

/**
 * The unified plugin: a parser that turns text into a tree of law, and a compiler that prints the tree back unchanged.
 * @example String(unified().use(lawText).processSync(text)) === text
 */
export function lawText(this: Processor): void {
  this.parser = document => parseTree(document)
  this.compiler = tree => print(tree as LawText)
}

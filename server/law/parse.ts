/**
 * From a text to everything that is known about it, in passes over lines, each linear and each relying only on what the one before promises:
 * line-kinds (what a line could be) → outline (what it is) → build (tree, counts, mentions) → references, anomalies.
 */
import type { Anomaly } from '../../schema/law.ts'
import { findAnomalies, listAnomalies } from './anomalies.ts'
import { buildTree } from './build.ts'
import { splitLines } from './line-kinds.ts'
import { readOutline } from './outline.ts'
import { ReferenceFinder } from './references.ts'
import type { Law, LawText } from './tree.ts'
import { leavesOf } from './walk.ts'

/** The tree alone. Any string is a text; nothing throws. */
export function parseTree(text: string): LawText {
  const lines = splitLines(text)
  return buildTree(text, lines, readOutline(text, lines)).tree
}

/**
 * Parses a regulation text (Markdown in the convention of 立法法第六十五条: 编章节条款项目).
 * @example parse('# 某市停车管理条例\n\n第一条 …').labels.article // ['第一条']
 */
export function parse(text: string): Law {
  const lines = splitLines(text)
  const outline = readOutline(text, lines)
  const titleLine = lines[outline.title]
  const title = titleLine ? text.slice(titleLine.words, titleLine.end) : ''
  const finder = new ReferenceFinder(text, title)
  const odd: Anomaly[] = []
  const { tree, places, counts, labels } = buildTree(text, lines, outline, {
    words: (leaf, place, paragraph, item, subitem, annex) => finder.collect(leaf, place, paragraph, item, subitem, annex),
    article: article => listAnomalies(text, article, odd)
  })
  const references = finder.resolve(places)
  const anomalies = findAnomalies({ text, title, lines, outline, tree, places, references }, odd)
  return { text, tree, title, counts, labels, references, anomalies }
}

/** Prints a tree back: the very text it was parsed from. */
export function print(tree: LawText): string {
  let text = ''
  for (const leaf of leavesOf(tree)) text += leaf.value
  return text
}

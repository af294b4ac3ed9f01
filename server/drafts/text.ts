/** Which texts are taken as a version. A text is never changed: what is saved is, to the byte, what was sent. */
import { type DocumentKind, MAX_TEXT_BYTES, REGULATION_KINDS } from '../../schema/documents.ts'
import { Problem } from '../../schema/problems.ts'
import { type Law, type LawNode, parse } from '../law/index.ts'
import type { Passage } from '../store/search.ts'
import { hasMergeMarks } from './merge.ts'

/** A bill that only changes or ends another regulation has a decision (决定) as its draft, which need not have articles. */
const BILLS_WITH_ARTICLES = ['enact', 'revision']

const isRegulation = (kind: string): boolean => (REGULATION_KINDS as readonly string[]).includes(kind)

/**
 * Checks a text that is to be saved.
 * @returns it parsed when it is a regulation, else null
 * @throws {Problem} `text-not-well-formed`, `text-empty`, `text-too-large`, `text-without-article`, `merge-unresolved`
 */
export function demandText(text: string, kind: DocumentKind, billKind: string): Law | null {
  // Lone surrogates turn into other characters on their way through UTF-8: the hash would no longer be that of what was sent.
  if (!text.isWellFormed() || text.includes('\0')) throw new Problem('text-not-well-formed')
  if (text.trim() === '') throw new Problem('text-empty')
  if (Buffer.byteLength(text) > MAX_TEXT_BYTES) throw new Problem('text-too-large')
  if (hasMergeMarks(text)) throw new Problem('merge-unresolved')
  if (!isRegulation(kind)) return null
  const law = parse(text)
  if (law.counts.article === 0 && BILLS_WITH_ARTICLES.includes(billKind)) throw new Problem('text-without-article')
  return law
}

/** What search finds a text by: its articles, or the whole of a paper that has none. */
export function passagesOf(title: string, text: string, law: Law | null): Passage[] {
  const articles = law ? articlePassages(law, law.tree, title) : []
  return articles.length > 0 ? articles : [{ title, label: null, body: text }]
}

function articlePassages(law: Law, node: LawNode, title: string): Passage[] {
  if (node.type === 'article') {
    const body = law.text.slice(node.position.start.offset, node.position.end.offset).trim()
    return [{ title, label: node.label, body }]
  }
  return 'children' in node ? node.children.flatMap(child => articlePassages(law, child, title)) : []
}

/** A new article (条) behind the one in which the cursor stands, and the numbers behind it. Pure. */
import { type Edit, formatNumeral, type LawNode, parse, renumberEdits } from '../../../law/index.ts'
import type { Edits } from './analysis.ts'

/**
 * The new article takes the number behind that of the article at the cursor; the ones that follow move on, and the references to them with
 * them. All is one change, so that one 撤销 takes it back.
 */
export function insertArticle(text: string, at: number): Edits {
  const before = articlesOf(parse(text).tree).findLast(({ start }) => start <= at) ?? null
  const label = `第${formatNumeral((before?.number ?? 0) + 1)}条　`
  const end = before ? contentEnd(text, before.start, before.end) : contentEnd(text, 0, text.length)
  const piece = `${end === 0 ? '' : '\n\n'}${label}${end === text.length ? '\n' : ''}`
  const cursor = end + piece.trimEnd().length + 1
  const edits = renumberEdits(parse(text.slice(0, end) + piece + text.slice(end)))
  const isInside = (edit: Edit) => edit.start >= end && edit.end <= end + piece.length
  const moved = (edit: Edit): Edit =>
    edit.start >= end + piece.length ? { ...edit, start: edit.start - piece.length, end: edit.end - piece.length } : edit
  const inserted: Edit = { start: end, end, text: piece }
  const others = edits.filter(edit => !isInside(edit)).map(moved)
  const shift = others.filter(edit => edit.end <= end).reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0)
  return { edits: [...others, inserted].sort((a, b) => a.start - b.start || a.end - b.end), cursor: cursor + shift }
}

interface Found {
  readonly start: number
  readonly end: number
  readonly number: number | null
}

function articlesOf(node: LawNode): Found[] {
  if (node.type === 'article') return [{ start: node.position.start.offset, end: node.position.end.offset, number: node.number }]
  return 'children' in node ? node.children.flatMap(articlesOf) : []
}

/** The end of the words, without the blank lines behind them. */
const contentEnd = (text: string, start: number, end: number): number => start + text.slice(start, end).trimEnd().length

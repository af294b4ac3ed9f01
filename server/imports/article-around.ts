import { CONTEXT_LENGTH } from '../../schema/opinions.ts'
import type { Quote } from '../opinions/anchor.ts'

const LABEL = /^\s{0,20}(第[一二三四五六七八九十百千零〇两]{1,9}条(?:之[一二三四五六七八九十]{1,3})?)[ \u3000\u00a0\t]*/u
const HEADING = /^\s{0,20}第[一二三四五六七八九十百千零〇两]{1,9}[编章节](?:[ \u3000\u00a0]|$)/u

/**
 * The article that a stretch of a text (a line a paragraph) lies in, and the words of it that are meant.
 * @returns null outside of articles; no quote when the stretch is the article's number alone, or nothing
 */
export function articleAround(text: string, { start, end }: { start: number; end: number }): { label: string; quote: Quote | null } | null {
  const lines = linesOf(text)
  const at = lines.findLastIndex(line => line.at <= start)
  const first = lines.findLastIndex((line, index) => index <= at && (LABEL.test(line.text) || HEADING.test(line.text)))
  const opening = lines[first]
  const [head = '', label] = LABEL.exec(opening?.text ?? '') ?? []
  if (!opening || label === undefined) return null
  const next = lines.findIndex((line, index) => index > first && (LABEL.test(line.text) || HEADING.test(line.text)))
  const bounds = { start: opening.at + head.length, end: lines[next]?.at ?? text.length }
  const [from, to] = [Math.max(start, bounds.start), Math.min(end, bounds.end)]
  const exact = text.slice(from, to)
  if (exact.trim() === '') return { label, quote: null }
  return {
    label,
    quote: {
      exact,
      prefix: text.slice(Math.max(bounds.start, from - CONTEXT_LENGTH), from),
      suffix: text.slice(to, Math.min(bounds.end, to + CONTEXT_LENGTH))
    }
  }
}

function linesOf(text: string): { text: string; at: number }[] {
  let at = 0
  return text.split('\n').map(line => {
    const placed = { text: line, at }
    at += line.length + 1
    return placed
  })
}

/**
 * A proposed wording in the place of the words that it is about. Pure: texts in, text out.
 *
 * An opinion quotes what a reader sees (an article's `text`); what is written is the source with its marks and blank lines. Words are found in the
 * source by walking both backwards from the article's end: what the source has more is skipped, so the article's own number is never met.
 */
import type { Passage } from '../law/index.ts'
import type { Range } from './anchor.ts'

/** What may not be written, in words that say what to do. */
export interface Unwritable {
  readonly why: string
}

export interface Rewriting {
  /** Where in the source, and what comes there. */
  readonly start: number
  readonly end: number
  readonly wording: string
  /** The whole article is replaced. */
  readonly whole: boolean
}

const DELETION = /^(?:建议|应当?|可以?)?(?:删去|删除)(?:本条|此条|该条|这一句|此处|这些文字)?[。！]?$/u
const OPENING = /^第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?[\s　]*/u

/**
 * How a wording would be written.
 * @param words the quoted words in the article's reading text, null when nothing was quoted or they are gone
 * @param quoted whether something was quoted
 */
export function rewriting(
  source: string,
  article: Passage | null,
  words: Range | null,
  quoted: boolean,
  wording: string
): Rewriting | Unwritable {
  const wanted = wording.trim()
  if (!article) return { why: '所提的条文已经删去，不能写入；请在文本中修改。' }
  const opening = OPENING.exec(wanted)
  if (opening) return wholeArticle(source, article, wanted.slice(opening[0].length))
  if (words === null)
    return {
      why: quoted
        ? '所引的文字已改或者不止一处，不能写入；请在文本中修改。'
        : '没有引用原文，不知道替换哪些文字；请写成“第×条　……”的完整条文，或者在文本中修改。'
    }
  const place = sourceRange(source, article, words)
  if (!place) return { why: '所引的文字在文本中无法定位，不能写入；请在文本中修改。' }
  return { ...place, wording: DELETION.test(wanted) ? '' : paragraphs(wanted), whole: false }
}

export const isUnwritable = (made: Rewriting | Unwritable): made is Unwritable => 'why' in made

/** The article keeps its own number, as the text prints it. */
function wholeArticle(source: string, article: Passage, body: string): Rewriting | Unwritable {
  if (body.trim() === '') return { why: '建议的条文没有内容，不能写入；删去整条的，请在文本中修改。' }
  const whole = sourceRange(source, article, { start: 0, end: article.text.length })
  if (!whole) return { why: '所提的条文在文本中无法定位，不能写入；请在文本中修改。' }
  return { ...whole, wording: paragraphs(body.trim()), whole: true }
}

/** 款 stand apart by an empty line. */
const paragraphs = (text: string): string =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .join('\n\n')

export const rewritten = (source: string, { start, end, wording }: Rewriting): string =>
  source.slice(0, start) + wording + source.slice(end)

/** Where a range of an article's reading text stands in the source; null when the two do not agree. */
export function sourceRange(source: string, { text, start, end }: Passage, { start: from, end: to }: Range): Range | null {
  if (from >= to) return null
  let at = end
  let last: number | null = null
  for (let read = text.length - 1; read >= from; read--) {
    do at--
    while (at >= start && !agree(source.charAt(at), text.charAt(read)))
    if (at < start) return null
    if (read === to - 1) last = at + 1
  }
  return last === null ? null : { start: at, end: last }
}

const agree = (written: string, read: string): boolean => written === read || (read === '\n' && written === '\r')

export const overlap = (a: Pick<Rewriting, 'start' | 'end'>, b: Pick<Rewriting, 'start' | 'end'>): boolean =>
  a.start < b.end && b.start < a.end

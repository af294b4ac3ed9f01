import type { WordFile } from '../formats/docx-document.ts'
import { readableLines } from '../formats/docx-reader.ts'
import { markdownOfPlainText } from '../formats/plain-text.ts'
import { type Law, parse } from '../law/index.ts'

/** A department's Word draft as a text of ours, and what of it was left out. */
export interface DraftReading {
  readonly text: string
  readonly law: Law
  readonly losses: readonly string[]
}

const ATTACHMENT = /^附件\s?[0-9一二三四五六七八九十]{0,3}\s?[：:]?$/u
const TITLE_END = /(?:条例|规定|办法|决定|细则|规则|修正案|草案|稿)[）)]?$/u
const BODY = /^(?:第[一二三四五六七八九十百千零〇两]{1,9}[编章节条]|目\s{0,4}录|[（(])/u

/** Pure: what was read of the file in, a text out. Changes that the file tracks count as made; what is no text is told. */
export function readDraft(file: WordFile): DraftReading {
  const losses = [...file.losses]
  const changed = file.paragraphs.some(
    ({ items, inserted, deleted }) =>
      inserted !== null || deleted !== null || items.some(item => item.kind === 'text' && (item.inserted !== null || item.deleted !== null))
  )
  if (changed) losses.push('文件带有修订，按全部接受后的文字带入')
  if (file.comments.length > 0) losses.push(`批注 ${file.comments.length} 条，未带入；如果是意见，请在“意见—导入意见”中导入`)
  const lines = readableLines(file, () => true)
  const [first] = lines
  if (first !== undefined && ATTACHMENT.test(first)) {
    losses.push(`首行“${first}”不是题目，未带入`)
    lines.shift()
  }
  const text = markdownOfPlainText(withWholeTitle(lines).join('\n'))
  return { text, law: parse(text), losses }
}

/** A long title is set in two or three lines. */
function withWholeTitle(lines: readonly string[]): string[] {
  let title = lines[0] ?? ''
  let next = 1
  while (next < 3 && !TITLE_END.test(title) && lines[next] !== undefined && !BODY.test(lines[next] ?? '')) title += lines[next++]
  return TITLE_END.test(title) ? [title, ...lines.slice(next)] : [...lines]
}

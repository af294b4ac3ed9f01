/** The words of a Word file, a line a paragraph: as they read with all its changes accepted, or with some of them. */
import { type ChangeMark, readWordFile, type WordFile, type WordParagraph } from './docx-document.ts'
import { markdownOfPlainText } from './plain-text.ts'

/** Whether a tracked change counts as made. */
export type Accepts = (mark: ChangeMark) => boolean

const ALL: Accepts = () => true

/** @throws {UnreadableFile} with a Chinese sentence */
export function markdownOfDocx(bytes: Uint8Array): string {
  return markdownOfPlainText(docxLines(bytes).join('\n'))
}

/** The paragraphs of the document that hold words; a row of a table is one line, its cells between bars. @throws {UnreadableFile} */
export function docxLines(bytes: Uint8Array): string[] {
  return readableLines(readWordFile(bytes), ALL)
}

export const readableLines = (file: Pick<WordFile, 'paragraphs'>, accepts: Accepts): string[] =>
  wordsOf(file.paragraphs, accepts)
    .text.split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** Where a comment stands in the text that was read. */
export interface CommentRange {
  readonly id: string
  readonly start: number
  readonly end: number
}

/** The whole text, a line a paragraph. A paragraph whose mark went, or whose mark has not come, goes on in the next. */
export function wordsOf(paragraphs: readonly WordParagraph[], accepts: Accepts): { text: string; comments: CommentRange[] } {
  const stands = ({ inserted, deleted }: Pick<WordParagraph, 'inserted' | 'deleted'>) =>
    (inserted === null || accepts(inserted)) && (deleted === null || !accepts(deleted))
  const starts = new Map<string, number>()
  const comments: CommentRange[] = []
  // A range is followed by a reference; a comment on no words has the reference alone.
  const ended = new Set<string>()
  let text = ''
  for (const paragraph of paragraphs) {
    text += paragraph.number
    for (const item of paragraph.items) {
      if (item.kind === 'text') text += stands(item) ? item.text : ''
      else if (item.kind === 'commentStart') starts.set(item.id, text.length)
      else if (!ended.has(item.id)) {
        ended.add(item.id)
        comments.push({ id: item.id, start: starts.get(item.id) ?? text.length, end: text.length })
      }
    }
    if (stands(paragraph)) text += '\n'
  }
  return { text, comments }
}

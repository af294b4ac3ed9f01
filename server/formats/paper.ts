/** A paper in prose (条文释义, 起草说明 …): a title, headings and paragraphs, written as Markdown or as an official paper in Word. Plain data: no markup. */
import { Paragraph, TextRun } from 'docx'
import { docxFile } from './docx-file.ts'
import { BODY, FONT, section, TITLE } from './docx-style.ts'
import { wordText } from './official-docx.ts'

export interface Paper {
  readonly title: string
  readonly parts: readonly PaperPart[]
}

export interface PaperPart {
  /** Null: the paragraphs go on under the heading before. */
  readonly heading: string | null
  /** Words before each paragraph in 黑体: 立法理由. */
  readonly paragraphs: readonly { readonly lead?: string; readonly text: string }[]
}

/** What would be read as a mark at the head of a line is made plain. */
const plain = (text: string): string =>
  text
    .replace(/([\\`*_[\]<>])/g, '\\$1')
    .replace(/^(#|[-+](?= |$))/gm, '\\$1')
    .replace(/^(\d+)(?=\.(?: |$))/gm, '$1\\')

export function paperMarkdown({ title, parts }: Paper): string {
  const lines = [`# ${plain(title)}`]
  for (const { heading, paragraphs } of parts) {
    if (heading !== null) lines.push(`## ${plain(heading)}`)
    for (const { lead, text } of paragraphs) {
      const [first = '', ...rest] = text.split(/\n+/)
      lines.push(`${lead ? `**${plain(lead)}**　` : ''}${plain(first)}`, ...rest.map(plain))
    }
  }
  return `${lines.join('\n\n')}\n`
}

export function paperDocx({ title, parts }: Paper): Promise<Uint8Array> {
  const children = [new Paragraph({ ...TITLE, children: [new TextRun({ ...FONT.title, text: wordText(title) })] })]
  for (const { heading, paragraphs } of parts) {
    if (heading !== null) children.push(new Paragraph({ ...BODY, children: [new TextRun({ ...FONT.label, text: wordText(heading) })] }))
    for (const { lead, text } of paragraphs)
      text.split(/\n+/).forEach((line, at) => {
        const runs = [new TextRun({ ...FONT.body, text: wordText(line) })]
        if (lead && at === 0) runs.unshift(new TextRun({ ...FONT.label, text: `${wordText(lead)}　` }))
        children.push(new Paragraph({ ...BODY, children: runs }))
      })
  }
  return docxFile(title, [section(children)])
}

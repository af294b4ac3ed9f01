/** A letter as an official paper (公文): title, addressee, paragraphs, and the day at the right. */
import { AlignmentType, Paragraph, TextRun } from 'docx'
import { docxFile } from './docx-file.ts'
import { BODY, FONT, section, TITLE } from './docx-style.ts'
import { wordText } from './official-docx.ts'

export interface Letter {
  readonly title: string
  readonly addressee: string
  /** `heading` in 黑体; a plain paragraph else. */
  readonly paragraphs: readonly { readonly heading?: true; readonly words: string }[]
  readonly date: string
}

export function letterDocx({ title, addressee, paragraphs, date }: Letter): Promise<Uint8Array> {
  const run = (font: (typeof FONT)[keyof typeof FONT], words: string) => [new TextRun({ ...font, text: wordText(words) })]
  return docxFile(title, [
    section([
      new Paragraph({ ...TITLE, children: run(FONT.title, title) }),
      new Paragraph({ ...BODY, children: [] }),
      new Paragraph({ ...BODY, indent: { firstLine: 0 }, children: run(FONT.body, `${addressee}：`) }),
      ...paragraphs.map(({ heading, words }) => new Paragraph({ ...BODY, children: run(heading ? FONT.label : FONT.body, words) })),
      new Paragraph({ ...BODY, children: [] }),
      new Paragraph({ ...BODY, alignment: AlignmentType.RIGHT, children: run(FONT.body, date) })
    ])
  ])
}

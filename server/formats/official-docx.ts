/** A regulation as an official paper (公文) in Word: the title in 小标宋, chapters in 黑体, 条号 in 黑体, the text in 三号仿宋. */
import { type IParagraphOptions, Paragraph, TextRun } from 'docx'
import { type Block, isHeading, readBody } from '../law/amend/body.ts'
import type { Law } from '../law/index.ts'
import { docxFile } from './docx-file.ts'
import { BODY, CENTRED, FONT, section, TITLE } from './docx-style.ts'

export function officialDocx(law: Law): Promise<Uint8Array> {
  const { blocks } = readBody(law)
  return docxFile(law.title, [section([titleParagraph(law.title), ...blocks.flatMap(block => paragraphs(block))])])
}

const titleParagraph = (title: string) => new Paragraph({ ...TITLE, children: [new TextRun({ ...FONT.title, text: wordText(title) })] })

/** How a block is set: headings and notes in the middle, everything else with an indent of two characters. */
export function layoutOf(unit: Block['unit']): IParagraphOptions {
  if (unit === 'title') return TITLE
  return unit === 'titleNote' || unit === 'part' || unit === 'subpart' || unit === 'chapter' || unit === 'section' || unit === 'division'
    ? CENTRED
    : BODY
}

export function fontOf(unit: Block['unit']) {
  if (unit === 'title') return FONT.title
  if (unit === 'titleNote') return FONT.note
  return unit === 'part' || unit === 'subpart' || unit === 'chapter' || unit === 'section' || unit === 'division' ? FONT.label : FONT.body
}

function paragraphs(block: Block): Paragraph[] {
  const lines = block.lines.map(({ text }) => text)
  if (block.unit !== 'article' || isHeading(block))
    return lines.map(line => paragraph(block.unit, [new TextRun({ ...fontOf(block.unit), text: wordText(line) })]))
  const [first = '', ...rest] = lines
  const label = [new TextRun({ ...FONT.label, text: `${block.label}　` }), new TextRun({ ...FONT.body, text: wordText(first) })]
  return [paragraph('article', label), ...rest.map(line => paragraph('article', [new TextRun({ ...FONT.body, text: wordText(line) })]))]
}

const paragraph = (unit: Block['unit'], children: TextRun[]) => new Paragraph({ ...layoutOf(unit), children })

/** XML knows no control characters and no halves of surrogate pairs. */
export const wordText = (text: string): string =>
  text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')

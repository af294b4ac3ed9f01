/** The words of a Word file, a line a paragraph, as the file reads with all its changes accepted. */
import type { Element } from '@xmldom/xmldom'
import { readDocxParts } from './docx-zip.ts'
import { markdownOfPlainText } from './plain-text.ts'
import { childElements, readXml, UnreadableFile } from './xml.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
/** What is no longer in the text once all changes are accepted, and what never was text. */
const GONE: ReadonlySet<string> = new Set(['del', 'moveFrom', 'instrText', 'delText', 'rPr', 'pPr', 'drawing', 'pict', 'object'])

/** @throws {UnreadableFile} with a Chinese sentence */
export function markdownOfDocx(bytes: Uint8Array): string {
  return markdownOfPlainText(docxLines(bytes).join('\n'))
}

/** The paragraphs of the document that hold words; a row of a table is one line, its cells between bars. */
export function docxLines(bytes: Uint8Array): string[] {
  const document = readDocxParts(bytes, ['word/document.xml']).get('word/document.xml')
  if (document === undefined) throw new UnreadableFile('这不是 Word 文件：没有正文')
  const lines: string[] = []
  collect(readXml(document), lines, { text: '' })
  return lines.map(line => line.trim()).filter(line => line !== '')
}

/** A paragraph whose mark was deleted goes on in the next. */
interface Carried {
  text: string
}

function collect(element: Element, lines: string[], carried: Carried): void {
  for (const child of childElements(element)) {
    const name = child.namespaceURI === W ? child.localName : null
    if (name === 'p') {
      carried.text += words(child)
      if (markIsDeleted(child)) continue
      lines.push(carried.text)
      carried.text = ''
    } else if (name === 'tr') lines.push(row(child))
    else if (name === null || !GONE.has(name)) collect(child, lines, carried)
  }
}

function words(element: Element): string {
  let text = ''
  for (const child of childElements(element)) {
    const name = child.localName ?? ''
    if (GONE.has(name)) continue
    if (name === 't') text += child.textContent ?? ''
    else if (name === 'tab' || name === 'br') text += ' '
    else text += words(child)
  }
  return text
}

function markIsDeleted(paragraph: Element): boolean {
  for (const properties of childElements(paragraph))
    if (properties.localName === 'pPr')
      for (const run of childElements(properties))
        if (run.localName === 'rPr')
          for (const mark of childElements(run)) if (mark.localName === 'del' || mark.localName === 'moveFrom') return true
  return false
}

function row(element: Element): string {
  const cells: string[] = []
  for (const cell of childElements(element)) {
    if (cell.localName !== 'tc') continue
    const lines: string[] = []
    collect(cell, lines, { text: '' })
    cells.push(lines.join(''))
  }
  return `| ${cells.join(' | ')} |`
}

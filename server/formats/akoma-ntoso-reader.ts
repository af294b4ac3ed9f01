/** From Akoma Ntoso back to Markdown: units in document order, each a line with its number. */
import type { Element } from '@xmldom/xmldom'
import { AKN } from './akoma-ntoso.ts'
import { childElements, readXml, UnreadableFile } from './xml.ts'

/** Elements whose heading is a heading of the Markdown, and its depth there. */
const HEADINGS: Readonly<Record<string, string>> = {
  part: '##',
  subpart: '##',
  division: '##',
  chapter: '##',
  title: '##',
  book: '##',
  section: '###',
  subsection: '###'
}
/** Elements that hold one line of text. */
const LINES: ReadonlySet<string> = new Set(['p', 'block', 'crossHeading', 'tocItem'])
const IGNORED: ReadonlySet<string> = new Set(['meta', 'num', 'heading', 'subheading'])

/** @throws {UnreadableFile} with a Chinese sentence */
export function markdownOfAkomaNtoso(xml: string): string {
  const root = readXml(xml)
  if (root.localName !== 'akomaNtoso' || root.namespaceURI !== AKN) throw new UnreadableFile('这不是 Akoma Ntoso 3.0 文件')
  const title = [...root.getElementsByTagNameNS(AKN, 'docTitle')][0]
  const lines: string[] = []
  collect(root, '', lines)
  return `${[`# ${line(title)}`, ...lines].join('\n\n')}\n`
}

/** The words of an element on one line. */
const line = (element: Element | undefined) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()

/** @param label the number of the unit whose first line is still to come */
function collect(element: Element, label: string, lines: string[]): string {
  let open = label
  for (const child of childElements(element)) {
    const name = child.localName ?? ''
    if (IGNORED.has(name) || name === 'longTitle') continue
    if (LINES.has(name)) {
      const words = line(child)
      if (words !== '' || open !== '') lines.push(`${open}${open !== '' && words !== '' ? ' ' : ''}${words}`)
      open = ''
      continue
    }
    const number = line(named(child, 'num'))
    const mark = HEADINGS[name]
    if (mark !== undefined) {
      lines.push(`${mark} ${[number, line(named(child, 'heading'))].filter(part => part !== '').join(' ')}`)
      for (const more of childElements(child)) if (more.localName === 'subheading') lines.push(`${mark} ${line(more)}`)
      collect(child, '', lines)
    } else open = collect(child, open === '' ? number : open, lines)
  }
  return open
}

function named(parent: Element, name: string): Element | undefined {
  for (const child of childElements(parent)) if (child.localName === name) return child
  return undefined
}

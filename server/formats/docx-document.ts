/**
 * A Word file as paragraphs of words: which of them came or went as a tracked change (修订) and by whom, where comments (批注) begin and end, the
 * numbers that Word counts by itself; and what the file holds that is no text, told as losses. No change is accepted or rejected here: see
 * docx-reader.ts.
 */
import type { Element } from '@xmldom/xmldom'
import { Losses } from './docx-losses.ts'
import { attribute, type NumberedAt, Numbering, value } from './docx-numbering.ts'
import { openOffice, textPart } from './office-file.ts'
import { childElements, readXml, UnreadableFile } from './xml.ts'
import type { Zip } from './zip-reader.ts'

/** Who made a tracked change, and when (as the file says: Word writes local time). */
export interface ChangeMark {
  readonly author: string
  readonly date: string
}

export type WordItem =
  | { readonly kind: 'text'; readonly text: string; readonly inserted: ChangeMark | null; readonly deleted: ChangeMark | null }
  | { readonly kind: 'commentStart' | 'commentEnd'; readonly id: string }

export interface WordParagraph {
  /** What Word counts by itself: 第一条　. */
  readonly number: string
  readonly items: readonly WordItem[]
  /** The paragraph's own mark, when it came or went. */
  readonly inserted: ChangeMark | null
  readonly deleted: ChangeMark | null
  /** Of a row of a table its cells, as they read with all changes accepted. */
  readonly cells?: readonly string[]
}

export interface WordRemark {
  readonly id: string
  readonly author: string
  readonly date: string
  readonly text: string
}

export interface WordFile {
  readonly paragraphs: readonly WordParagraph[]
  readonly comments: readonly WordRemark[]
  /** One Chinese sentence for each kind of thing that is no text and was left out. */
  readonly losses: readonly string[]
}

/** @throws {UnreadableFile} with a Chinese sentence */
export function readWordFile(bytes: Uint8Array): WordFile {
  const zip = openOffice(bytes, 'docx')
  const part = (name: string) => {
    const text = textPart(zip, name)
    return text === null ? null : readXml(text)
  }
  const document = part('word/document.xml')
  if (document === null) throw new UnreadableFile('这不是 Word 文件：没有正文')
  const reader = new Reader(new Numbering(part('word/numbering.xml')), stylesOf(part('word/styles.xml')))
  reader.read(document)
  const comments = remarksOf(part('word/comments.xml'))
  return { paragraphs: reader.paragraphs, comments, losses: reader.losses.sentences(outside(zip)) }
}

const outside = (zip: Zip) => ({ embedded: zip.names.filter(name => /^word\/(?:embeddings|afchunk)/i.test(name)).length })

/** Lists that paragraphs take from their styles, and which styles are those of a table of contents. */
interface Style {
  readonly number: NumberedAt | null
  readonly isContents: boolean
}

function stylesOf(styles: Element | null): ReadonlyMap<string, Style> {
  const raw = new Map<string, { based: string | null; name: string; own: Partial<NumberedAt> }>()
  for (const style of styles ? childElements(styles) : []) {
    if (style.localName !== 'style') continue
    const properties = [...childElements(style)].find(({ localName }) => localName === 'pPr')
    const own = properties ? numberOf(properties) : {}
    raw.set(attribute(style, 'styleId') ?? '', { based: value(style, 'basedOn'), name: value(style, 'name') ?? '', own })
  }
  return new Map(
    [...raw].map(([id, { name }]) => {
      let number: Partial<NumberedAt> = {}
      let at: string | null = id
      for (let steps = 0; at !== null && steps < 20; steps++) {
        number = { ...raw.get(at)?.own, ...number }
        at = raw.get(at)?.based ?? null
      }
      return [id, { number: placed(number), isContents: /^(?:toc |目录)\s*\d/i.test(name) }] as const
    })
  )
}

function numberOf(properties: Element): Partial<NumberedAt> {
  for (const child of childElements(properties)) {
    if (child.localName !== 'numPr') continue
    const [list, level] = [value(child, 'numId'), value(child, 'ilvl')]
    return { ...(list !== null && { list }), ...(level !== null && { level: Number(level) || 0 }) }
  }
  return {}
}

/** List 0 takes a paragraph out of the list of its style. */
const placed = ({ list, level = 0 }: Partial<NumberedAt>): NumberedAt | null =>
  list === undefined || list === '0' ? null : { list, level }

/** What is around a run: the tracked changes that it lies in. */
interface Around {
  readonly inserted: ChangeMark | null
  readonly deleted: ChangeMark | null
}

class Reader {
  readonly paragraphs: WordParagraph[] = []
  readonly losses = new Losses()
  readonly #numbering: Numbering
  readonly #styles: ReadonlyMap<string, Style>

  constructor(numbering: Numbering, styles: ReadonlyMap<string, Style>) {
    this.#numbering = numbering
    this.#styles = styles
  }

  read(element: Element): void {
    for (const child of childElements(element)) {
      const name = child.localName ?? ''
      if (name === 'p') this.#paragraph(child)
      else if (name === 'tbl') this.#table(child)
      else if (!this.losses.drops(child)) this.read(child)
    }
  }

  #paragraph(element: Element): void {
    const properties = [...childElements(element)].find(({ localName }) => localName === 'pPr')
    const { inserted, deleted } = markOf(properties)
    const style = this.#styles.get((properties && value(properties, 'pStyle')) ?? '')
    const own = properties ? numberOf(properties) : {}
    const at = own.list === undefined ? style?.number && { ...style.number, ...own } : placed(own)
    let items: WordItem[] = []
    this.#items(element, { inserted: null, deleted: null }, items)
    if (style?.isContents) items = withoutPageNumber(items)
    // A paragraph that was struck is no longer counted.
    const number = at && deleted === null ? this.#numbering.next(at) : ''
    const lines = linesOf(items)
    for (const [index, line] of lines.entries()) {
      const isLast = index === lines.length - 1
      this.paragraphs.push({
        number: index === 0 ? number : '',
        items: line,
        inserted: isLast ? inserted : null,
        deleted: isLast ? deleted : null
      })
    }
  }

  #items(element: Element, around: Around, items: WordItem[]): void {
    for (const child of childElements(element)) {
      const name = child.localName ?? ''
      const put = (text: string) => items.push({ kind: 'text', text, ...around })
      if (name === 't' || name === 'delText') put(child.textContent ?? '')
      else if (name === 'tab' || name === 'ptab') put(' ')
      else if (name === 'br' || name === 'cr') put(attribute(child, 'type') === null ? '\n' : ' ')
      else if (name === 'noBreakHyphen') put('-')
      else if (name === 'ins' || name === 'moveTo') this.#items(child, { ...around, inserted: changeOf(child) }, items)
      else if (name === 'del' || name === 'moveFrom') this.#items(child, { ...around, deleted: changeOf(child) }, items)
      else if (name === 'commentRangeStart') items.push({ kind: 'commentStart', id: attribute(child, 'id') ?? '' })
      else if (name === 'commentRangeEnd' || name === 'commentReference')
        items.push({ kind: 'commentEnd', id: attribute(child, 'id') ?? '' })
      else if (!SILENT.has(name) && !this.losses.drops(child)) this.#items(child, around, items)
    }
  }

  /** A row is one line, its cells between bars. */
  #table(element: Element): void {
    this.losses.table()
    for (const row of rowsOf(element)) {
      const text = (words: string): WordItem => ({ kind: 'text', text: words, inserted: null, deleted: null })
      const items: WordItem[] = [text('| ')]
      const cells: string[] = []
      for (const cell of childElements(row)) {
        if (cell.localName !== 'tc') continue
        if (items.length > 1) items.push(text(' | '))
        const inside = new Reader(this.#numbering, this.#styles)
        inside.read(cell)
        this.losses.take(inside.losses)
        cells.push(inside.paragraphs.map(({ number, items: words }) => number + acceptedText(words)).join('\n'))
        for (const { number, items: words } of inside.paragraphs)
          items.push(text(number), ...words.map(item => (item.kind === 'text' ? { ...item, text: item.text.replaceAll('\n', '') } : item)))
      }
      items.push(text(' |'))
      this.paragraphs.push({ number: '', items, inserted: null, deleted: null, cells })
    }
  }
}

/** What is neither text nor a loss. */
const SILENT: ReadonlySet<string> = new Set([
  'rPr',
  'pPr',
  'instrText',
  'delInstrText',
  'commentReference',
  'fldChar',
  'softHyphen',
  'sectPr'
])

function* rowsOf(table: Element): Iterable<Element> {
  for (const child of childElements(table)) {
    if (child.localName === 'tr') yield child
    else if (child.localName === 'sdt' || child.localName === 'sdtContent') yield* rowsOf(child)
  }
}

const changeOf = (element: Element): ChangeMark => ({
  author: attribute(element, 'author')?.trim() || '未署名',
  date: attribute(element, 'date') ?? ''
})

function markOf(properties: Element | undefined): Around {
  const run = properties && [...childElements(properties)].find(({ localName }) => localName === 'rPr')
  const mark = (...names: string[]) => {
    const found = run && [...childElements(run)].find(({ localName }) => names.includes(localName ?? ''))
    return found ? changeOf(found) : null
  }
  return { inserted: mark('ins', 'moveTo'), deleted: mark('del', 'moveFrom') }
}

/** 第一章 总则 … 3: a contents line without its page. */
function withoutPageNumber(items: readonly WordItem[]): WordItem[] {
  const words = items.map(item => (item.kind === 'text' ? item.text : '')).join('')
  return [{ kind: 'text', text: words.replace(/[\s.…·]{1,200}\d{1,4}\s{0,20}$/u, ''), inserted: null, deleted: null }]
}

/** A line break inside a paragraph begins a line, as a reader sees it. */
function linesOf(items: readonly WordItem[]): WordItem[][] {
  const lines: WordItem[][] = [[]]
  for (const item of items) {
    if (item.kind !== 'text') {
      lines.at(-1)?.push(item)
      continue
    }
    const [first = '', ...rest] = item.text.split('\n')
    if (first !== '') lines.at(-1)?.push({ ...item, text: first })
    for (const line of rest) lines.push(line === '' ? [] : [{ ...item, text: line }])
  }
  return lines
}

const acceptedText = (items: readonly WordItem[]): string =>
  items.map(item => (item.kind === 'text' && item.deleted === null ? item.text : '')).join('')

function remarksOf(comments: Element | null): WordRemark[] {
  if (comments === null) return []
  return [...childElements(comments)].flatMap(comment => {
    if (comment.localName !== 'comment') return []
    const reader = new Reader(new Numbering(null), new Map())
    reader.read(comment)
    const text = reader.paragraphs
      .map(({ items }) => acceptedText(items))
      .join('\n')
      .trim()
    const { author, date } = changeOf(comment)
    return [{ id: attribute(comment, 'id') ?? '', author, date, text }]
  })
}

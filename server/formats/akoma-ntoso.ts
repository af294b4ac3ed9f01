/**
 * Akoma Ntoso 3.0 (OASIS LegalDocML) of a regulation: 编 `part`, 分编 `subpart`, 章 `chapter`, 节 `section`, 条 `article`, 款 `paragraph`,
 * 项 `point`, 目 `indent`; every unit with an eId by the naming convention of the standard (art_10__para_2__point_1).
 */
import { type Block, headingParts, isArticle, isHeading, type Line, readBody } from '../law/amend/body.ts'
import { DEPTH } from '../law/amend/headings.ts'
import { readLabel } from '../law/amend/labels.ts'
import { unitsOf } from '../law/amend/units.ts'
import type { Law } from '../law/index.ts'

export const AKN = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'

/** What the standard wants to be known of every text, where the text does not say it. */
const UNKNOWN_DATE = '1900-01-01'

const ID: Readonly<Record<string, string>> = { part: 'part', subpart: 'subpart', division: 'dvs', chapter: 'chp', section: 'sec' }
const FRONT: Readonly<Record<string, string>> = {
  titleNote: 'titleNote',
  tableOfContents: 'tableOfContents',
  preamble: 'preamble',
  prose: 'prose'
}

/** @returns one XML document */
export function akomaNtoso(law: Law): string {
  const body = readBody(law)
  const ids = new Ids()
  const first = body.blocks.findIndex(block => isArticle(block) || isHeading(block))
  const front = body.blocks.slice(0, first < 0 ? body.blocks.length : first)
  const rest = first < 0 ? [] : body.blocks.slice(first)
  const preface = front.filter(({ unit }) => unit !== 'preamble')
  const preamble = front.filter(({ unit }) => unit === 'preamble')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<akomaNtoso xmlns="${AKN}"><act name="act" contains="originalVersion">`,
    meta(law.title, effectiveDate(law)),
    `<preface><longTitle eId="longTitle">${paragraph(`<docTitle>${xmlText(law.title)}</docTitle>`)}</longTitle>${preface.map(container).join('')}</preface>`,
    preamble.length > 0 ? `<preamble>${preamble.map(container).join('')}</preamble>` : '',
    `<body>${rest.length > 0 ? hierarchy(rest, ids) : '<hcontainer name="prose" eId="hcontainer_1"><content eId="hcontainer_1__content"><p/></content></hcontainer>'}</body>`,
    '</act></akomaNtoso>'
  ].join('\n')
}

const container = ({ unit, lines }: Block, index: number) =>
  `<container name="${FRONT[unit] ?? 'prose'}" eId="container_${unit}_${index + 1}">${lines.map(({ text }) => paragraph(xmlText(text))).join('')}</container>`

const paragraph = (inner: string) => `<p>${inner}</p>`

/** The date of 施行, where the text names one. */
function effectiveDate(law: Law): string {
  const [, year, month, day] = /自(\d{4})年(\d{1,2})月(\d{1,2})日起施行/.exec(law.text) ?? []
  const date = year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : UNKNOWN_DATE
  return Number.isNaN(Date.parse(date)) ? UNKNOWN_DATE : date
}

function meta(title: string, date: string): string {
  const uri = `/akn/cn/act/${date}/${encodeURIComponent(title.toWellFormed()) || 'untitled'}`
  const common = (name: string, at: string) =>
    `<FRBRthis value="${at}/!main"/><FRBRuri value="${at}"/><FRBRdate date="${date}" name="${name}"/><FRBRauthor href="#legislature" as="#author"/>`
  return [
    '<meta><identification source="#facheng">',
    `<FRBRWork>${common('commencement', uri)}<FRBRcountry value="cn"/></FRBRWork>`,
    `<FRBRExpression>${common('commencement', `${uri}/zho@${date}`)}<FRBRlanguage language="zho"/></FRBRExpression>`,
    `<FRBRManifestation>${common('commencement', `${uri}/zho@${date}.xml`)}<FRBRformat value="application/akn+xml"/></FRBRManifestation>`,
    '</identification><references source="#facheng">',
    '<TLCOrganization eId="legislature" href="/ontology/organization/cn/legislature" showAs="制定机关"/>',
    '<TLCOrganization eId="facheng" href="/ontology/organization/cn/facheng" showAs="法程"/>',
    '<TLCRole eId="author" href="/ontology/role/author" showAs="制定"/>',
    '</references></meta>'
  ].join('')
}

interface Open {
  readonly depth: number
  readonly id: string
  readonly element: string
  hasContent: boolean
}

/** Blocks nested by their depth: what follows a heading stands under it. */
function hierarchy(blocks: readonly Block[], ids: Ids): string {
  const stack: Open[] = []
  let xml = ''
  const close = () => {
    const open = stack.pop()
    if (open) xml += `${open.hasContent ? '' : '<content><p/></content>'}</${open.element}>`
  }
  for (const block of blocks) {
    const depth = isHeading(block) ? DEPTH[block.unit] : null
    while (depth !== null && (stack.at(-1)?.depth ?? -1) >= depth) close()
    if (block.unit === 'annex') while (stack.length > 0) close()
    const parent = stack.at(-1)
    if (parent) parent.hasContent = true
    if (isHeading(block)) {
      const id = ids.next(parent?.id ?? null, ID[block.unit] ?? 'dvs', numberOf(block.label))
      const element = block.unit
      xml += `<${element} eId="${id}">${headingLines(block)}`
      stack.push({ depth: depth ?? 0, id, element, hasContent: false })
    } else if (isArticle(block)) xml += article(block, ids)
    else xml += other(block, ids)
  }
  while (stack.length > 0) close()
  return xml
}

/** 第三章 总则: the label is `num`, the name `heading`; a name that goes on in a second line is a `subheading`. */
function headingLines(block: Block): string {
  const { number, name } = headingParts(block)
  const [first, ...rest] = name.map(xmlText)
  return `${number === '' ? '' : `<num>${xmlText(number)}</num>`}${first === undefined ? '' : `<heading>${first}</heading>`}${rest.map(line => `<subheading>${line}</subheading>`).join('')}`
}

function article(block: Block, ids: Ids): string {
  const id = ids.next(null, 'art', numberOf(block.label))
  const units = unitsOf(block.lines)
  const inner = nested(block.lines, units, id)
  return `<article eId="${id}"><num>${xmlText(block.label)}</num>${inner === '' ? '<content><p/></content>' : inner}</article>`
}

/** 款 with their 项 and 目; a unit with inner units has its own words as `intro`. */
function nested(lines: readonly Line[], units: ReturnType<typeof unitsOf>, id: string): string {
  let xml = ''
  let index = 0
  const own = (at: number) => `<p>${xmlText(lines[at]?.text ?? '')}</p>`
  while (index < lines.length) {
    const paragraphId = `${id}__para_${units[index]?.paragraph ?? 1}`
    const isHead = units[index]?.item === null && units[index]?.subitem === null
    const head = isHead ? own(index) : ''
    if (isHead) index++
    let points = ''
    let list = 0
    while (index < lines.length && (units[index]?.item !== null || units[index]?.subitem !== null)) {
      const pointId = `${paragraphId}__point_${++list}`
      const words = own(index++)
      let indents = ''
      let count = 0
      while (index < lines.length && units[index]?.subitem !== null && units[index]?.item !== null)
        indents += `<indent eId="${pointId}__indent_${++count}"><content>${own(index++)}</content></indent>`
      points += `<point eId="${pointId}">${indents === '' ? `<content>${words}</content>` : `<intro>${words}</intro>${indents}`}</point>`
    }
    xml += `<paragraph eId="${paragraphId}">${points === '' ? `<content>${head}</content>` : `${head === '' ? '' : `<intro>${head}</intro>`}${points}`}</paragraph>`
  }
  return xml
}

const other = ({ unit, lines }: Block, ids: Ids) => {
  const id = ids.next(null, 'hcontainer', null)
  return `<hcontainer name="${unit === 'annex' ? 'annex' : 'prose'}" eId="${id}"><content>${lines.map(({ text }) => paragraph(xmlText(text))).join('')}</content></hcontainer>`
}

function numberOf(label: string): string | null {
  const read = readLabel(label)
  return read ? `${read.number}${read.branch > 0 ? `-${read.branch}` : ''}` : null
}

/** eIds: unique in the document, whatever numbers the text repeats. */
class Ids {
  readonly #seen = new Map<string, number>()

  next(parent: string | null, name: string, number: string | null): string {
    const base = `${parent === null ? '' : `${parent}__`}${name}_${number ?? 'x'}`
    const count = (this.#seen.get(base) ?? 0) + 1
    this.#seen.set(base, count)
    return count === 1 ? base : `${base}.${count}`
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for XML 1.0, which knows no control characters and no halves of surrogate pairs: they become U+FFFD. */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"]/g, character => ESCAPES[character] ?? character)

/** The language of amending clauses: instructions in legislative Chinese, read into operations. What is not understood is named, never guessed. */
import { formatNumeral, parseNumeral } from '../numerals.ts'
import type { HeadingPath, Operation, Place } from './operation.ts'
import type { Quotation, RawClause } from './read-decision.ts'

const CN = '[一二三四五六七八九十百千零〇两]{1,9}'
const ART = `第${CN}条(?:之${CN})?`
const Q = '⟦(\\d+)⟧'
const COLON = '[：:，]?'
const PATH = `(?:第${CN}编)?(?:第${CN}分编)?(?:第${CN}章)?(?:第${CN}节)?`

export interface ReadClause {
  readonly operations: readonly Operation[]
  /** Sentences whose language is not understood. */
  readonly unread: readonly string[]
}

/** What a reader of clauses must know of the old text. */
export interface Names {
  /** How the text is called before a number: 刑法第十条, 《解释》第三条. */
  readonly own: readonly string[]
  /** Names of its blocks that are no articles. */
  readonly blocks: readonly string[]
}

/** Reads one clause. The article named first holds for what follows in the clause: 第三条第一款…，第二款…. */
export function readClause({ instruction, quotations }: RawClause, names: Names): ReadClause {
  const context: Context = { article: '', quotations, names }
  const operations: Operation[] = []
  const unread: string[] = []
  for (const sentence of sentences(bare(instruction, names))) {
    const read = readSentence(sentence, context)
    if (read) operations.push(...read)
    else unread.push(sentence)
  }
  return { operations: withoutRestated(operations), unread }
}

interface Context {
  /** The article or block that a bare 第二款 belongs to. */
  article: string
  readonly quotations: readonly Quotation[]
  readonly names: Names
}

/** Takes off what only names the text itself, so that every place begins with its number. */
function bare(instruction: string, { own }: Names): string {
  let words = instruction
    .replaceAll(/《[^》]{1,80}》(?=原?第|的?(?:题目|标题|名称)|引言)/g, '')
    .replaceAll(/本(?:条例|法|办法|规定|规则|细则|解释)(?=第)/g, '')
  for (const name of own) words = words.replaceAll(new RegExp(`${escaped(name)}(?=第|序言|原第)`, 'g'), '')
  return words.replaceAll(/原(?=第)/g, '')
}

const escaped = (text: string) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)

/** Instructions joined by ；。 and 并, 同时, one by one. */
function sentences(instruction: string): string[] {
  return instruction
    .split(
      /[；。;]|，?同时，?(?=将|删去|增加|在|第)|，?并(?=将|删去|增加|在第|对条文)|，(?=删去|增加一|将第|在第[^，]{1,20}(?:后|前)增)|(?<=⟧)(?=这一|该款|该条)|(?<=⟧)、(?=第[^，]{1,20}(?:中的)?⟦\d+⟧(?:修改|改)为)/
    )
    .map(sentence => sentence.replace(/^，/, '').trim())
    .filter(sentence => sentence !== '')
}

type Reader = (match: RegExpExecArray, context: Context) => readonly Operation[] | null

const number = (printed: string | undefined): number | undefined =>
  printed === undefined ? undefined : (parseNumeral(printed) ?? undefined)

const lines = ({ quotations }: Context, index: string | undefined): readonly string[] => quotations[Number(index)]?.lines ?? []
const phrase = ({ quotations }: Context, index: string | undefined): string => quotations[Number(index)]?.phrase ?? ''

const PLACE = new RegExp(
  `^(?<block>${ART})?(?:第(?<paragraph>${CN})(?:款|自然段))?(?:第[（(]?(?<item>${CN})[）)]?项)?(?:第(?<subitem>${CN}|\\d{1,2})目)?$`
)

/** A place as printed; null when it is none. A bare 第二款 belongs to the article named before. */
function readPlace(printed: string, context: Context): Place | null {
  const name = context.names.blocks.find(one => printed.startsWith(one)) ?? ''
  const match = PLACE.exec(printed.slice(name.length))
  const block = name || match?.groups?.['block'] || context.article
  if (!match || !block) return null
  context.article = block
  const { paragraph, item, subitem } = match.groups ?? {}
  const place: { block: string; paragraph?: number; item?: number; subitem?: number } = { block }
  const [k, i, j] = [number(paragraph), number(item), number(subitem)]
  if (k !== undefined) place.paragraph = k
  if (i !== undefined) place.item = i
  if (j !== undefined) place.subitem = j
  return place
}

function readPlaces(printed: string, context: Context): Place[] | null {
  const places = printed.split(/[、和及]/).map(one => readPlace(one, context))
  return places.every(place => place !== null) ? places : null
}

const readPath = (printed: string): HeadingPath => printed.match(new RegExp(`第${CN}(?:分编|[编章节])`, 'g')) ?? [printed]

/** Labels of a list or a range: 第三条、第五条; 第三条至第五条. */
function readLabels(printed: string): string[] {
  return printed.split(/[、和及]/).flatMap(part => {
    const [from, to] = part.split('至')
    if (from === undefined || to === undefined) return from === undefined ? [] : [from]
    const [low, high] = [from, to].map(label => parseNumeral(label.slice(1, -1)))
    if (low === null || low === undefined || high === null || high === undefined || high < low || high - low > 500) return [from, to]
    return Array.from({ length: high - low + 1 }, (_, index) => `第${formatNumeral(low + index)}条`)
  })
}

/** Several articles quoted in one wording or in one each: every one begins with its label. */
function articleTexts(context: Context, from: string | undefined): string[][] {
  const texts: string[][] = []
  for (const line of context.quotations.slice(Number(from)).flatMap(one => one.lines)) {
    if (LABELLED.test(line) || texts.length === 0) texts.push([withoutLabel(line)])
    else texts.at(-1)?.push(line)
  }
  return texts
}

const LABELLED = new RegExp(`^${ART}[\\s\\u3000\\u00a0]+`)
/** New wording may begin with the article's own label. */
const withoutLabel = (line: string) => line.replace(LABELLED, '')
const wording = (context: Context, index: string | undefined): string[] => {
  const [first = '', ...rest] = lines(context, index)
  return [withoutLabel(first), ...rest]
}

const RULES: readonly (readonly [RegExp, Reader])[] = [
  rule(`(?:将)?(?:本条例的?)?(?:题目|标题|名称)(?:由${Q})?修改为${COLON}${Q}`, ([, , text], context) => [
    { op: 'replaceTitle', text: phraseOrLine(context, text) }
  ]),
  rule(`将全文修改为${COLON}${Q}`, ([, text], context) => [{ op: 'replaceWhole', lines: lines(context, text) }]),
  rule(`(?:将)?(${ART})至(${ART})修改为${COLON}${Q}`, ([, from = '', to = '', text], context) => [
    { op: 'replaceRange', from, to, lines: lines(context, text) }
  ]),
  rule(`将(${ART})整条修改为${COLON}${Q}`, ([, from = '', text], context) => [
    { op: 'replaceRange', from, to: from, lines: lines(context, text) }
  ]),
  rule(
    `(?:将)?((?:${ART}[、和及]?)+)合并(?:修改)?(?:，?(?:作为|为)(${ART}))?(?:，?修改为)?${COLON}${Q}`,
    ([, olds = '', n, text], context) => {
      const o = readLabels(olds)
      return [{ op: 'mergeArticles', o, n: n ?? o[0] ?? '', lines: wording(context, text) }]
    }
  ),
  rule(
    `(?:将)?(${ART})(?:分|拆分)为${CN}条，?(?:分别)?作为((?:${ART}[、至和]?)+)，?(?:分别)?修改为${COLON}${Q}(?:${Q})*`,
    ([, o = '', labels = '', text], context) => {
      return [{ op: 'splitArticle', o, n: readLabels(labels), texts: articleTexts(context, text) }]
    }
  ),
  rule(`(?:将)?(${ART})移(?:至(${PATH})，?作为|作)(${ART})(?:，?修改为${COLON}${Q})?`, ([, o = '', under, n = '', text], context) => [
    { op: 'moveArticle', o, n, ...(under && { under: readPath(under) }), ...(text !== undefined && { lines: wording(context, text) }) }
  ]),
  rule(
    `(?:在(?:(${PATH})|(${ART})后))?增加${CN}条，?(?:分别)?作为((?:${ART}[、至和]?)+)${COLON}${Q}(?:${Q})*`,
    ([, under, after, labels = '', text], context) => {
      const ns = readLabels(labels)
      const texts = ns.length === 1 ? [wording(context, text)] : articleTexts(context, text)
      if (texts.length !== ns.length) return null
      return ns.map((n, index) => ({
        op: 'insertArticle',
        n,
        lines: texts[index] ?? [],
        ...(under && { under: readPath(under) }),
        ...(after && { after })
      }))
    }
  ),
  rule(
    `增加一(编|章|节)，?作为(${PATH})，?[编章节]名为${Q}，?包括(${ART})(?:至(${ART}))?`,
    ([, , n = '', name, from = '', to], context) => [
      { op: 'insertHeading', n: readPath(n).at(-1) ?? n, name: phrase(context, name), from, to: to ?? from }
    ]
  ),
  rule(
    `增加一(编|章|节)，?作为(${PATH})，?包括(${ART})(?:至(${ART}))?，?[编章节]名为${COLON}${Q}`,
    ([, , n = '', from = '', to, name], context) => [
      { op: 'insertHeading', n: readPath(n).at(-1) ?? n, name: lines(context, name).join('\n'), from, to: to ?? from }
    ]
  ),
  rule(`(?:将)?(${PATH})[编章节]?(?:名|名称|标题)修改为${COLON}${Q}`, ([, path = '', name], context) =>
    path === ''
      ? null
      : [
          {
            op: 'replaceHeading',
            path: readPath(path),
            name: lines(context, name)
              .join('\n')
              .replace(new RegExp(`^第${CN}[编章节][\\s\\u3000]*`), '')
          }
        ]
  ),
  rule(`(?:调整${PATH}的范围，)?(${PATH})包括(${ART})(?:至(${ART}))?`, ([, path = '', from = '', to]) =>
    path === '' ? null : [{ op: 'setRange', path: readPath(path), from, to: to ?? from }]
  ),
  rule(`(?:将)?(${PATH})改为(${PATH})`, ([, path = '', n = '']) =>
    path === '' || n === '' ? null : [{ op: 'renumberHeading', path: readPath(path), n: readPath(n).at(-1) ?? n }]
  ),
  rule(`(?:删去|删除)(${PATH})(?:[编章节]名)?`, ([, path = '']) => (path === '' ? null : [{ op: 'deleteHeading', path: readPath(path) }])),
  // 在…中增加一款作为第二款，将该条修改为：the wording is the whole article.
  rule(`(?:在)?(${ART})中?增加${CN}款，?作为第${CN}款(?:、第${CN}款)*，?(?:将)?该条修改为${COLON}${Q}`, ([, o = '', text], context) => [
    { op: 'replaceArticle', o, lines: wording(context, text) }
  ]),
  rule(
    `(?:在)?(.{0,24}?)(?:中|后)?增加${CN}(?:个)?(?:款|自然段)，?作为第(${CN})(?:款|自然段)(?:、第${CN}款|至第${CN}款)*${COLON}${Q}`,
    ([, block = '', k, text], context) => insertedParagraphs(context, block, k, text)
  ),
  rule(
    `(?:在)?(.{0,28}?)中?增加${CN}项，?作为第[（(]?(${CN})[）)]?项(?:、第[（(]?${CN}[）)]?项|至第[（(]?${CN}[）)]?项)*${COLON}${Q}`,
    ([, printed = '', i, text], context) => {
      const place = readPlace(printed, context)
      const first = number(i)
      if (!place || first === undefined) return null
      return itemTexts(lines(context, text)).map((item, index) => ({
        op: 'insertUnit',
        at: { ...place, item: first + index },
        lines: item
      }))
    }
  ),
  rule(`(?:将)?(${ART})(?:修改|改)为(${ART})(?:，修改为)?${COLON}${Q}`, ([, o = '', n = '', text], context) => [
    { op: 'replaceArticle', o, n, lines: wording(context, text) }
  ]),
  rule(`(?:将)?(${ART})(?:改为|作为|调整为|修改为)(${ART})`, ([, o = '', n = ''], context) => {
    context.article = o
    return [{ op: 'renumber', o, n }]
  }),
  rule(`(?:将)?${Q}调整为${Q}`, ([, o, n], context) => {
    const [from, to] = [phrase(context, o), phrase(context, n)]
    return ONLY_LABEL.test(from) && ONLY_LABEL.test(to) ? [{ op: 'renumber', o: from, n: to }] : null
  }),
  rule(`(?:将)?(?:全文|本条例|本办法|本规定|本法)中的${Q}(?:统一|均|分别)?(?:修改|改)为${Q}`, ([, from, to], context) => [
    { op: 'replaceAll', from: phrase(context, from), to: phrase(context, to) }
  ]),
  rule(`(?:将)?(.{1,2000}?)(?:中|末尾)?的?${Q}(统一|均|分别)?(?:修改|改)为${Q}`, ([, printed = '', from, every, to], context) => {
    const places = readPlaces(printed, context)
    return (
      places && [
        {
          op: 'replacePhrase',
          places,
          from: phrase(context, from),
          to: phrase(context, to),
          ...((every === '均' || every === '统一') && { every: true })
        }
      ]
    )
  }),
  rule(`${Q}(?:修改|改)为${Q}`, ([, from, to], context) =>
    context.article === ''
      ? null
      : [{ op: 'replacePhrase', places: [{ block: context.article }], from: phrase(context, from), to: phrase(context, to) }]
  ),
  rule(
    `(?:在)?(.{0,60}?)(?:中)?的?${Q}之?(前|后)(?:增加|增写)(?:一句，内容为[：:])?${Q}`,
    ([, printed = '', anchor, side, text], context) => {
      const at = readPlace(printed, context)
      return (
        at && [
          { op: 'insertPhrase', at, anchor: phrase(context, anchor), ...(side === '前' && { before: true }), text: phrase(context, text) }
        ]
      )
    }
  ),
  rule(`(?:删去|删除)(.{1,60}?)(?:中|末尾)?的?((?:${Q}、?)+)`, ([, printed = '', phrases = ''], context) => {
    const places = readPlaces(printed, context)
    return places && [...phrases.matchAll(/\d+/g)].map(([index]) => ({ op: 'replacePhrase', places, from: phrase(context, index), to: '' }))
  }),
  rule('(?:删去|删除)(.{1,2000})', ([, printed = ''], context) => deleted(printed, context)),
  rule('(?:将)?(.{1,60}?)(?:项前语|前语|条首部分|开头部分)修改为[：:，]?⟦(\\d+)⟧', ([, printed = '', text], context) => {
    const at = readPlace(printed, context)
    return at && [{ op: 'replaceLeadIn', at, text: phraseOrLine(context, text) }]
  }),
  rule(`(?:将)?(?:这一|该)(?:条|款|自然段)(?:相应)?修改为${COLON}${Q}`, () => []),
  rule(`(?:将)?(.{1,60}?)修改为${COLON}${Q}`, ([, printed = '', text], context) => replaced(printed, text, context)),
  rule('.*(?:条文|其他条文)(?:的)?(?:顺序|序号)(?:作)?(?:依次|相应)(?:作相应)?(?:调整|顺延).*', () => [{ op: 'renumberRest' }]),
  rule('.*(?:施行|公布|实施).*', () => [{ op: 'formality' }]),
  rule('.*(?:作(?:出)?(?:如下|以下|相应)修改|决定(?:如下)?|修改如下)[：:]?.*', () => [{ op: 'formality' }])
]

const ONLY_LABEL = new RegExp(`^${ART}$`)

function rule(pattern: string, read: Reader): readonly [RegExp, Reader] {
  return [new RegExp(`^${pattern}$`), read]
}

function readSentence(sentence: string, context: Context): readonly Operation[] | null {
  for (const [pattern, read] of RULES) {
    const match = pattern.exec(sentence)
    const operations = match && read(match, context)
    if (operations) return operations
  }
  return null
}

const phraseOrLine = (context: Context, index: string | undefined): string => lines(context, index).join('')

function replaced(printed: string, text: string | undefined, context: Context): Operation[] | null {
  const at = readPlace(printed, context)
  if (!at) return null
  if (at.paragraph !== undefined || at.item !== undefined || at.subitem !== undefined)
    return [{ op: 'replaceUnit', at, lines: lines(context, text) }]
  if (ONLY_LABEL.test(at.block)) return [{ op: 'replaceArticle', o: at.block, lines: wording(context, text) }]
  return [{ op: 'replaceBlock', block: at.block, lines: lines(context, text) }]
}

function deleted(printed: string, context: Context): Operation[] | null {
  const places = printed
    .split(/[、和及]/)
    .flatMap((part): (Place | null)[] =>
      part.includes('至') && ONLY_LABEL.test(part.split('至')[0] ?? '')
        ? readLabels(part).map(block => ({ block }))
        : [readPlace(part, context)]
    )
  if (!places.every(place => place !== null)) return null
  return places.map((at): Operation => {
    if (at.paragraph !== undefined || at.item !== undefined) return { op: 'deleteUnit', at }
    return ONLY_LABEL.test(at.block) ? { op: 'deleteArticle', o: at.block } : { op: 'replaceBlock', block: at.block, lines: [] }
  })
}

/** 增加两款，作为第二款、第三款: a 款 each line that is no item. */
function insertedParagraphs(context: Context, block: string, k: string | undefined, text: string | undefined): Operation[] | null {
  const place = readPlace(block.replace(/第[^款]{1,9}款$/, ''), context)
  const first = number(k)
  if (!place || first === undefined) return null
  const paragraphs: string[][] = []
  for (const line of lines(context, text)) {
    if (paragraphs.length > 0 && /^(?:[（(][一二三四五六七八九十百零]{1,6}[）)]|\d{1,3}[.．、])/.test(line)) paragraphs.at(-1)?.push(line)
    else paragraphs.push([line])
  }
  return paragraphs.map((paragraph, index) => ({
    op: 'insertUnit',
    at: { block: place.block, paragraph: first + index },
    lines: paragraph
  }))
}

function itemTexts(all: readonly string[]): string[][] {
  const items: string[][] = []
  for (const line of all) {
    if (items.length === 0 || /^[（(][一二三四五六七八九十百零]{1,6}[）)]/.test(line)) items.push([line])
    else items.at(-1)?.push(line)
  }
  return items
}

/** Where a clause changes phrases and then gives the whole wording, the wording says it all. */
function withoutRestated(operations: readonly Operation[]): Operation[] {
  const whole = new Set(operations.flatMap(operation => (operation.op === 'replaceArticle' ? [operation.o] : [])))
  return operations.filter(operation => !(operation.op === 'insertUnit' && whole.has(operation.at.block)))
}

/** What is odd about a text, each with its line and code. It never stops a parse: stored texts have all of it. */
import type { Anomaly } from '../../schema/law.ts'
import { code, isBlank, withoutBlanks } from './characters.ts'
import type { Line } from './line-kinds.ts'
import { formatNumeral } from './numerals.ts'
import type { Outline } from './outline.ts'
import type { ArticlePlace, Places } from './places.ts'
import type { Article, HeadingKind, Item, LawNode, LawText, Paragraph, PlacedReference } from './tree.ts'

export interface Observed {
  readonly text: string
  readonly title: string
  readonly lines: readonly Line[]
  readonly outline: Outline
  readonly tree: LawText
  readonly places: Places
  readonly references: readonly PlacedReference[]
}

/** @param found those that `listAnomalies` has found while the tree was built */
export function findAnomalies(observed: Observed, found: Anomaly[]): Anomaly[] {
  headerAnomalies(observed, found)
  headingAnomalies(observed, found)
  contentsAnomalies(observed, found)
  articleAnomalies(observed, found)
  characterAnomalies(observed.text, found)
  annexAnomalies(observed, found)
  for (const { state, line, text, reason } of observed.references) {
    if (state === 'dangling') found.push({ code: 'reference-dangling', line, message: `引用的「${text}」找不到：${reason}` })
  }
  return found.sort((a, b) => a.line - b.line)
}

function headerAnomalies({ lines, outline, places, title }: Observed, found: Anomaly[]): void {
  if (outline.title < 0) found.push({ code: 'no-title', line: 1, message: '没有题目，请在首行写“# 题目”' })
  if (outline.infoEnd < 0 && outline.body > outline.title + 1) {
    found.push({ code: 'no-info-end', line: lines[outline.body - 1]?.number ?? 1, message: '题目下有沿革，但没有 <!-- INFO END --> 标记' })
  }
  if (places.articles.length === 0) found.push({ code: 'no-article', line: 1, message: '没有条文（第×条）' })
  const first = places.articles[0]?.article
  if (first && first.number !== 1 && title.includes('修正案')) {
    found.push({ code: 'amendment-numbering', line: first.position.start.line, message: '修正案的序号不是被修改文本的条文序号' })
  }
}

const NAMES: Readonly<Record<HeadingKind, string>> = { part: '编', subpart: '分编', chapter: '章', section: '节' }

function headingAnomalies({ places }: Observed, found: Anomaly[]): void {
  let chapterMarks = 0
  const last: Partial<Record<HeadingKind, number>> = {}
  for (const { type, number, label, position, children } of places.headings) {
    const line = position.start.line
    const before = last[type] ?? 0
    // 章 may begin anew in a later 编.
    const restarts = type === 'chapter' && number === 1 && last.part !== undefined && last.part > 1
    if (number === before && before > 0) found.push({ code: `${type}-duplicate`, line, message: `${label}重复` })
    else if (number !== before + 1 && !restarts)
      found.push({ code: `${type}-gap`, line, message: `${label}之前应当是第${formatNumeral(before + 1)}${NAMES[type]}` })
    if (number !== null) last[type] = number
    if (type === 'part') delete last.subpart
    if (type !== 'section') delete last.section
    const words = children.filter(leaf => leaf.type === 'words')
    if (words.length > 1) found.push({ code: 'heading-broken', line, message: `${label}的名称断成了两行` })
    const marks = marksOf(children[0])
    if (marks === 0) found.push({ code: 'heading-unmarked', line, message: '标题行前缺少 # 号' })
    if (type === 'chapter') chapterMarks = marks
    if (type === 'section' && marks > 0 && marks < chapterMarks) {
      found.push({ code: 'heading-level-swapped', line, message: '节的 # 号比章少，层级颠倒' })
    }
  }
}

/** How many `#` a heading begins with. */
function marksOf(node: LawNode | undefined): number {
  if (node?.type !== 'mark') return 0
  let marks = 0
  while (node.value.charCodeAt(marks) === code.hash) marks++
  return marks
}

/** 目录 lists the 编, 章 and 节 of the body, in order and with their names (立法技术规范(试行)(一)第一条). */
function contentsAnomalies({ text, lines, outline, places }: Observed, found: Anomaly[]): void {
  const { from, to, announced } = outline.contents
  if (from === to) return
  if (!announced) found.push({ code: 'contents-repeated', line: lines[from]?.number ?? 1, message: '正文前的标题是目录，没有“目录”二字' })
  const listed = new Map<string, Line>()
  const units = new Set<HeadingKind>()
  for (const line of lines.slice(from, to)) {
    if (line.kind !== 'heading' || !line.unit) continue
    listed.set(nameOf(line.unit, text.slice(line.labelStart, line.end)), line)
    units.add(line.unit)
  }
  for (const heading of places.headings) {
    const name = nameOf(heading.type, `${heading.label}${heading.title}`)
    if (!units.has(heading.type) || listed.delete(name)) continue
    found.push({
      code: 'contents-mismatch',
      line: heading.position.start.line,
      message: `目录中没有「${heading.label} ${heading.title.trim()}」`
    })
  }
  for (const line of listed.values()) {
    found.push({
      code: 'contents-mismatch',
      line: line.number,
      message: `目录所列「${text.slice(line.labelStart, line.end)}」与正文不一致`
    })
  }
}

const nameOf = (unit: HeadingKind, printed: string) => `${unit}${withoutBlanks(printed).replace(/[.…·0-9]{1,200}$/, '')}`

function articleAnomalies({ places }: Observed, found: Anomaly[]): void {
  let last = 0
  let lastBranch = 0
  for (const place of places.articles) {
    const { number, branch } = place.article
    const follows = (number === last + 1 && branch === 0) || (number === last && branch === lastBranch + 1)
    if (!follows) found.push(misplaced(place, number !== null && number <= last, places))
    if (number === null) continue
    last = number
    lastBranch = branch
  }
}

function misplaced(place: ArticlePlace, back: boolean, places: Places): Anomaly {
  const { number, label, position } = place.article
  const line = position.start.line
  if (number === null) return { code: 'article-gap', line, message: `${label}的序号不能识别` }
  if (places.isRepeated(place)) return { code: 'article-duplicate', line, message: `${label}重复` }
  if (back) return { code: 'article-out-of-order', line, message: `${label}的顺序有误` }
  return { code: 'article-gap', line, message: `${label}之前缺少条文` }
}

/** What is odd inside one article: its items, its lines. */
export function listAnomalies(text: string, article: Article, found: Anomaly[]): void {
  const list: ListState = { last: 0, before: 0, halfWidth: false }
  let previous: Paragraph | null = null
  for (const paragraph of article.children) {
    if (paragraph.type !== 'paragraph') continue
    if (previous) brokenLine(text, previous, paragraph, found)
    previous = paragraph
    list.before = list.last
    list.last = 0
    for (const item of paragraph.children) if (item.type === 'item') itemAnomalies(item, list, found)
    if (list.last === 0) list.last = list.before
  }
}

interface ListState {
  /** The last item of this list, and of the list before; a list that 款 interrupt goes on. */
  last: number
  before: number
  /** Whether half-width brackets were reported: some texts use them throughout. */
  halfWidth: boolean
}

function itemAnomalies(item: Item, list: ListState, found: Anomaly[]): void {
  const { number, label, position } = item
  const begins = list.last === 0 || (number === 1 && list.last > 1)
  const expected = begins ? (number === list.before + 1 ? number : 1) : list.last + 1
  if (number !== null && number !== expected) {
    found.push({ code: 'item-gap', line: position.start.line, message: `${label}之前应当是第${formatNumeral(expected)}项` })
  }
  list.last = number ?? list.last + 1
  bracketAnomaly(item, list, found)
}

function bracketAnomaly({ label, position }: Item, list: ListState, found: Anomaly[]): void {
  const open = label.charCodeAt(0)
  const close = label.charCodeAt(label.length - 1)
  const line = position.start.line
  if (open === code.openBracketFull ? close === code.closeBracket : open === code.openBracket && close === code.closeBracketFull) {
    found.push({ code: 'item-bracket-mixed', line, message: `${label}的括号一半是全角，一半是半角` })
  } else if (open === code.openBracket && !list.halfWidth) {
    list.halfWidth = true
    found.push({ code: 'item-bracket-halfwidth', line, message: `${label}的括号是半角` })
  }
}

/** A line without an end before a line that is no unit; or ： before lines that end in ；, which have lost their （一）. */
function brokenLine(text: string, paragraph: Paragraph, next: Paragraph, found: Anomaly[]): void {
  const [words, list] = paragraph.children
  if (words?.type !== 'words' || list?.type === 'item') return
  const end = text.charCodeAt(words.position.end.offset - 1)
  if (ENDS.has(end) && end !== code.colon && end !== code.colonHalf) return
  if (paragraph.children.some(node => node.type !== 'words' && node.type !== 'gap')) return
  const nextWords = next.children[0]
  const line = words.position.start.line
  if (end === code.colon || end === code.colonHalf) {
    const nextEnd = nextWords?.type === 'words' ? text.charCodeAt(nextWords.position.end.offset - 1) : 0
    if (nextEnd === code.semicolon) found.push({ code: 'item-unmarked-suspected', line, message: '冒号之后的各行疑似缺少（一）等序号的项' })
  } else {
    found.push({ code: 'line-broken-suspected', line, message: '句子没有结束就换了行，疑似断行' })
  }
}

const ENDS = new Set([...'。；：！？.;:!?”’』」）)》】…'].map(mark => mark.charCodeAt(0)))

/** Blanks that no keyboard for Chinese types, and characters without a meaning of their own: one report a line. */
function characterAnomalies(text: string, found: Anomaly[]): void {
  const odd = /[\u00a0\u2000-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ue000-\uf8ff]/g
  let line = 1
  let counted = 0
  let reported = 0
  for (let match = odd.exec(text); match; match = odd.exec(text)) {
    if (match.index === 0 && match[0] === '\ufeff') continue
    for (let at = text.indexOf('\n', counted); at >= 0 && at < match.index; at = text.indexOf('\n', counted)) {
      line++
      counted = at + 1
    }
    if (line === reported) continue
    reported = line
    const unit = match[0].charCodeAt(0)
    const name = `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`
    if (unit >= 0xe000 && unit <= 0xf8ff) found.push({ code: 'private-use-char', line, message: `有不能通用的自造字符 ${name}` })
    else found.push({ code: 'odd-space', line, message: `有${isBlank(unit) ? '特殊空白' : '不可见'}字符 ${name}` })
    // The rest of this line has been reported.
    const end = text.indexOf('\n', match.index)
    if (end < 0) break
    odd.lastIndex = end
  }
}

/** 附件 are named in the article that uses them. */
function annexAnomalies({ text, tree, outline, lines }: Observed, found: Anomaly[]): void {
  const from = lines[outline.annexes]?.start
  if (from === undefined || outline.firstArticle >= outline.annexes) return
  const body = text.slice(0, from)
  for (const node of tree.children) {
    if (node.type !== 'annex') continue
    const kind = node.name.slice(0, 2)
    const named = /^附[件录表图]$/.test(kind) ? body.includes(kind) || body.includes('附后') || body.includes('所附') : body.includes('附')
    if (!named) found.push({ code: 'annex-unreferenced', line: node.position.start.line, message: `正文没有提到${kind}` })
  }
}

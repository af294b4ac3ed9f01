/** Which text a reference names: this one (本条例), another by its title (《…法》), its short name (刑法) or its abbreviation (以下简称). */
import { isBlank, skipBlanks, withoutBlanks } from './characters.ts'
import { isCloseBracket, isOpenBracket } from './labels.ts'

/** What instruments are called; the longest that fits is taken. A name without 《》 ends in one of them. */
const KINDS = [
  '法 法典 宪法 条例 办法 规定 规则 细则 解释 决定 决议 通则 章程 准则 规程 守则 规范 公约 安排 意见 通知 批复 制度 标准 纲要 方案',
  '公告 命令 令 纪要 答复 议定书 协定 协议 目录 规约 修正案 要求'
]
  .join(' ')
  .split(' ')

/** Annexes of an instrument have their own numbers: 本规定附录第一条. */
const ANNEXES = ['附录', '附件', '附表', '附图']

const LAST_OF_NAME = new Set([...[...KINDS, ...ANNEXES].map(kind => kind.slice(-1)), '》'])

/** No name is longer; bounds every look around. */
const LONGEST_NAME = 24
const LONGEST_TITLE = 120

const endsIn = (name: string, endings: readonly string[]) => endings.some(ending => name.endsWith(ending))

/** Words before a name without 《》: 依照刑法第十条. */
const BEFORE_NAME =
  '依照 依据 根据 按照 参照 违反 适用 符合 触犯 属于 构成 以及 或者 对于 关于 执行 修改 ， 。 ； ： 、 （ ） ( ) “ ” 《 》 和 与 及 或 按 由 在 对 除 是 为 以 将'.split(
    ' '
  )

const COUNTRY = '中华人民共和国'
const COUNTRY_HEAD = '中华人民共和'.length

/** Where a name that ends a text begins: after the last such word. */
function nameStart(text: string): number {
  let start = 0
  for (const word of BEFORE_NAME) {
    let at = text.lastIndexOf(word, text.length - 2)
    // 中华人民共和国立法法 is one name.
    while (at > 0 && text.startsWith(COUNTRY, at + 1 - COUNTRY_HEAD)) at = text.lastIndexOf(word, at - 1)
    if (at >= 0) start = Math.max(start, at + word.length)
  }
  return start
}

/** Other instruments that the text has named so far. */
export interface Names {
  /** The abbreviation that （以下简称…） gave, and the title it stands for. */
  readonly short: Map<string, string>
  readonly lastOfShort: Set<string>
  /** The title named last: 该法. */
  last: string | null
}

export const noNames = (): Names => ({ short: new Map(), lastOfShort: new Set(), last: null })

export function rememberShort(names: Names, short: string, title: string): void {
  names.short.set(short, title)
  names.lastOfShort.add(short.slice(-1))
}

/**
 * Reads 本条例, 本办法, 本若干规定, 本规定附录 before a 第.
 * @param at the offset of 本 @returns the offset of the 第, and whether an annex's numbers follow
 */
export function thisInstrument(text: string, at: number, end: number): { at: number; annex: boolean } | null {
  // 基本法 and 日本法 are names of other texts.
  const before = at > 0 ? text[at - 1] : ''
  if (before === '基' || before === '日') return null
  const bound = Math.min(end, at + 14)
  let to = at + 1
  while (to < bound && text.charCodeAt(to) !== 0x7b2c) to++
  if (to >= bound) return null
  const name = withoutBlanks(text.slice(at + 1, to)).replace(/[一二三四五六七八九十0-9]{1,14}$/, '')
  if (endsIn(name, ANNEXES)) return { at: to, annex: true }
  return endsIn(name, KINDS) ? { at: to, annex: false } : null
}

/** A title in 《》, with what stands in brackets after it; `at` is where the text goes on. */
export interface TitleMark {
  readonly title: string
  /** The offset after 》. */
  readonly close: number
  readonly at: number
  readonly short: string | null
}

/** Reads 《…》 with titles inside it (〈〉 or 《》), then （以下简称…） or another bracket. Null when it does not close within a title's length. */
export function readTitle(text: string, at: number, end: number): TitleMark | null {
  const bound = Math.min(end, at + LONGEST_TITLE)
  let depth = 0
  let close = at
  for (; close < bound; close++) {
    if (text[close] === '《') depth++
    else if (text[close] === '》' && --depth === 0) break
  }
  if (close >= bound) return null
  const title = withoutBlanks(text.slice(at + 1, close))
  let next = close + 1
  let short: string | null = null
  for (let bracket = bracketEnd(text, next, end); bracket !== null; bracket = bracketEnd(text, next, end)) {
    short ??= shortName(text.slice(next, bracket))
    next = bracket
  }
  return { title, close: close + 1, at: skipBlanks(text, next, end), short }
}

/** The offset after a bracket that opens at `at`, when it closes soon. */
function bracketEnd(text: string, at: number, end: number): number | null {
  if (at >= end || !isOpenBracket(text.charCodeAt(at))) return null
  const bound = Math.min(end, at + 60)
  for (let to = at + 1; to < bound; to++) if (isCloseBracket(text.charCodeAt(to))) return to + 1
  return null
}

/** The name that （以下简称《民法典》） or （以下简称“条例”） gives. */
function shortName(bracket: string): string | null {
  const name = /(?:以下|下)(?:统称|简称|称)[为：:]?[《“"‘]?([^《》“”"‘’）)，。；]{1,20})/.exec(bracket)?.[1]
  return name ? withoutBlanks(name) : null
}

/** Whether a title is that of an instrument and not of a certificate, a form or a book. */
export const isInstrumentTitle = (title: string): boolean => endsIn(withoutBrackets(title), KINDS)

/** Whether two titles name one text: 中华人民共和国 and （草案） apart. */
export const sameTitle = (a: string, b: string): boolean => a !== '' && plainTitle(a) === plainTitle(b)

const plainTitle = (title: string) => withoutBrackets(withoutBlanks(title)).replace(/^中华人民共和国/, '')

/** Also verbs that no title begins with: who looks for one title is told more than who reads all names. */
const BEFORE_TITLE = [
  ...BEFORE_NAME,
  ...'实施 贯彻 遵守 落实 援引 引用 比照 结合 参见 详见 规定 有关 相关 现行 以下 同 经 从 如 见 有'.split(' ')
]
const HAN = /\p{Script=Han}/u

/**
 * Whether a title stands without 《》 right before an offset.
 * @example endsInTitle('依照中华人民共和国立法法第八十二条', 12, '立法法') // true
 */
export function endsInTitle(text: string, at: number, title: string): boolean {
  const before = withoutBrackets(withoutBlanks(text.slice(Math.max(0, at - LONGEST_TITLE), at)))
  const plain = plainTitle(title)
  if (plain === '' || !before.endsWith(plain)) return false
  const rest = before.slice(0, -plain.length)
  return rest === '' || rest.endsWith(COUNTRY) || !HAN.test(rest.slice(-1)) || endsIn(rest, BEFORE_TITLE)
}

/** Without the brackets at its end: （试行）, （2020年修正）. */
function withoutBrackets(title: string): string {
  let end = title.length
  while (end > 0 && isCloseBracket(title.charCodeAt(end - 1))) {
    let open = end - 2
    while (open >= 0 && !isOpenBracket(title.charCodeAt(open))) open--
    if (open < 0) break
    end = open
  }
  return title.slice(0, end)
}

/**
 * The other text that is named right before a 第 without 《》: 刑法, 该条例, 上述规定, an abbreviation, an annex.
 * @returns its title, name or abbreviation; null when none stands there
 */
export function namedBefore(text: string, from: number, at: number, names: Names): string | null {
  let end = at
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--
  // Most numbers follow no name: their last character decides before anything is cut out.
  if (end === from || (!LAST_OF_NAME.has(text[end - 1] ?? '') && !names.lastOfShort.has(text[end - 1] ?? ''))) return null
  const before = withoutBlanks(text.slice(Math.max(from, end - LONGEST_NAME), end))
  if (before.endsWith('》')) return names.last ?? '其他文件'
  if (endsIn(before, ANNEXES)) return before.slice(-2)
  for (let length = Math.min(before.length, 20); length > 0 && names.short.size > 0; length--) {
    const title = names.short.get(before.slice(-length))
    if (title) return title
  }
  if (!endsIn(before, KINDS)) return null
  const name = before.slice(nameStart(before))
  return /^(?:该|其|上述|前述|此)/.test(name) ? (names.last ?? name) : name
}

/** Finds where a text mentions units of this or of another text. What a mention means, and whether its target stands, is decided in references.ts. */
import { code, skipBlanks } from './characters.ts'
import { isInstrumentTitle, type Names, namedBefore, noNames, readTitle, rememberShort, sameTitle, thisInstrument } from './instruments.ts'
import { type Ordinal, type OrdinalUnit, readOrdinal } from './labels.ts'
import { isNumeralCode, parseNumeral } from './numerals.ts'

/**
 * From where the numbers count. `named`: from the instrument · `here`: 本条, 本款, or nothing (第二款 alone means this article's) ·
 * `before`: 前款, 前两条 · `open`: 从其规定, whatever that is · `annex`: numbers of an annex · `whole`: another text as such.
 */
export type Anchor = 'named' | 'here' | 'before' | 'open' | 'annex' | 'whole'

export interface Mention {
  readonly anchor: Anchor
  /** `self`, or the other text's title or name. */
  readonly instrument: string
  /** Whether it says 本条例, so that no other text can be meant. */
  readonly own: boolean
  /** The unit that 本 or 前 stands before: 条 in 本条, 款 in 前两款. */
  readonly unit: OrdinalUnit | null
  /** How many units 前 goes back over; null when it does not say (前几款). */
  readonly count: number | null
  /** 第三章第二节, 第十条第二款第三项, from the greatest to the least; parts that a list does not repeat come from the mention before. */
  readonly numbers: readonly Ordinal[]
  /** The end of a range: the numbers after 至. */
  readonly to: readonly Ordinal[] | null
  readonly start: number
  readonly end: number
}

const RANK: Readonly<Record<OrdinalUnit, number>> = {
  part: 0,
  subpart: 1,
  chapter: 2,
  section: 3,
  article: 4,
  paragraph: 5,
  item: 6,
  subitem: 7
}

export interface MentionScan {
  readonly text: string
  readonly title: string
  readonly names: Names
  readonly found: Mention[]
  readonly triggers: TriggerFinder
}

/** @param title that of the text itself, to know it when it is named */
export const newScan = (text: string, title: string): MentionScan => ({
  text,
  title,
  names: noNames(),
  found: [],
  triggers: new TriggerFinder(text)
})

/** The characters with which a mention begins. */
const TRIGGERS = ['第', '本', '前', '《', '从其规定'] as const

/** Leaps from trigger to trigger: one native search for each, forwards through the text, is much faster than looking at every character. */
class TriggerFinder {
  readonly #text: string
  readonly #next: number[]
  #first = -1

  constructor(text: string) {
    this.#text = text
    this.#next = TRIGGERS.map(() => -1)
  }

  /** The next trigger from `at` on, or the end of the text. Offsets may only grow from call to call. */
  next(at: number): number {
    if (at > this.#first) this.#first = this.#search(at)
    return this.#first
  }

  #search(at: number): number {
    let first = this.#text.length
    for (let index = 0; index < TRIGGERS.length; index++) {
      let next = this.#next[index] ?? 0
      if (next < at) {
        next = this.#text.indexOf(TRIGGERS[index] ?? '', at)
        if (next < 0) next = this.#text.length
        this.#next[index] = next
      }
      if (next < first) first = next
    }
    return first
  }
}

/** Finds the mentions between two offsets, which lie in one line. Calls go forwards through the text. */
export function scanMentions(scan: MentionScan, from: number, to: number): void {
  const { text, triggers } = scan
  for (let at = triggers.next(from); at < to; at = triggers.next(at)) {
    const unit = text.charCodeAt(at)
    if (unit === code.ordinal) at = bareMention(scan, from, at, to)
    else if (unit === code.this) at = thisMention(scan, from, at, to)
    else if (unit === code.former) at = formerMention(scan, at, to)
    else if (unit === code.openTitle) at = titleMention(scan, at, to)
    else at = openMention(scan, at)
  }
}

/** 第十条, 第二款, 第三章 without anything that says whose; a name right before it does. */
function bareMention(scan: MentionScan, from: number, at: number, to: number): number {
  const numbers = readChain(scan.text, at, to)
  const first = numbers[0]
  if (!first) return at + 1
  const whole = RANK[first.unit] <= RANK.article
  const named = whole ? namedBefore(scan.text, from, at, scan.names) : null
  const annex = named !== null && /^附[录件表图]$/.test(named)
  // 目 alone, and 第178章 of a statute book elsewhere, are no units of this text.
  if (first.unit === 'subitem' || (named === null && RANK[first.unit] < RANK.article && isArabic(scan.text, at + 1)))
    return lastEnd(numbers, at + 1)
  return addList(scan, { anchor: annex ? 'annex' : whole ? 'named' : 'here', instrument: named ?? 'self', unit: null }, numbers, at, to)
}

const isArabic = (text: string, at: number) => {
  const unit = text.charCodeAt(skipBlanks(text, at, at + 4))
  return unit < 0x80 || unit >= 0xff10
}

/** 本条例第十条; 本条第二款, 本款第三项, 本章. */
function thisMention(scan: MentionScan, from: number, at: number, to: number): number {
  const { text } = scan
  const named = thisInstrument(text, at, to)
  if (named && at >= from) {
    const numbers = readChain(text, named.at, to)
    if (numbers.length > 0)
      return addList(scan, { anchor: named.annex ? 'annex' : 'named', instrument: 'self', unit: null, own: true }, numbers, at, to)
  }
  const unit = UNITS.get(text.charCodeAt(at + 1))
  if (!unit || at + 1 >= to || isLongerWord(text, at + 1)) return at + 1
  const numbers = readChain(text, skipBlanks(text, at + 2, to), to)
  const inside = numbers[0] && RANK[numbers[0].unit] > RANK[unit] ? numbers : []
  if (inside.length === 0 && unit === 'subitem') return at + 2
  return addList(scan, { anchor: 'here', instrument: 'self', unit }, inside, at, to, at + 2)
}

/** 前款, 前两款, 前三条, 前款第二项. */
function formerMention(scan: MentionScan, at: number, to: number): number {
  const { text } = scan
  let next = at + 1
  let count: number | null = 1
  const bound = Math.min(to, at + 4)
  while (next < bound && isNumeralCode(text.charCodeAt(next))) next++
  if (next > at + 1) count = parseNumeral(text.slice(at + 1, next))
  else if (next < to && (text[next] === '几' || text[next] === '各')) {
    next++
    count = null
  }
  const unit = next < to ? UNITS.get(text.charCodeAt(next)) : undefined
  if (!unit || unit === 'subitem' || RANK[unit] < RANK.article || isLongerWord(text, next)) return at + 1
  const numbers = readChain(text, skipBlanks(text, next + 1, to), to)
  const inside = numbers[0] && RANK[numbers[0].unit] > RANK[unit] ? numbers : []
  return addList(scan, { anchor: 'before', instrument: 'self', unit, count }, inside, at, to, next + 1)
}

/** 《…法》第十条; a title alone is a mention of the whole text. */
function titleMention(scan: MentionScan, at: number, to: number): number {
  const { text, names } = scan
  const mark = readTitle(text, at, to)
  if (!mark) return at + 1
  const self = sameTitle(mark.title, scan.title)
  const title = names.short.get(mark.title) ?? mark.title
  if (mark.short && !self) rememberShort(names, mark.short, title)
  const instrument = self ? 'self' : title
  const joined = text[mark.at] === '的' || text[mark.at] === '中' ? mark.at + 1 : mark.at
  const numbers = text.charCodeAt(joined) === code.ordinal ? readChain(text, joined, to) : []
  if (!isInstrumentTitle(title) && numbers.length === 0) return mark.close
  if (!self) names.last = title
  if (numbers.length > 0) return addList(scan, { anchor: 'named', instrument, unit: null }, numbers, at, to)
  if (!self)
    scan.found.push({ anchor: 'whole', instrument, own: false, unit: null, count: null, numbers: [], to: null, start: at, end: mark.close })
  return mark.close
}

/** …另有规定的，从其规定: refers to whatever other law there is. */
function openMention(scan: MentionScan, at: number): number {
  scan.found.push({
    anchor: 'open',
    instrument: '其他规定',
    own: false,
    unit: null,
    count: null,
    numbers: [],
    to: null,
    start: at,
    end: at + 4
  })
  return at + 4
}

type Opening = Pick<Mention, 'anchor' | 'instrument' | 'unit'> & { readonly count?: number | null; readonly own?: boolean }

/**
 * Adds a mention and the rest of its list: 第五条第一款、第三款和第七条至第九条.
 * What a later member does not name it takes from the one before; the noun is not repeated (立法技术规范一).
 * @param after where the list goes on when the first mention has no numbers (本条)
 * @returns the offset behind the list
 */
function addList(scan: MentionScan, opening: Opening, numbers: readonly Ordinal[], start: number, to: number, after = start): number {
  const { text, found } = scan
  let mention: Mention = {
    ...opening,
    own: opening.own ?? false,
    count: opening.count ?? null,
    numbers,
    to: null,
    start,
    end: lastEnd(numbers, after)
  }
  for (;;) {
    const link = readLink(text, mention.end, to)
    const next = link ? readChain(text, link.at, to) : []
    const first = next[0]
    if (!link || !first || !mayFollow(mention, first)) {
      found.push(mention)
      return mention.end
    }
    const numbersInFull = inherit(mention, first, next)
    const end = lastEnd(next, link.at)
    if (link.range && !mention.to && first.unit !== 'article') {
      mention = { ...mention, to: numbersInFull, end }
      continue
    }
    // A range of articles has an entry for each of the two that it names; the first knows the second.
    found.push(link.range && !mention.to ? { ...mention, to: numbersInFull } : mention)
    mention = { ...mention, ...freed(mention, first), numbers: numbersInFull, to: null, start: link.at, end }
  }
}

/** 本条第一款、第九条: the second member is no longer counted from here. */
const freed = (mention: Mention, first: Ordinal): Partial<Mention> =>
  mention.anchor !== 'annex' && (first.unit === 'article' || (mention.unit !== null && RANK[first.unit] <= RANK[mention.unit]))
    ? { anchor: 'named', unit: null, count: null }
    : {}

/** A list goes on with a unit that its first member has named, or a greater one: 第五条、第三款 is no list. */
function mayFollow(mention: Mention, first: Ordinal): boolean {
  const last = mention.numbers.at(-1)
  if (first.unit === 'subitem' && last?.unit !== 'subitem') return false
  if (last) return RANK[first.unit] <= RANK[last.unit] || RANK[last.unit] >= RANK.article
  return mention.unit !== null && RANK[first.unit] <= RANK.item
}

function inherit(mention: Mention, first: Ordinal, next: readonly Ordinal[]): readonly Ordinal[] {
  return first.unit === 'article' ? next : [...mention.numbers.filter(number => RANK[number.unit] < RANK[first.unit]), ...next]
}

/** Ordinals that follow each other from the greater unit to the less: 第十条第二款第三项. */
function readChain(text: string, at: number, end: number): Ordinal[] {
  const chain: Ordinal[] = []
  for (let next = at; next < end && text.charCodeAt(next) === code.ordinal; ) {
    const ordinal = readOrdinal(text, next, end)
    const last = chain.at(-1)
    if (!ordinal || (last && RANK[ordinal.unit] <= RANK[last.unit]) || isProject(text, ordinal)) break
    chain.push(ordinal)
    next = skipBlanks(text, ordinal.end, end)
  }
  return chain
}

/** 第一项目: a project, no 项. */
const isProject = (text: string, { unit, end }: Ordinal) => unit === 'item' && text.charCodeAt(end) === code.subitem

/** 、 和 或者 至 between two members of a list. */
function readLink(text: string, at: number, end: number): { at: number; range: boolean } | null {
  let next = skipBlanks(text, at, end)
  let range = false
  let words = 0
  for (; words < 3 && next < end; words++) {
    const length = linkLength(text, next)
    if (length === 0) break
    range ||= text.charCodeAt(next) === code.until || text.charCodeAt(next) === code.reaches
    next = skipBlanks(text, next + length, end)
  }
  return words > 0 && next < end && text.charCodeAt(next) === code.ordinal ? { at: next, range } : null
}

/** The length of the linking word at `at`, 0 when none is. */
function linkLength(text: string, at: number): number {
  const first = text[at] ?? ''
  if ('、和与及，,至到'.includes(first)) return 1
  if (first === '或') return text[at + 1] === '者' ? 2 : 1
  return first === '以' && text[at + 1] === '及' ? 2 : 0
}

const UNITS: ReadonlyMap<number, OrdinalUnit> = new Map([
  [code.article, 'article'],
  [code.paragraph, 'paragraph'],
  [code.item, 'item'],
  [code.subitem, 'subitem'],
  [code.chapter, 'chapter'],
  [code.section, 'section'],
  [code.part, 'part']
])

/** 本条例, 前项目, 本章程, 第一条件: the unit's character begins another word. */
function isLongerWord(text: string, at: number): boolean {
  const next = text[at + 1]
  if (next === undefined) return false
  return LONGER[text[at] ?? '']?.includes(next) ?? false
}

const LONGER: Readonly<Record<string, string>> = {
  条: '例件文约',
  款: '项式',
  项: '目',
  目: '的标录',
  章: '程',
  节: '目能约水假',
  编: '制号写'
}

const lastEnd = (numbers: readonly Ordinal[], otherwise: number) => numbers.at(-1)?.end ?? otherwise

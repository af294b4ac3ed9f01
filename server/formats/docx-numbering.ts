/**
 * Numbers that Word counts by itself (自动编号) as the text that a reader sees: 第一条, （二）. In the file they are no text at all, only a
 * reference to a list and its level.
 */
import type { Element } from '@xmldom/xmldom'
import { formatNumeral } from '../law/index.ts'
import { childElements } from './xml.ts'

interface Level {
  readonly start: number
  readonly format: string
  /** `第%1条` */
  readonly text: string
  /** What follows the number: `tab`, `space` or `nothing`. */
  readonly suffix: string
  /** The level whose advance begins it anew; 0: none. Absent: any level above. */
  readonly restart: number | null
  readonly isLegal: boolean
}

interface List {
  readonly abstract: string
  readonly levels: readonly (Level | undefined)[]
}

/** A paragraph's place in a list. */
export interface NumberedAt {
  readonly list: string
  readonly level: number
}

const MAX_LEVELS = 9

/** Lists of a file, and how far each has been counted. Ask in the order of the text. */
export class Numbering {
  readonly #lists: ReadonlyMap<string, List>
  /** By the definition that lists share: they go on counting where another stopped. */
  readonly #counts = new Map<string, (number | undefined)[]>()
  readonly #begun = new Set<string>()

  constructor(numbering: Element | null) {
    this.#lists = numbering ? listsOf(numbering) : new Map()
  }

  /** @returns the printed number with what parts it from the words; empty for bullets and for lists that the file lacks */
  next({ list, level }: NumberedAt): string {
    const known = this.#lists.get(list)
    const here = known?.levels[level]
    if (!known || !here) return ''
    const counts = this.#countsOf(list, known)
    for (let above = 0; above < level; above++) counts[above] ??= known.levels[above]?.start ?? 1
    counts[level] = (counts[level] ?? here.start - 1) + 1
    for (let below = level + 1; below < MAX_LEVELS; below++) {
      const restart = known.levels[below]?.restart ?? null
      if (restart === null ? true : restart > 0 && level < restart) counts[below] = undefined
    }
    return printed(here, known.levels, counts)
  }

  #countsOf(list: string, { abstract, levels }: List): (number | undefined)[] {
    const counts = this.#counts.get(abstract) ?? []
    this.#counts.set(abstract, counts)
    if (!this.#begun.has(list)) {
      this.#begun.add(list)
      for (const [level, one] of levels.entries()) if (one && overrides.has(one)) counts[level] = undefined
    }
    return counts
  }
}

/** Levels whose start a list sets for itself: there it does not go on counting. */
const overrides = new WeakSet<Level>()

function listsOf(numbering: Element): Map<string, List> {
  const abstracts = new Map<string, (Level | undefined)[]>()
  const lists = new Map<string, List>()
  for (const child of childElements(numbering)) {
    if (child.localName === 'abstractNum') abstracts.set(attribute(child, 'abstractNumId') ?? '', levelsOf(child))
    if (child.localName !== 'num') continue
    const abstract = value(child, 'abstractNumId') ?? ''
    lists.set(attribute(child, 'numId') ?? '', { abstract, levels: overridden(child, abstracts.get(abstract) ?? []) })
  }
  return lists
}

function levelsOf(parent: Element): (Level | undefined)[] {
  const levels: (Level | undefined)[] = []
  for (const child of childElements(parent)) {
    const at = Number(attribute(child, 'ilvl'))
    if (child.localName === 'lvl' && at >= 0 && at < MAX_LEVELS) levels[at] = levelOf(child)
  }
  return levels
}

function overridden(num: Element, base: readonly (Level | undefined)[]): (Level | undefined)[] {
  const levels = [...base]
  for (const child of childElements(num)) {
    const at = Number(attribute(child, 'ilvl'))
    if (child.localName !== 'lvlOverride' || !(at >= 0 && at < MAX_LEVELS)) continue
    const [own] = levelsOf(child).filter(level => level !== undefined)
    const level = own ?? levels[at]
    const start = value(child, 'startOverride')
    if (!level) continue
    const made = { ...level, ...(start !== null && { start: numberOf(start, 1) }) }
    if (start !== null) overrides.add(made)
    levels[at] = made
  }
  return levels
}

const levelOf = (element: Element): Level => ({
  start: numberOf(value(element, 'start'), 1),
  format: value(element, 'numFmt') ?? 'decimal',
  text: value(element, 'lvlText') ?? '',
  suffix: value(element, 'suff') ?? 'tab',
  restart: value(element, 'lvlRestart') === null ? null : numberOf(value(element, 'lvlRestart'), 0),
  isLegal: [...childElements(element)].some(({ localName }) => localName === 'isLgl')
})

function printed(
  { format, text, suffix, isLegal }: Level,
  levels: readonly (Level | undefined)[],
  counts: readonly (number | undefined)[]
) {
  if (format === 'bullet' || text === '') return ''
  const number = text.replaceAll(/%([1-9])/g, (_, place: string) => {
    const at = Number(place) - 1
    return numeral(counts[at] ?? 1, isLegal ? 'decimal' : (levels[at]?.format ?? 'decimal'))
  })
  // 第一条 wants a blank before its words, （一） and 1. do not.
  if (/[）)、.．]$/u.test(number)) return number
  return suffix === 'nothing' && !/^第.+[编章节条]$/u.test(number) ? number : `${number}　`
}

const LETTERS = 26
const CIRCLED = 0x2460
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const FORMAL: Readonly<Record<string, string>> = {
  一: '壹',
  二: '贰',
  三: '叁',
  四: '肆',
  五: '伍',
  六: '陆',
  七: '柒',
  八: '捌',
  九: '玖',
  十: '拾',
  百: '佰',
  千: '仟' // biome-ignore format: a table
}
const ROMAN = [[1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i']] as const // biome-ignore format: a table

function numeral(number: number, format: string): string {
  switch (format) {
    case 'none':
      return ''
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
      return formatNumeral(number)
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return [...String(number)].map(digit => '〇一二三四五六七八九'.charAt(Number(digit))).join('')
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
      return [...formatNumeral(number)].map(character => FORMAL[character] ?? character).join('')
    case 'ideographTraditional':
      return number <= STEMS.length ? STEMS.charAt(number - 1) : String(number)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return number <= 20 ? String.fromCodePoint(CIRCLED + number - 1) : String(number)
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return [...String(number)].map(digit => String.fromCodePoint(0xff10 + Number(digit))).join('')
    case 'lowerLetter':
    case 'upperLetter': {
      const letter = String.fromCodePoint(97 + ((number - 1) % LETTERS)).repeat(Math.ceil(number / LETTERS))
      return format === 'upperLetter' ? letter.toUpperCase() : letter
    }
    case 'lowerRoman':
    case 'upperRoman':
      return format === 'upperRoman' ? roman(number).toUpperCase() : roman(number)
    default:
      return String(number)
  }
}

function roman(number: number): string {
  let rest = Math.min(number, 3_999)
  let made = ''
  for (const [worth, letters] of ROMAN)
    while (rest >= worth) {
      made += letters
      rest -= worth
    }
  return made
}

/** Counts of a list stay small; a file that says otherwise is not believed. */
const numberOf = (text: string | null, fallback: number): number => {
  const number = Number(text ?? fallback)
  return Number.isInteger(number) && number >= 0 && number <= 100_000 ? number : fallback
}

/** The attribute of this local name, whatever prefix the file gives it. */
export function attribute(element: Element, name: string): string | null {
  for (const one of element.attributes) if (one.localName === name) return one.value
  return null
}

/** `w:val` of the child of this name. */
export function value(element: Element, name: string): string | null {
  for (const child of childElements(element)) if (child.localName === name) return attribute(child, 'val')
  return null
}

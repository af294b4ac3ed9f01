/** The 款, 项 and 目 of an article, by its lines; and how lines are changed without losing what each was. */
import { formatNumeral, parseNumeral } from '../numerals.ts'
import type { Line } from './body.ts'
import type { Place } from './operation.ts'

const ITEM = /^[（(]\s*(?<number>[一二三四五六七八九十百零]{1,6})\s*[）)]/
const SUBITEM = /^(?:\d{1,3}[.．、]|[（(]\d{1,3}[）)]|[①-⑳]|[⒈-⒛])/

/** Which unit a line is: 款 by position; 项 and 目 by position below it. */
export interface LineUnit {
  readonly paragraph: number
  readonly item: number | null
  readonly subitem: number | null
}

export function unitsOf(lines: readonly Pick<Line, 'text'>[]): LineUnit[] {
  let [paragraph, item, subitem] = [0, 0, 0]
  return lines.map(({ text }) => {
    if (ITEM.test(text)) {
      paragraph = Math.max(paragraph, 1)
      item++
      subitem = 0
      return { paragraph, item, subitem: null }
    }
    if (SUBITEM.test(text) && paragraph > 0) {
      subitem++
      return { paragraph, item: item || null, subitem }
    }
    paragraph++
    item = 0
    subitem = 0
    return { paragraph, item: null, subitem: null }
  })
}

/** The indexes of the lines that a place covers: a 款 with its 项, a 项 with its 目. Of a block without a number: all. */
export function linesAt(units: readonly LineUnit[], { paragraph, item, subitem }: Place): number[] {
  // 第十条第二项: an article with a single 款 is cited without 第一款.
  const single = item !== undefined && paragraph === undefined ? 1 : paragraph
  return units.flatMap((unit, index) =>
    (single === undefined || unit.paragraph === single) &&
    (item === undefined || unit.item === item) &&
    (subitem === undefined || unit.subitem === subitem)
      ? [index]
      : []
  )
}

/** The number that an item line prints; null for any other line. */
export const itemNumber = (text: string): number | null => {
  const printed = ITEM.exec(text)?.groups?.['number']
  return printed === undefined ? null : parseNumeral(printed)
}

/** The same item under another number, its brackets as they were. */
export const withItemNumber = (text: string, number: number): string =>
  text.replace(ITEM, printed => `${printed.charAt(0)}${formatNumeral(number)}${printed.slice(-1)}`)

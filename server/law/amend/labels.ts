/** Labels of articles and headings as decisions use them: ordered, numbered, and cited by path. */
import { formatNumeral, parseNumeral } from '../numerals.ts'

const LABEL = /^第(?<number>[^编章节条之分]{1,12})(?<unit>分编|[编章节条])(?:之(?<branch>[一二三四五六七八九十]{1,3}))?$/

export interface LabelNumber {
  readonly number: number
  readonly branch: number
  readonly unit: string
}

/** What a printed label says; null for what is none. */
export function readLabel(label: string): LabelNumber | null {
  const { number, unit, branch } = LABEL.exec(label)?.groups ?? {}
  const value = number === undefined ? null : parseNumeral(number)
  if (value === null || unit === undefined) return null
  return { number: value, branch: branch === undefined ? 0 : (parseNumeral(branch) ?? 0), unit }
}

export const printLabel = (number: number, unit: string): string => `第${formatNumeral(number)}${unit}`

/** Whether one label comes after another: 第十条 < 第十条之一 < 第十一条. Unreadable labels come after nothing. */
export function isAfter(label: string, other: string): boolean {
  const [one, two] = [readLabel(label), readLabel(other)]
  if (!one || !two) return false
  return one.number > two.number || (one.number === two.number && one.branch > two.branch)
}

/** Whether labels run 第一, 第二, 第三 … without a gap or a branch. */
export const isConsecutive = (labels: readonly string[]): boolean =>
  labels.every((label, index) => {
    const read = readLabel(label)
    return read?.number === index + 1 && read.branch === 0
  })

/** Chinese numerals of legislative texts, both ways (立法法第六十五条: 编、章、节、条的序号用中文数字依次表述). */

const DIGITS = '零一二三四五六七八九'

/**
 * What a UTF-16 unit says: digits as they are, units as negatives, NONE for all others. Misprints that stored texts really have count as what
 * is meant. A table, because every line of a text is asked several times.
 */
const NONE = -32_768
const VALUES = new Int16Array(0x10000).fill(NONE)
const set = (character: string, value: number) => {
  VALUES[character.charCodeAt(0)] = value
}
for (const [character, value] of Object.entries({ 〇: 0, 两: 2, 十: -10, 百: -100, 千: -1000, 万: -10_000 })) set(character, value)
for (const row of [DIGITS, '0123456789', '０１２３４５６７８９']) for (let value = 0; value < 10; value++) set(row.charAt(value), value)
// A dash typed for 一: 第三十－条.
for (const dash of '－—―ー–-') set(dash, 1)

/** Numbers of units end far below; the bound keeps arithmetic exact. */
const LIMIT = 99_999_999
/** What is read stays below what can be printed, so that a number and the next one always have a form. */
const LONGEST_READ = 9_999_999

/** Whether a UTF-16 unit may stand in a printed number: Chinese or Arabic. */
export const isNumeralCode = (code: number): boolean => VALUES[code] !== NONE

/**
 * Reads a number as legislative texts print it. Lenient: 一百十, 一百一 (101), 二〇二六, 12 and a dash for 一 are read too;
 * `formatNumeral` of the result tells whether the form was the proper one.
 * @param text without blanks
 * @returns null when it is no number, or one above 9,999,999
 * @example parseNumeral('一千二百六十') // 1260
 */
export function parseNumeral(text: string): number | null {
  if (text.length === 0 || text.length > 20) return null
  let total = 0 // closed by 万
  let group = 0 // closed by 千 百 十
  let digit = -1 // not yet closed; -1: none
  let positional = true // 二〇二六, 12: no unit so far
  for (let at = 0; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? NONE
    if (value === NONE) return null
    if (value >= 0) {
      digit = positional && digit >= 0 ? digit * 10 + value : value
      if (digit > LONGEST_READ) return null
      continue
    }
    if (value === -10_000) {
      total += (group + Math.max(digit, 0)) * 10_000
      group = 0
    } else {
      group += (digit > 0 ? digit : 1) * -value
    }
    digit = -1
    positional = false
    if (total + group > LONGEST_READ) return null
  }
  const number = total + group + Math.max(digit, 0)
  return number > LONGEST_READ ? null : number
}

/**
 * The proper Chinese form of a whole number from 0 to 99,999,999: 十一 (not 一十一), 一百零一, 一百一十.
 * @throws {RangeError} for any other number
 * @example formatNumeral(1010) // '一千零一十'
 */
export function formatNumeral(number: number): string {
  if (!Number.isInteger(number) || number < 0 || number > LIMIT) throw new RangeError(`no number of a unit: ${number}`)
  if (number >= 10_000) {
    const rest = number % 10_000
    const gap = rest > 0 && rest < 1000 ? '零' : ''
    return `${formatNumeral(Math.floor(number / 10_000))}万${gap}${rest > 0 ? belowTenThousand(rest) : ''}`
  }
  if (number >= 10 && number < 20) return belowTenThousand(number).slice(1)
  return number === 0 ? '零' : belowTenThousand(number)
}

/** The form inside a longer number, where 十 keeps its 一. */
function belowTenThousand(number: number): string {
  let printed = ''
  let gap = false
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, '']
  ] as const) {
    const digit = Math.floor(number / unit) % 10
    if (digit === 0) {
      gap = printed !== ''
      continue
    }
    printed += (gap ? '零' : '') + DIGITS[digit] + name
    gap = false
  }
  return printed
}

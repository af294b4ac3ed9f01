/** The few characters that the scanners of this room look at, by their UTF-16 code. */

/** Blanks of every width, controls used as such, and marks without width: what no reader sees as a character. */
export function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d)
  if (code === 0x3000 || code === 0xa0) return true
  if (code < 0x2000 || code > 0xfeff) return code === 0x85 || code === 0x180e || code === 0x1680
  return code <= 0x200d || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x2060 || code === 0xfeff
}

/** The first offset from `at` on, below `end`, that is no blank. */
export function skipBlanks(text: string, at: number, end: number): number {
  while (at < end && isBlank(text.charCodeAt(at))) at++
  return at
}

/** A printed label or name without any blank: 第一百二十八条 of `第一百二十八 条`. */
export function withoutBlanks(text: string): string {
  let kept = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (!isBlank(text.charCodeAt(at))) continue
    kept += text.slice(from, at)
    from = at + 1
  }
  return from === 0 ? text : kept + text.slice(from)
}

export const code = {
  hash: 0x23,
  asterisk: 0x2a,
  openBracket: 0x28,
  closeBracket: 0x29,
  openBracketFull: 0xff08,
  closeBracketFull: 0xff09,
  less: 0x3c,
  pipe: 0x7c,
  point: 0x2e,
  pointFull: 0xff0e,
  comma: 0x3001,
  colon: 0xff1a,
  colonHalf: 0x3a,
  semicolon: 0xff1b,
  stop: 0x3002,
  captionBracket: 0x3010, // 【
  ordinal: 0x7b2c, // 第
  article: 0x6761, // 条
  paragraph: 0x6b3e, // 款
  item: 0x9879, // 项
  subitem: 0x76ee, // 目
  part: 0x7f16, // 编
  division: 0x5206, // 分
  chapter: 0x7ae0, // 章
  section: 0x8282, // 节
  of: 0x4e4b, // 之
  attached: 0x9644, // 附
  this: 0x672c, // 本
  former: 0x524d, // 前
  openTitle: 0x300a, // 《
  follow: 0x4ece, // 从
  until: 0x81f3, // 至
  reaches: 0x5230 // 到
} as const

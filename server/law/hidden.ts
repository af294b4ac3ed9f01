/**
 * Characters that a reader cannot see and that change what is seen: zero-width and bidirectional marks, control characters, halves of a
 * surrogate pair. A legal text must not hide any; every view of a redline shows them by name.
 */

/** Control characters, soft hyphen, zero-width and bidirectional marks, line and paragraph separator, byte order mark, tags, lone surrogates. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]|\u034f/u

const NAMES: Readonly<Record<number, string>> = {
  0: '空字符',
  13: '回车符',
  27: '转义符',
  173: '软连字符',
  8203: '零宽空格',
  8204: '零宽不连字',
  8205: '零宽连字',
  8206: '左至右标记',
  8207: '右至左标记',
  8232: '行分隔符',
  8233: '段分隔符',
  8234: '左至右嵌入',
  8235: '右至左嵌入',
  8236: '方向结束',
  8237: '左至右强制',
  8238: '右至左强制',
  8288: '词连接符',
  8294: '左至右隔离',
  8295: '右至左隔离',
  8296: '首强隔离',
  8297: '隔离结束',
  65279: '字节顺序标记'
}

/** A stretch of what is seen, or one hidden character by its name (零宽空格 U+200B). */
export type Seen = { readonly text: string; readonly hidden: string | null }

export const hasHidden = (text: string): boolean => HIDDEN.test(text)

/** @returns the text in stretches; the hidden characters stand apart, and never in `text` */
export function reveal(text: string): Seen[] {
  if (!hasHidden(text)) return text === '' ? [] : [{ text, hidden: null }]
  const seen: Seen[] = []
  let plain = ''
  for (const character of text) {
    if (!HIDDEN.test(character)) {
      plain += character
      continue
    }
    if (plain !== '') seen.push({ text: plain, hidden: null })
    plain = ''
    seen.push({ text: '', hidden: nameOf(character.codePointAt(0) ?? 0) })
  }
  if (plain !== '') seen.push({ text: plain, hidden: null })
  return seen
}

function nameOf(code: number): string {
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  return NAMES[code] ? `${NAMES[code]} ${number}` : number
}

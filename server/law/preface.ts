/** What stands between the header and the body: the title printed once more, the 题注, a preamble. */
import { code, withoutBlanks } from './characters.ts'
import { isOpenBracket } from './labels.ts'
import type { Line } from './line-kinds.ts'
import type { BlockKind } from './tree.ts'

/** As much of a line as is looked at. */
const ENOUGH = 400

/** A line's words without blanks. */
export const squeezed = (text: string, line: Line): string => withoutBlanks(text.slice(line.words, Math.min(line.end, line.words + ENOUGH)))

/**
 * Says of each line from `from` on what it is, up to the first heading.
 * @param title the instrument's title; it may be repeated in one line or in several
 */
export function readPreface(text: string, lines: readonly Line[], from: number, to: number, title: string): BlockKind[] {
  const name = withoutBlanks(title)
  const kinds: BlockKind[] = []
  let again = ''
  for (let at = from; at < to; at++) {
    const line = lines[at]
    if (!line || line.kind === 'heading') break
    const words = squeezed(text, line)
    const isTitle = words !== '' && again.length < name.length && name.startsWith(again + words)
    if (line.marks > 0 && !isTitle) break
    if (isTitle) again += words
    const last = lines[at - 1]
    const goesOn = kinds.at(-1) === 'titleNote' && last !== undefined && !isClosed(text, last)
    kinds.push(isTitle ? 'title' : goesOn || opensTitleNote(text, line) ? 'titleNote' : 'preamble')
  }
  return kinds
}

/** A bracket below the title that says when and by whom (立法法第六十五条): （2019年3月1日…通过　根据…修正）. */
function opensTitleNote(text: string, line: Line): boolean {
  if (!isOpenBracket(text.charCodeAt(line.start))) return false
  const note = text.slice(line.start, Math.min(line.end, line.start + ENOUGH))
  return note.includes('年') && ['通过', '批准', '修正', '修订', '公布', '发布', '施行', '修改'].some(word => note.includes(word))
}

const isClosed = (text: string, line: Line) => {
  const last = text.charCodeAt(line.end - 1)
  return last === code.closeBracketFull || last === code.closeBracket
}

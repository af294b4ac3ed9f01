/** Puts into a merged text what a person has chosen for each place that both had changed. Pure. */
import type { Merge } from '../../../../schema/working-copies.ts'

const FIRST = /^<{7} /
const LAST = /^>{7} /

/**
 * @param chosen one text for each conflict, in order
 * @returns the merged text without marks
 */
export function resolved({ text, conflicts }: Merge, chosen: readonly string[]): string {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/)
  const pieces: string[] = []
  let from = 0
  conflicts.forEach(({ line, newest }, index) => {
    const first = line - 1
    if (!FIRST.test(lines[first] ?? '')) return
    let last = first + 1
    while (last < lines.length && !LAST.test(lines[last] ?? '')) last++
    const choice = chosen[index] ?? newest
    pieces.push(...lines.slice(from, first), choice === '' || /[\r\n]$/.test(choice) || last + 1 >= lines.length ? choice : `${choice}\n`)
    from = last + 1
  })
  return [...pieces, ...lines.slice(from)].join('')
}

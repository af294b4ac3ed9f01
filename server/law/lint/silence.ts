/** A finding that a person has looked at is silenced in place, with the reason: `<!-- 不查 use-yingdang-not-bixu：引用上位法原文 -->`. */

const SILENCE = /<!-- {0,3}不查 {1,3}(?<rule>[a-z][a-z-]{2,40})[：:] {0,3}(?<reason>[^<>\n]{2,200}?) {0,3}-->/g

/**
 * Which findings are silenced. The mark stands at the end of the line it speaks of, or on a line of its own before it; without a
 * reason it silences nothing.
 */
export function silencedLines(text: string, starts: readonly number[]): (rule: string, line: number) => boolean {
  const silenced = new Set<string>()
  let line = 0
  for (const match of text.matchAll(SILENCE)) {
    while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= match.index) line++
    const alone = text.slice(starts[line], match.index).trim() === ''
    silenced.add(`${match.groups?.['rule']} ${alone ? nextLineWithWords(text, starts, line) : line + 1}`)
  }
  return (rule, at) => silenced.has(`${rule} ${at}`)
}

/** The number (from 1) of the first line after index `line` that is neither empty nor a mark. */
function nextLineWithWords(text: string, starts: readonly number[], line: number): number {
  let next = line + 1
  while (next < starts.length) {
    const words = text.slice(starts[next], starts[next + 1] ?? text.length).trim()
    if (words !== '' && !words.startsWith('<!--')) break
    next++
  }
  return next + 1
}

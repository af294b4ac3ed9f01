/**
 * The words that a text is found by. Chinese has no blanks between words, and most words of statutes (物业, 垃圾, 处罚) have two characters, so the
 * index keeps every overlapping pair of Han characters; Latin words and numbers are kept whole. Pure.
 */

// Han characters of all planes, 々 and 〇 among them; or other letters and digits.
const RUN = /(\p{Script=Han}+)|([[\p{L}\p{N}]--\p{Script=Han}]+)/gv

/** Longest word of letters and digits that is told apart; PostgreSQL refuses words of more than 2,046 bytes. */
const MAX_WORD = 100

/**
 * The tokens of a text, run by run: what stands in one run stood side by side.
 * @example tokenRuns('物业管理 Wi-Fi') // [['物业', '业管', '管理'], ['wi'], ['fi']]
 */
export function tokenRuns(text: string): string[][] {
  const runs: string[][] = []
  for (const [, han, word] of text.matchAll(RUN)) {
    if (word !== undefined) runs.push([word.toLowerCase().slice(0, MAX_WORD)])
    else if (han !== undefined) runs.push(pairs(Array.from(han)))
  }
  return runs
}

function pairs(characters: readonly string[]): string[] {
  if (characters.length === 1) return [...characters]
  return characters.slice(1).map((character, at) => characters[at] + character)
}

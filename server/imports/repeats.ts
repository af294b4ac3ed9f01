import type { ReadOpinion } from '../../schema/imports.ts'
import type { KnownOpinion } from '../opinions/file-many.ts'
import { commentText } from '../opinions/word-comments.ts'

const bare = (text: string): string => text.replaceAll(/\s/gu, '')
const keyOf = ({ givenBy, article, body, proposal }: KnownOpinion): string =>
  [givenBy, article ?? '', body, proposal ?? ''].map(bare).join('\n')

/** Marks opinions that the bill has already, or that stand twice in what came. A comment that we wrote into the file ourselves is one of them. */
export function markRepeats(opinions: readonly ReadOpinion[], known: readonly KnownOpinion[]): ReadOpinion[] {
  const have = new Set(known.map(keyOf))
  const said = Map.groupBy(known, ({ givenBy }) => bare(givenBy))
  const seen = new Set<string>()
  return opinions.map(opinion => {
    const key = keyOf(opinion)
    const isOurs =
      opinion.place === '批注' && (said.get(bare(opinion.givenBy)) ?? []).some(one => bare(opinion.body).startsWith(bare(commentText(one))))
    const repeats = have.has(key) || isOurs ? '系统中已有' : seen.has(key) ? '与前面一条相同' : null
    seen.add(key)
    return { ...opinion, repeats }
  })
}

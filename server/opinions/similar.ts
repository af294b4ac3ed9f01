/**
 * Opinions that say the same (同类意见). Pure. Precision before recall: whoever is answered together with others must have said what they said, so two
 * opinions are alike only when they are about the same article, share most of their character pairs, and differ in no number and in no
 * word that turns a sentence round.
 */

/** What is compared. */
export interface Sayable {
  readonly body: string
  readonly proposal: string | null
  /** The article that it is about as it stands now, null: the whole text. */
  readonly article: string | null
}

/** Shared pairs among all pairs of the two (Jaccard). Chosen on the planted set of similar.test.ts. */
const ALIKE = 0.45
/** Below this many pairs there is too little said to tell. */
const MIN_PAIRS = 3

/** Politeness and particles, which say nothing of what is wanted. */
const FILLER = /建议|希望|我们?认为|我觉得|能否|是否可以|可否|请|应该|应当|应|需要|一下|比较|进行|予以|的话|吧|呢|啊|了/gu
const NOISE = /[\s\p{P}\p{S}]/gu
const NUMBER = /[\d〇零一二三四五六七八九十百千万两]+/gu
/** What turns a demand into its opposite. */
const TURNS: readonly RegExp[] = [
  /不|未|无|禁止|取消/u,
  /删除|删去|去掉|取消/u,
  /增加|补充|新增|加上/u,
  /提高|加重|延长|扩大|放宽/u,
  /降低|减轻|缩短|缩小|收紧/u
]

export interface Said {
  readonly article: string | null
  readonly pairs: ReadonlySet<string>
  readonly numbers: string
  readonly turns: string
  readonly proposal: string | null
}

/** An opinion made ready for comparing: each is read once, however many it is compared with. */
export function said({ body, proposal, article }: Sayable): Said {
  const words = body.replace(NOISE, '')
  const bare = words.replace(FILLER, '')
  const wording = proposal?.replace(NOISE, '') ?? null
  return {
    article,
    pairs: pairsOf(bare),
    numbers: [...`${words}|${wording ?? ''}`.matchAll(NUMBER)]
      .map(([number]) => number)
      .sort()
      .join(' '),
    turns: TURNS.map(turn => (turn.test(words) ? 1 : 0)).join(''),
    proposal: wording
  }
}

function pairsOf(text: string): Set<string> {
  const characters = Array.from(text)
  return new Set(characters.slice(0, -1).map((character, at) => character + (characters[at + 1] ?? '')))
}

export function isAlike(a: Said, b: Said): boolean {
  if (a.article !== b.article || a.numbers !== b.numbers || a.turns !== b.turns) return false
  // Two wordings for the same words are two demands.
  if (a.proposal !== null && b.proposal !== null && a.proposal !== b.proposal) return false
  if (a.pairs.size < MIN_PAIRS || b.pairs.size < MIN_PAIRS) return false
  return likeness(a.pairs, b.pairs) >= ALIKE
}

export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const pair of a) if (b.has(pair)) shared++
  return shared / (a.size + b.size - shared)
}

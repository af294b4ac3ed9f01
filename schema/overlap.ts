/** What `facheng overlap --json` says about a draft and superior laws (contract.md §2). */
import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const

/** The same words side by side, each as printed in its text. */
export const OverlapPassage = Type.Object(
  {
    text: Type.String(),
    /** Title of the superior law (上位法), and the article in which the words stand there. */
    superior: Type.String(),
    article: Type.String(),
    superiorText: Type.String()
  },
  closed
)
export type OverlapPassage = Static<typeof OverlapPassage>

export const OverlapArticle = Type.Object(
  {
    /** The draft's article. */
    label: Type.String(),
    /** 0 to 1: the characters, without blanks and punctuation, that a superior law says in the same words. */
    share: Type.Number(),
    passages: Type.Array(OverlapPassage)
  },
  closed
)
export type OverlapArticle = Static<typeof OverlapArticle>

/** Every article of the draft in order; `share` is that of the whole draft. */
export const Overlap = Type.Object({ share: Type.Number(), articles: Type.Array(OverlapArticle) }, closed)
export type Overlap = Static<typeof Overlap>

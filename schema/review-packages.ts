/** Offline review packages (离线评审包): what a package says of itself, signed, and the answer file that comes back. */
import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const text = (maxLength: number) => Type.String({ maxLength })
const Nullable = <T extends ReturnType<typeof text>>(shape: T) => Type.Union([shape, Type.Null()])

export const ReviewManifest = Type.Object(
  {
    id: text(64),
    bill: text(64),
    title: text(400),
    document: text(64),
    version: Type.Integer({ minimum: 1 }),
    /** Of the version's text. */
    sha256: hash,
    /** Of the words that the package shows. */
    content: hash,
    issuedAt: text(40)
  },
  closed
)
export type ReviewManifest = Static<typeof ReviewManifest>

/** More is no answer to one package. */
const MAX_OPINIONS = 2_000

export const ReviewAnswer = Type.Object(
  {
    format: Type.Literal('facheng-review-answer'),
    manifest: ReviewManifest,
    signature: hash,
    measured: text(64),
    reviewer: Type.Object({ name: text(60), unit: text(60) }, closed),
    savedOn: Type.String({ format: 'date' }),
    opinions: Type.Array(
      Type.Object(
        {
          article: text(40),
          quote: Nullable(text(1_000)),
          prefix: text(32),
          suffix: text(32),
          body: Type.String({ minLength: 1, maxLength: 4_000 }),
          proposal: Nullable(text(4_000))
        },
        closed
      ),
      { maxItems: MAX_OPINIONS }
    ),
    sum: hash
  },
  closed
)
export type ReviewAnswer = Static<typeof ReviewAnswer>

/** What `facheng lint --json`, `lint --rules --json` and `POST /api/v1/text/lint` say (contract.md §2). */
import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const

/** `error`: wrong by law or form; `warning`: very likely wrong; `hint`: a person should look. */
export const Severity = Type.Enum(['error', 'warning', 'hint'])
export type Severity = Static<typeof Severity>

/** One drafting finding. Line and column count from 1, column in UTF-16 units. */
export const LintFinding = Type.Object(
  {
    line: Type.Integer(),
    column: Type.Integer(),
    rule: Type.String(),
    severity: Severity,
    message: Type.String(),
    /** The wording that the rule proposes, where it knows one. */
    suggestion: Type.Optional(Type.String())
  },
  closed
)
export type LintFinding = Static<typeof LintFinding>

/** One line of `lint --rules --json`. `decides: person` marks a rule that is a question to the drafter and never found by itself. */
export const LintRule = Type.Object(
  {
    rule: Type.String(),
    severity: Severity,
    title: Type.String(),
    source: Type.String(),
    fixable: Type.Boolean(),
    decides: Type.Enum(['program', 'person']),
    /** Why no program can tell; only with `decides: person`. */
    reason: Type.Optional(Type.String())
  },
  closed
)
export type LintRule = Static<typeof LintRule>

/** A law that a draft may cite, for the rules that look beyond the text. */
export const KnownLaw = Type.Object(
  {
    title: Type.String(),
    /** Its text, where it is at hand: references into it are checked. */
    text: Type.Optional(Type.String()),
    repealed: Type.Optional(Type.Boolean()),
    /** The law that took its place or its new name. */
    replacedBy: Type.Optional(Type.String())
  },
  closed
)
export type KnownLaw = Static<typeof KnownLaw>

/** Settings of a lint run; also the format of the file named by `lint --config`. A rule that lacks what it needs is silent. */
export const LintOptions = Type.Object(
  {
    /** Changes a rule's severity or switches it off, by its id. */
    rules: Type.Optional(Type.Record(Type.String(), Type.Enum(['error', 'warning', 'hint', 'off']))),
    /** ISO date: a commencement before it is found. */
    today: Type.Optional(Type.String()),
    /** Laws that the text may cite: renamed, repealed and missing articles are found. */
    laws: Type.Optional(Type.Array(KnownLaw)),
    /** Superior laws (上位法) whose wording should not be repeated (立法法第八十二条). */
    superiors: Type.Optional(Type.Array(Type.Object({ title: Type.String(), text: Type.String() }, closed))),
    /** Subjects outside the competence of this legislature (立法法第八十一条), as words to look for. */
    outsideCompetence: Type.Optional(Type.Array(Type.String())),
    /** Groups of words for one thing; the first of each is the standard term. */
    terms: Type.Optional(Type.Array(Type.Array(Type.String()))),
    /** The title of the text that this one replaces: its repeal is looked for. */
    replaces: Type.Optional(Type.String()),
    /** Who makes it. A 规章 may not be called 条例; a city's regulation needs the province's approval. */
    issuer: Type.Optional(Type.Enum(['city', 'province', 'government'])),
    /** Whether the text is about to be voted on: marks of drafting may no longer stand in it. */
    voting: Type.Optional(Type.Boolean())
  },
  closed
)
export type LintOptions = Static<typeof LintOptions>

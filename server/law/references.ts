/**
 * Cross-references (立法技术规范(试行)(一)): finds every mention of a unit, resolves it against this text, and says in which of four states it is:
 * valid, dangling, unresolvable from this text alone, or ignored with a reason.
 */
import { withoutBlanks } from './characters.ts'
import type { Ordinal } from './labels.ts'
import { type Mention, type MentionScan, newScan, scanMentions } from './mentions.ts'
import type { ArticlePlace, Places } from './places.ts'
import { type Resolution, resolve } from './resolve.ts'
import type { CitedNumber, Leaf, Paragraph, PlacedReference } from './tree.ts'

/** A mention and where it was found. */
interface Found {
  readonly mention: Mention
  readonly leaf: Leaf
  readonly place: ArticlePlace | null
  readonly paragraph: Paragraph | null
  readonly item: number | null
  readonly subitem: number | null
}

/** Collects mentions while the tree is built, and resolves them when it stands: a reference may name what comes later. */
export class ReferenceFinder {
  readonly #text: string
  readonly #scan: MentionScan
  readonly #found: Found[] = []

  constructor(text: string, title: string) {
    this.#text = text
    this.#scan = newScan(text, title)
  }

  /** Reads one line of words; lines come in document order. In an annex only 本条例第十条 counts: what else stands there has its own numbers. */
  collect(
    leaf: Leaf,
    place: ArticlePlace | null,
    paragraph: Paragraph | null,
    item: number | null,
    subitem: number | null,
    annex: boolean
  ): void {
    const { found } = this.#scan
    scanMentions(this.#scan, leaf.position.start.offset, leaf.position.end.offset)
    if (found.length === 0) return
    for (const mention of found) if (!annex || mention.own) this.#found.push({ mention, leaf, place, paragraph, item, subitem })
    found.length = 0
  }

  /** Every reference of the text, in document order; those outside articles have an empty `from`. */
  resolve(places: Places): PlacedReference[] {
    const references: PlacedReference[] = []
    let last: Mention | null = null
    let lastPlace: ArticlePlace | null = null
    for (const found of this.#found) {
      if (found.place !== lastPlace) last = null
      lastPlace = found.place
      for (const resolution of resolve(this.#text, found.mention, found, last, places)) references.push(this.#reference(found, resolution))
      if (found.mention.anchor === 'named' || found.mention.anchor === 'whole') last = found.mention
    }
    return references
  }

  #reference({ mention, leaf, place, paragraph, item, subitem }: Found, { target, state, reason }: Resolution): PlacedReference {
    const { start } = leaf.position
    const reference: PlacedReference = {
      from: place?.article.label ?? '',
      text: withoutBlanks(this.#text.slice(mention.start, mention.end)),
      target,
      resolved: state === 'valid',
      state,
      line: start.line,
      column: start.column + mention.start - start.offset,
      start: mention.start,
      end: mention.end,
      at: { paragraph: paragraph?.number ?? null, item, subitem },
      numbers: citedNumbers(mention)
    }
    return reason === undefined ? reference : { ...reference, reason }
  }
}

/** Only the numbers that this mention prints; what it takes from the one before stands there. */
function citedNumbers({ numbers, to, start, end }: Mention): CitedNumber[] {
  const cited: CitedNumber[] = []
  for (const number of numbers) if (number.start >= start && number.end <= end) cited.push(asCited(number, 'first'))
  if (!to) return cited
  for (const number of to) {
    if (number.start >= start && number.end <= end && cited.every(other => other.start !== number.start)) cited.push(asCited(number, 'to'))
  }
  return cited
}

const asCited = ({ unit, number, branch, start, end }: Ordinal, of: CitedNumber['of']): CitedNumber => ({
  unit,
  number,
  branch,
  start,
  end,
  of
})

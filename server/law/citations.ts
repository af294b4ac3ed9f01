/** The references read backwards: who cites an article, in this text and in others. */
import type { TargetPlace } from '../../schema/law.ts'
import { endsInTitle, sameTitle } from './instruments.ts'
import { readOrdinal } from './labels.ts'
import { newScan, scanMentions } from './mentions.ts'
import { articleKey } from './places.ts'
import { placeOf } from './resolve.ts'
import type { Law, PlacedReference } from './tree.ts'

/** What is looked for: a unit of the text at hand, or with a title of that text. */
export interface Wanted {
  /** Null: of each text itself. */
  readonly title: string | null
  readonly place: TargetPlace
}

/**
 * Reads what a person asks for.
 * @returns null when it names no article or chapter, or more than one
 * @example readWanted('《某市停车管理条例》第十条第二款') // { title: '某市停车管理条例', place: { article: '第十条', paragraph: 2 } }
 */
export function readWanted(label: string): Wanted | null {
  const scan = newScan(label, '')
  scanMentions(scan, 0, label.length)
  const [mention, second] = scan.found
  if (!mention || second || mention.anchor !== 'named' || mention.to) return null
  return { title: mention.instrument === 'self' ? null : mention.instrument, place: placeOf(label, mention.numbers) }
}

/** The references of a text to what is wanted, in document order; 第五条至第八条 cites 第六条, too. */
export function citing(law: Law, wanted: Wanted): PlacedReference[] {
  const ofThisText = wanted.title === null || sameTitle(wanted.title, law.title)
  const names = ({ instrument }: PlacedReference['target'], start: number, title: string | null): boolean => {
    if (instrument === 'self') return ofThisText
    return title !== null && (sameTitle(title, instrument) || endsInTitle(law.text, start, title))
  }
  const found = law.references.filter(({ target, start }) => {
    return names(target, start, wanted.title) && covers(target, target.to ?? target, wanted.place)
  })
  // The end of a range has an entry of its own, but the range itself has said it.
  return found.filter((reference, at) => {
    const before = found[at - 1]
    return !(before?.target.to && before.target.to.article === reference.target.article && reference.start - before.end <= 1)
  })
}

/** A number of a unit, as it follows a name: 第八十二条. */
const NUMBERED = /第[〇零一二三四五六七八九十百千\d０-９]{1,12}[条章节编款]/g

/**
 * How a text names another: with 《》, or without them before a number.
 * @returns the name as it is printed; null when the text does not name it
 * @example nameOf('依照中华人民共和国立法法第八十二条', '立法法') // '立法法'
 */
export function nameOf(text: string, title: string): string | null {
  const printed = [`《${title}》`, `《中华人民共和国${title}》`].find(one => text.includes(one))
  if (printed !== undefined) return printed
  if (!text.includes(title)) return null
  for (const { index } of text.matchAll(NUMBERED)) if (endsInTitle(text, index, title)) return title
  return null
}

/** Whether the range from `first` to `last` takes in the place. A reference to an article cites its paragraphs, too. */
function covers(first: TargetPlace, last: TargetPlace, { article, chapter, paragraph, item, subitem }: TargetPlace): boolean {
  if (article === undefined) return chapter !== undefined && first.article === undefined && between(first.chapter, chapter, last.chapter)
  if (!between(first.article, article, last.article)) return false
  if (first.article !== last.article) return true
  return (
    within(first.paragraph, paragraph, last.paragraph) &&
    within(first.item, item, last.item) &&
    within(first.subitem, subitem, last.subitem)
  )
}

const within = (first: number | undefined, wanted: number | undefined, last = first) =>
  wanted === undefined || first === undefined || (first <= wanted && wanted <= (last ?? first))

const between = (first: string | undefined, wanted: string, last: string | undefined) => {
  const [from, at, to] = [orderOf(first), orderOf(wanted), orderOf(last ?? first)]
  return from <= at && at <= to
}

/** 第十条之一 stands between 第十条 and 第十一条; NaN, which is between nothing, for what is no number. */
function orderOf(label: string | undefined): number {
  const ordinal = label === undefined ? null : readOrdinal(label, 0, label.length)
  return ordinal?.number == null ? Number.NaN : articleKey(ordinal.number, ordinal.branch)
}

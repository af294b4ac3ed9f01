/** What a mention means at the place where it stands, and whether that stands in this text. */
import type { ReferenceState, Target, TargetPlace } from '../../schema/law.ts'
import { withoutBlanks } from './characters.ts'
import { type Ordinal, type OrdinalUnit, readOrdinal } from './labels.ts'
import type { Mention } from './mentions.ts'
import { formatNumeral } from './numerals.ts'
import { type ArticlePlace, hasItem, headingKey, itemsOf, type Places, paragraphsOf, subitemsOf } from './places.ts'
import type { Article, Heading, HeadingKind, Paragraph } from './tree.ts'

/** The unit in which a mention stands. */
export interface Here {
  readonly place: ArticlePlace | null
  readonly paragraph: Paragraph | null
  readonly item: number | null
}

type Place = { -readonly [Key in keyof TargetPlace]: TargetPlace[Key] }

export interface Resolution {
  readonly target: Target
  readonly state: ReferenceState
  readonly reason?: string
}

/**
 * One answer a mention; two for 前两条, which names two articles. None for what only looks like one: 前三项污染物.
 * @param last the mention in this article that last named an article or another text: what a later 第二项 alone may belong to
 */
export function resolve(text: string, mention: Mention, here: Here, last: Mention | null, places: Places): Resolution[] {
  const { anchor, instrument } = mention
  const numbered = placeOf(text, mention.numbers)
  if (anchor === 'open') return [{ target: { instrument }, state: 'ignored', reason: '指向另有的规定，没有具体条文' }]
  if (anchor === 'annex') return [{ target: { instrument: '附件', ...numbered }, state: 'ignored', reason: '附件有自己的编号' }]
  if (anchor === 'whole' || instrument !== 'self') {
    const to = mention.to ? { to: placeOf(text, mention.to) } : {}
    return [{ target: { instrument, ...numbered, ...to }, state: 'unresolvable', reason: '引用的是其他文件，需对照其文本' }]
  }
  if (anchor === 'before') return beforeHere(mention, numbered, mention.to ? placeOf(text, mention.to) : null, here, places)
  const place: Place = anchor === 'here' ? { ...inHere(mention.unit, here, numbered), ...numbered } : numbered
  const to = mention.to ? { ...place, ...placeOf(text, mention.to) } : undefined
  const found = judge(place, to, here, places)
  return [
    found.state === 'dangling' && anchor === 'here' && mention.unit === null
      ? asCitedBefore(text, mention, found, here, last, places)
      : found
  ]
}

/** 第五项 alone that this article does not have belongs to the article named last: …第三百九十五条第一项至第三项规定的财产或者第五项规定的…. */
function asCitedBefore(text: string, mention: Mention, found: Resolution, here: Here, last: Mention | null, places: Places): Resolution {
  const numbered = placeOf(text, mention.numbers)
  const unsure = { target: found.target, state: 'unresolvable', reason: '单独的款、项序号，需结合上文确定所指' } as const
  if (!last) return numbered.paragraph === undefined ? unsure : found
  const { instrument } = last
  const { article, paragraph } = placeOf(text, last.numbers)
  const place: Place = {
    ...(article ? { article } : {}),
    ...(paragraph && numbered.paragraph === undefined ? { paragraph } : {}),
    ...numbered
  }
  const to = mention.to ? { ...place, ...placeOf(text, mention.to) } : undefined
  if (instrument !== 'self') return { ...unsure, target: { instrument, ...place, ...(to ? { to } : {}) } }
  const judged = judge(place, to, here, places)
  return judged.state === 'valid' ? judged : unsure
}

export function placeOf(text: string, numbers: readonly Ordinal[]): Place {
  const place: Place = {}
  for (const { unit, number, start, end } of numbers) {
    if (unit === 'paragraph' || unit === 'item' || unit === 'subitem') place[unit] = number ?? 0
    else place[unit] = withoutBlanks(text.slice(start, end))
  }
  return place
}

/** What 本条, 本款, 本章, or a number alone, takes from the place where it stands. */
function inHere(unit: OrdinalUnit | null, here: Here, numbered: Place): Place {
  const { place, paragraph, item } = here
  if (unit === 'part' || unit === 'subpart' || unit === 'chapter' || unit === 'section') {
    const above = (place?.above ?? []).filter(heading => RANK[heading.type] <= RANK[unit])
    return Object.fromEntries(above.map(heading => [heading.type, heading.label]))
  }
  const inside: Place = place ? { article: place.article.label } : {}
  const level = unit ?? (numbered.paragraph !== undefined ? 'article' : 'paragraph')
  if (level === 'article') return inside
  if (paragraph)
    inside.paragraph =
      unit === null && numbered.item !== undefined ? paragraphWithItem(place?.article, paragraph, numbered.item) : paragraph.number
  if (level === 'item' && item !== null) inside.item = item
  return inside
}

const RANK: Readonly<Record<HeadingKind, number>> = { part: 0, subpart: 1, chapter: 2, section: 3 }

/** 第二项 alone: of this 款, or of the only 款 of this article that has it. */
function paragraphWithItem(article: Article | undefined, here: Paragraph, number: number): number {
  if (!article || hasItem(here, number)) return here.number
  const others = paragraphsOf(article).filter(paragraph => hasItem(paragraph, number))
  return others.length === 1 && others[0] ? others[0].number : here.number
}

/** 前款, 前两款, 前条, 前项: the units right before this one, of the same kind and parent. */
function beforeHere(mention: Mention, numbered: Place, end: Place | null, here: Here, places: Places): Resolution[] {
  const { unit, count } = mention
  const { place, paragraph, item } = here
  if (!place || count === null) return [{ target: { instrument: 'self' }, state: 'unresolvable', reason: '所在位置不能确定所指' }]
  if (unit === 'article') return articlesBefore(count, numbered, end, place, places)
  const inside: Place = { article: place.article.label }
  if (unit === 'item' && paragraph) inside.paragraph = paragraph.number
  const level = unit === 'item' ? 'item' : 'paragraph'
  const at = unit === 'item' ? item : (paragraph?.number ?? null)
  // 前三项污染物 outside a list counts something else.
  if (at === null && count > 1) return []
  if (at === null) return [{ target: { instrument: 'self', ...inside }, state: 'dangling', reason: '此处不在项中，没有前项' }]
  if (at - count < 1)
    return [
      {
        target: { instrument: 'self', ...inside },
        state: 'dangling',
        reason: `前面没有${formatNumeral(count)}${unit === 'item' ? '项' : '款'}`
      }
    ]
  const first: Place = { ...inside, [level]: at - count, ...numbered }
  const last = count > 1 ? { ...inside, [level]: at - 1 } : undefined
  return [judge(first, end ? { ...first, ...end } : last, here, places)]
}

/** A range of articles has an entry for each of the two articles that it names; the first has `to`. */
function articlesBefore(count: number, numbered: Place, end: Place | null, here: ArticlePlace, places: Places): Resolution[] {
  const first = places.articles[here.order - count]?.article
  const last = places.articles[here.order - 1]?.article
  if (!first || !last) return [{ target: { instrument: 'self' }, state: 'dangling', reason: `前面没有${formatNumeral(count)}条` }]
  if (count === 1)
    return [judge({ article: last.label, ...numbered }, end ? { article: last.label, ...numbered, ...end } : undefined, null, places)]
  return [judge({ article: first.label }, { article: last.label }, null, places), judge({ article: last.label }, undefined, null, places)]
}

function judge(place: Place, to: Place | undefined, here: Here | null, places: Places): Resolution {
  const target: Target = { instrument: 'self', ...place, ...(to ? { to } : {}) }
  const missing = findMissing(place, here, places) ?? (to ? findMissing(to, here, places) : null)
  return missing === null ? { target, state: 'valid' } : { target, state: 'dangling', reason: missing }
}

/** What of a place does not stand in this text, in words; null when all of it does. */
function findMissing(place: Place, here: Here | null, places: Places): string | null {
  for (const unit of ['part', 'subpart', 'chapter', 'section'] as const) {
    const label = place[unit]
    if (label !== undefined && !findHeading(unit, label, place, here, places)) return `没有${label}`
  }
  if (place.article === undefined) return place.paragraph === undefined && place.item === undefined ? null : '不在条文中'
  const article = here?.place?.article.label === place.article ? here.place.article : articleOf(place.article, places)
  return article ? missingInArticle(article, place) : `没有${place.article}`
}

function missingInArticle(article: Article, place: Place): string | null {
  const paragraphs = paragraphsOf(article)
  if (place.paragraph !== undefined && !paragraphs[place.paragraph - 1]) return `${article.label}没有第${formatNumeral(place.paragraph)}款`
  const within = place.paragraph === undefined ? paragraphs : paragraphs.slice(place.paragraph - 1, place.paragraph)
  const { item, subitem } = place
  if (item === undefined) return null
  const holder = within.find(paragraph => hasItem(paragraph, item))
  if (!holder) return `${article.label}没有第${formatNumeral(item)}项`
  if (subitem === undefined) return null
  const found = itemsOf(holder).find(node => node.number === item)
  return found && subitemsOf(found).some(node => node.number === subitem)
    ? null
    : `${article.label}第${formatNumeral(item)}项没有第${subitem}目`
}

function articleOf(label: string, places: Places): Article | undefined {
  const ordinal = readOrdinal(label, 0, label.length)
  return ordinal ? places.find(ordinal.number, ordinal.branch)?.article : undefined
}

/** 第二节 is that of the chapter it names, else of the chapter in which it is cited, else any. */
function findHeading(unit: HeadingKind, label: string, place: Place, here: Here | null, places: Places): Heading | undefined {
  const number = readOrdinal(label, 0, label.length)?.number ?? null
  const candidates = places.headingsByKey.get(headingKey(unit, number)) ?? []
  if (unit !== 'section') return candidates[0]?.heading
  const chapter = place.chapter ?? here?.place?.above.find(heading => heading.type === 'chapter')?.label
  return candidates.find(({ above }) => chapter === undefined || above.some(heading => heading.label === chapter))?.heading
}

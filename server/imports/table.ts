/** A table of opinions: which column holds what, and each row as an opinion or as a sentence that says what is wrong with it. Pure. */
import { COLUMN_FIELDS, type ColumnField, type Mapping, type ReadOpinion } from '../../schema/imports.ts'
import { OPINION_SOURCE_TITLES, OPINION_SOURCES, type OpinionSource } from '../../schema/opinions.ts'
import { formatNumeral, type Passage, parseNumeral } from '../law/index.ts'
import { anchorIn } from '../opinions/anchor.ts'
import { readDay } from './days.ts'

/** Headings that offices use: words that say it surely, and words that hint at it. */
const HEADINGS: Readonly<Record<ColumnField, { readonly exact: readonly string[]; readonly loose: RegExp }>> = {
  article: { exact: ['条款', '条', '条文序号', '条目', '条款序号'], loose: /条款|第几条/ },
  quote: { exact: ['原文', '草案原文', '条文内容', '原条文', '草案条文'], loose: /原文|原条文/ },
  proposal: { exact: ['修改建议', '建议表述', '建议的表述', '建议修改为', '建议条文', '拟修改为'], loose: /表述|修改为/ },
  body: { exact: ['意见', '意见建议', '意见和建议', '意见内容', '修改意见', '具体意见', '反馈意见', '内容', '建议'], loose: /意见|建议/ },
  givenBy: { exact: ['提出人', '提出单位', '单位', '姓名', '反馈单位', '提出单位或者个人', '来信人'], loose: /单位|姓名|提出人/ },
  source: { exact: ['来源', '意见来源', '渠道', '类别'], loose: /来源|渠道/ },
  givenOn: { exact: ['日期', '提出日期', '时间', '提出时间', '收到日期'], loose: /日期|时间/ }
}

/** Rows on top that may hold a title before the headings. */
const MAX_TITLES = 6

/** Guesses the columns from the headings; a table without any is a list of opinions. */
export function guessMapping(rows: readonly (readonly string[])[]): Mapping {
  let best: Mapping | null = null
  let most = 0
  for (const [index, row] of rows.slice(0, MAX_TITLES).entries()) {
    const mapping = mappingOf(row, index + 1)
    const found = COLUMN_FIELDS.filter(field => mapping[field] !== null).length
    // One long cell that speaks of 意见 is a title, not a heading.
    if (
      mapping.body !== null &&
      found > most &&
      (found > 1 || row.filter(cell => cell !== '').length === 1) &&
      row.every(cell => cell.length <= 20)
    ) {
      best = mapping
      most = found
    }
  }
  if (best) return best
  const none = Object.fromEntries(COLUMN_FIELDS.map(field => [field, null])) as Record<ColumnField, null>
  const isPair = rows.length > 0 && rows.every(row => row.length >= 2 && readArticle(row[0] ?? '') !== undefined)
  return { ...none, article: isPair ? 0 : null, body: isPair ? 1 : 0, skip: 0 }
}

function mappingOf(row: readonly string[], skip: number): Mapping {
  const taken = new Set<number>()
  const heads = row.map(cell => cell.replaceAll(/[\s（）()：:*]/gu, ''))
  const find = (field: ColumnField): number | null => {
    const { exact, loose } = HEADINGS[field]
    const isFree = (head: string, index: number) => head !== '' && !taken.has(index)
    const sure = heads.findIndex((head, index) => isFree(head, index) && exact.includes(head))
    const at = sure >= 0 ? sure : heads.findIndex((head, index) => isFree(head, index) && loose.test(head))
    if (at < 0) return null
    taken.add(at)
    return at
  }
  const order: readonly ColumnField[] = ['quote', 'article', 'proposal', 'source', 'givenBy', 'givenOn', 'body']
  const found = new Map(order.map(field => [field, find(field)]))
  // 意见 | 建议 may be two columns, 修改建议 alone is the opinion itself.
  if (found.get('body') === null && found.get('proposal') !== null) {
    found.set('body', found.get('proposal') ?? null)
    found.set('proposal', null)
  }
  return { ...(Object.fromEntries(found) as Record<ColumnField, number | null>), skip }
}

const MAX_WORDS = 4_000
const MAX_QUOTE = 1_000
const MAX_NAME = 100

/** @param today an opinion cannot be given after it */
export function opinionsOfRows(
  rows: readonly (readonly string[])[],
  mapping: Mapping,
  passages: readonly Passage[],
  today: string
): ReadOpinion[] {
  const byLabel = Map.groupBy(passages, ({ label }) => label)
  return rows.slice(mapping.skip).map((row, index) => {
    const cell = (field: ColumnField): string => {
      const column = mapping[field]
      return column === null ? '' : (row[column] ?? '').trim()
    }
    return opinionOf(cell, `第 ${mapping.skip + index + 1} 行`, byLabel, today)
  })
}

function opinionOf(
  cell: (field: ColumnField) => string,
  place: string,
  passages: ReadonlyMap<string, Passage[]>,
  today: string
): ReadOpinion {
  const article = readArticle(cell('article'))
  const day = readDay(cell('givenOn'))
  const anchor = article ? anchored(article.label, cell('quote'), passages) : NOWHERE
  const source = sourceOf(cell('source'))
  const detail = article?.detail ? `（${article.detail}）` : ''
  const problem =
    (cell('body') === '' && '没有意见内容') ||
    (cell('body').length > MAX_WORDS - 40 && `意见超过 ${MAX_WORDS} 字`) ||
    (cell('proposal').length > MAX_WORDS && `建议的表述超过 ${MAX_WORDS} 字`) ||
    (cell('givenBy').length > MAX_NAME && `提出单位或者个人超过 ${MAX_NAME} 字`) ||
    (article === undefined && `看不懂条款“${cell('article').slice(0, 20)}”，请写成“第十条”，对全文的意见不填`) ||
    anchor.problem ||
    (day === undefined && `看不懂日期“${cell('givenOn').slice(0, 20)}”，请写成 2026-05-06 的样子`) ||
    (day && day > today && '提出日期在今天之后') ||
    (cell('source') !== '' &&
      source === undefined &&
      `没有来源“${cell('source').slice(0, 20)}”，可写：${Object.values(OPINION_SOURCE_TITLES).join('、')}`) ||
    null
  const { problem: _problem, ...at } = anchor
  return {
    place,
    ...at,
    body: `${detail}${cell('body')}`,
    proposal: cell('proposal') || null,
    givenBy: cell('givenBy'),
    givenOn: day ?? null,
    source: source ?? null,
    problem,
    repeats: null
  }
}

const NOWHERE = { article: null, articleAt: null, quote: null, prefix: '', suffix: '', quoteStart: null, quoteEnd: null, problem: null }

function anchored(label: string, quoted: string, passages: ReadonlyMap<string, Passage[]>) {
  const exact = quoted
    .replace(/^第[^条]{1,9}条(?:之[一二三四五六七八九十]{1,3})?\s{0,20}/u, '')
    .replaceAll(/^[“”"\s]{1,20}|[“”"\s]{1,20}$/gu, '')
  // A whole article as the quote says no more than its number.
  const quote = exact === '' || exact.length > MAX_QUOTE ? null : { exact, prefix: '', suffix: '' }
  const found = anchorIn(passages.get(label) ?? [], label, quote)
  if (!found) return { ...NOWHERE, problem: `文本中没有${label}` }
  if (quote && found.found === 0) return { ...NOWHERE, problem: `${label}中没有所引的原文“${exact.slice(0, 20)}”` }
  const { passage, words } = found
  return {
    article: passage.label,
    articleAt: passage.start,
    ...{ quote: found.quote?.exact ?? null, prefix: found.quote?.prefix ?? '', suffix: found.quote?.suffix ?? '' },
    ...{ quoteStart: words?.start ?? null, quoteEnd: words?.end ?? null },
    problem: null
  }
}

const WHOLE = /^(?:全文|总体|整体|总体意见|全文意见|通篇|无|—|-|\/)?$/u
const ARTICLE = /^第?\s?([一二三四五六七八九十百千零〇两0-9０-９]{1,9})\s?条?((?:之[一二三四五六七八九十]{1,3})?)(.{0,40})$/su

/**
 * The article that a cell names, and what it says besides (第二款).
 * @returns null for the text as a whole, undefined when it cannot be read
 * @example readArticle('第3条第二款') // { label: '第三条', detail: '第二款' }
 */
export function readArticle(text: string): { label: string; detail: string } | null | undefined {
  const words = text.replaceAll(/[\s《》“”]/gu, '')
  if (WHOLE.test(words)) return null
  const [, number = '', inserted = '', rest = ''] = ARTICLE.exec(words) ?? []
  const value = parseNumeral(number)
  if (value === null || value === 0) return undefined
  // 3. or 3、 names an article, 10元以下 does not.
  if (!/条/u.test(words) && rest.replaceAll(/[、.．。:：]/gu, '') !== '') return undefined
  return { label: `第${formatNumeral(value)}条${inserted}`, detail: rest.replace(/^[、.．。:：，,]{1,5}/u, '') }
}

const SOURCE_WORDS: readonly (readonly [RegExp, OpinionSource])[] = [
  [/公众|群众|市民|网民|网络|个人|公民|来信|邮件/, 'public'],
  [/代表/, 'deputy'],
  [/联系点/, 'contactPoint'],
  [/专家|学者|教授|律师/, 'expert'],
  [/组成人员|委员$/, 'member'],
  [/政协/, 'cppcc'],
  [/法院/, 'court'],
  [/检察/, 'procuratorate'],
  [/省人大|法工委/, 'provincialLao'],
  [/委员会|工委/, 'committee'],
  [/党委|市委/, 'party'],
  [/县|区/, 'county'],
  [/部门|局|单位|政府/, 'department']
]

function sourceOf(text: string): OpinionSource | undefined {
  if (text === '') return undefined
  return OPINION_SOURCES.find(source => OPINION_SOURCE_TITLES[source] === text) ?? SOURCE_WORDS.find(([words]) => words.test(text))?.[1]
}

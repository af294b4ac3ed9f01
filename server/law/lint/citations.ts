/** References inside the text and to other texts (B3 of the drafting rules). The parser has found and resolved them; rules judge their form. */
import { parseNumeral } from '../numerals.ts'
import { overlap } from '../overlap.ts'
import { parse } from '../parse.ts'
import type { Article, PlacedReference } from '../tree.ts'
import { RENAMED } from './law-names.ts'
import type { LintedText } from './passages.ts'
import { type Found, PRACTICE, type Rule, T1 } from './rule.ts'

/** From this share of repeated text on, an article adds little to the superior law. */
const REPEATED = 0.6

const place = ({ start, end }: PlacedReference) => ({ start, end })
const own = ({ law }: LintedText) => law.references.filter(reference => reference.target.instrument === 'self')

export const citations: readonly Rule[] = [
  {
    id: 'dangling-reference',
    severity: 'error',
    title: '引用的条、款、项存在',
    source: PRACTICE,
    decides: 'program',
    *find(text) {
      for (const reference of own(text)) {
        // 前款 in a first paragraph has a rule of its own.
        if (reference.state === 'dangling' && !/^前/.test(reference.text))
          yield { ...place(reference), message: `“${reference.text}”在本文中不存在` }
      }
    }
  },
  {
    id: 'self-reference-article',
    severity: 'warning',
    title: '引用本条用“本条”',
    source: PRACTICE,
    decides: 'program',
    *find(text) {
      for (const reference of own(text))
        if (
          /第[一二三四五六七八九十百零]{1,9}条/.test(reference.text) &&
          reference.target.article === reference.from &&
          !reference.target.to
        )
          yield {
            ...place(reference),
            message: '引用本条的款、项，写“本条第×款”',
            suggestion: reference.text.replace(/^.{0,8}?第[一二三四五六七八九十百零]{1,9}条/, '本条')
          }
    }
  },
  {
    id: 'reference-noun',
    severity: 'error',
    title: '自称与名称一致',
    source: PRACTICE,
    decides: 'program',
    *find({ passages, nameKind }) {
      if (!nameKind || nameKind === '决定') return
      for (const { masked, start } of passages)
        for (const match of masked.matchAll(/本(?<noun>条例|办法|规定|规则|细则)(?=第[一二三四五六七八九十百零]{1,9}条|自)/g))
          if (match.groups?.['noun'] !== nameKind)
            yield {
              start: start + match.index,
              end: start + match.index + match[0].length,
              message: `本文名称是“${nameKind}”，自称“本${nameKind}”`,
              suggestion: `本${nameKind}`
            }
    }
  },
  {
    id: 'paragraph-one-only',
    severity: 'warning',
    title: '只有一款的条不引“第一款”',
    source: T1('第9条'),
    decides: 'program',
    *find(text) {
      const paragraphs = new Map(text.articles.map(article => [article.label, paragraphCount(article)]))
      for (const reference of own(text)) {
        const { article, paragraph } = reference.target
        if (
          paragraph === 1 &&
          article &&
          reference.text.includes('第一款') &&
          !reference.text.startsWith('前') &&
          paragraphs.get(article) === 1
        )
          yield { ...place(reference), message: `${article}只有一款，不写“第一款”`, suggestion: reference.text.replace('第一款', '') }
      }
    }
  },
  {
    id: 'item-reference-bracket',
    severity: 'warning',
    title: '引用项不加括号',
    source: T1('第9条'),
    decides: 'program',
    fixable: true,
    *find({ passages }) {
      for (const { masked, start } of passages)
        for (const match of masked.matchAll(/第[（(](?<number>[一二三四五六七八九十百]{1,6})[）)](?=项)/g)) {
          const replacement = `第${match.groups?.['number'] ?? ''}`
          yield {
            start: start + match.index,
            end: start + match.index + match[0].length,
            message: '引用项的序号不加括号',
            suggestion: replacement,
            replacement
          }
        }
    }
  },
  {
    id: 'forward-reference',
    severity: 'hint',
    title: '“前款”“前条”前面有款、条',
    source: PRACTICE,
    decides: 'program',
    *find(text) {
      for (const reference of own(text))
        if (reference.state === 'dangling' && /^前/.test(reference.text))
          yield { ...place(reference), message: `“${reference.text}”前面没有所指的内容，写明第几条、第几款` }
    }
  },
  {
    id: 'range-order',
    severity: 'error',
    title: '范围从小到大',
    source: PRACTICE,
    decides: 'program',
    *find(text) {
      for (const reference of text.law.references) {
        const { article = '', to } = reference.target
        const [low, high] = [rank(article), rank(to?.article ?? '')]
        if (to?.article && low !== null && high !== null && low >= high)
          yield { ...place(reference), message: `${article}不在${to.article}之前，范围应当从小到大` }
      }
    }
  },
  {
    id: 'reference-to-other-text',
    severity: 'warning',
    title: '引用的其他法律条文存在',
    source: PRACTICE,
    decides: 'program',
    *find(text, { laws = [] }) {
      for (const { title, text: words, repealed } of laws) {
        const cited = text.law.references.filter(reference => sameTitle(reference.target.instrument, title))
        if (cited.length === 0) continue
        const labels = words === undefined ? null : new Set(parse(words).labels.article)
        for (const reference of cited)
          if (repealed) yield { ...place(reference), message: `《${title}》已经废止` }
          else if (labels && reference.target.article && !labels.has(reference.target.article))
            yield { ...place(reference), message: `《${title}》没有${reference.target.article}，核对引用的版本` }
      }
    }
  },
  {
    id: 'law-name-changed',
    severity: 'warning',
    title: '引用现行法律的名称',
    source: PRACTICE,
    decides: 'program',
    *find({ passages }, { laws = [] }) {
      const renamed = new Map(RENAMED)
      for (const { title, replacedBy } of laws) if (replacedBy) renamed.set(bareTitle(title), replacedBy)
      for (const { text, start } of passages)
        for (const match of text.matchAll(/《(?<title>[^《》]{2,40})》/g)) {
          const now = renamed.get(bareTitle(match.groups?.['title'] ?? ''))
          if (now)
            yield {
              start: start + match.index,
              end: start + match.index + match[0].length,
              message: `${match[0]}已经废止或者改名`,
              suggestion: `《${now}》`
            }
        }
    }
  },
  {
    id: 'repeats-superior',
    severity: 'hint',
    title: '不重复上位法',
    source: '立法法第八十二条第四款',
    decides: 'program',
    *find(text, { superiors = [] }) {
      if (superiors.length === 0) return
      const byLabel = new Map(text.articles.map(article => [article.label, article]))
      for (const { label, share } of overlap(text.law.text, superiors).articles) {
        const article = byLabel.get(label)
        if (article && share >= REPEATED)
          yield opening(article, `本条有${Math.round(share * 100)}%与上位法相同；上位法已经明确规定的，一般不作重复性规定`)
      }
    }
  }
]

const paragraphCount = (article: Article) => article.children.filter(child => child.type === 'paragraph').length

const bareTitle = (title: string) => title.replace(/^中华人民共和国/, '')
const sameTitle = (one: string, other: string) => bareTitle(one) === bareTitle(other)

const NUMERAL: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }

/** Orders article labels by number and branch; null for what is no label. */
function rank(label: string): number | null {
  const match = /^第([零一二三四五六七八九十百千]{1,9})条(?:之([一二三四五六七八九]))?$/.exec(label)
  const number = match?.[1] ? parseNumeral(match[1]) : null
  return number === null ? null : number * 100 + (NUMERAL[match?.[2] ?? ''] ?? 0)
}

function opening(article: Article, message: string): Found {
  const { offset } = article.position.start
  return { start: offset, end: offset + article.label.length, message }
}

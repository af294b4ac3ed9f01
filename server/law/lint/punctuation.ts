/** Punctuation, brackets, quotation and title marks (B2 of the drafting rules, second half). */
import type { Article, Item, Paragraph } from '../tree.ts'
import { FULL_NAMES } from './law-names.ts'
import type { LintedText, Passage } from './passages.ts'
import { type Found, PRACTICE, type Rule, T1 } from './rule.ts'
import { wording } from './wording.ts'

const FULL_WIDTH: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '(': '（', ')': '）', '?': '？', '!': '！' }
const END_OF_SENTENCE = /[。！？；：…”』」）》]$/
const CHINESE = /[\u4e00-\u9fa5]/

export const punctuation: readonly Rule[] = [
  wording({
    id: 'halfwidth-punct',
    severity: 'warning',
    title: '中文标点用全角',
    source: PRACTICE,
    pattern:
      /(?<=[\u4e00-\u9fa5》”）])[,;:?!](?=[\u4e00-\u9fa5《“（]|$)|(?<=[\u4e00-\u9fa5])\((?=[\u4e00-\u9fa5《])|(?<=[\u4e00-\u9fa5》])\)(?=[\u4e00-\u9fa5，。；：、]|$)/g,
    message: '中文之间用全角标点',
    suggest: bad => FULL_WIDTH[bad] ?? null,
    safe: true
  }),
  {
    id: 'bracket-mixed',
    severity: 'error',
    title: '括号成对一致',
    source: PRACTICE,
    decides: 'program',
    fixable: true,
    find: text => itemLabels(text, MIXED)
  },
  {
    id: 'item-brackets-style',
    severity: 'warning',
    title: '项的序号用全角括号',
    source: '立法法第六十五条',
    decides: 'program',
    fixable: true,
    find: text => itemLabels(text, HALF)
  },
  {
    id: 'quote-nesting',
    severity: 'warning',
    title: '引号用“”，内层用‘’',
    source: PRACTICE,
    decides: 'program',
    fixable: true,
    *find({ passages }) {
      for (const { text, start } of passages) {
        const marks = [...text.matchAll(/"/g)]
        for (const [index, { index: at }] of marks.entries()) {
          const found = { start: start + at, end: start + at + 1, message: '引号用“”，不用直引号', suggestion: index % 2 === 0 ? '“' : '”' }
          // An odd number of marks leaves open which one is missing.
          yield marks.length % 2 === 0 ? { ...found, replacement: found.suggestion } : found
        }
        for (const { index: at } of text.matchAll(/“(?=[^”“]{0,80}“)/g))
          yield { start: start + at, end: start + at + 1, message: '引号没有成对：外层用“”，内层用‘’' }
      }
    }
  },
  {
    id: 'title-inner',
    severity: 'error',
    title: '书名号内用单书名号',
    source: 'GB/T 15834',
    decides: 'program',
    fixable: true,
    *find({ passages }) {
      for (const { text, start } of passages)
        for (const match of text.matchAll(/《[^《》]{0,60}(?<inner>《[^《》]{1,80}》)[^《》]{0,60}》/g)) {
          const inner = match.groups?.['inner'] ?? ''
          const at = start + match.index + match[0].indexOf(inner)
          const replacement = `〈${inner.slice(1, -1)}〉`
          yield {
            start: at,
            end: at + inner.length,
            message: '书名号里面还用书名号的，内层用单书名号',
            suggestion: replacement,
            replacement
          }
        }
    }
  },
  {
    id: 'title-marks',
    severity: 'error',
    title: '法律名称用书名号',
    source: T1('第6条'),
    decides: 'program',
    *find({ passages, nameKind }) {
      const own = nameKind ? new RegExp(`《本${nameKind}》`, 'g') : null
      for (const { text, masked, start } of passages) {
        for (const match of masked.matchAll(
          /(?<=依照|按照|根据|违反|适用)(?<name>[\u4e00-\u9fa5]{2,12}法)(?=处理|处罚|的规定|的有关规定|执行|第)/g
        )) {
          const full = FULL_NAMES.get(match[0])
          if (full)
            yield {
              start: start + match.index,
              end: start + match.index + match[0].length,
              message: '引用法律名称加书名号',
              suggestion: `《${full}》`
            }
        }
        if (own)
          for (const match of text.matchAll(own))
            yield {
              start: start + match.index,
              end: start + match.index + match[0].length,
              message: '指本文自身不用书名号',
              suggestion: `本${nameKind}`
            }
      }
    }
  },
  {
    id: 'title-full-first',
    severity: 'warning',
    title: '首次引用法律用全称',
    source: T1('第6条'),
    decides: 'program',
    *find({ passages, law }) {
      const seen = new Set<string>()
      for (const { text, start } of passages)
        for (const match of text.matchAll(/《(?<name>[^《》]{1,20}法)》/g)) {
          const name = match.groups?.['name'] ?? ''
          const full = FULL_NAMES.get(name)
          if (!full || seen.has(name) || law.text.lastIndexOf(full, start + match.index) >= 0) continue
          seen.add(name)
          yield {
            start: start + match.index,
            end: start + match.index + match[0].length,
            message: '首次引用法律应当用全称',
            suggestion: `《${full}》`
          }
        }
    }
  },
  {
    id: 'space-in-text',
    severity: 'warning',
    title: '条文中没有空格',
    source: PRACTICE,
    decides: 'program',
    fixable: true,
    *find({ passages }) {
      const blanks =
        /(?<=[\u4e00-\u9fa5，。；：、）》”])[ \u00a0\u3000\u200b-\u200d\u2060\ufeff]{1,20}(?=[\u4e00-\u9fa5，。；：、（《“])|[\u200b-\u200d\u2060\ufeff]{1,20}/g
      for (const { text, start } of passages)
        for (const { index, 0: blank } of text.matchAll(blanks))
          yield {
            start: start + index,
            end: start + index + blank.length,
            message: '汉字之间有空格或者看不见的字符',
            suggestion: '',
            replacement: ''
          }
    }
  },
  {
    id: 'item-end-punct',
    severity: 'warning',
    title: '项以分号结尾，末项以句号结尾',
    source: T1('第12条'),
    decides: 'program',
    fixable: true,
    find: itemEnds
  },
  {
    id: 'leadin-colon',
    severity: 'warning',
    title: '项前语以冒号结尾',
    source: T1('第12条'),
    decides: 'program',
    fixable: true,
    *find({ passages }) {
      for (const passage of passages)
        if (passage.introduces && passage.kind === 'paragraph' && /[。；，、\u4e00-\u9fa5]$/.test(passage.text))
          yield atEnd(passage, '：', '引出各项的文字以冒号结尾')
    }
  },
  {
    id: 'sentence-end',
    severity: 'warning',
    title: '款以句号结尾',
    source: PRACTICE,
    decides: 'program',
    fixable: true,
    *find({ passages }) {
      for (const passage of passages)
        if (
          passage.kind === 'paragraph' &&
          !passage.introduces &&
          !END_OF_SENTENCE.test(passage.text) &&
          CHINESE.test(passage.text.slice(-1))
        )
          yield atEnd(passage, '。', '款以句号结尾')
    }
  },
  wording({
    id: 'dunhao-he',
    severity: 'warning',
    title: '并列的最后两项之间用“和”',
    source: T1('第12条'),
    pattern: /(?<!、)(?:[\u4e00-\u9fa5]{2,6}、){2,6}[\u4e00-\u9fa5]{2,4}(?=。)(?<![和与及等或以][\u4e00-\u9fa5、]{0,40})/g,
    message: '并列成分的最后两项之间用“和”或者“或者”连接',
    suggest: bad => `${bad.slice(0, bad.lastIndexOf('、'))}和${bad.slice(bad.lastIndexOf('、') + 1)}`
  })
]

const MIXED = /^(?:（[一二三四五六七八九十]{1,4}\)|\([一二三四五六七八九十]{1,4}）)/
const HALF = /^\([一二三四五六七八九十]{1,4}\)/

function* itemLabels({ articles, law }: LintedText, pattern: RegExp): Iterable<Found> {
  for (const article of articles)
    for (const item of itemsOf(article)) {
      const start = item.position.start.offset
      const printed = pattern.exec(law.text.slice(start, start + 8))?.[0]
      if (!printed) continue
      const replacement = `（${printed.slice(1, -1)}）`
      yield { start, end: start + printed.length, message: '项的序号用全角括号，写作“（一）”', suggestion: replacement, replacement }
    }
}

const itemsOf = (article: Article): Item[] =>
  article.children.flatMap(child => (child.type === 'paragraph' ? child.children.filter(inner => inner.type === 'item') : []))

function* itemEnds({ byArticle }: LintedText): Iterable<Found> {
  for (const passages of byArticle)
    for (const passage of passages) {
      if (passage.kind !== 'item' || passage.introduces) continue
      const last = lastOfItsList(passage, passages)
      const wanted = last ? '。' : '；'
      const end = passage.text.slice(-1)
      // An item of several sentences ends with a stop of its own; a colon introduces something that the text lost.
      if (end === wanted || end === '：' || (!last && end === '。' && passage.text.slice(0, -1).includes('。'))) continue
      if (/[；。，、;,]/.test(end) || CHINESE.test(end)) yield atEnd(passage, wanted, last ? '最后一项以句号结尾' : '项以分号结尾')
    }
}

function lastOfItsList(passage: Passage, passages: readonly Passage[]): boolean {
  const list = passages.find(({ unit }) => unit.type === 'paragraph' && (unit as Paragraph).children.includes(passage.unit as Item))?.unit
  const items = list?.children.filter(child => child.type === 'item') ?? []
  return items.at(-1) === passage.unit
}

/** Puts the right mark at the end of a passage, in place of a wrong one where there is one. */
function atEnd(passage: Passage, mark: string, message: string): Found {
  const wrong = /[；。，、：;,:]$/.test(passage.text) ? 1 : 0
  const end = passage.start + passage.text.length
  const last = passage.text.slice(-1)
  if (wrong > 0) return { start: end - 1, end, message, suggestion: mark, replacement: mark }
  return { start: end - 1, end, message, suggestion: last + mark, replacement: last + mark }
}

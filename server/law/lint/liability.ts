/** Duties and their sanctions: 法律责任, fines, and what a local regulation may not set (B3 of the drafting rules). */
import { parseNumeral } from '../numerals.ts'
import type { LintedText, Passage } from './passages.ts'
import { type Found, PRACTICE, type Rule, T2 } from './rule.ts'
import { wording } from './wording.ts'

/** A range whose upper bound is more than this many times the lower leaves the penalty to chance. */
const WIDEST_RANGE = 10
/** The farther apart, the less likely that two tiers speak of one thing. */
const SAME_FINE = 400

const AMOUNT = '(?<amount>[一二三四五六七八九十百千万零两\\d]{1,10})(?<ten>万)?元'
const DUTY = /应当|不得|禁止/

const yuan = (printed: string): number | null => parseNumeral(printed)

export const liability: readonly Rule[] = [
  {
    id: 'liability-match',
    severity: 'warning',
    title: '处罚对应义务，禁止对应处罚',
    source: PRACTICE,
    decides: 'program',
    *find(text) {
      yield* penaltiesWithoutDuty(text)
      yield* bansWithoutPenalty(text)
    }
  },
  wording({
    id: 'liability-reference',
    severity: 'warning',
    title: '写明违反第几条',
    source: PRACTICE,
    pattern: /违反本(?:条例|办法|规定)(?:的)?规定(?:的)?(?=，)(?=[^。]{0,120}(?:处|罚款|罚))/g,
    message: '写明违反的是第几条：“违反本条例第×条规定”'
  }),
  {
    id: 'fine-range',
    severity: 'warning',
    title: '罚款有幅度，幅度不过宽',
    source: `${T2('第4条')}；行政处罚法`,
    decides: 'program',
    find: fineRanges
  },
  {
    id: 'overlapping-bounds',
    severity: 'warning',
    title: '两档罚款的界限不重叠',
    source: '立法技术规范（试行）（一）第24条',
    decides: 'program',
    find: overlappingTiers
  },
  {
    id: 'penalty-power',
    severity: 'error',
    title: '不设定法规无权设定的处罚、许可和强制',
    source: '行政处罚法第十二条；行政强制法第十条；行政许可法第十五条',
    decides: 'program',
    *find({ passages, law }, { issuer }) {
      // National laws may set what a local regulation may not: only a title that names a place is judged, unless the office says who makes it.
      if (issuer === undefined && !/^(?!中华人民共和国).{1,12}?(?:省|市|自治州|自治区|县)/.test(law.title)) return
      for (const { masked, start } of passages)
        for (const match of masked.matchAll(
          /(?:处以?|给予|可以处)[^，。；、]{0,10}?(?<bad>行政拘留|拘留)|(?:并处|直接|由[^，。；]{2,14}部门)(?<second>吊销(?:其)?营业执照)|(?<third>拘留[一二三四五六七八九十]{1,3}日)/g
        )) {
          const bad = match.groups?.['bad'] ?? match.groups?.['second'] ?? match.groups?.['third'] ?? match[0]
          const at = start + match.index + match[0].indexOf(bad)
          yield { start: at, end: at + bad.length, message: `地方性法规不得设定“${bad}”` }
        }
    }
  },
  {
    id: 'competence-check',
    severity: 'warning',
    title: '不超出立法权限',
    source: '立法法第八十一条、第八十二条',
    decides: 'program',
    *find({ passages }, { outsideCompetence = [] }) {
      for (const word of outsideCompetence)
        for (const { masked, start } of passages) {
          const at = masked.indexOf(word)
          if (at >= 0)
            yield {
              start: start + at,
              end: start + at + word.length,
              message: `“${word}”可能超出本级立法权限，核对立法法第八十一条、第八十二条`
            }
        }
    }
  },
  wording({
    id: 'criminal-clause',
    severity: 'hint',
    title: '构成犯罪的，依法追究刑事责任',
    source: T2('第5条'),
    pattern:
      /坐牢|判刑|构成犯罪(?:的)?，(?!依法追究刑事责任|应当依法追究刑事责任|依照)[^。；]{2,20}|触犯刑律|移送司法机关(?:依法)?(?:处理|追究)/g,
    message: '写作“构成犯罪的，依法追究刑事责任”',
    suggest: () => '构成犯罪的，依法追究刑事责任'
  })
]

/** 违反本条例第五条规定，… : the article named must order or forbid something. */
function* penaltiesWithoutDuty({ law, articles, byArticle, passages }: LintedText): Iterable<Found> {
  const words = new Map(articles.map((article, index) => [article.label, (byArticle[index] ?? []).map(({ text }) => text).join('')]))
  for (const reference of law.references) {
    const before = law.text.slice(Math.max(0, reference.start - 8), reference.start)
    if (reference.target.instrument !== 'self' || !reference.resolved || !/违反(?:本(?:条例|办法|规定))?$/.test(before)) continue
    const named = words.get(reference.target.article ?? '')
    if (
      named === undefined ||
      DUTY.test(named) ||
      !passages.some(({ start, text }) => reference.start >= start && reference.start < start + text.length)
    )
      continue
    yield { start: reference.start, end: reference.end, message: `${reference.target.article}没有“应当”“不得”，核对处罚对应的义务` }
  }
}

/** A ban that no article sanctions, in a text that has sanctions and no clause that leaves the rest to other laws. */
function* bansWithoutPenalty({ law, byArticle }: LintedText): Iterable<Found> {
  const all = byArticle.flat()
  const sanctions = all.filter(({ text }) => /违反本|罚款|责令/.test(text))
  if (sanctions.length === 0 || all.some(({ text }) => /(?:法律、法规|法律法规)[^。；]{0,12}(?:已有|另有|已经)[^。；]{0,8}规定/.test(text)))
    return
  const punished = new Set(law.references.filter(({ target }) => target.instrument === 'self').flatMap(({ target }) => labelsOf(target)))
  for (const passages of byArticle) {
    const first = passages[0]
    const ban = passages.find(({ text }) => /^(?:禁止|任何单位和个人不得)|不得有下列行为/.test(text))
    if (first && ban && !punished.has(first.article.label) && !passages.some(({ text }) => /罚款|责令|依法/.test(text)))
      yield { start: ban.start, end: ban.start + ban.text.length, message: `${first.article.label}的禁止性规定没有对应的法律责任` }
  }
}

const labelsOf = ({ article, to }: { readonly article?: string; readonly to?: { readonly article?: string } }): string[] =>
  [article, to?.article].filter(label => label !== undefined)

function* fineRanges({ passages }: LintedText): Iterable<Found> {
  for (const passage of passages) {
    for (const match of passage.masked.matchAll(new RegExp(`处(?:以)?${AMOUNT}(?=罚款|的罚款)`, 'g')))
      yield here(passage, match, '罚款应当有幅度：“处×元以上×元以下罚款”')
    for (const match of passage.masked.matchAll(
      /(?<low>[一二三四五六七八九十百千万零两\d]{1,10})元以上(?<high>[一二三四五六七八九十百千万零两\d]{1,10})元以下(?:的)?罚款/g
    )) {
      const [low, high] = [yuan(match.groups?.['low'] ?? ''), yuan(match.groups?.['high'] ?? '')]
      if (low && high && high > low * WIDEST_RANGE) yield here(passage, match, `罚款上限是下限的${Math.round(high / low)}倍，幅度过宽`)
    }
  }
}

/** …一万元以下罚款；…一万元以上…罚款: whoever stands at exactly ten thousand falls into both tiers. */
function* overlappingTiers({ passages }: LintedText): Iterable<Found> {
  const number = '[一二三四五六七八九十百千万零两\\d]{1,10}(?:元|平方米|吨|立方米|公斤|件|株)'
  for (const passage of passages)
    for (const upper of passage.masked.matchAll(
      new RegExp(`(?<![上一二三四五六七八九十百千万零两\\d])(?<bound>${number})(?:的)?以下`, 'g')
    )) {
      const bound = upper.groups?.['bound'] ?? ''
      // In 五千元以上一万元以下罚款 the numbers are the fine itself; a tier is what the fine hangs on.
      if (/以上$/.test(passage.masked.slice(Math.max(0, upper.index - 2), upper.index))) continue
      const rest = passage.masked.slice(upper.index + upper[0].length, upper.index + SAME_FINE)
      const lower = rest.indexOf(`${bound}以上`)
      // 对单位处…，对个人处…: two kinds of people, not two tiers.
      const between = lower < 0 ? '' : rest.slice(0, lower)
      if (lower < 0 || /对(?:单位|个人|其|直接)/.test(between)) continue
      const start = passage.start + upper.index + upper[0].length + lower
      yield { start, end: start + bound.length + 2, message: `“${bound}”同时属于两档；一档写“不满${bound}”，另一档写“${bound}以上”` }
    }
}

function here(passage: Passage, match: RegExpExecArray, message: string): Found {
  const start = passage.start + match.index
  return { start, end: start + match[0].length, message }
}

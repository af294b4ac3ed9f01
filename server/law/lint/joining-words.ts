/** Words that join and lists that end: 和, 以及, 或者, 等; and terms that should stay the same (B1 of the drafting rules). */
import type { LintedText } from './passages.ts'
import { type Found, PRACTICE, type Rule, T1 } from './rule.ts'
import { wording } from './wording.ts'

/** Words that mean one thing; the first is the standard term. An office adds its own by the option `terms`. */
const TERMS: readonly (readonly string[])[] = [
  ['物业服务企业', '物业公司', '物管公司'],
  ['建设单位', '开发商'],
  ['电动自行车', '电瓶车'],
  ['居民委员会', '居委会'],
  ['村民委员会', '村委会'],
  ['机动车驾驶人', '司机'],
  ['生活垃圾', '家庭垃圾'],
  ['经营者', '商家', '商户']
]

export const joiningWords: readonly Rule[] = [
  wording({
    id: 'and-or',
    severity: 'hint',
    title: '并列用“和”“以及”，选择用“或者”',
    source: T1('第13条'),
    pattern: /(?<![甚如抑即间倘])或(?![者许缺然是多]|明或暗|少)/g,
    message: '表示选择关系用“或者”，不用“或”',
    suggest: () => '或者',
    safe: true
  }),
  wording({
    id: 'and-order',
    severity: 'hint',
    title: '同等成分用“和”，有主次之分用“以及”',
    source: T1('第13条'),
    pattern: /(?<=^|[，。；、由在]|本)(?:省|市|县|区)(?<bad>以及)(?=(?:市|县|区|乡|镇)(?:人民政府|级)?)/g,
    message: '同等的成分用“和”连接；“以及”连接的前主后次',
    suggest: () => '和'
  }),
  wording({
    id: 'person-formula',
    severity: 'warning',
    title: '公民、法人或者其他组织',
    source: PRACTICE,
    pattern: /(?<=公民、法人)或(?=其他组织)|(?<=公民、法人)(?:及|以及|与)(?=其他组织)/g,
    message: '固定表述为“公民、法人或者其他组织”；作主语时可以用“公民、法人和其他组织”',
    suggest: bad => (bad === '或' ? '或者' : '和'),
    safe: true
  }),
  wording({
    id: 'etc-open',
    severity: 'hint',
    title: '义务清单不以“等”结尾',
    source: PRACTICE,
    pattern: /(?:应当|不得)[^。；]{2,80}?(?<bad>(?<!等)等)(?=[。；])/g,
    message: '义务的范围以“等”结尾，不够明确；列全，或者写“以及其他……”'
  }),
  wording({
    id: 'etc-double',
    severity: 'error',
    title: '不用“等等”',
    source: PRACTICE,
    pattern: /等等/g,
    message: '法规中列举未尽用“等”，不用“等等”',
    suggest: () => '等',
    safe: true
  }),
  {
    id: 'undefined-abbrev',
    severity: 'warning',
    title: '简称先定义、后使用',
    source: PRACTICE,
    decides: 'program',
    find: unusedAbbreviations
  },
  {
    id: 'term-consistency',
    severity: 'warning',
    title: '同一事物用同一术语',
    source: PRACTICE,
    decides: 'program',
    *find(text, { terms = [] }) {
      for (const group of [...TERMS, ...terms]) yield* mixedTerms(text, group)
    }
  }
]

const ABBREVIATION = /（以下(?:统称|简称|称)(?:为)?[“"]?(?<name>[^）”"]{1,30})[”"]?）/g

/** An abbreviation that is introduced and never used again, or used before it is introduced. */
function* unusedAbbreviations({ passages, law }: LintedText): Iterable<Found> {
  for (const passage of passages)
    for (const match of passage.text.matchAll(ABBREVIATION)) {
      const name = match.groups?.['name'] ?? ''
      const start = passage.start + match.index
      const end = start + match[0].length
      if (law.text.indexOf(name, end) < 0) yield { start, end, message: `简称“${name}”此后没有使用，删去或者统一使用` }
    }
}

function* mixedTerms({ passages }: LintedText, [standard = '', ...others]: readonly string[]): Iterable<Found> {
  if (!passages.some(passage => passage.masked.includes(standard))) return
  for (const passage of passages)
    for (const other of others)
      for (let at = passage.masked.indexOf(other); at >= 0; at = passage.masked.indexOf(other, at + other.length)) {
        const start = passage.start + at
        yield { start, end: start + other.length, message: `本文已用“${standard}”，同一事物不用“${other}”`, suggestion: standard }
      }
}

/** Purpose, basis, scope, definitions and departments: what the general provisions must say and how (B3 of the drafting rules). */
import type { LintedText, Passage } from './passages.ts'
import { type Found, PRACTICE, type Rule, T1, T2 } from './rule.ts'
import { wording } from './wording.ts'

/** A definition later than this share of a text is late when earlier articles use its term. */
const LATE = 0.3

const whole = ({ start, text }: Passage, message: string, suggestion?: string): Found => ({
  start,
  end: start + text.length,
  message,
  ...(suggestion !== undefined && { suggestion })
})

/** 决定, 解释 and the like have no purpose clause; only texts that end with a commencement are made as a regulation is. */
const isRegulation = ({ nameKind, articles }: LintedText) => nameKind !== null && nameKind !== '决定' && articles.length > 0

export const provisions: readonly Rule[] = [
  {
    id: 'purpose-first',
    severity: 'warning',
    title: '第一条写明立法目的',
    source: T1('第5条'),
    decides: 'program',
    *find(text) {
      const first = text.byArticle[0]?.[0]
      if (isRegulation(text) && first && !/^为了?/.test(first.text))
        yield whole(first, '第一条以“为了……”写明立法目的', `为了……，根据……，结合本市实际，制定本${text.nameKind}。`)
    }
  },
  {
    id: 'basis-form',
    severity: 'warning',
    title: '立法依据写“根据《……》”',
    source: `${T1('第5条')}；${T2('第13条')}`,
    decides: 'program',
    *find(text) {
      const first = text.byArticle[0]?.[0]
      if (!isRegulation(text) || !first?.text.includes('制定本')) return
      if (!/(?:根据|依据|依照|按照)[^。]{0,40}《/.test(first.text))
        yield whole(first, '立法依据写“根据《……》等有关法律、法规的规定”，写明主要的上位法')
    }
  },
  {
    id: 'scope-second',
    severity: 'hint',
    title: '第二条写明适用范围',
    source: T1('第7条'),
    decides: 'program',
    *find(text) {
      const second = text.byArticle[1] ?? []
      const first = second[0]
      if (isRegulation(text) && first && !second.some(({ text: words }) => /适用|遵守/.test(words)))
        yield whole(first, `第二条一般写适用范围：“本市行政区域内……适用本${text.nameKind}。”`)
    }
  },
  {
    id: 'definition-place',
    severity: 'hint',
    title: '定义放在首次使用之前或者附则',
    source: T1('第2条'),
    decides: 'program',
    *find({ passages, articles, byArticle }) {
      const supplementary = articles.length - 4
      for (const passage of passages) {
        const term = definedTerm(passage.text)
        if (!term || passage.articleIndex < articles.length * LATE || passage.articleIndex >= supplementary) continue
        const earlier = byArticle.slice(0, passage.articleIndex).flat()
        if (earlier.some(({ text }) => text.includes(term)))
          yield whole(passage, `“${term}”在前面已经使用，定义移到适用范围之后；用于几条的放在附则`)
      }
    }
  },
  wording({
    id: 'definition-form',
    severity: 'hint',
    title: '定义写“本条例所称……，是指……”',
    source: T1('第2条'),
    pattern: /(?<=本(?:条例|办法|规定)(?:所称)?(?:的)?[^，。；]{1,20})(?:就是|系指|是说)|(?<=所称[^，。；]{1,20}，?)(?:系指|即指|指的是)/g,
    message: '定义写作“本条例所称……，是指……”',
    suggest: () => '是指'
  }),
  {
    id: 'definition-once',
    severity: 'warning',
    title: '一个术语只定义一次',
    source: PRACTICE,
    decides: 'program',
    *find({ passages }) {
      const seen = new Map<string, string>()
      for (const passage of passages) {
        const term = definedTerm(passage.text)
        if (!term) continue
        const before = seen.get(term)
        if (before && before !== passage.article.label) yield whole(passage, `“${term}”在${before}已经定义，只保留一处`)
        else seen.set(term, passage.article.label)
      }
    }
  },
  wording({
    id: 'duty-department-form',
    severity: 'hint',
    title: '职责写“××主管部门负责……工作”',
    source: T2('第1条'),
    pattern: /(?<=^|[。；])(?:市|县|区)?(?:城管|住建|环保|交警|工商|国土|水务|交通|教育|民政|卫健|文旅)(?=管|负责|抓|主管)/g,
    message: bad => `“${bad}”是简称；职责写作“市××主管部门负责……工作”`
  }),
  wording({
    id: 'conflict-clause',
    severity: 'hint',
    title: '另有规定的，从其规定',
    source: T1('第4条'),
    pattern:
      /(?:别的|其他|上级)(?:法律|法规|法)[^，。；]{0,6}有规定[^，。；]{0,2}按|(?:法律|法规|国家)[^，。；]{0,8}另有规定的，(?!从其规定|依照其规定|适用)[^。；]{0,12}(?:按照|按|执行)/g,
    message: '其他法律、法规另有规定时的写法是“法律、法规另有规定的，从其规定”',
    suggest: () => '法律、法规另有规定的，从其规定'
  }),
  wording({
    id: 'sunset-terms',
    severity: 'hint',
    title: '立法权限的新表述',
    source: '立法法第八十一条',
    pattern: /(?<=城乡建设与管理、)环境保护(?=、历史文化保护)/g,
    message: '立法法2023年修改后，设区的市的立法事项是“生态文明建设”，并增加“基层治理”',
    suggest: () => '生态文明建设'
  }),
  {
    id: 'situation-or-behaviour',
    severity: 'hint',
    title: '事实用“情形”，行为用“行为”',
    source: T1('第8条'),
    decides: 'program',
    *find({ byArticle }) {
      for (const passages of byArticle)
        for (const [index, passage] of passages.entries()) {
          if (!passage.introduces || !/下列行为之一/.test(passage.text)) continue
          const next = passages[index + 1]
          if (next && /^(?:因|由于|遇|发生|处于|年满|不可抗力)/.test(itemWords(next.text)))
            yield whole(
              passage,
              '所列各项是事实或者兼有事实和行为的，用“下列情形之一”',
              passage.text.replace('下列行为之一', '下列情形之一')
            )
        }
    }
  },
  {
    id: 'list-open',
    severity: 'hint',
    title: '列举需要兜底的有“其他”项',
    source: PRACTICE,
    decides: 'program',
    *find({ byArticle }) {
      for (const passages of byArticle)
        for (const [index, passage] of passages.entries()) {
          if (!passage.introduces || !/(?:不得有|禁止)?下列(?:行为|情形)/.test(passage.text)) continue
          const items = passages.slice(index + 1).filter(({ kind }) => kind === 'item')
          const last = items.at(-1)
          if (items.length > 1 && last && !last.text.includes('其他')) yield whole(last, '禁止性列举一般以“法律、法规规定的其他……”兜底')
        }
    }
  }
]

const itemWords = (text: string) => text.replace(/^[（(][^（）()]{1,4}[）)]/, '').trimStart()

/** 本条例所称X，是指… or X，是指… at the head of a passage. */
const definedTerm = (text: string): string | null =>
  /^(?:本(?:条例|办法|规定)所称(?:的)?)?[“]?(?<term>[^，。；：“”]{2,16})[”]?，?是指/.exec(text)?.groups?.['term'] ?? null

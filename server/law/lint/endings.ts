/** What a text ends with and what surrounds it: delegations, transition, commencement, repeal, annexes, title and title note (B3 of the drafting rules). */
import type { LintedText, Passage } from './passages.ts'
import { type Found, PRACTICE, type Rule, T1, T2 } from './rule.ts'
import { wording } from './wording.ts'

/** More delegations than this in a hundred articles leave too much to others. */
const DELEGATIONS_IN_100 = 3

const DELEGATION =
  /(?:另行制定|另行规定|具体(?:办法|规定|标准|细则)[^，。；]{0,10}由[^，。；]{2,24}制定|由[^，。；]{2,24}(?:另行)?制定(?:具体)?(?:办法|规定|标准|细则))/
const COMMENCEMENT =
  /自(?:(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日|[^，。；]{2,16}之日|[〇○零一二三四五六七八九]{4}年[^，。；]{2,8}日)起(?:正式)?(?:施行|实施|执行|生效)/
const NOTE_DATE = /(\d{4})年(\d{1,2})月(\d{1,2})日/g

const head = ({ start, text }: Passage, message: string): Found => ({ start, end: start + Math.min(text.length, 24), message })

const commencements = ({ passages }: LintedText) => passages.filter(({ text }) => /^本/.test(text) && COMMENCEMENT.test(text))

export const endings: readonly Rule[] = [
  {
    id: 'delegation-explicit',
    severity: 'warning',
    title: '授权制定配套规定写明机关、事项和期限',
    source: T2('第2条、第3条'),
    decides: 'program',
    *find({ passages }) {
      for (const passage of passages) {
        const match = DELEGATION.exec(passage.masked)
        if (!match) continue
        const sentence = sentenceAt(passage.masked, match.index)
        if (!/由[^，。；]{2,30}(?:制定|规定)/.test(sentence)) yield head(passage, '写明由谁制定，例如“具体办法由市人民政府制定”')
      }
    }
  },
  {
    id: 'delegation-too-many',
    severity: 'hint',
    title: '授权不过多',
    source: PRACTICE,
    decides: 'program',
    *find({ byArticle, articles }) {
      const delegating = byArticle.flatMap(passages => passages.filter(({ masked }) => DELEGATION.test(masked)).slice(0, 1))
      const last = delegating.at(-1)
      if (last && delegating.length > Math.max(DELEGATIONS_IN_100, (articles.length * DELEGATIONS_IN_100) / 100))
        yield head(last, `全文有${delegating.length}处授权另行制定，能写明的在法规中写明`)
    }
  },
  {
    id: 'transition-place',
    severity: 'hint',
    title: '过渡性规定放在附则',
    source: T1('第3条'),
    decides: 'program',
    *find({ passages, articles }) {
      for (const passage of passages)
        if (
          passage.articleIndex < articles.length * 0.7 &&
          /本(?:条例|办法|规定)(?:施行|实施)(?:之)?前(?:已经|已|尚未|依法)/.test(passage.text)
        )
          yield head(passage, '过渡性规定一般放在附则')
    }
  },
  {
    id: 'commencement-missing',
    severity: 'error',
    title: '写明施行日期',
    source: '立法法第六十一条',
    decides: 'program',
    *find(text, { today }) {
      const last = text.passages.at(-1)
      if (!last || text.nameKind === null || text.nameKind === '决定' || text.articles.length < 3) return
      const found = text.passages.find(({ masked }) => COMMENCEMENT.test(masked))
      if (!found && !text.passages.some(({ text: words }) => /施行(?:日期|时间)/.test(words)))
        yield head(last, `没有施行日期，写“本${text.nameKind}自×年×月×日起施行。”`)
      const date = today === undefined || !found ? null : commencementDate(found.text)
      if (date !== null && today !== undefined && date < today && found) yield head(found, `施行日期${date}早于今天，核对后更正`)
    }
  },
  {
    id: 'commencement-last',
    severity: 'error',
    title: '施行日期在最后一条',
    source: PRACTICE,
    decides: 'program',
    *find(text) {
      const found = commencements(text).filter(({ masked }) => /^本(?:条例|办法|规定|规则|细则|法)自/.test(masked))
      const last = found.at(-1)
      if (last && last.articleIndex < text.articles.length - 1) yield head(last, '施行日期是最后一条')
    }
  },
  {
    id: 'repeal-clause',
    severity: 'hint',
    title: '被代替的法规同时废止',
    source: T1('第28条'),
    decides: 'program',
    *find(text, { replaces }) {
      const last = text.passages.at(-1)
      if (replaces === undefined || !last) return
      if (!text.passages.some(({ text: words }) => words.includes(`《${replaces}》`) && words.includes('废止')))
        yield head(last, `写明“《${replaces}》同时废止”`)
    }
  },
  {
    id: 'annex-unused',
    severity: 'warning',
    title: '附件在正文中提到',
    source: PRACTICE,
    decides: 'program',
    *find({ law, passages }) {
      const annexes = law.tree.children.filter(child => child.type === 'annex')
      const body = passages.map(({ text }) => text).join('\n')
      for (const annex of annexes) {
        const kind = /^附[件表录图]/.exec(annex.name)?.[0] ?? '附件'
        const { offset } = annex.position.start
        if (!body.includes(kind)) yield { start: offset, end: offset + Math.min(annex.name.length, 12), message: `正文没有提到“${kind}”` }
      }
      if (annexes.length > 0) return
      for (const passage of passages) {
        const mention = /(?:见|详见|本(?:条例|办法|规定))(?:的)?(?<name>附[件表录])(?!近)/.exec(passage.masked)
        if (mention) yield head(passage, `正文提到“${mention.groups?.['name']}”，文后没有`)
      }
    }
  },
  {
    id: 'caption-leftover',
    severity: 'error',
    title: '表决稿不带条标',
    source: PRACTICE,
    decides: 'program',
    fixable: true,
    *find({ byArticle }, { voting = true }) {
      if (!voting) return
      for (const [first] of byArticle) {
        const caption = first && /^(?:【[^】]{1,20}】|〖[^〗]{1,20}〗)[ \u3000]?/.exec(first.text)?.[0]
        if (first && caption)
          yield {
            start: first.start,
            end: first.start + caption.length,
            message: '条标只在起草时使用，表决稿中删去',
            suggestion: '',
            replacement: ''
          }
      }
    }
  },
  {
    id: 'title-kind',
    severity: 'error',
    title: '名称与种类相符',
    source: '规章制定程序条例第七条',
    decides: 'program',
    *find({ law }, { issuer }) {
      const title = law.tree.children.find(child => child.type === 'title')
      if (!title || issuer !== 'government' || !/条例(?:（[^（）]{1,20}）)?$/.test(law.title)) return
      yield { start: title.position.start.offset, end: title.position.end.offset, message: '规章的名称一般是“规定”“办法”，不得称“条例”' }
    }
  },
  {
    id: 'title-note-order',
    severity: 'warning',
    title: '题注按时间先后',
    source: '立法法第六十五条',
    decides: 'program',
    *find({ law }, { issuer }) {
      for (const child of law.tree.children) {
        if (child.type !== 'titleNote') continue
        const { start, end } = child.position
        const note = law.text.slice(start.offset, end.offset)
        const dates = [...note.matchAll(NOTE_DATE)].map(
          ([, year = '', month = '', day = '']) => year + month.padStart(2, '0') + day.padStart(2, '0')
        )
        if (dates.some((date, index) => date < (dates[index - 1] ?? '')))
          yield { start: start.offset, end: end.offset, message: '题注中的日期按先后排列：先通过，后批准' }
        if (issuer === 'city' && note.includes('通过') && !note.includes('批准'))
          yield { start: start.offset, end: end.offset, message: '设区的市的法规须经批准，题注写明批准的机关和日期' }
      }
    }
  },
  wording({
    id: 'amend-phrase',
    severity: 'warning',
    title: '修正用修改决定，不在全文中写修改',
    source: '立法法第五十八条',
    pattern:
      /(?<=^)(?:将)?(?:原)?第[一二三四五六七八九十百零]{1,9}条(?:第[一二三四五六七八九十]{1,3}款)?(?:修改为|改为第)|(?<=^)(?:增加一条，作为|删去第)/g,
    message: '修改的内容写在修改决定里，并附修改前后对照文本；新的全文只写修改后的条文'
  })
]

function sentenceAt(text: string, at: number): string {
  const from = text.lastIndexOf('。', at) + 1
  const to = text.indexOf('。', at)
  return text.slice(from, to < 0 ? text.length : to)
}

/** The ISO date of a commencement clause; null when it names none. */
function commencementDate(text: string): string | null {
  const { year, month, day } = COMMENCEMENT.exec(text)?.groups ?? {}
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null
}

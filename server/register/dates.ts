/**
 * What a regulation's own text says of its days: the 题注 when it was passed, approved and promulgated, the last articles when it commences, and which
 * articles commence or lapse on days of their own. Pure; what is not said stays null.
 */
import { type Law, passages } from '../law/index.ts'
import { addDays } from '../web/dates.ts'

export interface TextDates {
  readonly passedOn: string | null
  readonly approvedOn: string | null
  readonly promulgatedOn: string | null
  readonly effectiveOn: string | null
  readonly lapsesOn: string | null
}

export interface OwnTerm {
  readonly article: string
  readonly effectiveOn: string | null
  readonly lapsesOn: string | null
}

const DAY = String.raw`(\d{4})年(\d{1,2})月(\d{1,2})日`
const NUMERAL = '[〇零一二三四五六七八九十百千]'
const SELF = '本(?:条例|办法|规定|规则|细则|法|决定)'

/** @example datesIn(parse('# 甲条例\n\n（2019年8月28日…会议通过）\n\n第九条　本条例自2020年1月1日起施行。')).effectiveOn // '2020-01-01' */
export function datesIn(law: Law): TextDates {
  const all = passages(law)
  const note = all
    .filter(({ unit }) => unit === 'titleNote')
    .map(({ text }) => text)
    .join('\n')
  const body = all
    .filter(({ unit }) => unit === 'article')
    .map(({ text }) => text)
    .join('\n')
  const promulgatedOn = said(note, new RegExp(`${DAY}[^年]{0,80}?公布`))
  const onPromulgation = new RegExp(`${SELF}自公布之日起施行`).test(body) ? promulgatedOn : null
  const lastDay = said(body, new RegExp(`${SELF}[^。]{0,20}(?:有效期至|施行至)${DAY}`))
  return {
    passedOn: said(note, new RegExp(`${DAY}[^年]{0,80}?通过`)),
    approvedOn: said(note, new RegExp(`${DAY}[^年]{0,80}?批准`)),
    promulgatedOn,
    effectiveOn: said(body, new RegExp(`${SELF}自${DAY}起施行`)) ?? onPromulgation ?? said(note, new RegExp(`自${DAY}起施行`)),
    lapsesOn: lastDay === null ? null : addDays(lastDay, 1)
  }
}

/** The day of the last amendment that a 题注 names (…修正, …修订): from then on, unless the decision says otherwise, the text reads as it does. */
export function amendedOnIn(law: Law): string | null {
  const note = passages(law)
    .filter(({ unit }) => unit === 'titleNote')
    .map(({ text }) => text)
    .join('\n')
  const days = [...note.matchAll(new RegExp(`${DAY}[^年]{0,120}?(?:修正|修订)`, 'g'))].flatMap(([, ...day]) => iso(day) ?? [])
  return days.sort().at(-1) ?? null
}

/** Articles with days of their own: 本条例自2026年1月1日起施行，第十条自2027年1月1日起施行。 */
export function ownTermsIn(law: Law): OwnTerm[] {
  const terms: OwnTerm[] = []
  const from = new RegExp(`(第${NUMERAL}{1,8}条)(?:[^。；第]{0,20}的规定)?自${DAY}起施行`, 'g')
  const until = new RegExp(`(第${NUMERAL}{1,8}条)[^。；第]{0,20}(?:有效期至|施行至)${DAY}`, 'g')
  for (const { unit, text } of passages(law)) {
    if (unit !== 'article') continue
    for (const [, article = '', ...day] of text.matchAll(from)) terms.push({ article, effectiveOn: iso(day), lapsesOn: null })
    for (const [, article = '', ...day] of text.matchAll(until)) {
      const last = iso(day)
      terms.push({ article, effectiveOn: null, lapsesOn: last === null ? null : addDays(last, 1) })
    }
  }
  return terms.filter(({ effectiveOn, lapsesOn }) => effectiveOn !== null || lapsesOn !== null)
}

function said(text: string, pattern: RegExp): string | null {
  const match = pattern.exec(text)
  return match ? iso(match.slice(1, 4)) : null
}

/** A day that there is; null for a 31st of February. */
function iso([year = '', month = '', day = '']: readonly string[]): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? null : date
}

/** The name of the regulation that a bill is about: 关于修改《甲条例》的决定 and 甲条例（修正） are about 甲条例. */
export function nameOf(title: string): string {
  const named = /^.{0,60}关于(?:修改|修正|废止|修订)《([^《》]{1,200})》/.exec(title)?.[1] ?? title
  return named
    .replace(/[（(](?:修正|修订|废止|修正案|草案|修订草案|修正草案|表决稿)[^（）()]{0,20}[）)]/g, '')
    .replace(/修正案$/, '')
    .trim()
}

/** What a newer text of a law touches of ours: which of our regulations and running drafts cite it, and what became of the articles that they cite. */
import type { Impact } from '../../schema/library.ts'
import { type Law, parse, redline } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import { type Naming, shortTitle } from './citing.ts'
import { oursNaming } from './ours-naming.ts'
import { demandRegulation } from './read.ts'
import { selectNewerTexts, selectTexts, selectWords } from './store.ts'

type Became = { readonly kind: 'changed' | 'gone' | 'moved' | 'untouched'; readonly now: string | null }

/** The newest text of a law against the one before. @throws {Problem} `not-found` */
export async function impactOf({ db }: Pick<Services, 'db'>, id: string): Promise<Impact> {
  const row = await demandRegulation(db, id)
  const [before, newest] = (await selectTexts(db, id)).slice(-2)
  const last = newest ?? before
  const words = await selectWords(db, before && newest ? [before, newest] : last ? [last] : [])
  const textOf = (seq: number | undefined) => words.find(text => text.seq === seq)?.text ?? ''
  const became = newest && before ? whatBecame(textOf(before.seq), textOf(newest.seq)) : new Map<string, Became>()
  const changed = [...became].filter(([, { kind }]) => kind === 'changed' || kind === 'gone').map(([label]) => label)
  const places = (await oursNaming(db, row.title)).flatMap(naming =>
    placesOf(naming, row.title, became).map(place => ({
      ...place,
      regulation: naming.bill === null ? naming.subject : null,
      bill: naming.bill
    }))
  )
  return {
    regulation: id,
    title: row.title,
    from: newest && before ? before.seq : null,
    to: last?.seq ?? 1,
    changed,
    places: places.sort((a, b) => ORDER.indexOf(a.impact) - ORDER.indexOf(b.impact))
  }
}

const ORDER = ['gone', 'changed', 'moved', 'whole', 'untouched'] as const

/** What became of each article of the old text; new articles are changes, too. */
function whatBecame(old: string, next: string): Map<string, Became> {
  const became = new Map<string, Became>()
  for (const { kind, from, to } of redline(old, next).articles) {
    const label = from ?? to
    if (label === null || !/^第.+条/.test(label)) continue
    const isSame = kind === 'unchanged' || kind === 'moved'
    became.set(label, {
      kind: to === null ? 'gone' : !isSame ? 'changed' : from === to ? 'untouched' : 'moved',
      now: to
    })
  }
  return became
}

/** How one article of ours names the law: each article of it that is cited, or the law as a whole. */
function placesOf({ title, article, body, text }: Naming, law: string, became: ReadonlyMap<string, Became>) {
  const cited = citedArticles(parse(`第一条　${body}`), law)
  if (cited.length === 0) return [{ title, article, text, impact: 'whole' as const, now: null }]
  return cited.map(one => {
    const { kind, now } = became.get(one.label) ?? { kind: 'untouched' as const, now: one.label }
    return { title, article, text: one.text, impact: kind, now }
  })
}

const citedArticles = (law: Law, title: string): { label: string; text: string }[] =>
  law.references.flatMap(({ target, text }) =>
    target.article !== undefined && target.instrument !== 'self' && shortTitle(target.instrument) === shortTitle(title)
      ? [{ label: target.article, text }]
      : []
  )

/** Laws of the library that got a newer text, with how many regulations and drafts of ours name them. */
export async function newerLaws({ db }: Pick<Services, 'db'>, limit = 5) {
  const newer = await selectNewerTexts(db, limit * 2)
  const once = [...new Map(newer.toReversed().map(row => [row.id, row])).values()].toReversed().slice(0, limit)
  return Promise.all(
    once.map(async row => ({ ...row, touched: new Set((await oursNaming(db, row.title)).map(({ subject }) => subject)).size }))
  )
}

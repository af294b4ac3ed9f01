import type { TextLink } from '../formats/law-html.tsx'
import { type Law, passages } from '../law/index.ts'
import type { Services } from '../store/services.ts'
import { resolvePlaces } from './cited-places.ts'

/** Of a long article the beginning is shown. */
const SHOWN = 300

/** Where the references of a text lead: to its own articles, and to the laws of the library as they read today. What is not there is marked. */
export async function linksOf(services: Pick<Services, 'db' | 'now'>, law: Law): Promise<TextLink[]> {
  const own = new Map(passages(law).flatMap(({ unit, label, text }) => (unit === 'article' ? [[label, text] as const] : [])))
  const beyond = law.references.filter(({ target, state }) => target.instrument !== 'self' && state !== 'ignored')
  const answers = await resolvePlaces(
    services,
    beyond.map(({ target: { to: _, ...place } }) => place)
  )
  const resolved = new Map(beyond.map((reference, at) => [reference, answers[at]]))
  return law.references
    .flatMap((reference): TextLink[] => {
      const { start, end, target, state, reason = '' } = reference
      const found = resolved.get(reference)
      if (found) {
        if (found.regulation === null) return []
        const { article } = found.place
        const href = `/regulations/${found.regulation}${article === undefined ? '' : `#${encodeURIComponent(article)}`}`
        const title = [found.reason, found.words].filter(Boolean).join('　') || `《${found.title}》`
        return [{ start, end, href, title, isWrong: found.state !== 'valid' }]
      }
      if (target.instrument !== 'self') return []
      if (state === 'dangling') return [{ start, end, href: null, title: reason, isWrong: true }]
      const words = target.article === undefined ? undefined : own.get(target.article)
      if (state !== 'valid' || words === undefined) return []
      const title = words.length > SHOWN ? `${words.slice(0, SHOWN).toWellFormed()}……` : words
      return [{ start, end, href: `#${encodeURIComponent(target.article ?? '')}`, title, isWrong: false }]
    })
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start)
}

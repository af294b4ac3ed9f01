/** What is cited of other laws, against the library: each place is asked about once, and what was answered stands in the analysis like any finding. */
import type { ResolvedPlace } from '../../../../schema/library.ts'
import type { Analysis, Finding, FoundReference } from './analysis.ts'
import type { Service } from './service.ts'

const keyOf = (place: FoundReference['place']): string => JSON.stringify(place)
/** As many places are asked about at once as the service answers. */
const AT_ONCE = 500

export class Cited {
  readonly #service: Service
  readonly #known = new Map<string, ResolvedPlace>()

  constructor(service: Service) {
    this.#service = service
  }

  /** Asks about what is not known yet. @returns whether there is something new */
  async learn({ references }: Analysis): Promise<boolean> {
    const unknown = new Map(
      references.flatMap(({ place }) => (place && !this.#known.has(keyOf(place)) ? [[keyOf(place), place] as const] : []))
    )
    if (unknown.size === 0) return false
    const answers = await this.#service.places([...unknown.values()].slice(0, AT_ONCE))
    for (const answer of answers) this.#known.set(keyOf(answer.place), answer)
    return answers.length > 0
  }

  /** The analysis with what the library says. */
  in(analysis: Analysis): Analysis {
    const resolved = analysis.references.map(reference => {
      const found = reference.place ? this.#known.get(keyOf(reference.place)) : undefined
      if (!found || found.state === 'notInLibrary') return { reference, found }
      const state = found.state === 'valid' ? ('valid' as const) : ('dangling' as const)
      const words = [found.reason, found.words].filter(Boolean).join('\n') || `《${found.title}》`
      return { reference: { ...reference, state, words }, found }
    })
    const findings = resolved.flatMap(({ reference, found }) => findingOf(analysis, reference, found))
    return {
      ...analysis,
      references: resolved.map(({ reference }) => reference),
      findings: [...analysis.findings, ...findings],
      rules: analysis.rules + 1,
      unchecked: resolved.filter(({ found }) => found?.state === 'notInLibrary').length
    }
  }
}

function findingOf({ outline }: Analysis, { start, end }: FoundReference, found: ResolvedPlace | undefined): Finding[] {
  if (found?.state !== 'dangling' && found?.state !== 'notInForce') return []
  const article = outline.find(one => one.kind === 'article' && one.start <= start && start < one.end)?.label ?? null
  const message = `${found.reason ?? ''}，请核对所引条文`
  return [{ rule: 'library-reference', title: '引用其他法律法规', severity: 'warning', message, article, start, end, replacement: null }]
}

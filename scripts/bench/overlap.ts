/** Overlap of a draft of 60 articles with 30 superior laws. Goal: 100 ms; least: 1 s. Prints figures; decides nothing. */
import { overlap } from '../../server/law/index.ts'
import { sampleLaw } from './sample.ts'

export interface OverlapFigures {
  readonly characters: number
  /** Milliseconds of the fastest run. */
  readonly overlap: number
  readonly exponent: number
}

const DRAFT_ARTICLES = 60
const SUPERIORS = 30
const SUPERIOR_ARTICLES = 100

export function benchOverlap(): OverlapFigures {
  const draft = sampleLaw(DRAFT_ARTICLES)
  const sizes = [1, 4, 16]
  const times = sizes.map(size => {
    const superiors = superiorLaws(SUPERIORS * size)
    return fastest(size === 16 ? 3 : 8, () => overlap(draft, superiors))
  })
  const characters = superiorLaws(SUPERIORS).reduce((sum, text) => sum + text.length, 0)
  const exponent = Math.log((times[2] ?? 0) / (times[0] ?? 1)) / Math.log(16)
  process.stdout.write(
    `overlap of ${DRAFT_ARTICLES} articles with ${SUPERIORS} laws of ${characters} characters: ` +
      `${times.map((time, at) => `${sizes[at]}× ${time.toFixed(0)} ms`).join(', ')}, exponent ${exponent.toFixed(2)}\n`
  )
  return { characters, overlap: times[0] ?? 0, exponent }
}

/** Laws of their own words; each third one shares its first articles with the draft. */
function superiorLaws(count: number): string[] {
  return Array.from({ length: count }, (_, at) => sampleLaw(SUPERIOR_ARTICLES, at % 3 === 0 ? 1 : at + 2))
}

function fastest(runs: number, work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    work()
    least = Math.min(least, performance.now() - start)
  }
  return least
}

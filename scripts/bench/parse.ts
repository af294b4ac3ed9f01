/** Parse against remark-parse on the same text in the same run, and how its cost grows. Goal (design): 150 times as fast, exponent at most 1.1. */
import { remark } from 'remark'
import { parse } from '../../server/law/index.ts'
import { SAMPLE_ARTICLES, sampleLaw } from './sample.ts'

export interface ParseFigures {
  readonly characters: number
  /** Milliseconds of the fastest run: on a busy machine the others measure their neighbours. */
  readonly parse: number
  readonly remark: number
  readonly ratio: number
  /** The power of size with which time grows from 1× to 16×; 1 is linear. */
  readonly exponent: number
}

/** Runs the two by turns, so that both meet the same machine; prints and returns the figures. */
export function benchParse(rounds = 12): ParseFigures {
  const text = sampleLaw()
  const markdown = remark()
  let [fastest, peer] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let warm = 0; warm < 30; warm++) parse(text)
  for (let round = 0; round < rounds; round++) {
    for (let run = 0; run < 8; run++)
      fastest = Math.min(
        fastest,
        timed(() => parse(text))
      )
    peer = Math.min(
      peer,
      timed(() => markdown.parse(text))
    )
  }
  const sizes = [1, 4, 16]
  const times = sizes.map(size => {
    const longer = sampleLaw(SAMPLE_ARTICLES * size)
    return Math.min(...Array.from({ length: 8 }, () => timed(() => parse(longer))))
  })
  const exponent = Math.log((times[2] ?? 0) / (times[0] ?? 1)) / Math.log(16)
  const figures = { characters: text.length, parse: fastest, remark: peer, ratio: peer / fastest, exponent }
  process.stdout.write(
    `parse ${SAMPLE_ARTICLES} articles, ${text.length} characters: ${fastest.toFixed(2)} ms, remark-parse ${peer.toFixed(1)} ms, ` +
      `${figures.ratio.toFixed(0)}×; ${times.map((time, at) => `${sizes[at]}× ${time.toFixed(1)} ms`).join(', ')}, exponent ${exponent.toFixed(2)}\n`
  )
  return figures
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

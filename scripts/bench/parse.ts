/** Parse against remark-parse on the same text in the same run, and how its cost grows. Goal (design): 150 times as fast, exponent at most 1.1. */
import { remark } from 'remark'
import { parse } from '../../server/law/index.ts'
import { SAMPLE_ARTICLES, sampleLaw } from './sample.ts'

export interface ParseFigures {
  readonly characters: number
  /** CPU milliseconds a run. */
  readonly parse: number
  readonly remark: number
  readonly ratio: number
  /** The power of size with which time grows from 1× to 16×; 1 is linear. */
  readonly exponent: number
}

/** Parse runs before its peer, which leaves megabytes of garbage that the next run would have to sweep up. */
export function benchParse(): ParseFigures {
  const text = sampleLaw()
  average(100, () => parse(text))
  const ours = average(300, () => parse(text))
  const sizes = [1, 4, 16]
  const times = sizes.map(size => {
    const longer = sampleLaw(SAMPLE_ARTICLES * size)
    return average(320 / size, () => parse(longer))
  })
  const markdown = remark()
  const peer = average(10, () => markdown.parse(text))
  const exponent = Math.log((times[2] ?? 0) / (times[0] ?? 1)) / Math.log(16)
  const figures = { characters: text.length, parse: ours, remark: peer, ratio: peer / ours, exponent }
  process.stdout.write(
    `parse ${SAMPLE_ARTICLES} articles, ${text.length} characters: ${ours.toFixed(2)} ms, remark-parse ${peer.toFixed(1)} ms, ` +
      `${figures.ratio.toFixed(0)}×; ${times.map((time, at) => `${sizes[at]}× ${time.toFixed(1)} ms`).join(', ')}, exponent ${exponent.toFixed(2)}\n`
  )
  return figures
}

/** CPU time of this thread in milliseconds a run: other programs on the machine do not count. Its clock ticks slowly, so many runs are one measure. */
function average(runs: number, work: () => unknown): number {
  const start = process.threadCpuUsage()
  for (let run = 0; run < runs; run++) work()
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1000 / runs
}

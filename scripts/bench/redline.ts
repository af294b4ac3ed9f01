/**
 * The redline against what else compares texts: `diffChars` of package diff and diff-match-patch without a time limit in this process,
 * `git diff --word-diff` as a process. How it reads is held against diff-match-patch with its semantic cleanup. On the generated law lightly amended and heavily revised, and on the corpus' pairs when CORPUS_DIR is set. Prints figures; decides nothing.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { diffChars } from 'diff'
import DiffMatchPatch from 'diff-match-patch'
import type { Redline } from '../../schema/redline.ts'
import { redline } from '../../server/law/index.ts'
import { SAMPLE_ARTICLES, type SampleAmendment, sampleAmendment, sampleRevision } from './sample.ts'

interface Texts {
  readonly old: string
  readonly next: string
}

/** How a redline reads. */
export interface Quality {
  /** Places at which a reader sees a change, and the struck and new runs there. */
  readonly changes: number
  readonly hunks: number
  readonly changedCharacters: number
  /** Equal runs of at most two characters between two changes: confetti. */
  readonly islands: number
}

export interface RedlineFigures extends Quality {
  readonly name: string
  /** Milliseconds of the fastest run. */
  readonly redline: number
  readonly git: number | null
  readonly diffChars: number | null
  readonly diffMatchPatch: number
  /** Ours over those of diff-match-patch with cleanup. */
  readonly hunksRatio: number
  readonly kindsRight: boolean
}

export function benchRedline(): { readonly figures: readonly RedlineFigures[]; readonly exponent: number } {
  const figures = [measure('amended', sampleAmendment(), true), measure('revised', sampleRevision(), false)]
  const sizes = [1, 4, 16]
  const times = sizes.map(size => {
    const { old, next } = sampleAmendment(SAMPLE_ARTICLES * size)
    return fastest(size === 16 ? 3 : 8, () => redline(old, next))
  })
  const exponent = Math.log((times[2] ?? 0) / (times[0] ?? 1)) / Math.log(16)
  print(`redline at ${times.map((time, at) => `${sizes[at]}× ${time.toFixed(1)} ms`).join(', ')}, exponent ${exponent.toFixed(2)}`)
  const unrelated = unrelatedTexts()
  print(
    `redline of two unrelated texts of ${unrelated.old.length} characters: ${fastest(2, () => redline(unrelated.old, unrelated.next)).toFixed(0)} ms`
  )
  const corpus = process.env['CORPUS_DIR']
  if (corpus) benchPairs(corpus)
  return { figures, exponent }
}

function measure(name: string, sample: SampleAmendment, withCharacters: boolean): RedlineFigures {
  const { old, next } = sample
  const found = redline(old, next)
  const { modified, inserted, deleted, moved, movedAndModified } = found.stats
  const kindsRight =
    modified === sample.edited &&
    inserted === sample.inserted &&
    deleted === sample.deleted &&
    moved === sample.moved &&
    movedAndModified === 0
  const ours = fastest(20, () => redline(old, next))
  const git = gitTime(sample)
  const characters = withCharacters ? fastest(1, () => diffChars(old, next)) : null
  const quality = qualityOf(found)
  const peer = diffMatchPatch(old, next)
  const peers = [
    git === null ? 'git missing' : `git --word-diff ${git.toFixed(0)} ms (1/${(git / ours).toFixed(1)})`,
    `diff-match-patch ${peer.time.toFixed(0)} ms (1/${(peer.time / ours).toFixed(1)})`,
    characters === null ? '' : `diffChars ${characters.toFixed(0)} ms (1/${(characters / ours).toFixed(0)})`
  ]
  print(
    `redline ${name}: ${ours.toFixed(1)} ms; ${peers.filter(peer => peer !== '').join(', ')}; kinds ${kindsRight ? 'exactly right' : 'WRONG'}; ${described(quality)}; against diff-match-patch: ${against(quality, peer)}`
  )
  const hunksRatio = quality.hunks / peer.hunks
  return { name, redline: ours, git, diffChars: characters, diffMatchPatch: peer.time, hunksRatio, kindsRight, ...quality }
}

function qualityOf({ articles, stats }: Redline): Quality {
  let [hunks, islands] = [0, 0]
  for (const entry of articles) {
    entry.hunks.forEach(({ op, text }, at) => {
      if (op !== 'equal') hunks++
      else if (text.length <= 2 && at > 0 && at < entry.hunks.length - 1) islands++
    })
  }
  return { changes: stats.changes, hunks, islands, changedCharacters: stats.insertedCharacters + stats.deletedCharacters }
}

interface Peer {
  readonly time: number
  readonly hunks: number
  readonly changedCharacters: number
}

/** What diff-match-patch makes of two texts, and how long its comparison alone takes. */
function diffMatchPatch(old: string, next: string): Peer {
  const peer = new DiffMatchPatch()
  peer.Diff_Timeout = 0
  let diffs: DiffMatchPatch.Diff[] = []
  const time = fastest(1, () => {
    diffs = peer.diff_main(old, next)
  })
  peer.diff_cleanupSemantic(diffs)
  const changes = diffs.filter(([op, text]) => op !== 0 && text.trim() !== '')
  return { time, hunks: changes.length, changedCharacters: changes.reduce((sum, [, text]) => sum + text.length, 0) }
}

const against = ({ hunks, changedCharacters }: Quality, peer: Peer): string =>
  `${(hunks / peer.hunks).toFixed(2)} of its hunks, ${(changedCharacters / peer.changedCharacters).toFixed(2)} of its changed characters`

const described = ({ changes, hunks, islands, changedCharacters }: Quality): string =>
  `${changes} changes in ${hunks} hunks, ${changedCharacters} characters, ${islands} islands`

function benchPairs(corpus: string): void {
  const index: unknown = JSON.parse(fs.readFileSync(path.join(corpus, 'index.json'), 'utf8'))
  for (const { title, old, next } of pairsOf(index, corpus)) {
    const quality = qualityOf(redline(old, next))
    const ours = fastest(3, () => redline(old, next))
    const peer = diffMatchPatch(old, next)
    print(
      `redline of ${title}: ${ours.toFixed(1)} ms, diff-match-patch ${peer.time.toFixed(0)} ms (1/${(peer.time / ours).toFixed(1)}); ` +
        `${described(quality)}; against diff-match-patch: ${against(quality, peer)}`
    )
  }
}

interface Pair extends Texts {
  readonly title: string
}

/** The pairs that the corpus' index names: `pairs: [{title, old: {path}, new: {path}}]`. */
function pairsOf(index: unknown, corpus: string): Pair[] {
  const { pairs } = index as { pairs: readonly { title: string; old: { path: string }; new: { path: string } }[] }
  const read = (file: string) => fs.readFileSync(path.join(corpus, file), 'utf8')
  return pairs.map(pair => ({ title: pair.title, old: read(pair.old.path), next: read(pair.new.path) }))
}

/** Two laws of other words and no article in common, each some 200,000 characters. */
function unrelatedTexts(): Texts {
  const text = (seed: number) =>
    Array.from({ length: 2_000 }, (_, article) => {
      const words = Array.from({ length: 96 }, (_, at) =>
        String.fromCharCode(0x4e00 + ((seed * 7_919 + article * 104_729 + at * at * 31 + at * 613) % 6_000))
      )
      return `第${article + 1}条 ${words.join('')}。`
    }).join('\n')
  return { old: text(1), next: text(2) }
}

/** @returns null where there is no git */
function gitTime({ old, next }: Texts): number | null {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-bench-'))
  try {
    fs.writeFileSync(path.join(folder, 'old.md'), old)
    fs.writeFileSync(path.join(folder, 'new.md'), next)
    const diff = () => spawnSync('git', ['diff', '--no-index', '--word-diff', 'old.md', 'new.md'], { cwd: folder })
    return diff().error ? null : fastest(5, diff)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
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

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

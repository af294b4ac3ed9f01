/**
 * How long a draft of 60 articles takes to check (goal 300 ms), and, when CORPUS_DIR is set, how often each rule speaks on published
 * regulations: there nearly every finding is a false alarm, so a noisy rule is seen at once. Prints figures; decides nothing.
 */
import fs from 'node:fs'
import path from 'node:path'
import { lint, lintRules, parse } from '../../server/law/index.ts'
import { sampleLaw } from './sample.ts'

const RUNS = 10

export function benchLint(): void {
  const draft = sampleLaw(60)
  lint(draft)
  const start = performance.now()
  for (let run = 0; run < RUNS; run++) lint(draft)
  process.stdout.write(`lint of 60 articles, ${draft.length} characters: ${((performance.now() - start) / RUNS).toFixed(1)} ms, goal 300\n`)
  const corpus = process.env['CORPUS_DIR']
  if (corpus) countOn(path.join(corpus, 'laws'))
}

function countOn(folder: string): void {
  const counts = new Map(lintRules.map(({ rule }) => [rule, 0]))
  const severities: Record<string, number> = { error: 0, warning: 0, hint: 0 }
  let articles = 0
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.md'))
  for (const file of files) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8')
    articles += parse(text).counts.article
    for (const { rule, severity } of lint(text)) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1)
      severities[severity] = (severities[severity] ?? 0) + 1
    }
  }
  const found = [...counts].filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one)
  const errors = ((severities['error'] ?? 0) / articles).toFixed(4)
  process.stdout.write(`${files.length} regulations, ${articles} articles: ${JSON.stringify(severities)}, ${errors} errors an article\n`)
  for (const [rule, count] of found) process.stdout.write(`${String(count).padStart(7)}  ${rule}\n`)
  process.stdout.write(
    `silent: ${[...counts]
      .filter(([, count]) => count === 0)
      .map(([rule]) => rule)
      .join(', ')}\n`
  )
}

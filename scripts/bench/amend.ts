/** How long a decision takes to write and to execute on the generated law, and how often each operation was used on a body of law. */
import fs from 'node:fs'
import path from 'node:path'
import { readBody } from '../../server/law/amend/body.ts'
import { generate } from '../../server/law/amend/generate.ts'
import { amend, apply, parse } from '../../server/law/index.ts'
import { sampleAmendment } from './sample.ts'

/** Prints its figures: the work against one redline of the same texts, which every decision begins with. */
export function benchAmend(): void {
  const { old, next } = sampleAmendment()
  const start = performance.now()
  const decision = amend(old, next)
  const written = performance.now()
  apply(decision, old)
  const applied = performance.now()
  process.stdout.write(`amend ${old.length} characters: ${(written - start).toFixed(0)} ms, apply ${(applied - written).toFixed(0)} ms\n`)
  const corpus = process.env['CORPUS_DIR']
  if (corpus) process.stdout.write(`operations on the corpus: ${JSON.stringify(operationsOn(corpus))}\n`)
}

/** Every two versions of a law that the folder `versions` holds side by side. */
function operationsOn(corpus: string): Record<string, number> {
  const count: Record<string, number> = {}
  const versions = path.join(corpus, 'versions')
  for (const title of fs.readdirSync(versions)) {
    const texts = fs
      .readdirSync(path.join(versions, title))
      .sort()
      .map(file => fs.readFileSync(path.join(versions, title, file), 'utf8'))
    for (const [index, text] of texts.slice(1).entries())
      for (const { op } of generate(readBody(parse(texts[index] ?? '')), readBody(parse(text)))) count[op] = (count[op] ?? 0) + 1
  }
  return count
}

import { Compile } from 'typebox/compile'
import type { ReadOpinion } from '../../schema/imports.ts'
import { Problem } from '../../schema/problems.ts'
import { ReviewAnswer } from '../../schema/review-packages.ts'
import { type Passage, parse, passages } from '../law/index.ts'
import { anchorIn } from '../opinions/anchor.ts'
import { demandRole } from '../people/permissions.ts'
import type { Actor, Services } from '../store/services.ts'
import { readUpload, type Upload } from '../uploads/read-upload.ts'
import { chinaDate } from '../web/dates.ts'
import { store, versionOf } from './begin.ts'
import { isSigned, sha256 } from './package.ts'

const answers = Compile(ReviewAnswer)

/**
 * Reads the answer to an offline review package of this bill. Its opinions are anchored in the version that the package showed; from there they
 * follow their articles as all others do.
 * @throws {Problem} `package-changed` for what is no answer, or was changed; what reading a file throws
 */
export async function beginAnswerImport(
  services: Services,
  actor: Actor,
  key: string,
  bill: string,
  upload: Upload | null
): Promise<string> {
  demandRole(actor, 'staff')
  const answer = readAnswer(await readUpload('json', upload), key)
  const { manifest, reviewer, savedOn, opinions: said } = answer
  if (manifest.bill !== bill)
    throw new Problem('package-changed', { detail: `这是《${manifest.title}》的评审包答复，不是这件法规案的；请到那件法规案中导入。` })
  const version = await versionOf(services, bill, manifest.version)
  if (version.document !== manifest.document || version.sha256 !== manifest.sha256) throw new Problem('package-changed')
  if (said.length === 0) throw new Problem('package-changed', { detail: '答复文件中没有意见。' })
  const all = passages(parse(version.text))
  const givenBy = [reviewer.unit.trim(), reviewer.name.trim()].filter(part => part !== '').join(' ')
  const givenOn = savedOn <= chinaDate(services.now()) ? savedOn : null
  const opinions = said.map((one, index) => ({ ...anchored(all, one), place: `第 ${index + 1} 条意见`, givenBy, givenOn }))
  return store(services, actor, { kind: 'answers', bill, version, upload, content: { kind: 'opinions', opinions, losses: [] } })
}

/** @throws {Problem} `package-changed` */
export function readAnswer(read: unknown, key: string): ReviewAnswer {
  if (!answers.Check(read)) throw new Problem('package-changed')
  const { format: _format, sum, ...content } = read
  const isWhole = sum === sha256(JSON.stringify(inOrder(content)))
  if (!isWhole || !isSigned(key, read.manifest, read.signature) || read.measured !== read.manifest.content)
    throw new Problem('package-changed')
  return read
}

/** As the package has added it up. */
const inOrder = ({ manifest, signature, measured, reviewer, savedOn, opinions }: Omit<ReviewAnswer, 'format' | 'sum'>) => ({
  manifest,
  signature,
  measured,
  reviewer,
  savedOn,
  opinions
})

type Anchored = Omit<ReadOpinion, 'place' | 'givenBy' | 'givenOn'>

function anchored(all: readonly Passage[], { article, quote, prefix, suffix, body, proposal }: ReviewAnswer['opinions'][number]): Anchored {
  const found = anchorIn(all, article, quote === null ? null : { exact: quote, prefix, suffix })
  const said = { body, proposal, source: null, repeats: null }
  const nowhere = { article: null, articleAt: null, quote: null, prefix: '', suffix: '', quoteStart: null, quoteEnd: null }
  if (!found) return { ...said, ...nowhere, problem: `该版本中没有${article}` }
  const { passage, words } = found
  if (quote !== null && found.found === 0) return { ...said, ...nowhere, problem: `${article}中没有所引的原文“${quote.slice(0, 20)}”` }
  return {
    ...said,
    article: passage.label,
    articleAt: passage.start,
    ...{ quote: found.quote?.exact ?? null, prefix: found.quote?.prefix ?? '', suffix: found.quote?.suffix ?? '' },
    ...{ quoteStart: words?.start ?? null, quoteEnd: words?.end ?? null },
    problem: null
  }
}

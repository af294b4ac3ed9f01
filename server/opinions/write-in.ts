import type { OpinionWriting } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { saveVersion } from '../drafts/save-version.ts'
import { type Passage, parse, passages } from '../law/index.ts'
import { demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { OpinionRow } from '../store/tables.ts'
import { newestSeq, readVersion } from '../store/versions.ts'
import type { Stand } from './anchor.ts'
import { followOpinions } from './follow.ts'
import { demandOpinion } from './read.ts'
import { isUnwritable, overlap, type Rewriting, rewriting, rewritten, type Unwritable } from './replace.ts'
import { selectProposals, updateOpinion } from './store.ts'

/** An adopted wording for the same words, which says otherwise. */
export interface Collision {
  readonly id: string
  readonly givenBy: string
  readonly proposal: string
}

export interface WritePreview {
  /** The article before and after, as a reader sees it; null with `why`. */
  readonly before: string | null
  readonly after: string | null
  readonly words: { readonly start: number; readonly end: number } | null
  readonly wording: string
  readonly why: string | null
  readonly collisions: readonly Collision[]
}

interface Plan {
  readonly seq: number
  readonly source: string
  readonly article: Passage | null
  readonly stand: Stand | undefined
  readonly made: Rewriting | Unwritable
  readonly collisions: readonly Collision[]
  /** Others that say the same of the same words: what is written is theirs too. */
  readonly agreeing: readonly OpinionRow[]
}

/** What writing an opinion's wording would do, without doing it. @throws {Problem} `not-found` */
export async function previewWriting(services: Services, actor: Actor, id: string, wording?: string): Promise<WritePreview | null> {
  const row = await demandOpinion(services.db, actor, id)
  if (row.proposal === null || row.status === 'draft' || row.writtenIn !== null) return null
  const { made, article, stand, collisions, source } = await planOf(services, row, wording ?? row.proposal)
  if (isUnwritable(made)) return { before: null, after: null, words: null, wording: row.proposal, why: made.why, collisions }
  const label = article?.label
  const next = passages(parse(rewritten(source, made))).find(
    one => one.unit === 'article' && one.label === label && one.start === article?.start
  )
  return {
    before: article?.text ?? null,
    after: next?.text ?? null,
    words: made.whole ? null : (stand?.words ?? null),
    wording: made.wording,
    why: null,
    collisions
  }
}

/**
 * Writes the proposed wording into the text (写入文本): a new version after the newest, and the opinion says in which it stands. Both or neither.
 * @throws {Problem} `forbidden`, `not-found`, `not-adopted`, `cannot-write`, `wordings-collide` with the `collisions`, and what saving refuses
 */
export async function writeProposal(
  services: Services,
  actor: Actor,
  id: string,
  { wording, despite = false }: OpinionWriting
): Promise<number> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  return transaction(services.db, async trx => {
    const inside = { ...services, db: trx }
    const row = await demandOpinion(trx, actor, id)
    if (row.verdict !== 'adopted' && row.verdict !== 'partlyAdopted') throw new Problem('not-adopted')
    if (row.writtenIn !== null) throw unwritable(`建议的表述已经写入第 ${row.writtenIn} 版。`)
    const said = wording?.trim() || row.proposal
    if (said === null) throw unwritable('这条意见没有建议的表述，不能写入；请在文本中修改。')
    const { seq, source, made, collisions, agreeing } = await planOf(inside, row, said)
    if (isUnwritable(made)) throw unwritable(made.why)
    if (collisions.length > 0 && !despite) throw new Problem('wordings-collide', { extra: { collisions } })
    const text = rewritten(source, made)
    if (text === source) throw unwritable('建议的表述与现在的文字相同，不必写入。')
    const message = `采纳${row.givenBy}对${row.article ?? '全文'}的意见`
    const saved = await saveVersion(inside, actor, row.document, { text, message, parent: seq })
    for (const one of [row, ...agreeing]) {
      if (!(await updateOpinion(trx, one.id, one.revision, { writtenIn: saved.seq }))) throw new Problem('opinion-moved')
      const about = { actor: actor.id, at, bill: one.bill, document: one.document, subject: one.id }
      await appendEvent(trx, { kind: 'opinionWritten', ...about, payload: { seq: saved.seq } })
    }
    return saved.seq
  })
}

const unwritable = (detail: string): Problem => new Problem('cannot-write', { detail })

async function planOf(services: Services, row: OpinionRow, wording: string): Promise<Plan> {
  const seq = (await newestSeq(services.db, row.document)) ?? row.version
  const source = (await readVersion(services.db, row.document, seq)).text
  const others = (await selectProposals(services.db, row.document)).filter(({ id }) => id !== row.id)
  const stands = await followOpinions(services, [row, ...others])
  const all = passages(parse(source))
  const articleOf = (stand: Stand | undefined) => all.find(one => one.unit === 'article' && one.start === stand?.article?.at) ?? null
  const rewritingOf = (one: OpinionRow, said: string) => {
    const stand = stands.get(one.id)
    return rewriting(source, articleOf(stand), stand?.words ?? null, one.quote !== null, said)
  }
  const made = rewritingOf(row, wording)
  const rivals = isUnwritable(made)
    ? []
    : others.flatMap(other => {
        const theirs = rewritingOf(other, other.proposal ?? '')
        return !isUnwritable(theirs) && overlap(made, theirs) ? [{ other, theirs }] : []
      })
  const isSame = ({ theirs }: { theirs: Rewriting }) =>
    !isUnwritable(made) && theirs.start === made.start && theirs.end === made.end && theirs.wording === made.wording
  return {
    ...{ seq, source, made, article: articleOf(stands.get(row.id)), stand: stands.get(row.id) },
    agreeing: rivals.filter(isSame).map(({ other }) => other),
    collisions: rivals
      .filter(rival => !isSame(rival))
      .map(({ other: { id, givenBy, proposal } }) => ({ id, givenBy, proposal: proposal ?? '' }))
  }
}

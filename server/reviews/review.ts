/** What a reviewer was sent: the round, its text against the one before, and his own opinions on it. */
import type { Bill } from '../../schema/bills.ts'
import { MAX_LIMIT } from '../../schema/http.ts'
import type { Opinion, Round } from '../../schema/opinions.ts'
import type { NewReviewOpinion } from '../../schema/reviews.ts'
import { readBill } from '../bills/read.ts'
import { type Comparison, compareVersions } from '../drafts/compare.ts'
import { listDocumentVersions, readDocumentVersion } from '../drafts/documents.ts'
import { versionName } from '../drafts/text-of.tsx'
import { changeDraft, withdrawOpinion } from '../opinions/change-draft.ts'
import { fileOpinion } from '../opinions/file.ts'
import { readRound } from '../opinions/list-rounds.ts'
import { listOwnOpinions } from '../opinions/submit.ts'
import { mayAs } from '../people/permissions.ts'
import type { Actor, Services } from '../store/services.ts'
import { notAsked } from './not-asked.ts'
import { selectReviewsOf } from './store.ts'

export interface Review {
  readonly bill: Bill
  readonly round: Round
  /** 征求意见稿, 第3版. */
  readonly version: string
  readonly text: string
  /** Null for a first version: there is nothing to compare. */
  readonly comparison: Comparison | null
  readonly drafts: readonly Opinion[]
  readonly submitted: readonly Opinion[]
}

/** What is asked of whom, before anything is read. */
export interface Task {
  readonly round: Round
  readonly bill: Bill
  readonly answered: boolean
}

/** The reviews that somebody is asked for: the earliest deadline first, those that are done last. */
export async function reviewsOf(services: Services, actor: Actor): Promise<Task[]> {
  if (actor.guest) {
    const round = await readRound(services, actor.guest.round)
    const { items } = await listOwnOpinions(services, actor, { status: 'submitted', round: round.id, limit: 1 })
    return [{ round, bill: await readBill(services, round.bill), answered: items.length > 0 }]
  }
  const rows = await selectReviewsOf(services.db, actor.id)
  const tasks = await Promise.all(
    rows.map(async ({ id, bill, repliedOn }) => {
      const { items } = await listOwnOpinions(services, actor, { status: 'submitted', round: id, limit: 1 })
      return {
        round: await readRound(services, id),
        bill: await readBill(services, bill),
        answered: repliedOn !== null || items.length > 0
      }
    })
  )
  return tasks.filter(({ round }) => round.state !== 'upcoming').sort((a, b) => Number(isOver(a)) - Number(isOver(b)))
}

export const isOver = ({ answered, round }: Task): boolean => answered || round.state === 'closed'

/** @throws {Problem} `not-found` for who was not asked */
export async function demandAsked(services: Services, actor: Actor, id: string): Promise<Round> {
  const asked = actor.guest ? actor.guest.round === id : (await selectReviewsOf(services.db, actor.id)).some(row => row.id === id)
  if (!asked || (!actor.guest && !mayAs(actor, 'expert', 'staff'))) throw notAsked()
  return readRound(services, id)
}

/** @throws {Problem} `not-found` for who was not asked */
export async function readReview(services: Services, actor: Actor, id: string): Promise<Review> {
  const round = await demandAsked(services, actor, id)
  const from = await versionBefore(services, round)
  const [bill, version, comparison, drafts, submitted] = await Promise.all([
    readBill(services, round.bill),
    readDocumentVersion(services, round.document, round.version),
    from === null ? null : compareVersions(services, round.document, from, round.version),
    listOwnOpinions(services, actor, { status: 'draft', round: id, limit: MAX_LIMIT }),
    listOwnOpinions(services, actor, { status: 'submitted', round: id, limit: MAX_LIMIT })
  ])
  return { bill, round, version: versionName(version), text: version.text, comparison, drafts: drafts.items, submitted: submitted.items }
}

/** What the text is laid against: the last version before it that has a name (一审稿), else the first. */
async function versionBefore(services: Services, { document, version }: Round): Promise<number | null> {
  if (version === 1) return null
  const { items } = await listDocumentVersions(services, document, { limit: MAX_LIMIT })
  return items.filter(({ seq, name }) => seq < version && name !== null).reduce((last, { seq }) => Math.max(last, seq), 1)
}

/** Writes down an opinion on what was sent; nobody else sees it before it is submitted. @throws {Problem} as `fileOpinion` */
export async function noteOpinion(services: Services, actor: Actor, id: string, wish: NewReviewOpinion): Promise<Opinion> {
  const { bill, document, version } = await demandAsked(services, actor, id)
  return fileOpinion(services, actor, bill, { ...wish, document, version, round: id, status: 'draft' })
}

/** Changes or takes back one of one's own that is not submitted. @throws {Problem} `not-found`, `opinion-submitted` */
export async function changeNote(
  services: Services,
  actor: Actor,
  id: string,
  change: Pick<NewReviewOpinion, 'body' | 'proposal'> | null
): Promise<void> {
  if (change === null) await withdrawOpinion(services, actor, id)
  else await changeDraft(services, actor, id, { body: change.body, proposal: change.proposal ?? null })
}

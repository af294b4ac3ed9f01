import type { Opinion } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import { followOpinions } from './follow.ts'
import { indexOpinions } from './index-opinion.ts'
import { demandOpinion } from './read.ts'
import { demandSpeaker } from './speaker.ts'
import { selectOwn, updateOpinion } from './store.ts'
import { showOpinion } from './view.ts'

/**
 * Submits one's drafts together (提交评审): all that were shown, or none.
 * @throws {Problem} `forbidden`, `not-found`, `nothing-to-submit`, `opinion-submitted`, `opinion-moved`
 */
export async function submitDrafts(services: Services, actor: Actor, ids: readonly string[]): Promise<number> {
  demandSpeaker(actor)
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) throw new Problem('nothing-to-submit')
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const rows = await Promise.all(wanted.map(id => demandOpinion(trx, actor, id)))
    for (const row of rows) {
      if (row.author !== actor.id) throw new Problem('not-found')
      if (row.status !== 'draft') throw new Problem('opinion-submitted')
      if (!(await updateOpinion(trx, row.id, row.revision, { status: 'submitted' }))) throw new Problem('opinion-moved')
    }
    await indexOpinions(trx, rows)
    // One event a bill: what is said of a bill stands in its log.
    for (const [bill, some] of Map.groupBy(rows, row => row.bill)) {
      const payload = { opinions: some.map(({ id }) => id) }
      await appendEvent(trx, { kind: 'opinionsSubmitted', actor: actor.id, at, bill, payload })
    }
  })
  return wanted.length
}

export interface OwnQuery {
  readonly status?: 'draft' | 'submitted' | undefined
  readonly round?: string | undefined
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** One's own opinions over all bills, the newest first: what is still to be sent, and what became of the rest. */
export async function listOwnOpinions(services: Services, actor: Actor, { status, round, ...query }: OwnQuery) {
  const { limit, after } = readPage(query, ['string'])
  const rows = await selectOwn(services.db, { author: actor.id, status, round }, limit + 1, after ? String(after[0]) : null)
  const stands = await followOpinions(services, rows)
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row): Opinion => showOpinion(row, stands.get(row.id))
  )
}

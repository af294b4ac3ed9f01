import type { Opinion } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { demandOpinion, readOpinion } from './read.ts'
import { demandSpeaker } from './speaker.ts'
import { deleteDraft, updateOpinion } from './store.ts'

export interface DraftChange {
  readonly body?: string | undefined
  readonly proposal?: string | null | undefined
  readonly status?: 'submitted' | undefined
  readonly revision?: number | undefined
}

/**
 * Changes the words of one's own draft, or submits it; from then on it stands as it is.
 * @throws {Problem} `forbidden`, `not-found`, `opinion-submitted`, `opinion-moved`
 */
export async function changeDraft(
  services: Services,
  actor: Actor,
  id: string,
  { body, proposal, status, revision }: DraftChange
): Promise<Opinion> {
  demandSpeaker(actor)
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const row = await demandOwnDraft(trx, actor, id)
    if (revision !== undefined && revision !== row.revision) throw new Problem('opinion-moved')
    const change = {
      ...(body !== undefined && { body: body.trim() }),
      ...(proposal !== undefined && { proposal: proposal?.trim() ?? null }),
      ...(status && { status })
    }
    if (!(await updateOpinion(trx, id, row.revision, change))) throw new Problem('opinion-moved')
    const about = { actor: actor.id, at, bill: row.bill, document: row.document, subject: id }
    await appendEvent(trx, { kind: 'opinionChanged', ...about, payload: { submitted: status === 'submitted' } })
  })
  return readOpinion(services, actor, id)
}

/** Takes one's own draft back, as if it had not been written. @throws {Problem} `forbidden`, `not-found`, `opinion-submitted` */
export async function withdrawOpinion(services: Services, actor: Actor, id: string): Promise<void> {
  demandSpeaker(actor)
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const row = await demandOwnDraft(trx, actor, id)
    if (!(await deleteDraft(trx, id))) throw new Problem('opinion-submitted')
    const about = { actor: actor.id, at, bill: row.bill, document: row.document, subject: id }
    await appendEvent(trx, { kind: 'opinionWithdrawn', ...about, payload: {} })
  })
}

async function demandOwnDraft(db: Services['db'], actor: Actor, id: string) {
  const row = await demandOpinion(db, actor, id)
  if (row.status !== 'draft') throw new Problem('opinion-submitted')
  return row
}

import type { Opinion, Verdict } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { demandOpinion, readOpinion } from './read.ts'
import { updateOpinion } from './store.ts'

export interface Judgement {
  readonly verdict: Verdict
  /** Owed by every verdict but 采纳. */
  readonly reason?: string | null | undefined
  /** The opinion as the judge read it; absent: as it stands. */
  readonly revision?: number | undefined
}

/**
 * Answers an opinion (意见处理); a later verdict takes the place of an earlier one, and both stand in the log.
 * @throws {Problem} `forbidden`, `not-found`, `reason-missing`, `opinion-moved` when somebody else was quicker
 */
export async function judgeOpinion(
  services: Services,
  actor: Actor,
  id: string,
  { verdict, reason, revision }: Judgement
): Promise<Opinion> {
  demandRole(actor, 'staff')
  const said = reason?.trim() || null
  if (verdict !== 'adopted' && said === null) {
    const message = '不采纳、部分采纳、另行研究的，请写明理由'
    throw new Problem('reason-missing', { detail: `${message}。`, errors: [{ code: 'reason-missing', message, pointer: '/reason' }] })
  }
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const row = await demandOpinion(trx, actor, id)
    if (row.status === 'draft') throw new Problem('opinion-moved', { detail: '意见尚未提交，不能处理；请先提交。' })
    if (revision !== undefined && revision !== row.revision) throw new Problem('opinion-moved')
    if (row.verdict === verdict && row.reason === said) return
    const change = { verdict, reason: said, judgedBy: actor.id, judgedAt: at }
    if (!(await updateOpinion(trx, id, row.revision, change))) throw new Problem('opinion-moved')
    const about = { actor: actor.id, at, bill: row.bill, document: row.document, subject: id }
    await appendEvent(trx, { kind: 'opinionJudged', ...about, payload: { verdict, reason: said } })
  })
  return readOpinion(services, actor, id)
}

import type { Opinion, OpinionAnswer } from '../../schema/opinions.ts'
import { Problem } from '../../schema/problems.ts'
import { demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { judgeOpinion } from './judge.ts'
import { demandOpinion, readOpinion } from './read.ts'
import { updateOpinion } from './store.ts'
import { writeProposal } from './write-in.ts'

/**
 * Answers an opinion, those that say the same with it, and writes its wording into the text: all of it, or nothing. Each giver gets the answer.
 * @throws {Problem} as `judgeOpinion` and `writeProposal`; `opinion-moved` when one of the others was answered meanwhile
 */
export async function answerOpinion(services: Services, actor: Actor, id: string, answer: OpinionAnswer): Promise<Opinion> {
  demandRole(actor, 'staff')
  const { verdict, reason, revision, alsoFor = [], write = false, wording, despite } = answer
  await transaction(services.db, async trx => {
    const inside = { ...services, db: trx }
    const { bill } = await demandOpinion(trx, actor, id)
    await judgeOpinion(inside, actor, id, { verdict, reason, revision })
    for (const other of new Set(alsoFor)) {
      const row = await demandOpinion(trx, actor, other)
      if (row.bill !== bill) throw new Problem('not-found')
      if (row.verdict !== null) throw new Problem('opinion-moved')
      await judgeOpinion(inside, actor, other, { verdict, reason })
    }
    if (write) await writeProposal(inside, actor, id, { ...(wording && { wording }), ...(despite && { despite }) })
  })
  return readOpinion(services, actor, id)
}

/** Takes a verdict back (撤销): the opinion waits for an answer again. @throws {Problem} `forbidden`, `not-found`, `opinion-written` */
export async function reopenOpinion(services: Services, actor: Actor, id: string): Promise<Opinion> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  await transaction(services.db, async trx => {
    const row = await demandOpinion(trx, actor, id)
    if (row.verdict === null) return
    if (row.writtenIn !== null) throw new Problem('opinion-written')
    const change = { verdict: null, reason: null, judgedBy: null, judgedAt: null }
    if (!(await updateOpinion(trx, id, row.revision, change))) throw new Problem('opinion-moved')
    const about = { actor: actor.id, at, bill: row.bill, document: row.document, subject: id }
    await appendEvent(trx, { kind: 'opinionReopened', ...about, payload: {} })
  })
  return readOpinion(services, actor, id)
}

import type { Opinion } from '../../schema/opinions.ts'
import type { Actor, Services } from '../store/services.ts'
import type { OpinionRow } from '../store/tables.ts'
import type { Stand } from './anchor.ts'
import { followOpinions } from './follow.ts'
import { demandOpinion } from './read.ts'
import { isAlike, said } from './similar.ts'
import { selectOpinions } from './store.ts'
import { showOpinion } from './view.ts'

/** One verdict answers at most as many: more is looked at again. */
const MAX_TOGETHER = 100

/** Unanswered opinions of the same bill that say what this one says. @throws {Problem} `not-found` */
export async function similarTo(services: Services, reader: Actor, id: string): Promise<Opinion[]> {
  const row = await demandOpinion(services.db, reader, id)
  if (row.status === 'draft' || row.verdict !== null) return []
  const open = (
    await selectOpinions(services.db, { bill: row.bill, document: row.document, reader: null, verdict: 'open' }, null, null)
  ).filter(other => other.id !== id)
  const stands = await followOpinions(services, [row, ...open])
  const wanted = said(sayable(row, stands))
  return open
    .filter(other => isAlike(wanted, said(sayable(other, stands))))
    .slice(0, MAX_TOGETHER)
    .map(other => showOpinion(other, stands.get(other.id)))
}

/** Both are about the same article: as it stands now, or, where it is gone, as it was called. */
const sayable = ({ id, body, proposal, article }: OpinionRow, stands: ReadonlyMap<string, Stand>) => ({
  body,
  proposal,
  article: article === null ? null : (stands.get(id)?.article?.label ?? `${article}（已删去）`)
})

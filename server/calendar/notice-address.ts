import type { NoticeAddress } from '../../schema/calendar-notices.ts'
import { demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import { deleteNoticeAddress, findNoticeAddress, putNoticeAddress } from './store.ts'

export const readNoticeAddress = async ({ db }: Pick<Services, 'db'>, actor: Actor): Promise<NoticeAddress> => ({
  email: await findNoticeAddress(db, actor.id)
})

/** Each person sets his own address; what stands already is no change. @throws {Problem} `forbidden` */
export async function setNoticeAddress(services: Services, actor: Actor, { email }: NoticeAddress): Promise<NoticeAddress> {
  demandRole(actor, 'staff')
  const at = services.now().toISOString()
  return transaction(services.db, async trx => {
    if ((await findNoticeAddress(trx, actor.id)) === email) return { email }
    if (email === null) await deleteNoticeAddress(trx, actor.id)
    else await putNoticeAddress(trx, { account: actor.id, email, updatedAt: at })
    await appendEvent(trx, { kind: 'noticeAddressSet', actor: actor.id, at, subject: actor.id, payload: { active: email !== null } })
    return { email }
  })
}

/** 立即备份: an administrator has a backup made now. */
import type { BegunBackup } from '../../schema/upkeep.ts'
import { demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'
import type { Backups } from './backups.ts'

/**
 * The backup goes on when this returns, and holds the event that asked for it.
 * @throws {Problem} `forbidden`, `backup-running`, `backup-elsewhere`
 */
export async function startBackup({ db, now }: Services, actor: Actor, backups: Backups): Promise<BegunBackup> {
  demandRole(actor, 'administrator')
  const file = await backups.begin(file =>
    transaction(db, trx => appendEvent(trx, { kind: 'backupBegun', actor: actor.id, at: now().toISOString(), payload: { file } }))
  )
  return { file }
}

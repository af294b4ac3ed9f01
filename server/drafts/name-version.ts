import type { VersionName, VersionView } from '../../schema/documents.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { transaction } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import { readVersionDetails, setVersionName } from '../store/versions.ts'
import { demandDocument, showVersion } from './documents.ts'
import { selectDisplayNames } from './store.ts'

/** Names a version after the stage of the draft that it is (表决稿 …), or takes the name away. Its text stays as it is. @throws {Problem} `forbidden`, `not-found` */
export async function nameVersion(
  services: Services,
  actor: ActorOrOperator,
  documentId: string,
  seq: number,
  name: VersionName | null
): Promise<VersionView> {
  demandRole(actor, 'staff')
  const { bill } = await demandDocument(services.db, documentId)
  await transaction(services.db, async trx => {
    await setVersionName(trx, documentId, seq, name)
    const at = services.now().toISOString()
    await appendEvent(trx, { kind: 'versionNamed', actor: actor?.id ?? null, at, bill, document: documentId, payload: { seq, name } })
  })
  const version = await readVersionDetails(services.db, documentId, seq)
  return showVersion(version, await selectDisplayNames(services.db, [version]))
}

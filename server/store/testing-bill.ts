import type { Services } from './services.ts'
import { sha256 } from './version-encoding.ts'

/** For tests alone: a bill's bare row, where no more of a bill is needed. */
export async function aBill({ db, newId, now }: Services): Promise<string> {
  const [id, at, definition] = [newId(), now().toISOString(), '{}']
  const hash = sha256(definition)
  await db
    .insertInto('workflowVersion')
    .values({ hash, id: 'w', version: 1, definition, createdAt: at })
    .onConflict(conflict => conflict.column('hash').doNothing())
    .execute()
  const standing = { workflow: 'w', workflowHash: hash, place: 'p', stage: 's', status: 'active', state: '{}', revision: 1 }
  const units = { sponsor: null, draftingUnit: null, competentCommittee: null, caseOfficer: null, targetOn: null }
  const row = { id, title: '某市示范条例', kind: 'enact', ...standing, ...units, createdAt: at, createdBy: 'a', updatedAt: at }
  await db.insertInto('bill').values(row).execute()
  return id
}

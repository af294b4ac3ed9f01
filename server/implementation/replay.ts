import type { Database } from '../store/database.ts'
import { fileSha256, findFile, selectFileHashes } from '../store/files.ts'
import { differences, foldEvents } from '../store/told.ts'
import { selectEvidence, selectItems } from './store.ts'

const KINDS = ['checklistAttached', 'checklistItemChanged', 'evidenceAdded'] as const

/** Replays the events of ledgers and their evidence, and recomputes the hash of every file. */
export async function replayLedgers(db: Database): Promise<string[]> {
  const items = await foldEvents(db, KINDS, ({ kind, bill, payload }, known) => {
    if (kind === 'checklistAttached') {
      const attached = payload['items'] as readonly { id: string; code: string }[]
      return attached.map(({ id, code }) => ({ id, members: { bill, code, checklist: payload['checklist'], status: 'notStarted' } }))
    }
    const id = String(payload['item'])
    if (kind === 'checklistItemChanged') {
      // The due date moves on with evidence, too: see add-evidence.ts.
      const { dueOn: _movesOn, ...changes } = payload['changes'] as Readonly<Record<string, unknown>>
      return [{ id, members: changes }]
    }
    return known.get(id)?.['status'] === 'notStarted' ? [{ id, members: { status: 'inProgress' } }] : []
  })
  const evidence = await foldEvents(db, ['evidenceAdded'], ({ payload: { evidence: id, ...members } }) => [{ id: String(id), members }])
  return [
    ...differences('台账事项', await selectItems(db, null), ({ id }) => id, items),
    ...differences('台账证据', await selectEvidence(db, null), ({ id }) => id, evidence),
    ...(await damagedFiles(db))
  ]
}

async function damagedFiles(db: Database): Promise<string[]> {
  const findings: string[] = []
  for (const { sha256, size } of await selectFileHashes(db)) {
    const file = await findFile(db, sha256)
    if (!file || file.body.length !== size || fileSha256(file.body) !== sha256) findings.push(`附件 ${sha256} 的内容与校验值不符`)
  }
  return findings
}

import type { Transaction } from '../store/database.ts'
import { putPassages } from '../store/search.ts'
import type { EvidenceRow } from '../store/tables.ts'

/** Lets evidence be found by its name, 文号, unit and note. The label is the ledger's row, where it stands. */
export const indexEvidence = (
  trx: Transaction,
  bill: string,
  { id, item, title, number, unit, note }: Pick<EvidenceRow, 'id' | 'item' | 'title' | 'number' | 'unit' | 'note'>
): Promise<void> =>
  putPassages(trx, { kind: 'evidence', subject: `${item} ${id}` }, bill, [
    { title, label: null, body: [number, unit, note].filter(Boolean).join('　') }
  ])

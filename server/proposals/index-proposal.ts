import type { Transaction } from '../store/database.ts'
import { putPassages } from '../store/search.ts'
import type { ProposalRow } from '../store/tables.ts'

/** Lets a proposal be found by its title, its reason and who proposed it. */
export const indexProposal = (
  trx: Transaction,
  { id, title, proposedBy, reason }: Pick<ProposalRow, 'id' | 'title' | 'proposedBy' | 'reason'>
): Promise<void> => putPassages(trx, { kind: 'proposal', subject: id }, null, [{ title, label: null, body: `${proposedBy}　${reason}` }])

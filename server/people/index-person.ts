import type { Transaction } from '../store/database.ts'
import { putPassages, removePassages } from '../store/search.ts'
import type { AccountRow } from '../store/tables.ts'

/** Lets a person be found by the name that others know him by; one whose account is disabled is found no more. */
export const indexPerson = (
  trx: Transaction,
  { id, displayName, disabled }: Pick<AccountRow, 'id' | 'displayName' | 'disabled'>
): Promise<void> =>
  disabled === 1
    ? removePassages(trx, { kind: 'person', subject: id })
    : putPassages(trx, { kind: 'person', subject: id }, null, [{ title: displayName, label: null, body: '' }])

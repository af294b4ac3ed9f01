import { canonicalJson } from '../store/events.ts'
import type { CheckInRow } from '../store/tables.ts'
import { sha256 } from '../store/version-encoding.ts'

/** Names the words of an account (交账), so that history can prove them without holding them. */
export const hashOfAccount = ({ done, reason, next, help }: Pick<CheckInRow, 'done' | 'reason' | 'next' | 'help'>): string =>
  sha256(canonicalJson([done, reason, next, help]))

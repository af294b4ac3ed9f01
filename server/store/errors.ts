/** The one place that knows what the two databases call their errors. */
import { Problem } from '../../schema/problems.ts'

/** `SQLITE_…` of better-sqlite3, the five characters of PostgreSQL, or of the socket; '' when the error is none of theirs. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return ''
  if (error.code === 'ERR_SQLITE_ERROR' && 'errcode' in error)
    return BUILT_IN[Number(error.errcode)] ?? BUILT_IN[Number(error.errcode) & 0xff] ?? ''
  return String(error.code)
}

/** Result codes of `node:sqlite`, which gives numbers: https://www.sqlite.org/rescode.html */
const BUILT_IN: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
  787: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  2067: 'SQLITE_CONSTRAINT_UNIQUE'
}

/** Whether a row was refused because its key exists. PostgreSQL refuses the rest of that transaction: let it fall. */
export const isUniqueViolation = (error: unknown): boolean =>
  ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'].includes(codeOf(error))

/** Whether a row was refused because what it refers to does not exist, or because something refers to it. */
export const isForeignKeyViolation = (error: unknown): boolean => ['SQLITE_CONSTRAINT_FOREIGNKEY', '23503'].includes(codeOf(error))

/** Whether the same transaction may succeed when it is tried again: another one was in its way. */
export const isTransient = (error: unknown): boolean => /^(SQLITE_BUSY\w*|40001|40P01)$/.test(codeOf(error))

/** Whether a file is no database, or a damaged one. */
export const isDamaged = (error: unknown): boolean => /^SQLITE_(NOTADB|CORRUPT\w*)$/.test(codeOf(error))

/** What a person is told when the database itself fails (disk full, no connection, damaged); null for every other error. */
export function storageProblem(error: unknown): Problem | null {
  const code = codeOf(error)
  if (/^(SQLITE_FULL|53100|53200|ENOSPC)$/.test(code)) return new Problem('storage-full')
  if (/^(SQLITE_(BUSY|IOERR|READONLY|CANTOPEN)\w*|40001|40P01|08...|57P0.|53...|ECONN\w+|ENOTFOUND|ETIMEDOUT|58030)$/.test(code)) {
    return new Problem('service-unavailable')
  }
  return null
}

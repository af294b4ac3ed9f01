/** What an import holds, as it stands in its row. */
import { Compile } from 'typebox/compile'
import { ImportContent, ImportProgress, type ReadOpinion } from '../../schema/imports.ts'
import { parse, passages } from '../law/index.ts'
import { knownOpinions } from '../opinions/file-many.ts'
import type { Services } from '../store/services.ts'
import type { ImportJobRow } from '../store/tables.ts'
import { readVersion } from '../store/versions.ts'
import { chinaDate } from '../web/dates.ts'
import { markRepeats } from './repeats.ts'
import { opinionsOfRows } from './table.ts'

const contents = Compile(ImportContent)
const progress = Compile(ImportProgress)

/** @throws when the row holds something else: the database was tampered with */
export const contentOf = ({ content }: Pick<ImportJobRow, 'content'>): ImportContent => contents.Parse(JSON.parse(content))

/** A minute without a step: whoever ran it was cut short, and nothing of it was written. */
const CUT_SHORT = 60_000

/** @throws when a term of the row is none: the database was tampered with */
export function progressOf(
  row: Pick<ImportJobRow, 'id' | 'bill' | 'kind' | 'status' | 'rowsDone' | 'rowsTotal' | 'imported' | 'updatedAt'>,
  now: Date
): ImportProgress {
  const { id, bill, kind, status, rowsDone, rowsTotal, imported, updatedAt } = row
  const isCutShort = status === 'running' && now.getTime() - Date.parse(updatedAt) > CUT_SHORT
  return progress.Parse({ id, bill, kind, status: isCutShort ? 'failed' : status, rowsDone, rowsTotal, imported })
}

/** The opinions that an import would write, each with what speaks against it. */
export async function opinionsIn({ db, now }: Services, row: ImportJobRow): Promise<ReadOpinion[]> {
  const content = contentOf(row)
  const read =
    content.kind === 'opinions'
      ? content.opinions
      : opinionsOfRows(
          content.rows,
          content.mapping,
          passages(parse((await readVersion(db, row.document, row.version)).text)),
          chinaDate(now())
        )
  return markRepeats(read, await knownOpinions(db, row.bill))
}

export const isTaken = ({ problem, repeats }: ReadOpinion): boolean => problem === null && repeats === null

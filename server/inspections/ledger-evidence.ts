/** A slot of an inspection that was held is evidence of 纳入监督: one click puts it into the ledger, with its day, unit and file. */

import type { Ledger, LedgerItem } from '../../schema/implementation.ts'
import type { Inspection, Slot } from '../../schema/inspections.ts'
import { Problem } from '../../schema/problems.ts'
import { addEvidence } from '../implementation/add-evidence.ts'
import { readLedger } from '../implementation/read-ledger.ts'
import type { ActorOrOperator } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { readInspection } from './inspect.ts'

/** 整改清单 and 研究处理情况报告 belong to the row on 审议意见; everything else to the row on the inspection itself. */
const ROWS: Readonly<Record<string, string>> = { 'chain-12': 'sup-opinion', 'chain-13': 'sup-opinion' }
const USUAL_ROW = 'sup-inspect'

const titleOf = ({ title }: Inspection, slot: Slot): string => `${title}：${slot.title}`.slice(0, 200).toWellFormed()

function rowFor(ledger: Ledger, { code }: Slot): LedgerItem | undefined {
  const row = ROWS[code] ?? USUAL_ROW
  return ledger.items.find(item => item.code === row)
}

/** The slots that may be put into the ledger: held, and not there yet. None where the ledger has no such row. */
export async function slotsToRecord(services: Services, inspection: Inspection): Promise<ReadonlySet<string>> {
  const held = inspection.slots.filter(({ doneOn }) => doneOn !== null)
  if (held.length === 0) return new Set()
  const ledger = await readLedger(services, inspection.bill.id)
  return new Set(
    held.flatMap(slot => {
      const row = rowFor(ledger, slot)
      return row && !row.evidence.some(({ title }) => title === titleOf(inspection, slot)) ? [slot.code] : []
    })
  )
}

/** @throws {Problem} `forbidden`, `not-found`, `slot-not-recordable` when it was not held, or stands in the ledger already */
export async function recordInLedger(services: Services, actor: ActorOrOperator, id: string, code: string): Promise<LedgerItem> {
  const inspection = await readInspection(services, id)
  const slot = inspection.slots.find(one => one.code === code)
  if (!slot) throw new Problem('not-found')
  const row = rowFor(await readLedger(services, inspection.bill.id), slot)
  const isThere = row?.evidence.some(({ title }) => title === titleOf(inspection, slot))
  if (!row || slot.doneOn === null || isThere) throw new Problem('slot-not-recordable')
  return addEvidence(services, actor, inspection.bill.id, row.id, {
    kind: row.requiredEvidence.kind,
    title: titleOf(inspection, slot),
    on: slot.doneOn,
    unit: slot.unit || null,
    note: slot.note?.slice(0, 1000).toWellFormed() ?? null,
    ...(slot.file && { file: slot.file.sha256, fileName: slot.file.name })
  })
}

/**
 * Room `inspections`: 执法检查 of a regulation as a chain of thirteen fixed slots (4会议4清单4报告1意见), and every problem found until it is closed (销号). The slots are
 * data of the checklist `inspection-chain`. Begin here.
 */
import type { FindingChange, Inspection, InspectionShow, NewFinding, NewInspection, SlotChange } from '../../schema/inspections.ts'
import { Problem } from '../../schema/problems.ts'
import { demandBill } from '../bills/read.ts'
import { readState } from '../bills/view.ts'
import { readChecklist } from '../implementation/checklists.ts'
import { type ActorOrOperator, demandRole } from '../people/permissions.ts'
import { type Transaction, transaction } from '../store/database.ts'
import { isForeignKeyViolation } from '../store/errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Services } from '../store/services.ts'
import type { InspectionProblemRow, InspectionRow } from '../store/tables.ts'
import { chinaDate } from '../web/dates.ts'
import { pageOf, readPage } from '../web/http/paging.ts'
import {
  countInspections,
  countOpenProblems,
  findInspection,
  findProblem,
  findSlot,
  type InspectionFilter,
  insertInspection,
  insertProblem,
  lockInspection,
  selectInspections,
  selectProblems,
  selectSlots,
  updateProblem,
  updateSlot
} from './store.ts'
import { showInspection } from './view.ts'

const CHAIN = 'inspection-chain'

interface Query extends InspectionFilter {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** Inspections of one regulation, or of all, the newest first: three queries a page. */
export async function listInspections(
  { db, now }: Pick<Services, 'db' | 'now'>,
  query: Query
): Promise<{ items: Inspection[]; next: string | null }> {
  const { limit, after } = readPage(query, ['string'])
  const today = chinaDate(now())
  const rows = await selectInspections(db, query, today, limit + 1, after ? String(after[0]) : null)
  const ids = rows.slice(0, limit).map(({ id }) => id)
  const [slots, problems] = await Promise.all([selectSlots(db, ids), selectProblems(db, ids)])
  const slotsOf = Map.groupBy(slots, ({ inspection }) => inspection)
  const problemsOf = Map.groupBy(problems, ({ inspection }) => inspection)
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    row => showInspection(row, slotsOf.get(row.id) ?? [], problemsOf.get(row.id) ?? [], today)
  )
}

/** How many inspections a list has, how many of them each filter leaves, and how many problems of all are not closed. */
export async function inspectionCounts({ db, now }: Pick<Services, 'db' | 'now'>, bill?: string) {
  const today = chinaDate(now())
  const count = (show?: InspectionShow) => countInspections(db, { bill, show }, today)
  const [all, unfinished, late, problems] = await Promise.all([count(), count('unfinished'), count('late'), countOpenProblems(db)])
  return { all, unfinished, late, problems }
}

/** @throws {Problem} `not-found` */
export async function readInspection({ db, now }: Pick<Services, 'db' | 'now'>, id: string): Promise<Inspection> {
  const row = await findInspection(db, id)
  if (!row) throw noSuchInspection()
  const [slots, problems] = await Promise.all([selectSlots(db, [id]), selectProblems(db, [id])])
  return showInspection(row, slots, problems, chinaDate(now()))
}

const noSuchInspection = () => new Problem('not-found', { detail: '没有找到这次执法检查，请从四入台账的执法检查中进入。' })

/**
 * Begins an inspection with its thirteen slots, as the checklist names them now.
 * @throws {Problem} `forbidden`, `not-found`, `not-in-force` before commencement, `checklist-invalid`
 */
export async function openInspection(services: Services, actor: ActorOrOperator, billId: string, wish: NewInspection): Promise<Inspection> {
  demandRole(actor, 'staff')
  const { rows } = await readChecklist(services.workflowsDir, CHAIN)
  const now = services.now()
  return transaction(services.db, async trx => {
    const bill = await demandBill(trx, billId)
    const { effectiveOn } = readState(bill).dates
    if (effectiveOn === undefined || effectiveOn > chinaDate(now))
      throw new Problem('not-in-force', { detail: `《${bill.title}》还没有施行；施行以后才能开展执法检查。` })
    const row: InspectionRow = {
      id: services.newId(),
      bill: billId,
      title: wish.title?.trim() ?? `${bill.title}执法检查`.slice(0, 200),
      leader: wish.leader?.trim() || null,
      startedOn: wish.startedOn ?? chinaDate(now),
      createdAt: now.toISOString()
    }
    const slots = rows.map((slot, at) => ({
      inspection: row.id,
      code: slot.id,
      position: at + 1,
      kind: slot.entry,
      title: slot.item,
      after: slot.dueNote ?? '',
      basis: slot.basis,
      unit: slot.responsibleUnit,
      doneOn: null,
      note: null,
      file: null,
      fileName: null
    }))
    await insertInspection(trx, row, slots)
    await tell(services, trx, actor, row, 'inspectionOpened', { title: row.title, startedOn: row.startedOn, slots: slots.length })
    return readInspection({ db: trx, now: services.now }, row.id)
  })
}

/** Records what was done at a slot, with its file. @throws {Problem} `forbidden`, `not-found`, `no-such-slot`, `no-such-file` */
export async function recordSlot(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  code: string,
  wish: SlotChange
): Promise<Inspection> {
  demandRole(actor, 'staff')
  return knowingFile(() =>
    transaction(services.db, async trx => {
      const inspection = await demandInspection(trx, id)
      const slot = await findSlot(trx, id, code)
      if (!slot) throw new Problem('no-such-slot')
      const changes = changed(slot, wish)
      if (Object.keys(changes).length > 0) {
        await updateSlot(trx, id, code, changes)
        await tell(services, trx, actor, inspection, 'inspectionSlotChanged', { code, changes })
      }
      return readInspection({ db: trx, now: services.now }, id)
    })
  )
}

/** A problem found (问题清单), with the unit that is to rectify it. @throws {Problem} `forbidden`, `not-found` */
export async function addFinding(services: Services, actor: ActorOrOperator, id: string, wish: NewFinding): Promise<Inspection> {
  demandRole(actor, 'staff')
  return transaction(services.db, async trx => {
    const inspection = await demandInspection(trx, id)
    const row: InspectionProblemRow = {
      id: services.newId(),
      inspection: id,
      article: wish.article?.trim() || null,
      fact: wish.fact.trim(),
      unit: wish.unit.trim(),
      dueOn: wish.dueOn ?? null,
      measure: wish.measure ?? null,
      status: 'open',
      closedOn: null,
      reason: null,
      createdAt: services.now().toISOString()
    }
    await insertProblem(trx, row)
    await tell(services, trx, actor, inspection, 'inspectionProblemAdded', { problem: row.id, fact: row.fact, unit: row.unit })
    return readInspection({ db: trx, now: services.now }, id)
  })
}

/**
 * Rectification and follow-up of a problem until it is closed; one that proves unfounded needs its reason.
 * @throws {Problem} `forbidden`, `not-found`, `reason-missing`
 */
export async function changeFinding(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  problem: string,
  { closedOn, ...wish }: FindingChange
): Promise<Inspection> {
  demandRole(actor, 'staff')
  return transaction(services.db, async trx => {
    const inspection = await demandInspection(trx, id)
    const row = await findProblem(trx, id, problem)
    if (!row) throw new Problem('not-found', { detail: '没有找到这个问题，请刷新后重试。' })
    const status = wish.status ?? row.status
    const isClosed = status === 'closed' || status === 'unfounded'
    const after = { ...row, ...wish, closedOn: isClosed ? (closedOn ?? row.closedOn ?? chinaDate(services.now())) : null }
    if (status === 'unfounded' && !after.reason?.trim())
      throw new Problem('reason-missing', {
        detail: '认定不属实的，须写明理由。',
        errors: [{ code: 'reason-missing', message: '请写明不属实的理由', pointer: '/reason' }]
      })
    const changes = changed(row, { ...wish, closedOn: after.closedOn })
    if (Object.keys(changes).length > 0) {
      await updateProblem(trx, problem, changes)
      await tell(services, trx, actor, inspection, 'inspectionProblemChanged', { problem, changes })
    }
    return readInspection({ db: trx, now: services.now }, id)
  })
}

/** @throws {Problem} `not-found` */
async function demandInspection(trx: Transaction, id: string): Promise<InspectionRow> {
  const row = await lockInspection(trx, id)
  if (!row) throw noSuchInspection()
  return row
}

/** The members that a wish changes. */
type Changes<W> = { [K in keyof W]?: Exclude<W[K], undefined> }
const changed = <W extends object>(row: object, wish: W): Changes<W> =>
  Object.fromEntries(
    Object.entries(wish).filter(([member, value]) => value !== undefined && row[member as keyof typeof row] !== value)
  ) as Changes<W> // what is left has the wish's own members

type Kind = 'inspectionOpened' | 'inspectionSlotChanged' | 'inspectionProblemAdded' | 'inspectionProblemChanged'

const tell = <K extends Kind>(
  services: Services,
  trx: Transaction,
  actor: ActorOrOperator,
  { id, bill }: InspectionRow,
  kind: K,
  payload: Parameters<typeof appendEvent<K>>[1]['payload']
) => appendEvent(trx, { kind, actor: actor?.id ?? null, at: services.now().toISOString(), bill, subject: id, payload })

async function knowingFile<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error
    throw new Problem('no-such-file', { errors: [{ code: 'no-such-file', message: '没有找到附件，请先上传', pointer: '/file' }] })
  }
}

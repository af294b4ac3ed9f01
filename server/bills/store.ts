/** The tables of bills and of the definitions that bills run on. */
import { type ExpressionBuilder, sql } from 'kysely'
import { CONSULTATION_WORKFLOW } from '../../schema/consultations.ts'
import { compiled } from '../store/compiled.ts'
import type { Database, Transaction } from '../store/database.ts'
import type { BillRow, EventRow, Tables, WorkflowVersionRow } from '../store/tables.ts'

export const insertBill = (trx: Transaction, row: BillRow) => trx.insertInto('bill').values(row).execute()

const billById = compiled((db, { id }: { id: string }) => db.selectFrom('bill').selectAll().where('id', '=', id))

export const findBill = async (db: Database, id: string): Promise<BillRow | undefined> => (await billById(db, { id }))[0]

export const findBills = (db: Database, ids: readonly string[]): Promise<BillRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : db.selectFrom('bill').selectAll().where('id', 'in', ids).execute()

/** Drafts of others on which our opinion is asked stand in lists of their own: no bill of ours. */
const OURS = sql<boolean>`workflow <> ${sql.lit(CONSULTATION_WORKFLOW)}`

/** Our bills that are not completed (办结), the newest first: written as the index bill_open says it (migrations/0020-lists.ts). */
export const selectOpenIds = (db: Database): Promise<{ id: string }[]> =>
  db.selectFrom('bill').select('id').where(OURS).where(sql<boolean>`status <> 'completed'`).execute()

/** Our bills that were changed since a moment. */
export const selectChangedIds = (db: Database, since: string): Promise<{ id: string }[]> =>
  db.selectFrom('bill').select('id').where(OURS).where('updatedAt', '>=', since).execute()

/** Whether somebody handles (承办) any bill. */
export const isOfficer = async (db: Database, name: string): Promise<boolean> =>
  (await db.selectFrom('bill').select('id').where(OURS).where('caseOfficer', '=', name).limit(1).executeTakeFirst()) !== undefined

/** The newest bills; a form that offers more than a thousand helps nobody. */
export const selectBillTitles = (db: Database) =>
  db.selectFrom('bill').select(['id', 'title']).where(OURS).orderBy('id', 'desc').limit(1_000).execute()

/**
 * Writes a change of the bill that was read at `revision`.
 * @returns false when somebody else has changed the bill since; nothing is written then
 */
export async function updateBill(
  trx: Transaction,
  id: string,
  revision: number,
  change: Partial<Omit<BillRow, 'id' | 'revision'>>
): Promise<boolean> {
  const done = await trx
    .updateTable('bill')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** What a list of bills may be narrowed by. `stage` is a place or a stage of the rail. */
export interface BillFilter {
  readonly stage?: string | undefined
  readonly status?: string | undefined
  readonly kind?: string | undefined
  readonly workflow?: string | undefined
  /** Part of the title, of a unit's name or of the case officer's name. */
  readonly q?: string | undefined
}

/** Newest first; ids are sortable by time of making. @param after the id behind which the page begins */
export function selectBills(db: Database, filter: BillFilter, limit: number, after: string | null): Promise<BillRow[]> {
  let query = db.selectFrom('bill').selectAll().where(matches(filter)).orderBy('id', 'desc').limit(limit)
  if (after !== null) query = query.where('id', '<', after)
  return query.execute()
}

export async function countBills(db: Database, filter: BillFilter): Promise<number> {
  const { count } = await db
    .selectFrom('bill')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where(matches(filter))
    .executeTakeFirstOrThrow()
  return Number(count)
}

const matches = (filter: BillFilter) => (eb: ExpressionBuilder<Tables, 'bill'>) => {
  const { stage, status, kind, workflow, q } = filter
  return eb.and([
    ...(stage ? [eb.or([eb('stage', '=', stage), eb('place', '=', stage)])] : []),
    ...(status ? [eb('status', '=', status)] : []),
    ...(kind ? [eb('kind', '=', kind)] : []),
    workflow ? eb('workflow', '=', workflow) : OURS,
    ...(q ? [eb.or((['title', 'draftingUnit', 'sponsor', 'caseOfficer'] as const).map(column => contains(eb.ref(column), q)))] : [])
  ])
}

/** `%` and `_` that a person typed are characters, not wildcards. */
const contains = (column: unknown, part: string) => sql<boolean>`${column} like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`

export const findWorkflowVersion = (db: Database, hash: string): Promise<WorkflowVersionRow | undefined> =>
  db.selectFrom('workflowVersion').selectAll().where('hash', '=', hash).executeTakeFirst()

/** Keeps a definition as it stands now; of two bills that need it at once one writes it. @returns whether it was new */
export async function keepWorkflowVersion(trx: Transaction, row: WorkflowVersionRow): Promise<boolean> {
  const done = await trx
    .insertInto('workflowVersion')
    .values(row)
    .onConflict(conflict => conflict.column('hash').doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** Which papers a bill has: kinds of its documents that have a version, and the names given to versions of its draft. */
export async function selectPapers(db: Database, bills: readonly string[]): Promise<{ bill: string; kind: string; name: string | null }[]> {
  if (bills.length === 0) return []
  return db
    .selectFrom('document')
    .innerJoin('version', 'version.document', 'document.id')
    .select(['document.bill as bill', 'document.kind as kind', 'version.name as name'])
    .distinct()
    .where('document.bill', 'in', bills)
    .execute()
}

/** Hashes of the versions of drafts and passed texts, in the order in which they were saved. */
export async function selectDraftHashes(db: Database, bills: readonly string[]) {
  if (bills.length === 0) return []
  return db
    .selectFrom('document')
    .innerJoin('version', 'version.document', 'document.id')
    .select([
      'document.bill as bill',
      'document.kind as kind',
      'version.document as document',
      'version.seq as seq',
      'version.name as name',
      'version.sha256 as sha256'
    ])
    .where('document.bill', 'in', bills)
    .where('document.kind', 'in', ['draft', 'passedText'])
    .orderBy('version.createdAt')
    .orderBy('version.seq')
    .execute()
}

export const findNewestDraft = (db: Database, bill: string): Promise<{ document: string; seq: number } | undefined> =>
  db
    .selectFrom('document')
    .innerJoin('version', 'version.document', 'document.id')
    .select(['version.document as document', 'version.seq as seq'])
    .where('document.bill', '=', bill)
    .where('document.kind', '=', 'draft')
    .orderBy('version.seq', 'desc')
    .limit(1)
    .executeTakeFirst()

/** How many items of checklists each bill has, and how many of them are neither done nor found not to apply. */
export async function countOpenItems(db: Database, bills: readonly string[]) {
  if (bills.length === 0) return []
  return db
    .selectFrom('checklistItem')
    .select(({ fn, eb }) => [
      'bill',
      fn.countAll<number | string>().as('total'),
      fn.sum<number | string>(eb.case().when('status', 'in', ['done', 'notApplicable']).then(0).else(1).end()).as('open')
    ])
    .where('bill', 'in', bills)
    .groupBy('bill')
    .execute()
}

/** Filing and steps of some bills, in the order in which they happened, with the names of who acted. */
export async function selectSteps(db: Database, bills: readonly string[]): Promise<(EventRow & { actorName: string | null })[]> {
  if (bills.length === 0) return []
  return db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor')
    .selectAll('event')
    .select('account.displayName as actorName')
    .where('event.bill', 'in', bills)
    .where('event.kind', 'in', ['billFiled', 'billAdvanced', 'workflowMoved'])
    .orderBy('event.seq')
    .execute()
}

/** A page of all bills in the order of their ids, for whoever must look at each. */
export const selectBillsFrom = (db: Database, after: string, limit: number): Promise<BillRow[]> =>
  db.selectFrom('bill').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute()

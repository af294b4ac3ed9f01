/** What reports count. They read the tables of every feature and write none but their own exports: a figure is one query here. */
import { sql } from 'kysely'
import type { Database, Transaction } from '../store/database.ts'
import { jsonText } from '../store/dialect.ts'
import type { ReportExportRow } from '../store/tables.ts'
import { addDays } from '../web/dates.ts'

/** A period of legal dates, both ends inclusive. */
export interface Period {
  readonly from: string
  readonly to: string
}

export const insertExport = (trx: Transaction, row: ReportExportRow) => trx.insertInto('reportExport').values(row).execute()

/** Changes an export that is being written. @returns false when it is not being written any more: cancelled, or given up */
export const updateExport = (
  db: Database,
  id: string,
  change: Partial<Pick<ReportExportRow, 'status' | 'rowsDone' | 'rowsTotal' | 'finishedAt' | 'touchedAt'>>
): Promise<boolean> =>
  db
    .updateTable('reportExport')
    .set(change)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .executeTakeFirst()
    .then(({ numUpdatedRows }) => numUpdatedRows === 1n)

export const findExport = (db: Database, id: string): Promise<ReportExportRow | undefined> =>
  db.selectFrom('reportExport').selectAll().where('id', '=', id).executeTakeFirst()

/** Exports that nobody has worked at since a moment: the program that wrote them has ended. @returns their ids; they are failed now */
export const failSilent = (db: Database, since: string, at: string): Promise<{ id: string }[]> =>
  db
    .updateTable('reportExport')
    .set({ status: 'failed', finishedAt: at })
    .where('status', '=', 'running')
    .where('touchedAt', '<', since)
    .returning('id')
    .execute()

/** The last finished export of each report. */
export const selectLastExports = (db: Database) =>
  db
    .selectFrom('reportExport')
    .innerJoin(
      db
        .selectFrom('reportExport')
        .select(({ fn }) => ['report', fn.max('id').as('last')])
        .where('status', '=', 'done')
        .groupBy('report')
        .as('newest'),
      'newest.last',
      'reportExport.id'
    )
    .leftJoin('account', 'account.id', 'reportExport.account')
    .select(['reportExport.report', 'reportExport.createdAt', 'reportExport.format', 'account.displayName as by'])
    .execute()

/** Submitted opinions of bills, and how many were taken wholly or in part. */
export async function countAdopted(db: Database, bills: readonly string[]) {
  if (bills.length === 0) return []
  return db
    .selectFrom('opinion')
    .select(({ fn, eb }) => [
      'bill',
      fn.countAll<number | string>().as('total'),
      fn.sum<number | string>(eb.case().when('verdict', 'in', ['adopted', 'partlyAdopted']).then(1).else(0).end()).as('taken')
    ])
    .where('bill', 'in', bills)
    .where('status', '=', 'submitted')
    .groupBy('bill')
    .execute()
}

/** When the public was asked about bills: the first day and the last. */
export async function selectConsultations(db: Database, bills: readonly string[]) {
  if (bills.length === 0) return []
  return db
    .selectFrom('round')
    .select(({ fn }) => ['bill', fn.min('opensOn').as('opensOn'), fn.max('closesOn').as('closesOn')])
    .where('bill', 'in', bills)
    .where('kind', '=', 'publicConsultation')
    .groupBy('bill')
    .execute()
}

/** What units said that stands in the way or comes next, newest week first. */
export async function selectTold(db: Database, bills: readonly string[]) {
  if (bills.length === 0) return []
  return db
    .selectFrom('checkIn')
    .select(['bill', 'week', 'reason', 'help', 'next'])
    .where('bill', 'in', bills)
    .orderBy('week', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Bills of some kinds that were promulgated in the period. Looked for among the promulgated ones alone, as the index bill_promulgated says it. */
export async function selectPromulgatedIn(db: Database, { from, to }: Period, kinds: readonly string[]) {
  const on = jsonText(db, 'bill.state', 'dates', 'promulgatedOn')
  return db
    .selectFrom('bill')
    .select(['id', 'title', 'kind', on.as('on')])
    .where(sql<boolean>`state like '%"promulgatedOn"%'`)
    .where('kind', 'in', [...kinds])
    .where(sql<boolean>`${on} between ${from} and ${to}`)
    .orderBy(on)
    .orderBy('id')
    .execute()
}

/** A step that a bill took in the period, or a later move of its bill to another version of the definition (then `event` and `from` are null). */
export interface StepInRow {
  readonly seq: number
  readonly bill: string
  readonly title: string
  readonly at: string
  readonly on: string | null
  readonly event: string | null
  readonly from: string | null
  /** The definition that the bill runs on now. */
  readonly workflowHash: string
  /** The one that it ran on before a move. */
  readonly movedFrom: string | null
}

/**
 * Steps of a period with what tells under which definition each was taken, in their order. No step is told before its day, so that older
 * events need not be looked at; written as the index event_steps says it (migrations/0020-lists.ts).
 */
export async function selectStepsIn(db: Database, { from, to }: Period): Promise<StepInRow[]> {
  const member = (...path: string[]) => jsonText(db, 'event.payload', ...path)
  const begins = `${addDays(from, -1)}T16:00:00.000Z`
  const ends = `${to}T16:00:00.000Z` // midnight of the next day here
  const isIn = sql<boolean>`${member('input', 'on')} between ${from} and ${to} or (${member('input', 'on')} is null and event.at < ${ends})`
  return db
    .selectFrom('event')
    .innerJoin('bill', 'bill.id', 'event.bill')
    .select([
      'event.seq as seq',
      'bill.id as bill',
      'bill.title as title',
      'event.at as at',
      'bill.workflowHash as workflowHash',
      member('input', 'on').as('on'),
      member('event').as('event'),
      member('from').as('from'),
      member('fromHash').as('movedFrom')
    ])
    .where(sql<boolean>`event.kind in ('billAdvanced', 'workflowMoved')`)
    .where('event.at', '>=', begins)
    .where(({ or, eb }) => or([eb('event.kind', '=', 'workflowMoved'), isIn]))
    .orderBy('event.seq')
    .execute()
}

const opinionsIn = (db: Database, { from, to }: Period, taken: boolean) =>
  db
    .selectFrom('opinion')
    .where('opinion.status', '=', 'submitted')
    .where('opinion.givenOn', '>=', from)
    .where('opinion.givenOn', '<=', to)
    // What was said on drafts of others is given, not received.
    .where('opinion.bill', 'not in', eb => eb.selectFrom('consultation').select('consultation.bill'))
    .$if(taken, query => query.where('opinion.verdict', 'in', ['adopted', 'partlyAdopted']))

export async function countOpinionsIn(db: Database, period: Period, taken: boolean): Promise<number> {
  const { count } = await opinionsIn(db, period, taken)
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const selectOpinionsIn = (db: Database, period: Period, taken: boolean, limit: number, offset: number) =>
  opinionsIn(db, period, taken)
    .innerJoin('bill', 'bill.id', 'opinion.bill')
    .select([
      'opinion.id as id',
      'opinion.bill as bill',
      'bill.title as title',
      'opinion.givenOn as on',
      'opinion.givenBy as by',
      'opinion.article as article',
      'opinion.body as body'
    ])
    .orderBy('opinion.givenOn')
    .orderBy('opinion.id')
    .limit(limit)
    .offset(offset)
    .execute()

/** Rounds of these kinds that opened in the period. */
export const selectRoundsIn = (db: Database, { from, to }: Period, kinds: readonly string[]) =>
  db
    .selectFrom('round')
    .innerJoin('bill', 'bill.id', 'round.bill')
    .select(['round.bill as bill', 'bill.title as billTitle', 'round.title as title', 'round.opensOn as on', 'round.closesOn as closesOn'])
    .where('round.kind', 'in', [...kinds])
    .where('round.opensOn', '>=', from)
    .where('round.opensOn', '<=', to)
    .where('round.bill', 'not in', eb => eb.selectFrom('consultation').select('consultation.bill'))
    .orderBy('round.opensOn')
    .orderBy('round.id')
    .execute()

/** Evidence of an entry of the 四入 ledger whose day lies in the period. */
export const selectEvidenceIn = (db: Database, { from, to }: Period, entry: string) =>
  db
    .selectFrom('evidence')
    .innerJoin('checklistItem', 'checklistItem.id', 'evidence.item')
    .innerJoin('bill', 'bill.id', 'checklistItem.bill')
    .select([
      'checklistItem.bill as bill',
      'checklistItem.id as item',
      'checklistItem.code as code',
      'bill.title as billTitle',
      'evidence.title as title',
      'evidence.kind as kind',
      'evidence.on as on',
      'evidence.quantity as quantity'
    ])
    .where('checklistItem.entry', '=', entry)
    .where('evidence.on', '>=', from)
    .where('evidence.on', '<=', to)
    .orderBy('evidence.on')
    .orderBy('evidence.id')
    .execute()

/** Meetings of a body that were held, by day. */
export const selectMeetingsIn = (db: Database, { from, to }: Period, body: string) =>
  db
    .selectFrom('meeting')
    .select(['id', 'title', 'heldOn as on'])
    .where('body', '=', body)
    .where('status', '=', 'held')
    .where('heldOn', '>=', from)
    .where('heldOn', '<=', to)
    .orderBy('heldOn')
    .execute()

export const selectUpwardReportsIn = (db: Database, { from, to }: Period) =>
  db
    .selectFrom('upwardReport')
    .select(['bill', 'addressee', 'title', 'reportedOn as on'])
    .where('reportedOn', '>=', from)
    .where('reportedOn', '<=', to)
    .orderBy('reportedOn')
    .execute()

/** Experts, contact points or evaluation bases whose term has begun by the last day and has not ended before it. */
export const selectConsulteesOn = (db: Database, kind: string, day: string) =>
  db
    .selectFrom('consultee')
    .select(['id', 'name', 'unit', 'field', 'termFrom', 'createdAt'])
    .where('kind', '=', kind)
    .where(({ eb, or }) => or([eb('termFrom', 'is', null), eb('termFrom', '<=', day)]))
    .where(({ eb, or }) => or([eb('termTo', 'is', null), eb('termTo', '>=', day)]))
    .orderBy('name')
    .execute()

export const selectInspectionsIn = (db: Database, { from, to }: Period) =>
  db
    .selectFrom('inspection')
    .select(['id', 'bill', 'title', 'startedOn as on'])
    .where('startedOn', '>=', from)
    .where('startedOn', '<=', to)
    .orderBy('startedOn')
    .execute()

export const selectEvaluationsIn = (db: Database, { from, to }: Period) =>
  db
    .selectFrom('evaluation')
    .innerJoin('bill', 'bill.id', 'evaluation.bill')
    .select(['evaluation.bill as bill', 'bill.title as title', 'evaluation.evaluatorName as evaluator', 'evaluation.startedOn as on'])
    .where('evaluation.startedOn', '>=', from)
    .where('evaluation.startedOn', '<=', to)
    .orderBy('evaluation.startedOn')
    .execute()

export const selectFilingsIn = (db: Database, { from, to }: Period) =>
  db
    .selectFrom('filing')
    .innerJoin('regulation', 'regulation.id', 'filing.regulation')
    .select(['regulation.id as id', 'regulation.title as title', 'filing.addressee as addressee', 'filing.sentOn as on'])
    .where('filing.sentOn', '>=', from)
    .where('filing.sentOn', '<=', to)
    .orderBy('filing.sentOn')
    .execute()

export const selectCleanupsIn = (db: Database, { from, to }: Period) =>
  db
    .selectFrom('cleanup')
    .select(['id', 'title', 'openedOn as on'])
    .where('openedOn', '>=', from)
    .where('openedOn', '<=', to)
    .orderBy('openedOn')
    .execute()

/** Normative documents whose review ended in the period; the day stands in their state. */
export function selectReviewedIn(db: Database, { from, to }: Period) {
  const on = jsonText(db, 'bill.state', 'since')
  return db
    .selectFrom('bill')
    .select(['id', 'title', on.as('on')])
    .where('workflow', '=', 'normative-document-review')
    .where('status', '=', 'completed')
    .where(sql<boolean>`${on} between ${from} and ${to}`)
    .orderBy(on)
    .orderBy('id')
    .execute()
}
